import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  ...trained,
  data: { default: 'fashion', choices: ['fashion', 'digits'] },
  confidence: 0.9,
  alpha: 0.1,
};
