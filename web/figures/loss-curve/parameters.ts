import { fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  x: 10,
  alphas: [],
  convention: 'padded',
  classes: fiveOf(50),
  prior: zipf,
  loss: 'kl',
  xMax: 99,
};
