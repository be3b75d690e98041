import { checkCount, checkLength, checkNumber, checkRows, checkWord, ONE_PER_CLASS } from '../check.js';
import { Matrix } from '../memory.js';
import { OPTIONS } from '../options.js';
import type { BinaryCrossEntropyOptions, Numbers, OutOption } from '../types.js';
import { BinaryCrossEntropyCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { keepsElements, type LossResult, lossOfRows, type Operand } from './loss.js';
import { copyOptional } from './rows.js';

export function binaryCrossEntropy(
  core: Core,
  logits: Numbers,
  targets: Numbers,
  options: BinaryCrossEntropyOptions & OutOption,
  withGradient: boolean,
): LossResult {
  const table = withGradient ? OPTIONS.binaryCrossEntropyAndGradient : OPTIONS.binaryCrossEntropy;
  const x = core.numbers(logits, 'logits');
  const t = core.numbers(targets, 'targets');
  const { classes: given, posWeight: weight, out, reduction = 'mean' } = table.check(options);
  const classes = checkCount(given ?? 1, 'classes');
  const reductionNumber = checkWord(reduction, 'reduction', core.reductionsOfElements);
  const labelSmoothing = checkNumber(options.labelSmoothing ?? 0, 'labelSmoothing');
  const hasOneWeight = typeof weight === 'number';
  const numbers = weight === undefined ? undefined : hasOneWeight ? Float64Array.of(weight) : weight;
  const posWeight = numbers && core.numbers(numbers, 'posWeight');
  if (out !== undefined && !withGradient && !keepsElements(reduction)) throw table.ineffective('out');
  const rows = x instanceof Matrix && given === undefined ? x.length : checkRows(x, 'logits', classes);
  checkLength(t, 'targets', x.length, 'as many as logits');
  if (!hasOneWeight) checkLength(posWeight, 'posWeight', classes, ONE_PER_CLASS);
  const width = reduction === 'row' ? 1 : classes;
  const operands: Operand[] = [
    [x, 'logits'],
    [t, 'targets'],
  ];
  return lossOfRows(
    core,
    { operands, others: [posWeight], rows, classes, inner: 1, width, reduction, reductionNumber, out },
    withGradient,
    ([logits, targets], part) => {
      const w = copyOptional(core, posWeight, 'posWeight');
      const posWeights = posWeight?.length ?? 0;
      const own = { labelSmoothing, classes, logits, targets, posWeight: w, posWeights };
      const call = core.write(BinaryCrossEntropyCall, { ...part, ...own });
      const status = core.raw.binaryCrossEntropy(call);
      if (status !== 0)
        core.expectOk(status, { classes, labelSmoothing, posWeight, hasOneWeight, targets: t, areLabels: true });
    },
  );
}
