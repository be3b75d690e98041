/**
 * What `npm run claims` measured, for the sentences of the page. Each sentence names the direction it claims, and the
 * build fails if the measurements disagree: `rises` and `falls` mean by more than two standard errors, `same` by less.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DistillationPoint, Measures, SweepPoint } from '../figures/runs/results.js';
import { allPoints, unbroken } from './recorded-run.js';

interface Statistic {
  readonly mean: number;
  readonly spread: number;
}
/** `sureMistakes`: the share of test examples of which a network is more than 90% sure, and wrong; `turn`: the epoch of the lowest test loss. */
type Measure = keyof Measures | 'trainAccuracy' | 'sureMistakes' | 'turn' | 'lowestNll';
type Scenario = 'default' | 'light' | 'noisy' | 'digits' | 'gaussian' | 'gaussianClean' | 'gaussianNoisy';
export type Direction = 'rises' | 'falls' | 'same';

interface Claims {
  readonly seeds: number;
  readonly comparisons: Readonly<
    Record<
      Scenario,
      Readonly<Record<'hard' | 'smoothed' | 'difference', Readonly<Record<Measure, Statistic>>>> & {
        readonly attributes: Readonly<Record<string, string>>;
        /** For how many seeds smoothing makes a measure larger. */
        readonly rising: Readonly<Record<Measure, number>>;
      }
    >
  >;
  readonly distillation: Readonly<Record<'noisy', readonly DistillationPoint[]>>;
}

export const claims: Claims = JSON.parse(readFileSync(resolve(import.meta.dirname, 'claims.json'), 'utf8'));
const sweepPoints = await allPoints<SweepPoint>('alpha-sweep', claims.seeds);
const distilled = {
  ...claims.distillation,
  default: await allPoints<DistillationPoint>('distillation', claims.seeds),
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function statisticOf(values: readonly number[]): Statistic {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { mean: middle, spread: Math.sqrt(squares / (values.length - 1)) };
}

function expectDirection(what: string, { mean, spread }: Statistic, claimed: Direction): void {
  const error = spread / Math.sqrt(claims.seeds);
  const found = Math.abs(mean) <= 2 * error ? 'same' : mean > 0 ? 'rises' : 'falls';
  if (found !== claimed) {
    throw new Error(`the page says of ${what}: ${claimed}; measured: ${found} (${mean} ± ${error}). Reword it.`);
  }
}

const number = (value: number) => value.toFixed(3);

/** “0.758 → 0.742”: a measure with hard and then with smoothed labels. */
export function change(scenario: Scenario, measure: Measure, claimed: Direction): string {
  const { hard, smoothed, difference } = claims.comparisons[scenario];
  expectDirection(`${measure} in “${scenario}”`, difference[measure], claimed);
  const text = `${number(hard[measure].mean)} → ${number(smoothed[measure].mean)}`;
  return `<span class="claim-number" data-claim="${scenario} ${measure} ${claimed}">${text}</span>`;
}

/** What smoothing adds, “+0.012 ± 0.004” (standard error), and for how many seeds it goes the claimed way. */
export function gain(scenario: Scenario, measure: Measure, claimed: 'rises' | 'falls') {
  const { difference, rising } = claims.comparisons[scenario];
  const { mean, spread } = difference[measure];
  expectDirection(`${measure} in “${scenario}”`, difference[measure], claimed);
  const sign = mean < 0 ? '−' : '+';
  return {
    amount: unbroken(`${sign}${number(Math.abs(mean))} ± ${number(spread / Math.sqrt(claims.seeds))}`),
    seeds: claimed === 'rises' ? rising[measure] : claims.seeds - rising[measure],
  };
}

/** A percentage with hard and with smoothed labels, “9.3% → 2.2%”. */
export function percentages(scenario: Scenario, measure: Measure, claimed: Direction): string {
  const { hard, smoothed, difference } = claims.comparisons[scenario];
  expectDirection(`${measure} in “${scenario}”`, difference[measure], claimed);
  return unbroken([hard, smoothed].map((own) => `${(100 * own[measure].mean).toFixed(1)}%`).join(' → '));
}

/** The epoch at which the hard network's loss on test data is lowest, in the mean. */
export const epochOfTurn = (scenario: Scenario) => claims.comparisons[scenario].hard.turn.mean.toFixed(0);

/** One measure of the hard network. */
export const ofHard = (scenario: Scenario, measure: Measure) => number(claims.comparisons[scenario].hard[measure].mean);

const sweepAt = (alpha: number) => sweepPoints.filter((point) => point.alpha === alpha);

/** A measure of the sweep at some α, with its claimed direction from α = 0. */
export function sweep(alpha: number, measure: keyof Measures | 'trainAccuracy', claimed: Direction): string {
  const read = (point: SweepPoint) => (measure === 'trainAccuracy' ? point.trainAccuracy : point.test[measure]);
  const points = sweepAt(alpha);
  const hard = new Map(sweepAt(0).map((point) => [point.seed, read(point)]));
  const differences = points.map((point) => read(point) - (hard.get(point.seed) as number));
  expectDirection(`${measure} at α = ${alpha}`, statisticOf(differences), claimed);
  return number(mean(points.map(read)));
}

/** A measure of the hard network after temperature scaling, with the claim whether it is lower than with any α. */
export function scaled(measure: keyof Measures, isLowest: boolean): string {
  const value = mean(sweepPoints.flatMap((point) => point.scaled?.[measure] ?? []));
  const alphas = new Set(sweepPoints.map(({ alpha }) => alpha));
  const best = Math.min(...[...alphas].map((alpha) => mean(sweepAt(alpha).map(({ test }) => test[measure]))));
  if (value < best !== isLowest) throw new Error(`the page is wrong about ${measure} after temperature scaling`);
  return number(value);
}

/** The α of the lowest mean ECE. */
export function bestAlpha(): string {
  const alphas = [...new Set(sweepPoints.map(({ alpha }) => alpha))];
  const eceOf = (alpha: number) => mean(sweepAt(alpha).map(({ test }) => test.ece));
  return String(alphas.reduce((best, alpha) => (eceOf(alpha) < eceOf(best) ? alpha : best)));
}

/** Accuracy of the students of both teachers at a temperature, the hard teacher's first. */
export function students(scenario: 'default' | 'noisy', temperature: number, claimed: Direction): string {
  const of = (isHard: boolean) =>
    distilled[scenario]
      .filter((point) => point.temperature === temperature && (point.alpha === 0) === isHard)
      .map(({ test }) => test.accuracy);
  const [hard, smoothed] = [of(true), of(false)];
  const differences = smoothed.map((value, index) => value - (hard[index] as number));
  expectDirection(`students in “${scenario}” at T = ${temperature}`, statisticOf(differences), claimed);
  return unbroken(`${number(mean(hard))} → ${number(mean(smoothed))}`);
}
