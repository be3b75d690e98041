/** Texts of the figure `decomposition` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/decomposition.js';

export const texts: typeof master = {
  title: 'Cross-entropy = KL divergence + entropy of the target',
  hint: 'Drag left or right, or use the arrow keys, to change the probability of the correct class; drag the floor up or down, or use the keys up and down, to change α.',
  x: 'Predicted probability p of the correct class',
  loss: 'Loss',
  crossEntropy: 'Cross-entropy CE',
  kl: 'KL divergence',
  floor: 'Floor H(q)',
  chart: (probability, crossEntropy, entropy, kl) =>
    `Stacked curves: at p = ${probability} cross-entropy is ${crossEntropy}, the floor H(q) ${entropy} plus KL ${kl}.`,
  minimum: 'CE is lowest at p*',
  fact: (best, floor) =>
    `No model gets cross-entropy below ${floor}: at p = ${best} the prediction equals the target and KL is 0. What is left is the entropy of the target itself.`,
  residue: (best, kl) =>
    `The loss is lowest at p = ${best}, with a KL of ${kl} left: along this curve the rest is shared evenly, but the target does not share it evenly.`,
  noFloor:
    'At α = 0 the target is one-hot and its entropy 0: there is no floor, KL is cross-entropy, and p can never be close enough to 1.',
  same: 'The two differ by a constant, so their gradients are the same. Training with one or the other takes the same steps.',
  padding: 'Padding has a target of 0, and here the model gives it 0 too, so it does not count.',
};
