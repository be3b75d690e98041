/** How numbers are written in figures, tables and files. */

/** Any smaller difference is float32 rounding, not information. */
const noise = 5e-8;

/** Drops trailing zeros of the fraction, but not those of a power of ten. */
const trimmed = (text: string) => text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return '—';
  if (value === Number.POSITIVE_INFINITY) return '+∞';
  if (value === Number.NEGATIVE_INFINITY) return '−∞';
  return undefined;
}

const withMinus = (text: string) => text.replaceAll('-', '−');

/** At most `places` decimals, without trailing zeros: 0.1333, 0.6, 0, +∞. For cells and labels. */
export function short(value: number, places = 4): string {
  const text = special(value);
  if (text) return text;
  const rounded = trimmed(value.toFixed(places));
  if (Number(rounded) !== 0) return withMinus(rounded);
  return Math.abs(value) < noise ? '0' : withMinus(trimmed(value.toExponential(1)));
}

/** A fixed number of decimals, for numbers in a column. */
export const fixed = (value: number, places: number): string => withMinus(value.toFixed(places));

/** Six decimals, for readouts and tables: 0.951350 is written 0.95135. */
export function long(value: number): string {
  const text = special(value);
  if (text) return text;
  if (Math.abs(value) < noise) return '0';
  return Math.abs(value) < 1e-5 ? withMinus(value.toExponential(2)) : short(value, 6);
}

/** The shortest decimal that reads back as the same number (or the same float32). For files. */
export function exact(value: number): string {
  if (Math.fround(value) !== value) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}
