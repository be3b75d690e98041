import { fiveOf, zipf } from '../defaults.js';
import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  classes: fiveOf(12),
  convention: 'uniform',
  target: 2,
  paddingIndex: 0,
  prior: zipf,
  // Of a model that knows nothing yet.
  logits: ({ classes }) => Array.from({ length: classes }, () => 0),
  learningRate: 0.5,
};
