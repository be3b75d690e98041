/** Texts of the figure `alpha-sweep` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/alpha-sweep.js';

export const texts: typeof master = {
  sweepTitle: 'From α = 0 to 0.98',
  sweepInvitation: (count) => `Press “Train” to train ${count} networks on all cores of this computer.`,
  sweepAlpha: 'Smoothing α',
  sweepAccuracyChart: 'Line chart: test accuracy against α; the band is the standard deviation between seeds.',
  sweepNllChart: 'Line chart: negative log-likelihood on test data against α.',
  sweepEceChart: 'Line chart: calibration error against α.',
  sweepConfidenceChart: 'Line chart: mean confidence and accuracy against α.',
  smoothingSeries: 'Label smoothing',
  scaledSeries: 'Hard labels, then temperature scaling',
  trainSeries: 'Training accuracy',
  temperature: 'Temperature T',
  underfit: (alpha) =>
    `Underfitting begins at α = ${alpha}: training and test accuracy are both more than two standard errors below those at α = 0, and stay below as α grows.`,
  notUnderfit:
    'Up to α = 0.98, training and test accuracy are never both clearly below those at α = 0: these runs show no underfitting.',
  underconfident: (alpha) =>
    `From α = ${alpha} on, mean confidence is below accuracy: the network has become underconfident.`,
  oneSeed: 'With one seed a difference may be chance, so no underfitting is marked.',
  bestEce: (alpha, ece) => `The calibration error is lowest at α = ${alpha}: ${ece}.`,
  scaledFact: (temperature, ece, accuracy) =>
    `For comparison: the hard network with temperature scaling after training (T ≈ ${temperature}) has a calibration error of ${ece} and keeps its accuracy of ${accuracy}. That takes one more parameter, fitted on data held out for it.`,
  underfitMark: 'underfitting',
  sweepSummary: (accuracy, best, alpha) =>
    `Accuracy at α = 0 is ${accuracy}; the lowest calibration error is ${best}, at α = ${alpha}.`,
  bestEceLabel: 'Lowest ECE',
  bestEceAlpha: 'α of the lowest ECE',
  underfitAlpha: 'Underfitting from α',
  hardEce: 'ECE (α = 0)',
  scaledEce: 'ECE after temperature scaling',
  hardAccuracy: 'Accuracy (α = 0)',
  bestAccuracy: 'Highest accuracy',
  bestAccuracyAlpha: 'α of the highest accuracy',
};
