/** Texts of the figure `cross-entropy` beside those that figures share. */

import { subscript } from '../../subscript.js';
import type { texts as master } from '../../zh-Hant/figures/cross-entropy.js';

export const texts: typeof master = {
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
