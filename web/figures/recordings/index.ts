/** Runs that `npm run claims` recorded: what training figures show before anybody trains, and what the page quotes. */

import type { PictureSet } from '../../lib/data/pictures.js';
import type { DatasetName, FigureName, Values } from '../parameters.js';
import { picturesAt } from '../runs/data.js';
import {
  type ComparisonResults,
  type DistillationPoint,
  type MapFrames,
  mapsAt,
  type SweepPoint,
} from '../runs/results.js';
import { sameRun } from '../runs/settings.js';
import {
  type ComparisonFile,
  type DistillationFile,
  type GalleryFile,
  type MapsFile,
  type Recording,
  readComparison,
  readDistillation,
  readGallery,
  readMaps,
  readSweep,
  type SweepFile,
} from './format.js';

export type { Recording } from './format.js';

type File<Content> = () => Promise<{ readonly default: unknown & Content }>;
/** The compiler would take the numbers of a file for its type. */
const file = <Content>(load: () => Promise<unknown>) => load as File<Content>;

interface Comparison {
  readonly curves: File<ComparisonFile>;
  readonly maps: File<MapsFile>;
}

/** One comparison for each kind of data that has one. */
const comparisons: Readonly<Partial<Record<DatasetName, Comparison>>> = {
  fashion: { curves: file(() => import('./fashion-curves.json')), maps: file(() => import('./fashion-maps.json')) },
  gaussian: { curves: file(() => import('./gaussian-curves.json')), maps: file(() => import('./gaussian-maps.json')) },
  spirals: { curves: file(() => import('./spirals-curves.json')), maps: file(() => import('./spirals-maps.json')) },
};

/** What the networks of a comparison say of the test pictures. */
const galleries: Readonly<Partial<Record<DatasetName, File<GalleryFile>>>> = {
  fashion: file(() => import('./fashion-gallery.json')),
};

const sweep = file<SweepFile>(() => import('./alpha-sweep.json'));
const distillation = file<DistillationFile>(() => import('./distillation.json'));

/** The recorded comparison with these settings, of which it may have fewer epochs. */
export async function recordedComparison(values: Values): Promise<Recording | undefined> {
  const curves = await comparisons[values.data]?.curves();
  if (!curves || !sameRun(values, curves.default.values)) return undefined;
  const recording = readComparison(curves.default);
  return { ...recording, history: recording.history.filter(({ epoch }) => epoch <= values.epochs) };
}

/** Its maps: decision regions if the data lie in a plane, else projections. */
export async function recordedMaps(
  { data, shown }: Pick<Values, 'data'> & Partial<Pick<Values, 'shown'>>,
  cells?: number,
): Promise<MapFrames> {
  const maps = await comparisons[data]?.maps();
  // Projections are of three classes, which the reader may have changed.
  const isOfThose = ({ projection }: MapFrames[number]) => !projection || String(projection.classes) === String(shown);
  return maps ? readMaps(maps.default, cells).filter(isOfThose) : [];
}

/**
 * The end of the recorded comparison with these settings, and what its networks say of the test pictures.
 *
 * @param pictures the set of them, if it is there: what was said is known without
 */
export async function recordedGallery(
  values: Values,
  pictures?: PictureSet,
): Promise<{ readonly run: Recording; readonly maps: MapFrames } | undefined> {
  const [run, gallery] = await Promise.all([recordedComparison(values), galleries[values.data]?.()]);
  if (!run || gallery?.default.epoch !== values.epochs) return undefined;
  const { epoch, pictures: rows } = gallery.default;
  const features = pictures && picturesAt(pictures, Int32Array.from(rows)).features;
  return {
    run: { ...run, history: run.history.slice(-1) },
    maps: [{ epoch, gallery: readGallery(gallery.default, features) }],
  };
}

/** A recorded comparison as a figure shows it. */
export function recordedResults({ history, stepsPerEpoch, inputs }: Recording, maps: MapFrames): ComparisonResults {
  const latest = history.at(-1);
  const done = Math.round((latest?.epoch ?? 0) * stepsPerEpoch);
  return {
    ...{ status: 'idle', recorded: true, done, total: done, perSecond: 0, stepsPerEpoch, inputs, history },
    ...(latest && { latest }),
    ...mapsAt(maps, latest?.epoch ?? 0),
  };
}

/** The recorded networks of a sweep or of distillation, if there are some for each of the seeds. */
export async function recordedPoints(
  figure: FigureName,
  values: Values,
): Promise<readonly (SweepPoint | DistillationPoint)[] | undefined> {
  const isSweep = figure === 'alpha-sweep';
  const { default: stored } = await (isSweep ? sweep() : distillation());
  const { seed, runs } = values;
  const range = { seed: stored.values.seed, runs: stored.values.runs };
  const isThere =
    seed >= range.seed &&
    seed + runs <= range.seed + range.runs &&
    values.epochs === stored.values.epochs &&
    sameRun({ ...values, ...range }, stored.values);
  if (!isThere) return undefined;
  const points = isSweep ? readSweep(stored) : readDistillation(stored);
  return points.filter((point) => point.seed >= seed && point.seed < seed + runs);
}
