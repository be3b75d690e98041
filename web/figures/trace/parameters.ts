import { examplePredictions, fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.4,
  predictions: examplePredictions,
  convention: 'padded',
  shownStep: 0,
  classes: fiveOf(8),
  target: 2,
  paddingIndex: 0,
  prior: zipf,
};
