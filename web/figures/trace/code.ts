import { type Code, floats, list, optionsOf, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => ({
  python: `${smoothPython(values)}

q = smooth([${values.target}], ${values.classes}, ${values.alpha})[0]
log_p = ${floats(values.predictions)}.log()
own = torch.xlogy(q, q)
product = q * log_p
defined = torch.where(q > 0, own - product, torch.zeros_like(q))
# F.kl_div computes the fifth row up to PyTorch 1.12 and the sixth from 1.13 on.
for row in (q, log_p, own, product, defined, own - product, defined):
    print(*row.tolist())`,
  javascript: `const classes = ${values.classes};
const q = ls.smoothTargets([${values.target}], ${optionsOf(values, { classes: 'classes' })});
const logP = Float32Array.from(${list(values.predictions)}, Math.log);
const own = q.map((share) => (share === 0 ? 0 : share * Math.log(share)));
const product = q.map((share, k) => share * logP[k]);
const after = own.map((term, k) => term - product[k]);
const before = after.map((term, k) => (q[k] > 0 ? term : 0));
const defined = ls.klDiv(logP, q, { classes, reduction: 'none' });
for (const row of [q, logP, own, product, before, after, defined]) console.log(...row);`,
});
