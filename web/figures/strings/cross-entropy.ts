/** Texts of the figure `cross-entropy` beside those that all figures share. */

import type { Language } from '../parameters.js';

const zh = {
  crossEntropyTitle: '損失只看正確類別的機率',
  crossEntropyBars: (target: number, probability: string) =>
    `長條圖：one-hot 標籤在類別 ${target} 是 1；模型給它的機率是 ${probability}。`,
  crossEntropyCurve: (probability: string, loss: string) =>
    `曲線圖：損失 −log p 隨 p 下降；p = ${probability} 時損失是 ${loss}。`,
  crossEntropyBarsHint: '上下拖曳，或用方向鍵，改變正確類別的機率。',
  crossEntropyCurveHint: '左右拖曳，或用方向鍵，沿著曲線移動。',
  oneHot: 'one-hot 標籤 y',
  probabilityOf: (target: number) => `p${subscript(target)}`,
  lossOf: (target: number) => `−log p${subscript(target)} = log(1/p${subscript(target)})`,
  crossEntropyTerm: 'y·(−log p)',
  crossEntropyFact: (target: number, probability: string, loss: string) =>
    `y 只有類別 ${target} 是 1，其餘各項都乘上 0，總和只剩 −log(${probability}) = ${loss}。其他類別怎麼分都不影響損失。`,
  crossEntropyInfinite: (target: number) =>
    `模型說類別 ${target} 絕不可能 (p = 0)，它偏偏就是答案：−log 0 = +∞，曲線上畫不出這一點。`,
  crossEntropyZero: '機率剛好是 1，損失是 0。softmax 要把 logits 的差距拉到無限大才到得了這裡，這正是過度自信的來源。',
};

const en: typeof zh = {
  crossEntropyTitle: 'The loss looks at one probability only',
  crossEntropyBars: (target, probability) =>
    `Bar chart: the one-hot label is 1 at class ${target}; the model gives it ${probability}.`,
  crossEntropyCurve: (probability, loss) => `Curve: the loss −log p falls with p; at p = ${probability} it is ${loss}.`,
  crossEntropyBarsHint: 'Drag up or down, or use the arrow keys, to change the probability of the correct class.',
  crossEntropyCurveHint: 'Drag left or right, or use the arrow keys, to move along the curve.',
  oneHot: 'One-hot label y',
  probabilityOf: (target) => `p${subscript(target)}`,
  lossOf: (target) => `−log p${subscript(target)} = log(1/p${subscript(target)})`,
  crossEntropyTerm: 'y·(−log p)',
  crossEntropyFact: (target, probability, loss) =>
    `Only class ${target} has y = 1; every other term is multiplied by 0, which leaves −log(${probability}) = ${loss}. How the rest is shared makes no difference.`,
  crossEntropyInfinite: (target) =>
    `The model calls class ${target} impossible (p = 0), and it is the answer: −log 0 = +∞, a point that no curve can show.`,
  crossEntropyZero:
    'Probability exactly 1, loss 0. Softmax only gets here with logits infinitely far apart, which is where overconfidence comes from.',
};

const subscript = (index: number) => String(index).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] as string);

export const crossEntropyStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
