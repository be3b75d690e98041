import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  // Its first parameter is `data`.
  ...trained,
  view: 'learning',
  shown: ({ classes }) => (classes > 2 ? [0, 1, 2] : [0, 1, 1]),
  speed: 'normal',
};
