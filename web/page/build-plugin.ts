/** The Vite plugin that writes the page's two HTML files, when serving as well as when building. */
import type { Plugin } from 'vite';
import { en } from './content/en.js';
import { zhHant } from './content/zh-Hant.js';
import { renderPage } from './template.js';

/** Entries for Vite's `build.rolldownOptions.input`, relative to `web/page`, which is Vite's root. */
export const pageEntries = ['index.html', 'en/index.html'];

export function articlePage(): Plugin {
  return {
    name: 'label-smoothing:article-page',
    transformIndexHtml: {
      // Before Vite looks for scripts, styles and assets in the HTML.
      order: 'pre',
      handler: (_stub, context) => renderPage(context.path.startsWith('/en/') ? en : zhHant),
    },
  };
}
