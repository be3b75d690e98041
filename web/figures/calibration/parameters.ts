import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  bins: 15,
  binning: 'equal-width',
};
