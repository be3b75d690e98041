/** Large data are copied in, computed and delivered part by part. */

import { Matrix } from './memory.js';

/** The numbers of an operand in a part; what is larger is computed in parts, so that it stays in the second-level cache. */
export const PART = 2 ** 18;

/** Whether `out` shares memory with an input without being that input itself. */
function overlaps(out: unknown, inputs: readonly unknown[]): boolean {
  if (!ArrayBuffer.isView(out)) return false;
  return inputs.some((values) => ArrayBuffer.isView(values) && values !== out && values.buffer === out.buffer);
}

/**
 * Whether operands of so many numbers are computed in parts: they are large, something is copied, and writing a part leaves
 * alone what later ones read.
 *
 * @param copied what is copied in or out unless it is a matrix; undefined stands for a new array
 * @param inputs all that is read
 */
export function areInParts(
  count: number,
  copied: readonly unknown[],
  inner: number,
  out: unknown,
  inputs: readonly unknown[],
): boolean {
  const isCopied = inner > 1 || !copied.every((values) => values instanceof Matrix);
  return count > PART && isCopied && !overlaps(out, inputs);
}

/**
 * Calls `compute` for parts of the rows. Where data lie as [outer, classes, inner] a part is within one outer position,
 * or has all of its own. (A multiple of 128 rows otherwise: see `LossParts` in C++.)
 */
export function inParts(
  rows: number,
  classes: number,
  inner: number,
  compute: (first: number, count: number) => void,
): void {
  let most = Math.max(1, Math.floor(PART / classes));
  if (most >= 128) most -= most % 128;
  if (inner > 1 && inner <= most) most = Math.max(most - (most % (8 * inner)), 8 * inner);
  for (let first = 0; first < rows; ) {
    const end = inner > most ? Math.min(first + most, first - (first % inner) + inner) : first + most;
    const count = Math.min(end, rows) - first;
    compute(first, count);
    first += count;
  }
}

/** Where the numbers of rows lie in [outer, classes, inner]: `times` strips of `width` numbers, `inner` apart. */
export function stripsOf(classes: number, inner: number, first: number, count: number) {
  const outer = Math.floor(first / inner);
  const within = first % inner;
  const start = outer * classes * inner + within;
  if (inner === 1 || (within === 0 && count % inner === 0)) {
    return { start, width: count * classes, times: 1, batches: count / inner };
  }
  return { start, width: count, times: classes, batches: 1 };
}
