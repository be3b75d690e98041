/** The figures by name, each a module of its own, so that a page loads only those it shows. */

import type { FigureModule } from './figure.js';
import type { FigureName } from './parameters.js';

export const figureModules: Readonly<Record<FigureName, () => Promise<FigureModule>>> = {
  targets: () => import('./targets.js'),
  heatmap: () => import('./heatmap.js'),
  steps: () => import('./steps.js'),
  'loss-curve': () => import('./loss-curve.js'),
  'cross-entropy': () => import('./cross-entropy.js'),
  decomposition: () => import('./decomposition.js'),
  gradient: () => import('./gradient.js'),
  'logit-gap': () => import('./logit-gap.js'),
  conventions: () => import('./conventions.js'),
  temperature: () => import('./temperature.js'),
  trace: () => import('./trace.js'),
  training: () => import('./training.js'),
  'alpha-sweep': () => import('./alpha-sweep.js'),
  distillation: () => import('./distillation.js'),
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
