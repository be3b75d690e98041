/** The Vite plugin that writes the page that checks a model, both when serving and when building. */
import type { Plugin } from 'vite';
import { languages } from '../../locales/languages.js';
import { checkPath, renderCheckPage } from './template.js';

/** Entries for Vite's `build.rolldownOptions.input`, relative to `web/page`, which is Vite's root. */
export const checkEntries = languages.map(({ tag }) => `${checkPath(tag)}index.html`);

/** The language of the page at a path from the top of the site; undefined for other pages. */
export const checkLanguage = (path: string) =>
  languages.find(({ tag }) => path.replace(/index\.html$/, '') === `/${checkPath(tag)}`)?.tag;

export function checkPage(site: string | undefined): Plugin {
  return {
    name: 'label-smoothing:check-page',
    transformIndexHtml: {
      order: 'pre',
      handler: (stub, { path }) => {
        const language = checkLanguage(path);
        return language ? renderCheckPage(language, site) : stub;
      },
    },
  };
}
