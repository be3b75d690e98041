/** Numbers as people and programs write them. */

const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const infinite = /^([+-]?)inf(inity)?$/i;
const missing = /^(|na|n\/a|nan|null|none|<na>|-)$/i;

export const isMissing = (cell: string) => missing.test(cell.trim());

/**
 * The number in a cell, or NaN: with a decimal point or comma, U+2212 as minus, or a percent sign, which is left to the
 * caller.
 */
export function numberOf(cell: string): number {
  const fast = +cell;
  // Number() also reads '', '0x10' and 'Infinity'.
  if (!Number.isNaN(fast) && /^\s*[+-]?[\d.]/.test(cell) && !/[xbo]/i.test(cell)) return fast;
  const text = cell
    .trim()
    .replace('−', '-')
    .replace(/\s*%$/, '')
    .replace(/^([+-]?\d*),(\d+(e[+-]?\d+)?)$/i, '$1.$2');
  if (plain.test(text)) return Number(text);
  const sign = infinite.exec(text)?.[1];
  return sign === undefined ? Number.NaN : sign === '-' ? -Infinity : Infinity;
}
