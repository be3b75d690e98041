import { fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.4,
  convention: 'padded',
  classes: fiveOf(12),
  targets: [2, 1, 0],
  paddingIndex: 0,
  prior: zipf,
};
