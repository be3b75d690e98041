/** Texts of the figure `training` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/training.js';

export const texts: typeof master = {
  trainingTitle: 'The same data, two kinds of labels',
  invitation:
    'Press “Train”: two networks set out from the same weights and see the same batches. Only their labels differ.',
  lossChart: 'Line chart: negative log-likelihood of both networks on training and test data, by epoch.',
  accuracyChart: 'Line chart: accuracy of both networks on training and test data, by epoch.',
  gapChart: (network) => `Line chart, ${network}: mean confidence and accuracy on test data, by epoch.`,
  reliabilityChart: (network, ece) =>
    `Reliability diagram, ${network}: accuracy by confidence; the calibration error is ${ece}.`,
  histogramChart: (network) => `Histogram, ${network}: how sure the network is of the test examples.`,
  regionsChart: (network) =>
    `Map, ${network}: the class that the network chooses at each point of the plane, darker where it is surer.`,
  projectionChart: (network) =>
    `Scatter plot, ${network}: penultimate activations, projected on the plane of the templates of three classes.`,
  bin: 'Confidence',
  count: 'Examples',
  share: 'Share of the test data',
  titleWithEce: (network, ece) => `${network}, ECE ${ece}`,
  perfect: 'Perfect calibration',
  reliabilityHint:
    'Bars are accuracy. The gray gap is how far confidence lies from it; its mean, weighted by the number of examples, is the ECE.',
  regionsHint:
    'The color is the class that the network chooses, stronger where it is surer; the marks are training examples, those with a wrong label in a ring.',
  probeHint: 'Point at a place, or move the cross with arrow keys: the bars are what each network says there.',
  probeAt: (x, y, networks) => `At ${x}, ${y}: ${networks.join('; ')}.`,
  probeOf: (network, probabilities) => `${network} ${probabilities}`,
  lossShort: 'NLL',
  classIndex: 'Class',
  needsPlane:
    'Decision regions need a plane, and these data do not have just two features. With data in the plane you can see them.',
  takePlane: 'Train on three spirals in the plane',
  needsThree: 'This view looks along the templates of three classes, and there are only two.',
  takeThree: 'Train on three classes',
  noPlane: 'The templates of the three classes lie on one line, which spans no plane.',
  waiting: 'One moment: this view comes with the next update.',
  sameScale:
    'Both axes of both panels have one scale, so distances can be compared. Hollow marks are test examples, filled ones training examples, in a ring those with a wrong label.',
  split: { train: 'training', test: 'test' },
  clustersMean:
    'Within: the distance of points from the center of their class (root mean square). Between: the mean distance of two centers. The smaller within / between, the tighter the classes.',
  clusters: (train, test, trainBetween, testBetween) =>
    `Within / between: ${train} in training, ${test} on test data. Class centers are ${trainBetween} and ${testBetween} apart.`,
  clustersChange: (train, test) =>
    `From hard to smoothed labels within / between goes from ${train[0]} to ${train[1]} on training data, and from ${test[0]} to ${test[1]} on test data.`,
  ratioOf: (network, split) => `Within / between, ${network}, ${split}`,
  centersOf: (network, split) => `Distance of class centers, ${network}, ${split}`,
  sameYardstick:
    'Both networks are scored by the same measure, the negative log-likelihood of the correct class. It leaves out the entropy of the smoothed targets, which only the training loss contains.',
  labelNoise: (share) => `${share} of the training labels are wrong; all test labels are right.`,
  oneRun: (seed) =>
    `This is seed ${seed} alone. The article quotes means over the seeds 1 to 10, with its own settings.`,
  claims: (confidence, accuracy) => `On test data it claims ${confidence} and is right ${accuracy}.`,
  lossFinding: (epoch, losses, turns) =>
    `On test data after epoch ${epoch}: ${losses}.${turns.length > 0 ? ` Lowest (dots): ${turns.join('; ')}.` : ''}`,
  turnAt: (network, epoch, loss) => `${network}: ${loss} after epoch ${epoch}`,
  bestAt: (accuracy, epoch) => `${accuracy} after epoch ${epoch}`,
  accuracyFinding: (epoch, accuracies, best, isOver) =>
    `On test data after epoch ${epoch}: ${accuracies}. Best so far (dots): ${best}.${
      isOver ? ' Stopping there (early stopping) would beat both networks at the end.' : ''
    }`,
  notRecorded: 'This view was not recorded: press “Train”.',
  doneSummary: (accuracies, confidences, eces) =>
    `Accuracy: ${accuracies}. Mean confidence: ${confidences}. Calibration error: ${eces}.`,
  hardAgainst: (hard, smoothed) => `hard ${hard}, smoothed ${smoothed}`,
  x: 'Feature 1',
  y: 'Feature 2',
  cellClass: (network) => `Class, ${network}`,
  cellConfidence: (network) => `Confidence, ${network}`,
  example: 'Example',
  trainExample: 'training',
  testExample: 'test',
  coordinate: (network, axis) => `${axis}, ${network}`,
  steps: 'Steps',
};
