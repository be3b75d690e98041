/** Texts of the figure `steps` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/steps.js';

export const texts: typeof master = {
  stepsTitle: 'Smoothing with padding, step by step',
  stepLog: 'Take the logarithm of the prediction',
  stepLogText: 'KLDivLoss wants log p. The logarithm of probability 0 is −∞.',
  stepFill: (share) => `Fill with α/(K−2) = ${share}`,
  stepFillText: (classes, overK) =>
    `The divisor is K−2, as padding and the correct class get no share. It is often labeled α/K, but with K = ${classes} that would be ${overK}.`,
  stepConfidence: (confidence) => `Put 1−α = ${confidence} at the correct class`,
  stepConfidenceText: 'Each row gets the confidence at its own correct class.',
  stepColumn: (padding) => `Clear the padding column (class ${padding})`,
  stepColumnText: 'Padding should never be predicted, so it gets no probability.',
  stepRows: 'Clear the rows whose target is padding',
  stepRowsText: 'There is no word to guess there: an empty row adds no loss.',
  stepRowsNone: 'No row here has padding as its target, so nothing changes.',
  stepKl: (total) => `KL per element, total ${total}`,
  stepKlText: 'Each cell is q·(log q − log p); where q = 0 it is 0 by definition.',
  stepRemedy: (total) => `KL per element after the remedy, total ${total}`,
  stepRemedyText: 'Zeros become 1e-10 and the prediction is renormalized before the logarithm.',
  infinite: (row, column, q, logQ) =>
    `KL is +∞: in row ${row}, class ${column} the target is ${q} but the prediction is 0, so this term is ${q} × (${logQ} − (−∞)) = +∞. The model called a class impossible that the target does not.`,
  pytorchNan: (row, column, before) =>
    `PyTorch up to 1.12 prints ${before} here, 1.13 and later print nan, because they evaluate 0 × (−∞) in row ${row}, class ${column}. By definition 0·log 0 is 0, so there is no nan here.`,
  remedied: (value) =>
    `With zeros replaced by 1e-10 and the prediction renormalized, KL is the finite number ${value}.`,
  confidence: 'Confidence 1−α',
  share: 'Share α/(K−2)',
  kl: 'KL, total',
  klRemedied: 'KL after the remedy',
  stepsSummary: (kl, remedied) => `KL is ${kl} in total; after the remedy it is ${remedied}.`,
};
