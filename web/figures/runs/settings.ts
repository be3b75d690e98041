/** From a figure's values to the settings of a run. */

import type { MlpOptions } from '../../lib/index.js';
import { hasPictures, type PicturesName, type Values } from '../vocabulary.js';
import type { DataSettings, Given } from './data.js';

export interface NetworkSettings extends Pick<MlpOptions, 'optimizer' | 'learningRate' | 'momentum' | 'weightDecay'> {
  readonly hidden: readonly number[];
}

/** Everything that decides what a run computes; the same settings give the same numbers, bit for bit. */
export interface RunSettings {
  readonly data: DataSettings;
  readonly network: NetworkSettings;
  readonly batch: number;
  /** After how many epochs it is told how the networks do. */
  readonly epochsPerReport: number;
  /** Seed of the initial weights and of the order of the examples. */
  readonly seed: number;
}

/** One training of a sweep. */
export interface SweepJob {
  readonly settings: RunSettings;
  readonly alpha: number;
  readonly epochs: number;
}

/** A teacher and its students; without a teacher's α, only a student that learns from labels. */
export interface DistillationJob {
  readonly settings: RunSettings;
  readonly student: RunSettings['network'];
  /** α of the teacher, or of the student without one. */
  readonly alpha: number;
  /** Temperatures of the students; empty for a student without a teacher. */
  readonly temperatures: readonly number[];
  readonly epochs: number;
}

/** Test examples of generated data: enough that ECE and accuracy move by less than a percentage point by chance. */
const testSize = 2000;

/** Each seed owns this many orders, more than there are epochs, so that different seeds never share one. */
export const ordersOfSeed = 4096;

/** The α of a sweep: dense where most happens, and up to where hardly anything is left of the label. */
export const sweepAlphas = [0, 0.05, 0.1, 0.2, 0.4, 0.7, 0.98] as const;

/** Evaluating networks on all pictures takes longer than training them for an epoch. */
export const epochsPerReport = (values: Pick<Values, 'data'>) => (hasPictures(values) ? 4 : 1);

/** @returns undefined if the reader's own table or a set of pictures is needed and not there yet */
export function runSettings(values: Values, given: Given | undefined, seed = values.seed): RunSettings | undefined {
  const data = dataSettings(values, given, seed);
  const { layers: hidden, optimizer, learningRate, momentum, weightDecay, batch } = values;
  const network = { hidden, optimizer, learningRate, weightDecay, ...(optimizer === 'sgd' && { momentum }) };
  return data && { data, network, batch, epochsPerReport: epochsPerReport(values), seed };
}

function dataSettings(values: Values, given: Given | undefined, seed: number): DataSettings | undefined {
  const { classes, dimensions, spread, noise, samples: size } = values;
  if (hasPictures(values)) return given && 'width' in given ? { pictures: given, seed, size, noise } : undefined;
  const { data: kind } = values as { data: Exclude<Values['data'], PicturesName> };
  if (kind === 'csv') return given && 'classNames' in given ? { table: given, seed } : undefined;
  return {
    generate: { kind, classes, dimensions: kind === 'gaussian' ? dimensions : 2, spread, noise, size, testSize, seed },
  };
}

/** Seeds of repeated runs: the chosen one and those after it. */
const seeds = ({ seed, runs }: Values) => Array.from({ length: runs }, (_, index) => seed + index);

/** Seed by seed, so that the means of all α appear early. */
export function sweepJobs(values: Values, given: Given | undefined): readonly SweepJob[] {
  return seeds(values).flatMap((seed) => {
    const settings = runSettings(values, given, seed);
    return settings ? sweepAlphas.map((alpha) => ({ settings, alpha, epochs: values.epochs })) : [];
  });
}

/** For each seed the two teachers with their students, and students that learn from labels alone. */
export function distillationJobs(values: Values, given: Given | undefined): readonly DistillationJob[] {
  const { alpha, temperatures, student: hidden, epochs } = values;
  return seeds(values).flatMap((seed) => {
    const settings = runSettings(values, given, seed);
    if (!settings) return [];
    const job = { settings, student: { ...settings.network, hidden }, epochs };
    return [
      { ...job, alpha: 0, temperatures },
      { ...job, alpha, temperatures },
      { ...job, alpha: 0, temperatures: [] },
    ];
  });
}

/** Whether a change invalidates the results. */
export function sameRun(a: Values, b: Values): boolean {
  return runKeys.every((key) => String(a[key]) === String(b[key]));
}

/** Everything except display (`view`, `speed`) and the end (`epochs`, unless training always runs to the end). */
const runKeys = [
  'alpha',
  'data',
  'classes',
  'dimensions',
  'spread',
  'noise',
  'samples',
  'layers',
  'student',
  'temperatures',
  'runs',
  'optimizer',
  'learningRate',
  'momentum',
  'weightDecay',
  'batch',
  'seed',
] as const satisfies readonly (keyof Values)[];
