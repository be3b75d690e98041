/** Rows go into the kernels' memory and come out of it, in whichever order the caller's numbers lie. */
import { type CheckedIndices, type CheckedNumbers, checkAttached, checkLength } from '../check.js';
import { LabelSmoothingError, refuse, show } from '../errors.js';
import { Matrix } from '../memory.js';
import { stripsOf } from '../parts.js';
import { typeOf } from '../typed-arrays.js';
import type { Numbers } from '../types.js';
import { TransposeCall } from '../wasm/calls.js';
import type { Core } from './core.js';

/** The address of rows of classes, of numbers that lie as [outer, classes, inner]. */
export function copyRows(core: Core, values: Numbers, argument: string, classes: number, inner: number): number {
  const address = core.heap.copyNumbers(values, argument);
  if (inner === 1) return address;
  const rows = core.heap.reserve(values.length * 4, argument);
  transpose(core, address, rows, values.length / (classes * inner), classes, inner);
  return rows;
}

/** The address of `count` rows from `first` on, of numbers that lie as [outer, classes, inner]. */
export function copyPart(
  core: Core,
  values: CheckedNumbers | CheckedIndices,
  argument: string,
  classes: number,
  inner: number,
  first: number,
  count: number,
): number {
  if (inner === 1) return core.heap.copyPart(values, argument, first * classes, count * classes);
  const lying = core.heap.reserve(count * classes * 4, argument);
  const rows = core.heap.reserve(count * classes * 4, argument);
  const { start, width, times, batches } = stripsOf(classes, inner, first, count);
  core.heap.copyStrips(values, lying, start, width, inner, times);
  transpose(core, lying, rows, batches, classes, count / batches);
  return rows;
}

/** The address of numbers that may be missing, 0 if they are. */
export function copyOptional(core: Core, values: Numbers | undefined, argument: string): number {
  return values === undefined ? 0 : core.heap.copyNumbers(values, argument);
}

/** `out` itself, or a new array. */
export function placeOf(core: Core, out: unknown, count: number): Float32Array | Matrix {
  if (out === undefined) {
    try {
      return new Float32Array(count);
    } catch {
      const rule = 'what fits into one array';
      throw new LabelSmoothingError('out_of_memory', 'out', `out needs ${show(count * 4)} bytes, expected ${rule}`);
    }
  }
  checkOut(core, out, count);
  return out;
}

/**
 * The address that results are written to: the matrix `out` itself, or a place to copy them from. `inputs` must not be
 * overwritten while they are read, so a matrix among them gets its results only at the end.
 */
export function reserveOut(core: Core, out: unknown, count: number, inputs: readonly unknown[], inner = 1): number {
  if (out === undefined) return core.heap.reserve(count * 4, 'out');
  checkOut(core, out, count);
  if (out instanceof Matrix && inner === 1 && !inputs.includes(Matrix.unwrap(out))) {
    return core.heap.addressOf(out, 'out');
  }
  return core.heap.reserve(count * 4, 'out');
}

/** The address that the results of these rows are written to: in the matrix `out`, or a place to copy them from. */
export function reservePart(
  core: Core,
  out: Float32Array | Matrix,
  isInPlace: boolean,
  classes: number,
  first: number,
  count: number,
): number {
  return isInPlace
    ? core.heap.addressOf(out as Matrix, 'out') + first * classes * 4
    : core.heap.reserve(count * classes * 4, 'out');
}

function checkOut(core: Core, out: unknown, count: number): asserts out is Float32Array | Matrix {
  if (!(out instanceof Matrix || typeOf(out) === 'Float32Array')) {
    throw refuse('wrong_type', 'out', out, 'a Float32Array or matrix');
  }
  if (core.heap.owns(out)) {
    throw refuse('wrong_type', 'out', out, "a matrix itself in place of its 'data', which memory growth may empty");
  }
  if (!(out instanceof Matrix)) checkAttached(out as Float32Array, 'out');
  checkLength(out as Float32Array, 'out', count, 'one for each element of the result');
  if (out instanceof Matrix) core.heap.addressOf(out, 'out');
}

/** Hands out results with `classes` values a row so that they lie as [outer, classes, inner]. */
export function deliver(
  core: Core,
  out: Float32Array | Matrix | undefined,
  rows: number,
  count: number,
  classes = 1,
  inner = 1,
): Float32Array | Matrix {
  let address = rows;
  if (inner > 1) {
    address = out instanceof Matrix ? core.heap.addressOf(out, 'out') : core.heap.reserve(count * 4, 'out');
    transpose(core, rows, address, count / (classes * inner), inner, classes);
  }
  if (out === undefined) return core.heap.readFloats(address, count);
  if (!(out instanceof Matrix)) core.heap.readFloatsInto(out, address);
  else if (core.heap.addressOf(out, 'out') !== address) core.heap.readFloatsInto(out.data, address);
  return out;
}

/** Hands out the results of these rows so that they lie as [outer, classes, inner]. */
export function deliverPart(
  core: Core,
  out: Float32Array | Matrix,
  rows: number,
  classes: number,
  inner: number,
  first: number,
  count: number,
): void {
  let lying = rows;
  const { start, width, times, batches } = stripsOf(classes, inner, first, count);
  if (inner > 1) {
    lying = core.heap.reserve(count * classes * 4, 'out');
    transpose(core, rows, lying, batches, count / batches, classes);
  }
  core.heap.readStripsInto(out instanceof Matrix ? out.data : out, lying, start, width, inner, times);
}

function transpose(core: Core, from: number, to: number, batches: number, rows: number, cols: number): void {
  core.raw.transpose(core.write(TransposeCall, { batches, rows, cols, from, to }));
}
