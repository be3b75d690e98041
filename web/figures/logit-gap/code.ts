import { type Code, list, optionsOf, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => {
  const given = { ...values, paddingIndex: 0 };
  const counts = list([...new Set(values.classCounts)]);
  return {
    python: `${smoothPython(given)}

for percent in range(1, 100):
    alpha = percent / 100
    targets = [smooth([1], classes, alpha)[0] for classes in ${counts}]
    print(alpha, *[(q[1] / q[2]).log().item() for q in targets])`,
    javascript: `for (let percent = 1; percent < 100; percent++) {
  const labelSmoothing = percent / 100;
  const gaps = ${counts}.map((classes) => {
    const q = ls.smoothTargets([1], ${optionsOf(given, { classes: 'classes', alpha: 'labelSmoothing' })});
    return Math.log(q[1] / q[2]);
  });
  console.log(labelSmoothing, ...gaps);
}`,
  };
};
