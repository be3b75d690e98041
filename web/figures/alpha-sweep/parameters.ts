import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  runs: 3,
  // Its first parameter is `data`.
  ...trained,
};
