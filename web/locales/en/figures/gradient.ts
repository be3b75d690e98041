/** Texts of the figure `gradient` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/gradient.js';

export const texts: typeof master = {
  title: 'Training pushes by q\u00a0−\u00a0p: target minus prediction',
  hint: 'Click a column, or press the left and right arrow keys, to choose the correct class. Drag the top of a target to change α (or press up and down), the top of a prediction to move its logit.',
  chart: (target, p, q, push) =>
    `Bars and arrows: class ${target} is predicted ${p}, its target is ${q}, so it is pushed by q − p = ${push}.`,
  target: 'Target q',
  gradient: 'Gradient p − q',
  push: 'Push q − p',
  targetPush: 'Push on the correct class',
  logit: 'Logit z',
  targetGradient: 'Gradient of the correct class',
  gradientSum: 'Sum of the gradient',
  loss: 'Cross-entropy',
  fact: 'Each arrow leads from the prediction p to the target q and is the push that training gives to that logit: up raises it, down lowers it. Training steps against the gradient, which is p\u00a0−\u00a0q, so the push is q\u00a0−\u00a0p.',
  tooSure: (target, p, q) =>
    `Class ${target} is predicted ${p}, more than its target ${q}: even the logit of the correct class is lowered now. A hard label never does that.`,
  never: (target) =>
    `A hard label asks for 1, which softmax never reaches: the arrow of class ${target} always points up and its logit never stops growing.`,
};
