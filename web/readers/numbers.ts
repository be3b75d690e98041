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
  // Number() also reads '' and '0x10'. (Regular expressions would take longer than all else here.)
  const start = cell.charCodeAt(0);
  if (start >= 43 && start <= 57 && !(start === 48 && 'xXbBoO'.includes(cell.charAt(1) || '0'))) {
    const fast = +cell;
    if (!Number.isNaN(fast)) return fast;
  }
  const text = cell
    .trim()
    .replace('−', '-')
    .replace(/\s*%$/, '')
    .replace(/^([+-]?\d*),(\d+(e[+-]?\d+)?)$/i, '$1.$2');
  if (plain.test(text)) return Number(text);
  const sign = infinite.exec(text)?.[1];
  return sign === undefined ? Number.NaN : sign === '-' ? -Infinity : Infinity;
}
