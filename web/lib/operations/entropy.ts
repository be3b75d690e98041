import { checkClasses, checkInner, checkRows, checkWord } from '../check.js';
import { OPTIONS } from '../options.js';
import type { EntropyOptions, Numbers, OutOption } from '../types.js';
import { EntropyCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { type LossValue, lossOfRows } from './loss.js';

export function entropy(core: Core, probs: Numbers, options: EntropyOptions & OutOption): LossValue {
  const table = OPTIONS.entropy;
  const p = core.numbers(probs, 'probs');
  const classes = checkClasses(table, options);
  const { out, reduction = 'mean' } = options;
  const reductionNumber = checkWord(reduction, 'reduction', core.reductions);
  const inner = checkInner(options);
  if (out !== undefined && reduction !== 'none') throw table.ineffective('out');
  const rows = checkRows(p, 'probs', classes, inner);
  return lossOfRows(
    core,
    { operands: [[p, 'probs']], rows, classes, inner, width: 1, reduction, reductionNumber, out },
    false,
    ([probs], { gradient, ...part }) => {
      const call = core.write(EntropyCall, { ...part, classes, probs });
      core.expectOk(core.raw.entropy(call), { classes, probs: p, nanAllowed: true });
    },
  ).loss;
}
