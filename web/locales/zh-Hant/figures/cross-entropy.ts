/** Texts of the figure `cross-entropy` beside those that figures share. */

import { subscript } from '../../subscript.js';

export const texts = {
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
