/** Texts of the figure `conventions` beside those that all figures share. */

import type { Language } from '../parameters.js';

const zh = {
  title: '同一個 α，四種目標',
  hint: '點選一組長條，或用左右方向鍵，改變正確類別。',
  chart: (alpha: string, shares: string) => `分組長條圖：α = ${alpha} 時，正確類別在各種慣例下得到 ${shares}。`,
  share: (convention: string, value: string) => `${convention} ${value}`,
  separator: '、',
  own: (convention: string) => `正確類別 (${convention})`,
  othersAlpha: 'uniform 的 α 換算成 others',
  uniformAlpha: 'others 的 α 換算成 uniform',
  fromUniform: (alpha: string, classes: number, converted: string) =>
    `uniform(α) = others(α(K−1)/K)：K = ${classes} 時，uniform 的 ${alpha} 就是 others 的 ${converted}。`,
  fromOthers: (alpha: string, converted: string) =>
    `反過來，others 的 ${alpha} 是 uniform 的 αK/(K−1) = ${converted}。`,
  noUniform: (alpha: string, converted: string) =>
    `反過來不一定行：others 的 ${alpha} 需要 uniform 的 α = ${converted}，超過 1，uniform 做不到。`,
  fromPadded: (alpha: string, live: number, converted: string) =>
    `padded 就是只在 ${live} 個真正的類別上做 others(${alpha})；在那 ${live} 類上等於 uniform(${converted})，填充那一欄是 0。`,
  noPadded: 'K = 2 時 padded 沒有類別可分（K−2 = 0），所以沒有畫出來。',
  prior: 'prior 依類別頻率 π 分配，包括正確類別自己的那一份；π 相等時就是 uniform。',
};

const en: typeof zh = {
  title: 'One α, four targets',
  hint: 'Click a group of bars, or press the left and right arrow keys, to choose the correct class.',
  chart: (alpha, shares) => `Grouped bars: at α = ${alpha} the correct class gets ${shares}.`,
  share: (convention, value) => `${value} (${convention})`,
  separator: ', ',
  own: (convention) => `Correct class gets (${convention})`,
  othersAlpha: 'α of others that equals uniform',
  uniformAlpha: 'α of uniform that equals others',
  fromUniform: (alpha, classes, converted) =>
    `uniform(α) = others(α(K−1)/K): with K = ${classes}, ${alpha} in uniform is ${converted} in others.`,
  fromOthers: (alpha, converted) => `The other way round, ${alpha} in others is αK/(K−1) = ${converted} in uniform.`,
  noUniform: (alpha, converted) =>
    `The other way round it may not exist: ${alpha} in others would take α = ${converted} in uniform, which is more than 1.`,
  fromPadded: (alpha, live, converted) =>
    `padded is others(${alpha}) among the ${live} classes that are not padding, and among those it is uniform(${converted}); the padding column is 0.`,
  noPadded: 'With K = 2 padded has no class to give anything to (K−2 = 0), so it is not drawn.',
  prior:
    'prior shares α in proportion to the class frequencies π, the correct class included; with equal frequencies it is the same as uniform.',
};

export const conventionsStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
