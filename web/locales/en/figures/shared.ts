/** Words and sentences that figures share. */

import type { texts as master } from '../../zh-Hant/figures/shared.js';

export const texts: typeof master = {
  comma: ', ',
  classIndex: 'Class',
  classes: 'Classes K',
  row: 'Row',
  step: 'Step',
  probability: 'Probability',
  padding: 'pad',
  hard: 'Hard label (one-hot)',
  smoothedWith: (alpha) => `Smoothed label (α = ${alpha})`,
  predicted: 'Prediction p',
  targetProbability: 'Correct class gets',
  otherProbability: 'Each other class gets',
  entropy: 'Entropy H(q)',
  sum: 'Sum Σq',
  target: 'Correct class y',
  alpha: 'α',
  paddingRow: (padding) =>
    `Class ${padding} is padding: a position whose answer is padding has no loss, so its whole row is 0.`,
  notNormalized: (sum) => `The predictions sum to ${sum}, not 1; KL is computed from the numbers as they are.`,
  dividesByZero: (classes) =>
    `With K = ${classes} no class is left to share α: without padding and the correct class K−2 = 0, so α/(K−2) divides by zero. Raise K to 3 or more, or choose another convention.`,
  leveled: (alpha) => `At α = ${alpha} all classes get the same, so the label no longer says which one is right.`,
  leastLikely: (alpha, fraction, threshold) =>
    `α = ${alpha} is beyond ${fraction} ≈ ${threshold}: the correct class has become the least likely one. Such a target teaches the model to be wrong.`,
  overtaken: (own, highest) =>
    `The correct class is down to ${own} and another class with ${highest} has overtaken it. Such a target teaches the model to be wrong.`,
};
