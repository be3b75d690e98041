/**
 * How the page writes a figure's numbers, in text and formulas, at build time and while the reader drags.
 *
 * Every key has a fixed number of decimals, and settings at least that many, so that with tabular figures a changing number keeps its width and the
 * text around it stays where it is.
 */
const decimals: Readonly<Record<string, number>> = {
  alpha: 2,
  classes: 0,
  'live-classes': 0,
  target: 0,
  x: 0,
  'minimum-x': 2,
  temperature: 2,
  'best-temperature': 2,
  'others-alpha': 4,
  'uniform-alpha': 4,
  'target-uniform': 4,
  'target-others': 4,
  'target-padded': 4,
  'target-prior': 4,
  'best-probability': 4,
  'target-gradient': 4,
  'target-push': 4,
  'gradient-sum': 4,
  'cross-entropy': 6,
  gap: 2,
  'resting-gap': 2,
  'gap-2': 2,
  'gap-3': 2,
  'kl-1-12': 5,
  'kl-1-13': 5,
  sum: 4,
  'target-probability': 4,
  'other-probability': 4,
  probability: 3,
  confidence: 4,
  share: 4,
  entropy: 6,
  loss: 4,
  kl: 6,
  'kl-remedied': 5,
  'minimum-loss': 6,
  'loss-first': 6,
  'loss-last': 6,
};

/** Settings keep all their decimals, lest 1 − 0.13 be 0.875. */
const settings: ReadonlySet<string> = new Set(['alpha', 'probability', 'temperature']);

/** Output of PyTorch, as Python writes it. */
const printed: ReadonlySet<string> = new Set(['kl-1-12', 'kl-1-13']);

/** Stands in where a figure has no number, for example with impossible settings. */
const ABSENT = '—';

/**
 * Formats one number of a figure's readout.
 * @param key the readout's name for it, which decides the number of decimals
 * @param value any number; ±Infinity is written ∞ or −∞, NaN as a dash
 * @throws Error for a key that no figure has, so that a misspelt hook fails the build instead of showing nothing
 */
export function formatNumber(key: string, value: number): string {
  const digits = decimals[key];
  if (digits === undefined) throw new Error(`number "${key}" is not one a figure reads out`);
  if (printed.has(key) && !Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (Number.isNaN(value)) return ABSENT;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const fixed = value.toFixed(digits);
  const text = settings.has(key) && Number(fixed) !== value ? String(value) : fixed;
  // To the reader, a loss of −1e-17 is zero.
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}
