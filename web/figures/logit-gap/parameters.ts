import type { OfFigure } from '../vocabulary.js';

export const parameters: OfFigure = {
  alpha: 0.1,
  classCounts: [5, 100, 1000],
  // With unequal shares there is no single gap.
  convention: { default: 'uniform', choices: ['uniform', 'others', 'padded'] },
};
