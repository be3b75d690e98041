import { type Code, floats, list, optionsOf, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';
import { listedSteps } from './run.js';

export const code = (values: Values): Code => {
  const { classes, alpha, target, logits, learningRate } = values;
  const others = `Math.max(...z.filter((_, k) => k !== ${target}))`;
  return {
    python: `${smoothPython(values)}

classes, target, rate = ${classes}, ${target}, ${learningRate}
q = smooth([target], classes, ${alpha})[0]
z = ${floats(logits)}
listed = ${list(listedSteps)}
for step in range(listed[-1] + 1):
    if step in listed:
        others = torch.cat((z[:target], z[target + 1:]))
        print(step, (z[target] - others.max()).item(), *z.tolist())
    z = z - rate * (q.sum() * F.softmax(z, dim=0) - q)`,
    javascript: `const classes = ${classes};
let z = Float64Array.of(${logits.join(', ')});
let done = 0;
for (const step of ${list(listedSteps)}) {
  z = ls.descend(z, ${target}, { ...${optionsOf(values, { classes: 'classes' })}, learningRate: ${learningRate}, steps: step - done });
  done = step;
  console.log(step, z[${target}] - ${others}, ...z);
}`,
  };
};
