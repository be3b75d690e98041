// The static site in dist/site/. `npx vite` serves the sources while writing.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { articlePage, offlinePage, pageEntries, preloadFigures } from './web/page/build-plugin.js';

const page = resolve(import.meta.dirname, 'web/page');

export default defineConfig({
  root: page,
  // Relative links: the site works under any path.
  base: './',
  appType: 'mpa',
  plugins: [articlePage(), preloadFigures(), offlinePage()],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/site'),
    emptyOutDir: true,
    target: 'es2022',
    // The site's content security policy allows data: for images only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: pageEntries.map((entry) => resolve(page, entry)),
      // A slow machine is nothing to warn of: the plugins compute the page's pictures.
      checks: { bundlerTimings: false },
    },
  },
});
