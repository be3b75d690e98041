/** Texts of the figure `decomposition` beside those that all figures share. */

import type { Language } from '../parameters.js';

const zh = {
  title: '交叉熵 = KL 散度 + 目標的熵',
  hint: '左右拖曳，或用方向鍵，改變模型給正確類別的機率。',
  x: '模型給正確類別的機率 p',
  loss: '損失',
  crossEntropy: '交叉熵 CE',
  kl: 'KL 散度',
  floor: '地板 H(q)',
  chart: (probability: string, crossEntropy: string, entropy: string, kl: string) =>
    `堆疊曲線圖：p = ${probability} 時，交叉熵 ${crossEntropy} = 地板 H(q) ${entropy} + KL ${kl}。`,
  minimum: 'CE 最低處 p*',
  fact: (best: string, floor: string) =>
    `模型再好，交叉熵也降不到 ${floor} 以下：p = ${best} 時預測等於目標，KL 是 0，剩下的全是目標自己的熵。`,
  residue: (best: string, kl: string) =>
    `p = ${best} 時損失最低，但還留著 ${kl} 的 KL：這條曲線把剩下的機率平分給其他類別，而目標並不平分。`,
  noFloor: 'α = 0 時目標是 one-hot，熵是 0，沒有地板：KL 就是交叉熵，p 越接近 1 越好，沒有盡頭。',
  same: '兩條曲線只差一個常數，所以梯度完全相同；用哪一個訓練，走的每一步都一樣。',
  padding: '填充類別的目標是 0；這裡模型也給它 0，所以它不影響損失。',
};

const en: typeof zh = {
  title: 'Cross-entropy = KL divergence + entropy of the target',
  hint: 'Drag left or right, or use the arrow keys, to change the probability of the correct class.',
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

export const decompositionStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
