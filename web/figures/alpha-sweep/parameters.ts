import { trained } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

const { data, ...others } = trained;

export const parameters: OfFigure = {
  data,
  runs: 3,
  ...others,
};
