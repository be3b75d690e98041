import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  probability: 0.75,
  classes: 10,
  target: 2,
};
