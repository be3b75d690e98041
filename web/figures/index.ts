/** The figures by name. Every one is a pure function of the kernels, its values and a language. */

import { crossEntropy } from './cross-entropy.js';
import type { Figure } from './figure.js';
import { heatmap } from './heatmap.js';
import { lossCurve } from './loss-curve.js';
import type { FigureName } from './parameters.js';
import { steps } from './steps.js';
import { targets } from './targets.js';

export const figures: Readonly<Record<FigureName, Figure>> = {
  targets,
  heatmap,
  steps,
  'loss-curve': lossCurve,
  'cross-entropy': crossEntropy,
};
