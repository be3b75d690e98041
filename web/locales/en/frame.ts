/** What the page for iframes says. */

import type { texts as master } from '../zh-Hant/frame.js';

export const texts: typeof master = {
  title: 'Label smoothing, live',
  without: 'An interactive figure: label smoothing',
};
