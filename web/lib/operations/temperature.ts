import { checkClasses, checkIndex, checkIndices, checkInner, checkLength, checkRows, IGNORE_INDEX } from '../check.js';
import { OPTIONS } from '../options.js';
import { areInParts, inParts } from '../parts.js';
import type { FitTemperatureOptions, Indices, Numbers, TemperatureFit } from '../types.js';
import { AddToFitCall, TemperatureFitResult } from '../wasm/calls.js';
import type { Core } from './core.js';
import { copyPart, copyRows } from './rows.js';

export function fitTemperature(
  core: Core,
  logits: Numbers,
  targets: Indices,
  options: FitTemperatureOptions,
): TemperatureFit {
  const x = core.numbers(logits, 'logits');
  const given = core.heap.stable(targets);
  const classes = checkClasses(OPTIONS.fitTemperature, options);
  const ignoreIndex = checkIndex(options.ignoreIndex, 'ignoreIndex', IGNORE_INDEX);
  const indices = checkIndices(given, 'targets', classes, ignoreIndex);
  const inner = checkInner(options);
  const rows = checkRows(x, 'logits', classes, inner);
  checkLength(indices, 'targets', rows, 'one for each row of logits');
  const add = (rows: number, logits: number, targets: number) => {
    const call = core.write(AddToFitCall, { rows, classes, logits, targets });
    core.expectOk(core.raw.addToFit(call), { classes, targets: indices, ignoreIndex });
  };
  let pass: () => void;
  if (areInParts(x.length, [x], inner, undefined, [])) {
    const addPart = (first: number, count: number) => {
      core.heap.begin();
      const address = copyPart(core, x, 'logits', classes, inner, first, count);
      add(count, address, core.heap.copyIndices(indices.subarray(first, first + count), 'targets'));
    };
    pass = () => inParts(rows, classes, inner, addPart);
  } else {
    core.heap.begin();
    const address = copyRows(core, x, 'logits', classes, inner);
    const y = core.heap.copyIndices(indices, 'targets');
    pass = () => add(rows, address, y);
  }
  core.raw.beginFit(ignoreIndex);
  do pass();
  while (!core.raw.endPassOfFit());
  const result = core.heap.reserve(TemperatureFitResult.bytes, 'logits');
  core.expectOk(core.raw.readFit(result), { classes, targets: indices });
  const fit = TemperatureFitResult.read(core.heap, result);
  const { temperature } = fit;
  return { ...fit, atBound: temperature === 0 ? 'zero' : temperature === Infinity ? 'infinity' : 'none' };
}
