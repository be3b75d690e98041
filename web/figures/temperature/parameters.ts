import { exampleLogits, fiveOf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  temperature: 2,
  classes: fiveOf(12),
  target: 2,
  logits: exampleLogits,
};
