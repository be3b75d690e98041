import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

const { noise, ...others } = trained;

export const parameters: OfFigure = {
  alpha: 0.1,
  noise,
  ...others,
  runs: 5,
  temperatures: [1, 2, 4, 8],
  student: [16],
};
