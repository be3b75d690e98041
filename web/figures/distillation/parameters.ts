import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  ...trained,
  alpha: 0.1,
  runs: 5,
  temperatures: [1, 2, 4, 8],
  student: [16],
};
