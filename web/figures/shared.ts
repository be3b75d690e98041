/** Calculations that several figures share, and their sentences. */

import { smallestClasses } from '../lib/conventions.js';
import type { LabelSmoothing, SmoothingOptions } from '../lib/index.js';
import type { Content, Handle, Note, Readout } from './figure.js';
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

/**
 * The α at which the smoothed bar of a class is as high as a place in the chart, to two decimals; undefined where α does
 * not change that bar.
 */
function alphaAt(ls: LabelSmoothing, values: Values, target: number, index: number, height: number) {
  const at = (alpha: number) => smooth(ls, [target], { ...values, alpha })[index] as number;
  // Every convention is linear in α.
  const [none, all] = [at(0), at(1)];
  if (Math.abs(all - none) < 1e-6) return undefined;
  return Math.min(Math.max(Math.round(((height - none) / (all - none)) * 100) / 100, 0), 1);
}

/**
 * The tops of smoothed bars, which are dragged to change α.
 *
 * @param aside how far a bar stands from the middle of its column, in columns
 */
export const alphaHandles = (
  ls: LabelSmoothing,
  values: Values,
  target: number,
  row: Float32Array,
  aside = 0,
): readonly Handle[] =>
  [...row].flatMap((height, index): Handle[] => {
    const changes = (y: number) => {
      const alpha = alphaAt(ls, values, target, index, y);
      return alpha === undefined ? undefined : { alpha };
    };
    if (!changes(height)) return [];
    return [{ x: index + aside, y: height, drags: 'vertical', drag: (_, y) => changes(y) }];
  });

/** α a hundredth higher or lower. */
export const alphaBeside = (direction: number, { alpha }: Values) => ({
  alpha: Math.min(Math.max(Math.round(100 * alpha + direction) / 100, 0), 1),
});

/** The tops of the bars of a prediction, which are dragged to move the logit of their class. */
export const logitHandles = ({ logits }: Values, probabilities: Float32Array, aside = 0): readonly Handle[] =>
  [...probabilities].map((height, index) => ({
    x: index + aside,
    y: height,
    drags: 'vertical',
    drag: (_, y) => {
      const share = Math.min(Math.max(y, 0.001), 0.999);
      const highest = Math.max(...logits);
      const rest = logits.reduce((sum, logit, place) => sum + (place === index ? 0 : Math.exp(logit - highest)), 0);
      // p = e^z / (e^z + rest).
      const logit = Math.log(share / (1 - share)) + Math.log(rest) + highest;
      const moved = Math.min(Math.max(Math.round(10 * logit) / 10, -50), 50);
      return { logits: logits.map((one, place) => (place === index ? moved : one)) };
    },
  }));

/**
 * The one of some settings whose number is nearest to what is wanted, for what is dragged; of equally near ones, the
 * nearest to the present setting.
 */
export const nearestSetting = (
  settings: readonly number[],
  present: number,
  wanted: number,
  numberOf: (setting: number) => number,
): number =>
  settings
    .map((setting) => ({ setting, off: Math.abs(numberOf(setting) - wanted), moved: Math.abs(setting - present) }))
    .reduce((best, one) => (one.off < best.off || (one.off === best.off && one.moved < best.moved) ? one : best))
    .setting;

/** −Σ q log q of one target. */
export const entropyOf = (ls: LabelSmoothing, row: Float32Array): number =>
  ls.entropy(row, { classes: row.length, reduction: 'sum' });
