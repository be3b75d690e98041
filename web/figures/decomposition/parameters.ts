import { fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  convention: 'uniform',
  classes: fiveOf(50),
  prior: zipf,
  probability: 0.5,
};
