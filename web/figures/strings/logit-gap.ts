/** Texts of the figure `logit-gap` beside those that all figures share. */

import type { Language } from '../parameters.js';

const zh = {
  title: '最佳解的 logit 差距是有限的',
  hint: '在圖上點選或拖曳，或用左右方向鍵，改變 α。',
  x: '平滑強度 α',
  y: '最佳解的 logit 差距',
  curve: (classes: number) => `K = ${classes}`,
  chart: (alpha: string, gaps: string) => `折線圖：α = ${alpha} 時，最佳解中正確類別的 logit 比其他類別高 ${gaps}。`,
  gap: (classes: number) => `差距 (K = ${classes})`,
  threshold: (classes: number) => `差距為 0 的 α (K = ${classes})`,
  listed: (classes: number, gap: string) => `${gap}（K = ${classes}）`,
  separator: '、',
  fact: '損失最低時 softmax 等於目標 q，所以 logit 的差距剛好是「正確類別的 q ÷ 其他類別的 q」的對數。α = 0 時是無限大：模型被鼓勵無止境地更有把握；只要 α > 0，差距就有終點。',
  formula: {
    uniform: 'uniform：差距 = log(1 + K(1−α)/α)。α = 1 時才變成 0，所以正確類別永遠不會輸。',
    others: 'others：差距 = log((K−1)(1−α)/α)。α = (K−1)/K 時變成 0，再大，正確類別就輸了。',
    padded: 'padded：差距 = log((K−2)(1−α)/α)。α = (K−2)/(K−1) 時變成 0，再大，正確類別就輸了。',
  },
  growth: '類別越多，每個其他類別分到的越少，差距越大；但只隨 log K 增加。',
  lost: (classes: string) => `在這個 α，K = ${classes} 的正確類別已經贏不了其他類別：目標會教模型答錯。`,
};

const en: typeof zh = {
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

export const logitGapStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
