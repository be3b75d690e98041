/** Named settings. */

import type { texts as master } from '../zh-Hant/presets.js';

export const texts: typeof master = {
  article: 'Defaults',
  pytorch: 'PyTorch (label_smoothing=0.1)',
  transformer: 'Transformer (α = 0.1, others)',
  annotated: 'Annotated Transformer (padded)',
  none: 'No smoothing (α = 0)',
  extreme: 'Extreme (α = 0.9)',
  easyClasses: 'Penultimate layer: trouser, sneaker, bag',
  alikeClasses: 'Penultimate layer: T-shirt, pullover, shirt',
};
