import { type Code, javascriptRows, list, optionsOf, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => ({
  python: `${smoothPython(values)}

targets = ${list(values.targets)}
q = smooth(targets, ${values.classes}, ${values.alpha})
for row, (target, probabilities) in enumerate(zip(targets, q.tolist())):
    print(row, target, *probabilities)`,
  javascript: `const classes = ${values.classes};
const targets = ${list(values.targets)};
${javascriptRows}
print(ls.smoothTargets(targets, ${optionsOf(values, { classes: 'classes' })}), (row) => [row, targets[row]]);`,
});
