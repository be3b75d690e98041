import { type Code, javascriptColumns, optionsOf, pythonColumns, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => ({
  python: `${smoothPython(values)}

classes, target = ${values.classes}, ${values.target}
hard = F.one_hot(torch.tensor(target), classes)
q = smooth([target], classes, ${values.alpha})[0]
${pythonColumns(['hard', 'q'])}`,
  javascript: `const classes = ${values.classes};
const hard = ls.smoothTargets([${values.target}], { classes, labelSmoothing: 0 });
const q = ls.smoothTargets([${values.target}], ${optionsOf(values, { classes: 'classes' })});
${javascriptColumns(['hard', 'q'])}`,
});
