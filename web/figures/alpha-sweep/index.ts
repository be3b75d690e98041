/** `alpha-sweep`: what α does to accuracy and calibration over several seeds, next to temperature scaling. */

import { pixelOf } from '../chart.js';
import { type Chart, type Figure, type Note, smoothed } from '../figure.js';
import { short } from '../format.js';
import type { Language } from '../parameters.js';
import { drawInvitation, type Line, legendOf, lineChart } from '../runs/lines.js';
import { offerFor, sourceNotes } from '../runs/picture-sets.js';
import { type Measures, meanAndSpread, type SweepPoint, type SweepResults } from '../runs/results.js';
import { sweepAlphas } from '../runs/settings.js';
import { texts as shared } from '../runs/texts.js';
import { texts } from './texts.js';

const scaledSeries = 2;
const trainSeries = 5;
const nothing: SweepResults = { status: 'idle', done: 0, total: 0, perSecond: 0, points: [] };

type Measure = keyof Measures;
type Statistic = ReturnType<typeof meanAndSpread>;

/** Statistics over seeds of one α. */
export interface SweepRow {
  readonly alpha: number;
  readonly seeds: number;
  readonly train: Statistic;
  readonly test: Readonly<Record<Measure, Statistic>>;
}

const measureNames = ['accuracy', 'nll', 'ece', 'confidence'] as const;

const summarize = (all: readonly Measures[]) =>
  Object.fromEntries(
    measureNames.map((measure) => [measure, meanAndSpread(all.map((one) => one[measure]))]),
  ) as Readonly<Record<Measure, Statistic>>;

export function sweepRows(points: readonly SweepPoint[]): readonly SweepRow[] {
  return sweepAlphas.flatMap((alpha) => {
    const own = points.filter((point) => point.alpha === alpha);
    if (own.length === 0) return [];
    return {
      alpha,
      seeds: own.length,
      train: meanAndSpread(own.map(({ trainAccuracy }) => trainAccuracy)),
      test: summarize(own.map(({ test }) => test)),
    };
  });
}

/**
 * Where underfitting begins: the smallest α from which both training and test accuracy stay more than two standard
 * errors (of the mean difference, seed by seed) below those at α = 0. Undefined if there is no such α, or only one
 * seed.
 */
export function underfitFrom(points: readonly SweepPoint[]): number | undefined {
  const hard = new Map(points.filter(({ alpha }) => alpha === 0).map((point) => [point.seed, point]));
  let from: number | undefined;
  for (const alpha of [...sweepAlphas].reverse()) {
    if (alpha === 0) break;
    const own = points.filter((point) => point.alpha === alpha && hard.has(point.seed));
    const differences = (read: (point: SweepPoint) => number) =>
      own.map((point) => read(point) - read(hard.get(point.seed) as SweepPoint));
    const isUnderfit = [
      differences(({ trainAccuracy }) => trainAccuracy),
      differences(({ test }) => test.accuracy),
    ].every(isClearlyNegative);
    if (!isUnderfit) break;
    from = alpha;
  }
  return from;
}

/** More than two standard errors of the mean below 0. */
export function isClearlyNegative(differences: readonly number[]): boolean {
  const { mean, spread } = meanAndSpread(differences);
  return mean < -2 * (spread / Math.sqrt(differences.length));
}

/** Which seeds numbers are means over. */
export function seedsNote(points: readonly { readonly seed: number }[], t: (typeof shared)[Language]): Note {
  const seeds = points.map(({ seed }) => seed);
  return { kind: 'fact', text: t.ofSeeds(String(Math.min(...seeds)), String(Math.max(...seeds))) };
}

export const trains = true;

export const figure: Figure<SweepResults> = (_, values, language, results = nothing) => {
  const t = { ...shared[language], ...texts[language] };
  const { points } = results;
  const rows = sweepRows(points);
  const rowsBehind = sweepRows(results.behind ?? []);
  const scaledPoints = points.flatMap(({ scaled }) => scaled ?? []);
  const scaled = scaledPoints.length > 0 ? summarize(scaledPoints) : undefined;
  const temperature = meanAndSpread(scaledPoints.map((point) => point.temperature)).mean;
  const from = underfitFrom(points);
  const isDone = results.status === 'done' || results.recorded === true;

  const nameOf = (measure: Measure) => (measure === 'nll' ? t.loss : t[measure]);
  const lineOf = (measure: Measure): Line => ({
    label: t.smoothingSeries,
    points: rows.map(({ alpha, test }) => ({ x: alpha, y: test[measure].mean })),
    spread: rows.map(({ test }) => test[measure].spread),
    behind: rowsBehind.map(({ alpha, test }) => ({ x: alpha, y: test[measure].mean })),
    series: smoothed,
    marked: true,
  });
  const scaledLine = (measure: Measure): Line => ({
    label: t.scaledSeries,
    points: scaled ? [0, 1].map((x) => ({ x, y: scaled[measure].mean })) : [],
    series: scaledSeries,
    dashed: true,
  });
  const chart = (
    label: string,
    title: string,
    lines: readonly Line[],
    range: { min?: number; max?: number } = {},
  ): Chart => ({
    label,
    legend: legendOf(lines),
    configuration: (theme) =>
      lineChart(theme, lines, { x: { title: t.sweepAlpha, min: 0, max: 1 }, y: { title, ...range } }, (drawn) => {
        if (rows.length === 0) drawInvitation(drawn, theme, t.notStarted);
        if (from === undefined) return;
        const { ctx, chartArea } = drawn;
        const [left] = pixelOf(drawn, from, 0);
        ctx.fillStyle = theme.muted;
        ctx.globalAlpha = 0.12;
        ctx.fillRect(left, chartArea.top, chartArea.right - left, chartArea.height);
        ctx.globalAlpha = 1;
        ctx.font = `${11 * theme.scale}px ${theme.font}`;
        ctx.textAlign = 'right';
        ctx.textBaseline = 'bottom';
        ctx.fillStyle = theme.text;
        ctx.fillText(t.underfitMark, chartArea.right, chartArea.top - 4);
      }),
  });
  // Accuracy varies little, so its axis begins where the numbers do.
  const lowest = Math.min(...rows.map(({ test }) => test.accuracy.mean - (test.accuracy.spread || 0)), 1);
  const trainLine: Line = {
    label: t.trainSeries,
    points: rows.map(({ alpha, train }) => ({ x: alpha, y: train.mean })),
    series: trainSeries,
    dashed: true,
  };
  const accuracyAsLine: Line = {
    ...lineOf('accuracy'),
    label: t.measured(t.accuracy, t.smoothingSeries),
    series: trainSeries,
    dashed: true,
    marked: false,
  };
  const hard = rows.find(({ alpha }) => alpha === 0);
  const best = (measure: Measure, sign: 1 | -1) =>
    rows.reduce<SweepRow | undefined>(
      (a, b) => (a && sign * a.test[measure].mean >= sign * b.test[measure].mean ? a : b),
      undefined,
    );
  const bestEce = best('ece', -1);
  const bestAccuracy = best('accuracy', 1);
  const underconfident = rows.find(({ test }) => test.confidence.mean < test.accuracy.mean);

  const notes: Note[] = [];
  if (results.failure) notes.push({ kind: 'warning', text: results.failure[language] });
  else if (results.recorded) notes.push({ kind: 'fact', text: t.recorded });
  else if (rows.length === 0) notes.push({ kind: 'fact', text: t.sweepInvitation(sweepAlphas.length * values.runs) });
  notes.push(...sourceNotes(values, language));
  if (isDone && values.runs > 1 && points.length > 0) notes.push(seedsNote(points, t));
  if (isDone && bestEce && hard) {
    notes.push({ kind: 'fact', text: t.bestEce(short(bestEce.alpha), short(bestEce.test.ece.mean, 3)) });
    if (underconfident) notes.push({ kind: 'fact', text: t.underconfident(short(underconfident.alpha)) });
    if (values.runs < 2) notes.push({ kind: 'fact', text: t.oneSeed });
    else notes.push({ kind: 'fact', text: from === undefined ? t.notUnderfit : t.underfit(short(from)) });
    if (scaled) {
      notes.push({
        kind: 'fact',
        text: t.scaledFact(short(temperature, 2), short(scaled.ece.mean, 3), short(scaled.accuracy.mean, 3)),
      });
    }
  }
  const columns: readonly Measure[] = measureNames;
  const nan = Number.NaN;
  const offer = offerFor(results, language);
  return {
    title: t.sweepTitle,
    offer,
    charts: offer
      ? []
      : [
          chart(t.sweepAccuracyChart, t.accuracy, [lineOf('accuracy'), scaledLine('accuracy'), trainLine], {
            min: rows.length === 0 ? 0 : Math.floor(lowest * 10) / 10,
            max: 1,
          }),
          chart(t.sweepEceChart, t.ece, [lineOf('ece'), scaledLine('ece')], { min: 0 }),
          chart(
            t.sweepConfidenceChart,
            t.confidence,
            [lineOf('confidence'), scaledLine('confidence'), accuracyAsLine],
            {
              min: 0,
              max: 1,
            },
          ),
          chart(t.sweepNllChart, t.loss, [lineOf('nll'), scaledLine('nll')], { min: 0 }),
        ],
    legend: [],
    table: {
      header: [
        t.sweepAlpha,
        t.seedsColumn,
        ...columns.flatMap((measure) => [nameOf(measure), t.spreadOf(nameOf(measure))]),
        t.trainSeries,
        t.temperature,
      ],
      rows: [
        ...rows.map(({ alpha, seeds, test, train }) => [
          alpha,
          seeds,
          ...columns.flatMap((measure) => [test[measure].mean, test[measure].spread]),
          train.mean,
          1,
        ]),
        ...(scaled
          ? [
              [
                t.scaledSeries,
                scaledPoints.length,
                ...columns.flatMap((measure) => [scaled[measure].mean, scaled[measure].spread]),
                hard?.train.mean ?? nan,
                temperature,
              ],
            ]
          : []),
      ],
    },
    readout: {
      'accuracy-hard': { label: t.hardAccuracy, value: hard?.test.accuracy.mean ?? nan },
      'accuracy-best': { label: t.bestAccuracy, value: bestAccuracy?.test.accuracy.mean ?? nan },
      'alpha-accuracy-best': { label: t.bestAccuracyAlpha, value: bestAccuracy?.alpha ?? nan },
      'ece-hard': { label: t.hardEce, value: hard?.test.ece.mean ?? nan },
      'ece-best': { label: t.bestEceLabel, value: bestEce?.test.ece.mean ?? nan },
      'alpha-ece-best': { label: t.bestEceAlpha, value: bestEce?.alpha ?? nan },
      'ece-scaled': { label: t.scaledEce, value: scaled?.ece.mean ?? nan },
      temperature: { label: t.temperature, value: temperature },
      'underfit-from': { label: t.underfitAlpha, value: from ?? nan },
    },
    notes,
    summary:
      isDone && hard && bestEce
        ? t.sweepSummary(short(hard.test.accuracy.mean, 3), short(bestEce.test.ece.mean, 3), short(bestEce.alpha))
        : t.notTrained,
  };
};
