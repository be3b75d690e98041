/** What the parameters and their choices are called, of figures that train nothing. */

import type { texts as master } from '../zh-Hant/parameters.js';

export const texts: typeof master = {
  parameters: {
    alpha: 'Smoothing α',
    alphas: 'Compare with α',
    convention: 'Convention',
    classes: 'Classes K',
    target: 'Correct class y',
    targets: 'Correct class of each row',
    paddingIndex: 'Padding class',
    prior: 'Class frequencies π',
    predictions: 'Predicted probabilities p',
    logits: 'Logits z of the model',
    learningRate: 'Learning rate',
    temperature: 'Temperature T',
    classCounts: 'Compare with K classes',
    probability: 'Probability of the correct class',
    loss: 'Loss',
    shownStep: 'Step shown (0: all)',
    xMax: 'Largest x',
    x: 'Current x',
    bins: 'Bins',
    binning: 'Bins of equal',
  },
  choices: {
    binning: {
      'equal-width': 'width',
      'equal-mass': 'mass (rows)',
    },
    convention: {
      uniform: 'uniform: α/K each',
      others: 'others: α/(K−1) each',
      padded: 'padded: α/(K−2) each',
      prior: 'prior: α·πᵢ, by frequency',
    },
    loss: {
      kl: 'KL divergence',
      'cross-entropy': 'Cross-entropy',
    },
  },
};
