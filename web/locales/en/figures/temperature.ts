/** Texts of the figure `temperature` beside those that figures share. */

import type { texts as master } from '../../zh-Hant/figures/temperature.js';

export const texts: typeof master = {
  title: 'Temperature changes the prediction, smoothing the target',
  barsHint:
    'Click a column, or press the left and right arrow keys, to choose the correct class. Drag the top of a target to change α (or press up and down), the top of a prediction at T\u00a0=\u00a01 to move its logit, the top of a warm one to change the temperature.',
  curveHint: 'Click or drag on the chart, or press the left and right arrow keys, to change the temperature.',
  cold: 'Prediction softmax(z)',
  warm: (temperature) => `softmax(z/T), T = ${temperature}`,
  soft: (alpha) => `Smoothed target (α = ${alpha})`,
  x: 'Temperature T',
  loss: 'Loss',
  hardCurve: 'Loss of the hard label',
  softCurve: 'Loss of the smoothed label',
  bars: (target, cold, temperature, warm, soft) =>
    `Bar chart: class ${target} is predicted ${cold}, and ${warm} at T = ${temperature}; its smoothed target is ${soft}.`,
  curves: (temperature, hard, soft) =>
    `Curves: at T = ${temperature} the hard label has loss ${hard}, the smoothed label ${soft}.`,
  lossCold: 'Hard label, T = 1',
  lossWarm: 'Hard label, logits over T',
  lossSoft: 'Smoothed label, T = 1',
  lossSoftWarm: 'Smoothed label, logits over T',
  best: 'T of the lowest smoothed loss',
  fact: 'Temperature comes after training: all logits are divided by the same T, so the ranking stays and only the confidence changes. Smoothing comes during training: it changes the target, and so the logits that the model learns.',
  bestFact: (best) =>
    `Judged by the smoothed label, these logits are best at T = ${best}; colder and hotter are both worse. Smoothing asks for a confidence that is finite.`,
  hardFalls:
    'Judged by the hard label, with the correct class in the lead, colder is always better. There is no end to it, and that is where overconfidence comes from.',
  hardWrong:
    'The correct class is not in the lead, so judged by the hard label colder is worse: no temperature mends a wrong ranking.',
  flat: 'All logits are equal, so dividing them by a temperature makes no difference.',
};
