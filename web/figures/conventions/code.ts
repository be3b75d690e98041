import { smallestClasses } from '../../lib/conventions.js';
import { type Code, optionsOf, smoothPython } from '../code.js';
import type { Values } from '../vocabulary.js';

export const code = (values: Values): Code => {
  const { classes, alpha, target } = values;
  const names = (['uniform', 'others', 'padded', 'prior'] as const).filter((name) => classes >= smallestClasses[name]);
  return {
    python: `${names.map((convention) => smoothPython({ ...values, convention }, convention)).join('\n\n')}

classes, target, alpha = ${classes}, ${target}, ${alpha}
rows = [smooth([target], classes, alpha)[0].tolist() for smooth in (${names.join(', ')})]
for row in zip(range(classes), *rows):
    print(*row)`,
    javascript: `const classes = ${classes};
const rows = [
${names.map((convention) => `  ${optionsOf({ ...values, convention }, { classes: 'classes' })},`).join('\n')}
].map((options) => ls.smoothTargets([${target}], options));
for (let k = 0; k < classes; k++) console.log(k, ...rows.map((row) => row[k]));`,
  };
};
