import { fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  classes: fiveOf(12),
  target: 2,
  paddingIndex: 0,
  prior: zipf,
};
