import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  classes: 10,
  target: 2,
  probability: 0.75,
};
