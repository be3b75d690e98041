import { examplePredictions, fiveOf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.4,
  classes: fiveOf(8),
  shownStep: 0,
  targets: [2, 1, 0],
  paddingIndex: 0,
  predictions: examplePredictions,
};
