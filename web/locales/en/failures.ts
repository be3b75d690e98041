/** What stands where there is no figure, or not yet. */

import type { texts as master } from '../zh-Hant/failures.js';

export const texts: typeof master = {
  notLoaded: 'This figure could not be loaded.',
  run: 'Run it here',
  noSuchFigure: 'There is no such figure',
};
