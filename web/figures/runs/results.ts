/** The results of runs so far, which training figures draw. */

import type { Calibration, CalibrationBin, LabelSmoothing } from '../../lib/index.js';
import type { Text } from '../parameters.js';
import type { ComparisonOutcome, DistillationOutcome, SweepOutcome } from './jobs.js';
import type { Drawing, Gallery, Projection, Regions, Weights } from './pictures.js';
import type { DistillationJob, SweepJob } from './settings.js';

/** How well a network does on some examples. All but accuracy depend on the probabilities, not only on the decision. */
export type Measures = Pick<Calibration, 'accuracy' | 'confidence' | 'ece' | 'nll'>;

export type Status = 'idle' | 'running' | 'paused' | 'done';

/** The progress of a run. */
export interface Progress {
  readonly status: Status;
  /** Finished optimization steps, or trainings. */
  readonly done: number;
  /** Their total; 0 until it is known. */
  readonly total: number;
  /** Rate of `done`; 0 until it is known. */
  readonly perSecond: number;
  /** Why there is no run, or why it ended early. */
  readonly failure?: Text;
  /** The pictures could not be fetched: other data can be offered. */
  readonly lacksPictures?: true;
  /** It is not a run of this reader but a recorded one. */
  readonly recorded?: true;
}

/** Both networks at one moment, the hard one first. */
export interface Moment {
  /** Finished epochs, with fractions. */
  readonly epoch: number;
  readonly train: readonly Measures[];
  readonly test: readonly Measures[];
  /** Reliability bins of each network on the test examples. */
  readonly bins: readonly (readonly CalibrationBin[])[];
}

/** Pictures of both networks at one moment. */
export interface Maps {
  readonly regions?: Regions;
  readonly projection?: Projection;
  readonly gallery?: Gallery;
  readonly weights?: Weights;
}
/** Maps at some moments, in order. */
export type MapFrames = readonly (Maps & { readonly epoch: number })[];

export interface ComparisonResults extends Progress, Maps {
  readonly stepsPerEpoch: number;
  /** Features of an example, once known. */
  readonly inputs?: number;
  /** At the end of each epoch, and before the first step. */
  readonly history: readonly Moment[];
  /** What is looked at: the current state, or what the reader has gone back to. */
  readonly latest?: Moment;
  /** The epoch that the reader has gone back to. */
  readonly at?: number;
  /** The recorded run of the same settings, behind a live one. */
  readonly behind?: readonly Moment[];
  /** Names of the classes of the reader's own table. */
  readonly classNames?: readonly string[];
  readonly drawing?: Drawing;
}

export const nothingYet: ComparisonResults = {
  status: 'idle',
  done: 0,
  total: 0,
  perSecond: 0,
  stepsPerEpoch: 0,
  history: [],
};

/** The maps of the last moment that was not after an epoch. */
export function mapsAt(frames: MapFrames, epoch: number): Maps {
  const { epoch: _, ...maps } = frames.filter((frame) => frame.epoch <= epoch).at(-1) ?? { epoch };
  return maps;
}

/** What a run was at an epoch. */
export function lookedAt(results: ComparisonResults, frames: MapFrames, epoch: number): ComparisonResults {
  const { latest: _, regions: __, projection: ___, ...rest } = results;
  const latest = results.history.filter((moment) => moment.epoch <= epoch).at(-1);
  return { ...rest, ...mapsAt(frames, epoch), ...(latest && { latest, at: latest.epoch }) };
}

/** One network of a sweep, measured on held-out examples. */
export interface SweepPoint {
  readonly alpha: number;
  readonly seed: number;
  readonly trainAccuracy: number;
  readonly test: Measures;
  /** The same network after temperature scaling; only where α is 0. */
  readonly scaled?: Measures & { readonly temperature: number };
}

/** Of networks that are trained one by one. */
export interface PointResults<Point> extends Progress {
  readonly points: readonly Point[];
  /** Those of the recorded run of the same settings, behind a live one. */
  readonly behind?: readonly Point[];
}

export type SweepResults = PointResults<SweepPoint>;

/** Networks of one seed: a teacher, or a student with its teacher and temperature. */
export interface DistillationPoint {
  readonly seed: number;
  readonly role: 'teacher' | 'student' | 'alone';
  /** α of the teacher; of the network itself when it has no teacher. */
  readonly alpha: number;
  /** Temperature of distillation; only a student has one. */
  readonly temperature?: number;
  readonly test: Measures;
}

export type DistillationResults = PointResults<DistillationPoint>;

/** Measures of logits by the package's own kernels. */
export function measureLogits(
  ls: LabelSmoothing,
  logits: Float32Array,
  targets: Int32Array,
  classes: number,
): Measures {
  return measures(ls.calibration(ls.softmax(logits, { classes }), targets, { classes }));
}

export const measures = ({ accuracy, confidence, ece, nll }: Calibration): Measures => ({
  accuracy,
  confidence,
  ece,
  nll,
});

/** Mean and sample standard deviation; the latter is NaN for a single value. */
export function meanAndSpread(values: readonly number[]): { readonly mean: number; readonly spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : Number.NaN };
}

/**
 * What a sweep's network is worth on the test examples, as in a comparison. Temperature scaling needs examples to fit the
 * temperature: each half of the test examples has the one that fits the other half.
 */
export function measureSweep(ls: LabelSmoothing, job: SweepJob, outcome: SweepOutcome): SweepPoint {
  const { trainLogits, trainTargets, testLogits, testTargets, classes } = outcome;
  const point: SweepPoint = {
    alpha: job.alpha,
    seed: job.settings.seed,
    trainAccuracy: measureLogits(ls, trainLogits, trainTargets, classes).accuracy,
    test: measureLogits(ls, testLogits, testTargets, classes),
  };
  if (job.alpha !== 0) return point;
  // A network that is right, or lost, on the whole held-out half has no finite temperature: these come close enough.
  const half = Math.floor(testTargets.length / 2);
  const fitOn = (from: number, to: number) => {
    const fit = ls.fitTemperature(testLogits.subarray(from * classes, to * classes), testTargets.subarray(from, to), {
      classes,
    });
    return Math.min(Math.max(fit.temperature, 1 / 64), 64);
  };
  const [ofFirst, ofSecond] = [fitOn(0, half), fitOn(half, testTargets.length)];
  const cooled = testLogits.map((logit, index) => logit / (index < half * classes ? ofSecond : ofFirst));
  const temperature = (ofFirst + ofSecond) / 2;
  return { ...point, scaled: { temperature, ...measureLogits(ls, cooled, testTargets, classes) } };
}

/** Measures the teachers and students of one job. */
export function measureDistillation(
  ls: LabelSmoothing,
  job: DistillationJob,
  { networks, testTargets, classes }: DistillationOutcome,
): DistillationPoint[] {
  return networks.map(({ role, temperature, testLogits }) => ({
    seed: job.settings.seed,
    role,
    alpha: job.alpha,
    ...(temperature !== undefined && { temperature }),
    test: measureLogits(ls, testLogits, testTargets, classes),
  }));
}

/** How both networks of a comparison do. */
export function momentOf(
  ls: LabelSmoothing,
  { step, stepsPerEpoch, classes, trainTargets, testTargets, networks }: ComparisonOutcome,
): Moment {
  const measure = (probabilities: Float32Array, targets: Int32Array) =>
    ls.calibration(probabilities, targets, { classes });
  const test = networks.map((network) => measure(network.test, testTargets));
  return {
    epoch: step / stepsPerEpoch,
    train: networks.map((network) => measures(measure(network.train, trainTargets))),
    test: test.map(measures),
    bins: test.map(({ bins }) => bins),
  };
}
