/** The figures by name, each a module of its own, so that a page loads only those it shows. */

import type { FigureModule } from './figure.js';
import type { FigureName } from './parameters.js';

export const figureModules: Readonly<Record<FigureName, () => Promise<FigureModule>>> = {
  targets: () => import('./targets/index.js'),
  heatmap: () => import('./heatmap/index.js'),
  steps: () => import('./steps/index.js'),
  'loss-curve': () => import('./loss-curve/index.js'),
  'cross-entropy': () => import('./cross-entropy/index.js'),
  decomposition: () => import('./decomposition/index.js'),
  gradient: () => import('./gradient/index.js'),
  'logit-gap': () => import('./logit-gap/index.js'),
  descent: () => import('./descent/index.js'),
  conventions: () => import('./conventions/index.js'),
  temperature: () => import('./temperature/index.js'),
  trace: () => import('./trace/index.js'),
  training: () => import('./training/index.js'),
  'alpha-sweep': () => import('./alpha-sweep/index.js'),
  distillation: () => import('./distillation/index.js'),
  calibration: () => import('./calibration/index.js'),
  wall: () => import('./wall/index.js'),
  draw: () => import('./draw/index.js'),
};

const loaded = new Map<FigureName, Promise<FigureModule>>();

/**
 * Loads one figure's module. Later calls get the same promise, which nobody waits for as for another `import()`; after a
 * failure the next call tries again.
 */
export function loadFigure(name: FigureName): Promise<FigureModule> {
  const figure = loaded.get(name) ?? figureModules[name]();
  loaded.set(name, figure);
  figure.catch(() => loaded.delete(name));
  return figure;
}
