import { checkClasses, checkIndices, checkInner, checkLength, checkSmoothing, ONE_PER_CLASS } from '../check.js';
import type { Matrix } from '../memory.js';
import { OPTIONS } from '../options.js';
import { areInParts, inParts } from '../parts.js';
import type { Indices, OutOption, SmoothTargetsOptions } from '../types.js';
import { SmoothTargetsCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { copyOptional, deliver, deliverPart, placeOf, reserveOut } from './rows.js';

export function smoothTargets(
  core: Core,
  targets: Indices,
  options: SmoothTargetsOptions & OutOption,
): Float32Array | Matrix {
  const table = OPTIONS.smoothTargets;
  const given = core.heap.stable(targets);
  const classes = checkClasses(table, options);
  const smoothing = checkSmoothing(table, options, options.labelSmoothing, classes, core);
  const { labelSmoothing, convention, paddingIndex, prior } = smoothing;
  const { out } = options;
  const inner = checkInner(options);
  const indices = checkIndices(given, 'targets', classes);
  const rows = indices.length;
  if (rows % inner !== 0)
    checkLength(indices, 'targets', Math.ceil(rows / inner) * inner, `a multiple of inner ${inner}`);
  checkLength(prior, 'prior', classes, ONE_PER_CLASS);
  const compute = (y: number, rows: number, q: number) => {
    const u = copyOptional(core, prior, 'prior');
    const call = core.write(SmoothTargetsCall, {
      labelSmoothing,
      convention,
      paddingIndex,
      prior: u,
      rows,
      classes,
      targets: y,
      out: q,
    });
    const status = core.raw.smoothTargets(call);
    if (status !== 0) core.expectOk(status, { ...smoothing, classes, targets: indices });
  };
  if (areInParts(rows * classes, [out], inner, out, [indices, prior])) {
    const place = placeOf(core, out, rows * classes);
    const each = (isDelivered: boolean) =>
      inParts(rows, classes, inner, (first, count) => {
        core.heap.begin();
        const y = core.heap.copyIndices(indices.subarray(first, first + count), 'targets');
        const q = core.heap.reserve(count * classes * 4, 'out');
        compute(y, count, q);
        if (isDelivered) deliverPart(core, place, q, classes, inner, first, count);
      });
    // What is refused is found before anything is written.
    if (out !== undefined) each(false);
    each(true);
    return place;
  }
  core.heap.begin();
  const y = core.heap.copyIndices(indices, 'targets');
  const q = reserveOut(core, out, rows * classes, [prior], inner);
  compute(y, rows, q);
  return deliver(core, out, q, rows * classes, classes, inner);
}
