// The static site in dist/site/. `npx vite` serves the sources while writing.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { addCheckPage, articlePage, offlinePage, pageEntries, preloadFigures } from './web/page/build-plugin.js';
import { comments, everyFigure, license, runtimeLicenses, treeshake } from './web/vite.shared.js';

const page = resolve(import.meta.dirname, 'web/page');

/** What the picture in the page's head runs on, apart from its recording. */
const ofHero =
  /\/web\/(page\/hero-run|figures\/(pixel|recordings\/(index|format)|runs\/(enlarge|maps|palette|results|settings)))\.ts$/;

export default defineConfig({
  root: page,
  // Relative links: the site works under any path.
  base: './',
  appType: 'mpa',
  plugins: [articlePage(), addCheckPage(), preloadFigures(), offlinePage(), runtimeLicenses],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/site'),
    emptyOutDir: true,
    target: 'es2022',
    license,
    // The site's content security policy allows data: for images only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake,
      input: pageEntries.map((entry) => resolve(page, entry)),
      // No warnings about slow plugins, which compute the page's pictures, nor about what the element would load later.
      checks: { bundlerTimings: false, ineffectiveDynamicImport: false },
      output: {
        comments,
        codeSplitting: {
          // Two files instead of fifteen, so that the first figure does not wait for a chain of them.
          groups: [
            { name: 'page', tags: ['$initial'], priority: 2 },
            { name: 'every-figure', test: everyFigure, priority: 1 },
            // One file instead of six for the picture in the head.
            { name: 'hero', test: ofHero },
          ],
        },
      },
    },
  },
});
