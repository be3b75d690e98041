import { exampleLogits, fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  logits: exampleLogits,
  convention: 'uniform',
  classes: fiveOf(12),
  target: 2,
  paddingIndex: 0,
  prior: zipf,
};
