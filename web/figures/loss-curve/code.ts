import { type Code, list, optionsOf, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => {
  const { classes, alpha, alphas, loss, xMax } = values;
  const curves = list([...new Set([alpha, ...alphas])]);
  const given = { ...values, paddingIndex: 0 };
  return {
    python: `${smoothPython(given)}

classes = ${classes}
q = [smooth([1], classes, alpha)[0] for alpha in ${curves}]
for x in range(1, ${xMax} + 1):
    # Class 0 is padding, class 1 correct.
    p = torch.tensor([1e-10, x] + [1] * (classes - 2), dtype=torch.float64)
    p[1:] /= x + classes - 2
    log_p = (p / p.sum()).log()
    print(x, *[${loss === 'kl' ? "F.kl_div(log_p, target, reduction='sum')" : '-(target * log_p).sum()'}.item() for target in q])`,
    javascript: `const classes = ${classes};
const q = ${curves}.map((labelSmoothing) =>
  ls.smoothTargets([1], ${optionsOf(given, { classes: 'classes', alpha: 'labelSmoothing' })}),
);
for (let x = 1; x <= ${xMax}; x++) {
  // Class 0 is padding, class 1 correct.
  const d = x + classes - 2;
  const p = Array.from({ length: classes }, (_, k) => (k === 0 ? 1e-10 : (k === 1 ? x : 1) / d));
  const total = p.reduce((sum, one) => sum + one, 0);
  const logP = Float32Array.from(p, (one) => Math.log(one / total));
  console.log(x, ...q.map((target) => ${
    loss === 'kl'
      ? "ls.klDiv(logP, target, { classes, reduction: 'sum' })"
      : "ls.crossEntropy(logP, target, { classes, reduction: 'sum' })"
  }));
}`,
  };
};
