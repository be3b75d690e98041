/** Words that the figures share which train networks. */

import type { texts as master } from '../../zh-Hant/figures/runs.js';

export const texts: typeof master = {
  notStarted: 'Not started',
  recorded: 'This run was recorded beforehand. “Train” repeats it here, live, over the faint recording.',
  hardNetwork: 'Hard labels',
  smoothedNetwork: (alpha) => `Smoothed labels (α = ${alpha})`,
  hardShort: 'hard',
  smoothedShort: (alpha) => `α\u00a0=\u00a0${alpha}`,
  epoch: 'Epoch',
  loss: 'Negative log-likelihood',
  accuracy: 'Accuracy',
  confidence: 'Mean confidence',
  ece: 'Calibration error (ECE)',
  onTest: (name) => `${name}, test data`,
  onTrain: (name) => `${name}, training data`,
  of: (measure, network) => `${measure}, ${network}`,
  measured: (measure, network) => `${measure}, ${network.charAt(0).toLowerCase()}${network.slice(1)}`,
  network: 'Network',
  ofSeeds: (first, last) => `Numbers are means over the seeds ${first} to ${last}.`,
  notTrained: 'The networks have not been trained yet.',
  spreadOf: (measure) => `${measure}, standard deviation`,
  seedsColumn: 'Seeds',
  noPictures: 'The networks cannot learn from these pictures here.',
  takeGenerated: 'Train on Gaussian classes',
  classOf: (index) => `Class ${index}`,
};
