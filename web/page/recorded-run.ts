/**
 * The runs that `npm run claims` recorded with the default settings of figures that train. The pictures of the build show
 * them as figures do, and sentences quote the one of `training` by its seed.
 */
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FigureName, Values } from '../figures/parameters.js';
import type {
  ComparisonResults,
  DistillationPoint,
  MapFrames,
  Moment,
  PointResults,
  SweepPoint,
} from '../figures/runs/results.js';
import type { PictureSet } from '../lib/data/pictures.js';
import { hero } from './hero-settings.js';

type Split = 'train' | 'test';

const built = (path: string) => import(pathToFileURL(resolvePath(import.meta.dirname, '../../dist', path)).href);
const runs = (await built('figures/runs/index.js')) as typeof import('../figures/runs/index.js');
const { clusters, Comparison, firstStrokes, nothingYet, pictureOf, resolve, runSettings } = runs;
const { recordedComparison, recordedGallery, recordedMaps, recordedPoints, recordedResults } = runs;
const { loadTraining } = (await built('lib/index.js')) as typeof import('../lib/index.js');

/** All the networks that are stored of a figure that trains one by one. */
export async function allPoints<Point extends SweepPoint | DistillationPoint>(
  figure: 'alpha-sweep' | 'distillation',
  seeds: number,
): Promise<readonly Point[]> {
  const { values } = resolve(figure, (name) => (name === 'runs' ? String(seeds) : null));
  return ((await recordedPoints(figure, values)) ?? []) as readonly Point[];
}

async function picturesOf({ data }: Values): Promise<PictureSet> {
  const { default: unpack } = (await built(`lib/data/${data}.js`)) as typeof import('../lib/data/digits.js');
  return unpack();
}

/** The networks that `draw` trains when it is seen, and what they say of the first digit in its square. */
async function trainToDraw(values: Values): Promise<ComparisonResults> {
  // The variant that the figure uses.
  const training = await loadTraining({ variant: 'simd' });
  const settings = runSettings(values, await picturesOf(values));
  if (!settings) throw new Error('the figure draw learns from pictures');
  const run = new Comparison(training, settings, values.alpha);
  let outcome = run.advance(0, undefined);
  const { stepsPerEpoch } = outcome;
  const total = values.epochs * stepsPerEpoch;
  while (outcome.step < total) outcome = run.advance(total - outcome.step, { kind: 'weights' });
  run.free();
  const { weights } = outcome;
  return {
    ...{ ...nothingYet, status: 'done', done: total, total, stepsPerEpoch },
    ...(weights && { weights }),
    drawing: { picture: pictureOf(firstStrokes) },
  };
}

/** What a figure shows before anybody trains; undefined if it trains nothing. */
export async function firstResults(figure: FigureName, values: Values): Promise<unknown> {
  const missing = () => new Error(`no run of ${figure} is recorded with its settings on the page: run npm run claims`);
  switch (figure) {
    case 'training': {
      const recording = await recordedComparison(values);
      if (!recording) throw missing();
      return recordedResults(recording, await recordedMaps(values)) satisfies ComparisonResults;
    }
    case 'wall': {
      const recording = await recordedGallery(values, await picturesOf(values));
      if (!recording) throw missing();
      return recordedResults(recording.run, recording.maps) satisfies ComparisonResults;
    }
    case 'draw':
      return trainToDraw(values);
    case 'alpha-sweep':
    case 'distillation': {
      const points = await recordedPoints(figure, values);
      if (!points) throw missing();
      const { length } = points;
      return {
        ...{ status: 'idle', recorded: true, done: length, total: length, perSecond: 0, points },
      } satisfies PointResults<SweepPoint | DistillationPoint>;
    }
    default:
      return undefined;
  }
}

const { values } = resolve('training', () => null);
const run = (await firstResults('training', values)) as ComparisonResults;
const last = run.latest as Moment;
const number = (value: number) => value.toFixed(3);

export const { seed } = values;

/** Test accuracy of the hard network at the end. */
export const recordedAccuracy = () => number(last.test[0]?.accuracy ?? Number.NaN);

function clustersOf(split: Split) {
  const { projection } = run;
  if (!projection) throw new Error('the recorded run has no projection: run npm run claims');
  return projection.networks.map((network) => {
    if (!network) throw new Error('a network of the recorded run has no projection');
    return clusters(network[split], projection.classes.length);
  });
}

/** Closer than this, two ratios are called the same. */
const sameRatio = 0.01;

/** Numbers that stand on one line. */
export const unbroken = (text: string) => `<span class="claim-number">${text}</span>`;

/** “0.315 → 0.225”: within / between with hard and with smoothed labels, which is claimed to go that way. */
export function clustersChange(split: Split, claimed: 'rises' | 'falls' | 'stays'): string {
  const [hard = Number.NaN, smoothed = Number.NaN] = clustersOf(split).map(({ within, between }) => within / between);
  const found = Math.abs(smoothed - hard) < sameRatio ? 'stays' : smoothed > hard ? 'rises' : 'falls';
  if (found !== claimed) {
    throw new Error(`the page says that within / between ${claimed} on ${split} data; recorded: ${hard} → ${smoothed}`);
  }
  return unbroken(`${number(hard)} → ${number(smoothed)}`);
}

/** “7.85 → 3.62”: the distance of class centers on training data. */
export const centersChange = () =>
  unbroken(
    clustersOf('train')
      .map(({ between }) => between.toFixed(2))
      .join(' → '),
  );

/** The maps of the run in the page's head, with so many cells along each side. */
export async function recordedHero(cells: number): Promise<MapFrames> {
  const { values } = resolve(hero.figure, (name) => (hero as Readonly<Record<string, string>>)[name] ?? null);
  if (!(await recordedComparison(values)))
    throw new Error('the head of the page has other settings: run npm run claims');
  return recordedMaps(values, cells);
}
