import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  confidence: 0.9,
  ...trained,
  data: { default: 'fashion', choices: ['fashion', 'digits'] },
};
