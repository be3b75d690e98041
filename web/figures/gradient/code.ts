import { type Code, floats, javascriptColumns, optionsOf, pythonColumns, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => {
  const { classes, alpha, target, logits, convention } = values;
  return {
    python: `${convention === 'uniform' ? '' : `${smoothPython(values)}\n\n`}classes, target = ${classes}, ${target}
z = ${floats(logits)}.requires_grad_()
${
  convention === 'uniform'
    ? `loss = F.cross_entropy(z.unsqueeze(0), torch.tensor([target]), label_smoothing=${alpha})
q = F.one_hot(torch.tensor(target), classes) * (1 - ${alpha}) + ${alpha} / classes`
    : `q = smooth([target], classes, ${alpha})[0]
loss = -(q * F.log_softmax(z, dim=0)).sum()`
}
loss.backward()
p = F.softmax(z, dim=0)
${pythonColumns(['z', 'p', 'q', 'z.grad', '(-z.grad)'])}`,
    javascript: `const classes = ${classes};
const z = Float32Array.of(${logits.join(', ')});
const p = ls.softmax(z, { classes });
const q = ls.smoothTargets([${target}], ${optionsOf(values, { classes: 'classes' })});
const { gradient } = ls.crossEntropyAndGradient(z, [${target}], ${optionsOf(values, { classes: 'classes' })});
const push = gradient.map((entry) => -entry);
${javascriptColumns(['z', 'p', 'q', 'gradient', 'push'])}`,
  };
};
