import { type Code, floats, javascriptColumns, pythonColumns } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = ({ classes, alpha, target, logits, temperature }: Values): Code => ({
  python: `classes, target, alpha, temperature = ${classes}, ${target}, ${alpha}, ${temperature}
z = ${floats(logits)}
cold = F.softmax(z, dim=0)
warm = F.softmax(z / temperature, dim=0)
q = F.one_hot(torch.tensor(target), classes) * (1 - alpha) + alpha / classes
${pythonColumns(['z', 'cold', 'warm', 'q'])}`,
  javascript: `const classes = ${classes};
const z = Float32Array.of(${logits.join(', ')});
const cold = ls.softmax(z, { classes });
const warm = ls.softmax(z.map((logit) => logit / ${temperature}), { classes });
const q = ls.smoothTargets([${target}], { classes, labelSmoothing: ${alpha} });
${javascriptColumns(['z', 'cold', 'warm', 'q'])}`,
});
