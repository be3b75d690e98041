/** Texts of the figure `gradient` beside those that all figures share. */

import type { Language } from '../parameters.js';

const zh = {
  title: '梯度就是 p\u00a0−\u00a0q：預測減目標',
  hint: '點選長條，或用左右方向鍵，改變正確類別。',
  chart: (target: number, p: string, q: string, gradient: string) =>
    `長條與箭頭：類別 ${target} 的預測是 ${p}，目標是 ${q}，梯度 p − q = ${gradient}。`,
  target: '目標 q',
  gradient: '梯度 p − q',
  logit: 'logit z',
  targetGradient: '正確類別的梯度',
  gradientSum: '梯度總和',
  loss: '交叉熵',
  fact: '箭頭從目標 q 指向預測 p，長度就是損失對那個 logit 的梯度。更新時往反方向走：箭頭朝下的 logit 會升高，朝上的會降低。',
  tooSure: (target: number, p: string, q: string) =>
    `模型給類別 ${target} 的 ${p} 已經超過目標 ${q}：連正確類別的 logit 也會被壓低。硬標籤永遠不會這樣。`,
  never: (target: number) =>
    `硬標籤的目標是 1，softmax 到不了 1，所以類別 ${target} 的箭頭永遠朝下，logit 沒有停下來的一天。`,
};

const en: typeof zh = {
  title: 'The gradient is p\u00a0−\u00a0q: prediction minus target',
  hint: 'Click a bar, or press the left and right arrow keys, to choose the correct class.',
  chart: (target, p, q, gradient) =>
    `Bars and arrows: class ${target} is predicted ${p}, its target is ${q}, so its gradient p − q is ${gradient}.`,
  target: 'Target q',
  gradient: 'Gradient p − q',
  logit: 'Logit z',
  targetGradient: 'Gradient of the correct class',
  gradientSum: 'Sum of the gradient',
  loss: 'Cross-entropy',
  fact: 'Each arrow leads from the target q to the prediction p; its length is the size of the loss’s gradient with respect to that logit. Training steps the other way: an arrow pointing down means the logit is raised, one pointing up that it is lowered.',
  tooSure: (target, p, q) =>
    `Class ${target} is predicted ${p}, more than its target ${q}: even the logit of the correct class is lowered now. A hard label never does that.`,
  never: (target) =>
    `A hard label asks for 1, which softmax never reaches: the arrow of class ${target} always points down and its logit never stops growing.`,
};

export const gradientStrings: Readonly<Record<Language, typeof zh>> = { 'zh-Hant': zh, en };
