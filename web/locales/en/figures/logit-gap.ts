/** Texts of the figure `logit-gap` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/logit-gap.js';

export const texts: typeof master = {
  title: 'At the optimum the gap between logits is finite',
  hint: 'Click or drag on the chart, or press the left and right arrow keys, to change α.',
  x: 'Smoothing α',
  y: 'Logit gap at the optimum',
  curve: (classes) => `K = ${classes}`,
  chart: (alpha, gaps) =>
    `Line chart: at α = ${alpha} the optimum has the logit of the correct class above every other by ${gaps}.`,
  gap: (classes) => `Gap (K = ${classes})`,
  threshold: (classes) => `α of no gap (K = ${classes})`,
  listed: (classes, gap) => `${gap} (K = ${classes})`,
  separator: ', ',
  fact: 'The loss is lowest where softmax equals the target q, so the gap is the logarithm of the ratio between the correct class’s q and another class’s q. At α = 0 that is infinite and the model is told to be ever surer; any α above 0 puts an end to it.',
  formula: {
    uniform: 'uniform: gap = log(1 + K(1−α)/α). It is 0 only at α = 1, so the correct class never loses.',
    others: 'others: gap = log((K−1)(1−α)/α). It is 0 at α = (K−1)/K; beyond that, the correct class loses.',
    padded: 'padded: gap = log((K−2)(1−α)/α). It is 0 at α = (K−2)/(K−1); beyond that, the correct class loses.',
  },
  growth: 'With more classes each other class gets less and the gap is larger, though it only grows like log K.',
  lost: (classes) =>
    `At this α the correct class no longer wins for K = ${classes}: such a target teaches the model to be wrong.`,
};
