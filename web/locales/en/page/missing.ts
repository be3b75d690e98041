/** The page for addresses that do not exist. */

import type { missing as master } from '../../zh-Hant/page/missing.js';

export const missing: typeof master = {
  title: 'There is no page here',
  text: 'The address may be misspelled, or the page has moved.',
  back: 'Back to Label smoothing',
};
