import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  morphTo: 9,
  morphFrom: 4,
  ...trained,
  data: { default: 'digits', choices: ['digits'] },
  epochs: 40,
};
