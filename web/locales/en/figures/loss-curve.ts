/** Texts of the figure `loss-curve` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/loss-curve.js';

export const texts: typeof master = {
  lossCurveTitle: { kl: 'KL loss against x', 'cross-entropy': 'Cross-entropy loss against x' },
  lossName: { kl: 'KL divergence', 'cross-entropy': 'Cross-entropy' },
  lossCurveX: 'x',
  lossCurveHint: 'Click or drag on the chart, or press the left and right arrow keys, to read the loss at some x.',
  lossCurveLabel: (loss, count, max) =>
    `Line chart: ${loss} for x from 1 to ${max}, ${count} ${count === 1 ? 'curve' : 'curves'}.`,
  curveOf: (alpha) => `α = ${alpha}`,
  readAt: 'Current x',
  minimumX: 'Minimum x*',
  minimumLoss: 'Smallest loss',
  lossFirst: 'Loss (x = 1)',
  lossLast: (x) => `Loss (x = ${x})`,
  lossAt: (x) => `Loss (x = ${x})`,
  curveDips: (alpha, x) =>
    `α = ${alpha}: the loss falls until x* = ${x} and then rises again. Being surer than the target is penalized too.`,
  curveMinimum: (alpha, x) => `α = ${alpha}: the minimum is at x* = ${x}.`,
  curveBeyond: (alpha, x) =>
    `α = ${alpha}: the minimum is at x* = ${x}, beyond what is drawn, so the curve seems to fall forever.`,
  curveOnlyRises: (alpha, x) =>
    `α = ${alpha}: the minimum x* = ${x} is not above 1, so the curve rises from the very start.`,
  curveOnlyFalls: (alpha) =>
    `α = ${alpha}: the other classes get nothing, so the curve only falls and the model is told to be ever surer.`,
  curveFlat:
    'With K = 2 there is only the correct class beside padding: the prediction ignores x and the curve is flat.',
  curvePaddingOnly: (alpha) =>
    `α = ${alpha}: all of the target is on padding, so the loss ignores x and the curve is flat.`,
  curveFormula:
    'With padding the minimum is at x* = (K−2)(1−α)/α; the curve rises from the start only if α ≥ (K−2)/(K−1).',
  curveFloor: (entropy) =>
    `Cross-entropy = KL + H(q): the whole curve is raised by the entropy of the target, H(q) = ${entropy}. Its shape and gradient stay.`,
  curvePadding: (share) =>
    `This convention also gives the padding class a target of ${share}, but the model gives it only 1e-10: that raises the whole curve.`,
  curveSummary: (alpha, x, loss, minimum) => `α = ${alpha}: the loss at x = ${x} is ${loss}; ${minimum}`,
  minimumAt: (x, loss) => `the minimum is at x = ${x}, loss ${loss}.`,
  noMinimum: 'there is no minimum.',
};
