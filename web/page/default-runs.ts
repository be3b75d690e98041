/** What figures that train networks show where none is trained: their default runs as `npm run claims` recorded them. */
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FigureName, Values } from '../figures/parameters.js';
import { claims } from './claims.js';
import { recordedResults } from './recorded-run.js';

const built = (path: string) => import(pathToFileURL(resolvePath(import.meta.dirname, '../../dist', path)).href);
const { sameRun } = (await built('figures/runs/index.js')) as typeof import('../figures/runs/index.js');

/** @returns undefined if the figure trains nothing */
export function resultsOf(figure: FigureName, values: Values): unknown {
  const measured = { status: 'done', perSecond: 0 } as const;
  switch (figure) {
    case 'training':
      return recordedResults(values, sameRun);
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
