import { fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  probability: 0.5,
  convention: 'uniform',
  classes: fiveOf(50),
  prior: zipf,
};
