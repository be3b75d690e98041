import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  ...trained,
  alpha: 0.1,
  view: 'learning',
  shown: ({ classes }) => (classes > 2 ? [0, 1, 2] : [0, 1, 1]),
  speed: 'normal',
};
