/** What the further parameters and their choices are called of figures that train networks. */

import type { texts as master } from '../zh-Hant/training-parameters.js';

export const texts: typeof master = {
  parameters: {
    view: 'View',
    shown: 'Three classes to project',
    speed: 'Speed',
    epochs: 'Epochs',
    data: 'Data',
    noise: 'Label noise',
    spread: 'Spread of the data',
    dimensions: 'Features',
    samples: 'Training examples',
    layers: 'Widths of hidden layers',
    student: 'Student’s hidden layers',
    temperatures: 'Temperatures T',
    optimizer: 'Optimizer',
    momentum: 'Momentum',
    weightDecay: 'Weight decay',
    batch: 'Batch size',
    confidence: 'Confidence above',
    morphFrom: 'Blend from',
    morphTo: 'Blend to',
    runs: 'Seeds',
    seed: 'Random seed',
  },
  choices: {
    view: {
      learning: 'Loss and accuracy',
      confidence: 'Confidence and accuracy',
      reliability: 'Reliability',
      histogram: 'Confidence histogram',
      regions: 'Decision regions',
      projection: 'Penultimate layer',
    },
    speed: {
      slow: 'Slow: a step a frame',
      normal: 'Normal: an epoch a frame',
      fast: 'As fast as it goes',
    },
    data: {
      fashion: 'Clothes (Fashion-MNIST)',
      digits: 'Handwritten digits (UCI)',
      gaussian: 'Gaussian classes',
      moons: 'Moons',
      spirals: 'Spirals',
      rings: 'Rings',
      csv: 'Your own CSV file',
    },
    optimizer: {
      adam: 'Adam',
      sgd: 'SGD with momentum',
    },
  },
};
