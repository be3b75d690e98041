/** Why there is no figure. */

import type { texts as master } from '../zh-Hant/failures.js';

export const texts: typeof master = {
  notLoaded: 'This figure could not be loaded.',
  noSuchFigure: 'There is no such figure',
};
