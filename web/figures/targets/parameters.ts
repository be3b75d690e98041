import { zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  classes: 5,
  target: 2,
  convention: 'uniform',
  paddingIndex: 0,
  prior: zipf,
};
