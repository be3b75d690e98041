import { type Code, floats, javascriptRows, list } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = ({ classes, alpha, targets, paddingIndex, predictions }: Values): Code => ({
  python: `classes, alpha, padding = ${classes}, ${alpha}, ${paddingIndex}
targets = torch.tensor(${list(targets)})
predictions = ${floats(predictions)}.expand(len(targets), classes)

def show(matrix):
    for row, (target, cells) in enumerate(zip(targets.tolist(), matrix.tolist())):
        print(row, target, *cells)

def kl(log_predictions, q):
    # F.kl_div gives nan for q = 0 and p = 0 from PyTorch 1.13 on; by definition that term is 0.
    return torch.where(q > 0, torch.xlogy(q, q) - q * log_predictions, torch.zeros_like(q))

show(predictions.log())
q = torch.full((len(targets), classes), alpha / (classes - 2), dtype=torch.float64)
show(q)
q.scatter_(1, targets.unsqueeze(1), 1 - alpha)
show(q)
q[:, padding] = 0
show(q)
q[targets == padding] = 0
show(q)
show(kl(predictions.log(), q))
raised = torch.where(predictions == 0, torch.full_like(predictions, 1e-10), predictions)
show(kl((raised / raised.sum(1, keepdim=True)).log(), q))`,
  javascript: `const classes = ${classes};
const alpha = ${alpha};
const padding = ${paddingIndex};
const targets = ${list(targets)};
const predictions = ${list(predictions)};
${javascriptRows}
const show = (matrix) => print(matrix, (row) => [row, targets[row]]);
const inEveryRow = (row) => Float32Array.from(targets.flatMap(() => row));

show(inEveryRow(predictions.map(Math.log)));
const q = new Float32Array(targets.length * classes).fill(alpha / (classes - 2));
show(q);
targets.forEach((target, row) => { q[row * classes + target] = 1 - alpha; });
show(q);
targets.forEach((_, row) => { q[row * classes + padding] = 0; });
show(q);
const smoothed = ls.smoothTargets(targets, { classes, labelSmoothing: alpha, convention: 'padded', paddingIndex: padding });
show(smoothed);
show(ls.klDiv(inEveryRow(predictions.map(Math.log)), smoothed, { classes, reduction: 'none' }));
const raised = predictions.map((p) => (p === 0 ? 1e-10 : p));
const total = raised.reduce((sum, p) => sum + p, 0);
show(ls.klDiv(inEveryRow(raised.map((p) => Math.log(p / total))), smoothed, { classes, reduction: 'none' }));`,
});
