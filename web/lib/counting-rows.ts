/** The rows that a measure looks at, of data that lie as [outer, classes, inner]. */
import type { CheckedIndices, CheckedNumbers } from './check.js';
import { Matrix } from './memory.js';

/** Without the rows whose target is to be ignored; as they are, if there is none. */
export function withoutIgnored(
  values: CheckedNumbers,
  targets: CheckedIndices,
  classes: number,
  inner: number,
  ignoreIndex: number,
): { values: CheckedNumbers; targets: CheckedIndices; inner: number } {
  if (!targets.includes(ignoreIndex)) return { values, targets, inner };
  const from = values instanceof Matrix ? values.data : values;
  const counted = Int32Array.from(targets).filter((target) => target !== ignoreIndex);
  const rows = new Float64Array(counted.length * classes);
  let next = 0;
  targets.forEach((target, row) => {
    if (target === ignoreIndex) return;
    const first = Math.floor(row / inner) * classes * inner + (row % inner);
    for (let k = 0; k < classes; k++) rows[next++] = from[first + k * inner] as number;
  });
  return { values: rows, targets: counted, inner: 1 };
}

/** Rows [1 − p, p] of P(y = 1), or of its logits. */
export function asTwoClasses(values: CheckedNumbers, areLogits: boolean): Float32Array {
  const given = values instanceof Matrix ? values.data : values;
  const rows = new Float32Array(2 * given.length);
  given.forEach((value, row) => {
    const p = Math.fround(areLogits ? 1 / (1 + Math.exp(-value)) : value);
    // A rounding excess of p must not make the other negative.
    rows[2 * row] = p > 1 ? 0 : 1 - p;
    rows[2 * row + 1] = p;
  });
  return rows;
}
