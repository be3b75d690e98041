/** Calculations that several figures share, and their sentences. */

import { smallestClasses } from '../lib/conventions.js';
import type { LabelSmoothing, SmoothingOptions } from '../lib/index.js';
import type { Content, Note, Readout } from './figure.js';
import { short } from './format.js';
import type { Language, Values } from './parameters.js';
import { texts } from './texts.js';

/** Why these settings define no target; undefined if they do. */
export function impossible(values: Values, language: Language): Note | undefined {
  const { convention, classes } = values;
  if (classes >= smallestClasses[convention]) return undefined;
  return { kind: 'impossible', text: texts[language].dividesByZero(classes) };
}

/** A figure with nothing to draw, for the reason given. */
export const withoutDrawing = (title: string, readout: Record<string, Readout>, reason: Note): Content => ({
  title,
  charts: [],
  legend: [],
  table: { header: [], rows: [] },
  readout,
  notes: [reason],
  summary: reason.text,
});

/** The package's options for these values. Only the convention `padded` is told which class is padding. */
export function smoothing({
  convention,
  classes,
  alpha,
  paddingIndex,
  prior,
}: Values): SmoothingOptions & { labelSmoothing: number } {
  const total = prior?.reduce((sum, weight) => sum + weight, 0);
  return {
    classes,
    labelSmoothing: alpha,
    convention,
    ...(convention === 'padded' && { paddingIndex }),
    ...(convention === 'prior' && { prior: prior.map((weight) => weight / total) }),
  };
}

/** Smoothed targets of the given rows, N*K. */
export const smooth = (ls: LabelSmoothing, targets: readonly number[], values: Values): Float32Array =>
  ls.smoothTargets(targets as number[], smoothing(values));

/** The highest probability of a class other than the target, and whether all such classes have the same. */
export function others(row: Float32Array, target: number, padding: number | undefined) {
  const rest = Array.from(row).filter((_, index) => index !== target && index !== padding);
  const highest = Math.max(...rest);
  return { highest, equal: rest.every((probability) => Math.abs(probability - highest) < 1e-7), count: rest.length };
}

/** A warning if smoothing cost the correct class its lead, or leveled everything. */
export function leadNote(row: Float32Array, target: number, values: Values, language: Language): Note | undefined {
  const { convention, classes, alpha } = values;
  const padding = convention === 'padded' ? values.paddingIndex : undefined;
  if (target === padding) return undefined;
  const { highest, equal, count } = others(row, target, padding);
  const own = row[target] as number;
  const t = texts[language];
  if (count === 0 || own > highest + 1e-7) return undefined;
  if (own > highest - 1e-7 && equal) return { kind: 'warning', text: t.leveled(short(alpha)) };
  // The α at which 1 − α equals α/(K−2), or α/(K−1).
  const live = classes - (convention === 'padded' ? 1 : 0);
  return {
    kind: 'warning',
    text: equal
      ? t.leastLikely(short(alpha), `${live - 1}/${live}`, short((live - 1) / live))
      : t.overtaken(short(own), short(highest)),
  };
}

/** −Σ q log q of one target. */
export const entropyOf = (ls: LabelSmoothing, row: Float32Array): number =>
  ls.entropy(row, { classes: row.length, reduction: 'sum' });
