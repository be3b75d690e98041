/** What figures that train networks show where none is trained: their default run, trained by the build or measured. */
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FigureName, Values } from '../figures/parameters.js';
import type { ComparisonResults } from '../figures/training/results.js';
import { claims } from './claims.js';

const built = (path: string) => import(pathToFileURL(resolvePath(import.meta.dirname, '../../dist', path)).href);
const library = (await built('lib/index.js')) as typeof import('../lib/index.js');
const work = (await built('figures/training/index.js')) as typeof import('../figures/training/index.js');
const ls = await library.load();
const training = await library.loadTraining({ variant: 'simd' });

const trained = new Map<string, ComparisonResults>();

function compare(values: Values): ComparisonResults {
  const settings = work.runSettings(values, undefined);
  if (!settings) throw new Error('the page’s figure has no data to train on');
  const run = new work.Comparison(training, settings, values.alpha);
  const moments = [];
  let total = 0;
  let done = 0;
  let stepsPerEpoch = 0;
  do {
    const outcome = run.advance(moments.length === 0 ? 0 : Number.POSITIVE_INFINITY, undefined);
    const { classes, networks, trainTargets, testTargets, step } = outcome;
    stepsPerEpoch = outcome.stepsPerEpoch;
    done = step;
    total = values.epochs * stepsPerEpoch;
    const test = networks.map((network) => ls.calibration(network.test, testTargets, { classes }));
    moments.push({
      epoch: step / stepsPerEpoch,
      train: networks.map((network) => work.measures(ls.calibration(network.train, trainTargets, { classes }))),
      test: test.map(work.measures),
      bins: test.map(({ bins }) => bins),
    });
  } while (done < total);
  run.free();
  const last = moments.at(-1) as (typeof moments)[number];
  return {
    status: 'done',
    done,
    total,
    perSecond: 0,
    stepsPerEpoch,
    history: moments,
    latest: { moment: last, bins: last.bins },
  };
}

/** @returns undefined for figures that train nothing */
export function resultsOf(figure: FigureName, values: Values): unknown {
  const measured = { status: 'done', perSecond: 0 } as const;
  switch (figure) {
    case 'training': {
      const key = JSON.stringify(values);
      const results = trained.get(key) ?? compare(values);
      trained.set(key, results);
      return results;
    }
    case 'alpha-sweep':
      return { ...measured, done: claims.sweep.length, total: claims.sweep.length, points: claims.sweep };
    case 'distillation': {
      const points = claims.distillation.default;
      return { ...measured, done: points.length, total: points.length, points };
    }
    default:
      return undefined;
  }
}
