/** Texts of the menu at the head of a figure. */

import type { texts as master } from '../zh-Hant/toolbar.js';
import { texts as failures } from './failures.js';
import { texts as frame } from './frame.js';

export const texts: typeof master = {
  link: 'Copy link',
  embed: 'Copy embed code',
  python: 'Copy PyTorch code',
  javascript: 'Copy JavaScript code',
  png: 'Download PNG',
  svg: 'Download SVG',
  csv: 'Download CSV',
  print: 'Print',
  fullScreen: 'Full screen',
  copied: (what) => `Done: ${what}`,
  refused: 'The browser does not allow access to the clipboard. The text is selected; copy it yourself:',
  failed: (reason) => `That did not work: ${reason}`,
  text: 'Text to copy',
  /** The article that figures come from. */
  article: frame.title,
  run: failures.run,
};
