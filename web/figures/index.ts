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
