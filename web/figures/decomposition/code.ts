import { type Code, optionsOf, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => {
  const given = { ...values, paddingIndex: 0 };
  const padded = values.convention === 'padded';
  return {
    python: `${smoothPython(given)}

classes = ${values.classes}
q = smooth([1], classes, ${values.alpha})[0]
entropy = -torch.xlogy(q, q).sum()
for percent in range(1, 100):
    p = percent / 100
    # Class 1 is correct; the rest is shared evenly${padded ? ', padding gets nothing' : ''}.
    prediction = torch.full((classes,), (1 - p) / (classes - ${padded ? 2 : 1}), dtype=torch.float64)
    prediction[1] = p
    cross_entropy = -torch.where(q > 0, q * prediction.log(), torch.zeros_like(q)).sum()
    print(p, cross_entropy.item(), (cross_entropy - entropy).item(), entropy.item())`,
    javascript: `const classes = ${values.classes};
const q = ls.smoothTargets([1], ${optionsOf(given, { classes: 'classes' })});
const entropy = ls.entropy(q, { classes, reduction: 'sum' });
for (let percent = 1; percent < 100; percent++) {
  const p = percent / 100;
  // Class 1 is correct; the rest is shared evenly${padded ? ', padding gets nothing' : ''}.
  const logP = Float32Array.from(q, (_, k) => Math.log(k === 1 ? p : ${padded ? 'k === 0 ? 0 : ' : ''}(1 - p) / (classes - ${padded ? 2 : 1})));
  const loss = ls.crossEntropy(logP, q, { classes, reduction: 'sum' });
  console.log(p, loss, ls.klDiv(logP, q, { classes, reduction: 'sum' }), entropy);
}`,
  };
};
