/**
 * The run that `npm run claims` recorded with the default settings of `training`: the first of those whose means the text
 * quotes. The pictures of the build show it, and sentences quote it by its seed.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Values } from '../figures/parameters.js';
import type { Clusters } from '../figures/runs/clusters.js';
import type { ComparisonResults, Moment } from '../figures/runs/results.js';
import type { CalibrationBin } from '../lib/index.js';

type Split = 'train' | 'test';

interface RecordedRun {
  readonly values: Values;
  readonly stepsPerEpoch: number;
  readonly history: readonly Moment[];
  /** On the test examples at the end, of the hard network and of the smoothed one. */
  readonly bins: readonly (readonly CalibrationBin[])[];
  /** Of the penultimate layer at the end. */
  readonly clusters: readonly Readonly<Record<Split, Clusters>>[];
}

const run: RecordedRun = JSON.parse(readFileSync(resolve(import.meta.dirname, 'recorded-run.json'), 'utf8'));

const last = run.history.at(-1) as Moment;
const number = (value: number) => value.toFixed(3);

export const { seed } = run.values;

/**
 * What the figure shows of it.
 *
 * @throws Error when its settings are others by now
 */
export function recordedResults(values: Values, sameRun: (a: Values, b: Values) => boolean): ComparisonResults {
  if (!sameRun(values, run.values) || values.epochs !== run.values.epochs) {
    throw new Error('the recorded run has other settings than the figure: run npm run claims');
  }
  const done = last.epoch * run.stepsPerEpoch;
  return {
    status: 'done',
    done,
    total: done,
    perSecond: 0,
    stepsPerEpoch: run.stepsPerEpoch,
    history: run.history,
    latest: { moment: last, bins: run.bins },
  };
}

/** Test accuracy of the hard network at the end. */
export const recordedAccuracy = () => number(last.test[0]?.accuracy ?? Number.NaN);

/** “0.315 → 0.225”: within / between with hard and with smoothed labels, which is claimed to go that way. */
export function clustersChange(split: Split, claimed: 'rises' | 'falls'): string {
  const [hard = Number.NaN, smoothed = Number.NaN] = run.clusters.map((of) => of[split].within / of[split].between);
  if (smoothed > hard !== (claimed === 'rises')) {
    throw new Error(`the page says that within / between ${claimed} on ${split} data; recorded: ${hard} → ${smoothed}`);
  }
  return `${number(hard)} → ${number(smoothed)}`;
}

/** “7.85 → 3.62”: the distance of class centers on training data. */
export function centersChange(): string {
  return run.clusters.map(({ train }) => train.between.toFixed(2)).join(' → ');
}
