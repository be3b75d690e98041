import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  ...trained,
  data: { default: 'digits', choices: ['digits'] },
  epochs: 40,
  morphFrom: 4,
  morphTo: 9,
  alpha: 0.1,
};
