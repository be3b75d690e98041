/** Texts of the figure `trace` beside those that all figures share. */

import type { Language } from '../parameters.js';

const zh = {
  title: 'nan 和 inf 從哪一個乘積來？',
  q: '目標 q',
  qText: '這一列的平滑目標。',
  logP: 'log p',
  logPText: 'KLDivLoss 的輸入。機率 0 的對數是 −∞。',
  own: 'q·log q',
  ownText: 'q = 0 的格子依定義是 0；PyTorch 的 xlogy 也這樣算。',
  product: 'q × log p，照浮點數規則相乘',
  productText: '0 × (−∞) 是 NaN；正數 × (−∞) 是 −∞。',
  after: (total: string) => `PyTorch 1.13 起：q·log q − q × log p，總和 ${total}`,
  afterText: '直接相減，所以 NaN 留在裡面；只要有一格是 NaN，總和就是 nan。',
  before: (total: string) => `PyTorch 1.12 以前：q > 0 才算，總和 ${total}`,
  beforeText: 'q = 0 的格子一律填 0，NaN 不會出現，∞ 照樣留下。',
  defined: (total: string) => `依定義（本套件）：總和 ${total}`,
  definedText: '0·log 0 = 0；q > 0 而 p = 0 時是 +∞，不偷偷截斷。',
  quantity: '步驟',
  kl: '依定義的 KL',
  klBefore: 'PyTorch 1.12 以前',
  klAfter: 'PyTorch 1.13 起',
  nanNote: (column: number) =>
    `nan 來自類別 ${column}：目標是 0，預測也是 0，於是 q × log p = 0 × (−∞) = NaN。依定義這一項是 0。`,
  infiniteNote: (column: number, q: string, logQ: string) =>
    `inf 來自類別 ${column}：${q} × (${logQ} − (−∞)) = +∞。模型說絕不可能，目標卻說有可能，這是真的無限大，不是計算錯誤。`,
  both: '兩種都有時，∞ + NaN = NaN，所以 1.13 起只看得到 nan，真正的問題（+∞）反而被蓋住。',
  clean: '沒有預測是 0，所以三種算法得到同一個有限的數。',
  remedy: '解法：別對機率 0 取對數。用 log_softmax 直接從 logits 得到 log p，或先把 0 換成 1e-10 再正規化。',
  summary: (kl: string, before: string, after: string) =>
    `依定義 KL 是 ${kl}；PyTorch 1.12 以前印出 ${before}，1.13 起印出 ${after}。`,
};

const en: typeof zh = {
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

export const traceStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
