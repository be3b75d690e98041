/** Texts of the figure `trace` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/trace.js';

export const texts: typeof master = {
  title: 'Which product makes the nan, and which the inf?',
  q: 'Target q',
  qText: 'The smoothed target of this row.',
  logP: 'log p',
  logPText: 'What KLDivLoss is given. The logarithm of probability 0 is −∞.',
  own: 'q·log q',
  ownText: '0 by definition where q = 0; PyTorch’s xlogy does the same.',
  product: 'q × log p, multiplied as floating point does',
  productText: '0 × (−∞) is NaN; a positive number × (−∞) is −∞.',
  after: (total) => `PyTorch 1.13 and later: q·log q − q × log p, total ${total}`,
  afterText: 'A plain subtraction keeps the NaN, and a single NaN makes the sum nan.',
  before: (total) => `PyTorch up to 1.12: only where q > 0, total ${total}`,
  beforeText: 'Every cell with q = 0 is set to 0, so there is no NaN. The ∞ stays.',
  defined: (total) => `By definition, as in this package: total ${total}`,
  definedText: '0·log 0 = 0; where q > 0 and p = 0 it is +∞. Nothing is clipped silently.',
  quantity: 'Step',
  kl: 'KL by definition',
  klBefore: 'PyTorch up to 1.12',
  klAfter: 'PyTorch 1.13 and later',
  nanNote: (column) =>
    `The nan comes from class ${column}: target 0 and prediction 0 make q × log p = 0 × (−∞) = NaN. By definition that term is 0.`,
  infiniteNote: (column, q, logQ) =>
    `The inf comes from class ${column}: ${q} × (${logQ} − (−∞)) = +∞. The model calls it impossible, the target does not. The infinity is real, not a computing error.`,
  both: 'With both, ∞ + NaN = NaN: from 1.13 on you only see the nan, and it hides the real problem, the +∞.',
  clean: 'No prediction is 0, so all three ways give the same finite number.',
  remedy:
    'The remedy: never take the logarithm of a probability that may be 0. Use log_softmax on the logits, or replace 0 with 1e-10 and renormalize.',
  summary: (kl, before, after) =>
    `By definition KL is ${kl}; PyTorch up to 1.12 prints ${before}, 1.13 and later print ${after}.`,
};
