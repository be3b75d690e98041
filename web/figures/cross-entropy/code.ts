import { type Code, javascriptColumns, pythonColumns } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = ({ classes, target, probability }: Values): Code => ({
  python: `classes, target, probability = ${classes}, ${target}, ${probability}
hard = F.one_hot(torch.tensor(target), classes).double()
p = torch.where(hard == 1, torch.tensor(probability).double(), torch.tensor((1 - probability) / (classes - 1)).double())
terms = torch.where(hard == 1, -p.log(), torch.zeros_like(p))
${pythonColumns(['hard', 'p', 'terms'])}`,
  javascript: `const classes = ${classes};
const target = ${target};
const probability = ${probability};
const hard = ls.smoothTargets([target], { classes, labelSmoothing: 0 });
const p = Float32Array.from(hard, (one) => (one === 1 ? probability : (1 - probability) / (classes - 1)));
const terms = ls.klDiv(p.map(Math.log), hard, { classes, reduction: 'none' });
${javascriptColumns(['hard', 'p', 'terms'])}`,
});
