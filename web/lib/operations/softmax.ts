import { checkClasses, checkInner, checkNumber, checkRows } from '../check.js';
import { Matrix } from '../memory.js';
import { OPTIONS } from '../options.js';
import { areInParts, inParts } from '../parts.js';
import type { Numbers, OutOption, SoftmaxOptions } from '../types.js';
import { SoftmaxCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { copyPart, copyRows, deliver, deliverPart, placeOf, reserveOut, reservePart } from './rows.js';

export function softmax(
  core: Core,
  kernel: 'softmax' | 'logSoftmax',
  x: Numbers,
  options: SoftmaxOptions & OutOption,
): Float32Array | Matrix {
  const logits = core.numbers(x, 'x');
  const classes = checkClasses(OPTIONS[kernel], options);
  const inner = checkInner(options);
  const temperature = checkNumber(options.temperature ?? 1, 'temperature');
  const { out } = options;
  const rows = checkRows(logits, 'x', classes, inner);
  if (areInParts(logits.length, [logits, out], inner, out, [logits])) {
    const place = placeOf(core, out, rows * classes);
    inParts(rows, classes, inner, (first, count) => {
      core.heap.begin();
      const part = copyPart(core, logits, 'x', classes, inner, first, count);
      const isInPlace = place instanceof Matrix && inner === 1;
      const result = reservePart(core, place, isInPlace, classes, first, count);
      compute(core, kernel, { temperature, rows: count, classes, logits: part, out: result });
      if (!isInPlace) deliverPart(core, place, result, classes, inner, first, count);
    });
    return place;
  }
  core.heap.begin();
  const address = copyRows(core, logits, 'x', classes, inner);
  const result = reserveOut(core, out, rows * classes, [], inner);
  compute(core, kernel, { temperature, rows, classes, logits: address, out: result });
  return deliver(core, out, result, rows * classes, classes, inner);
}

/** The address of softmax(x) of every row. */
export function softmaxOf(core: Core, logits: number, rows: number, classes: number): number {
  const out = core.heap.reserve(rows * classes * 4, 'probs');
  compute(core, 'softmax', { temperature: 1, rows, classes, logits, out });
  return out;
}

function compute(core: Core, kernel: 'softmax' | 'logSoftmax', call: SoftmaxCall): void {
  const { classes, temperature } = call;
  core.expectOk(core.raw[kernel](core.write(SoftmaxCall, call)), { classes, temperature });
}
