// What the site has under embed/ besides the script: the page for iframes, the builder of snippets, the listener for
// hosts, oEmbed, and the Hugo module. Goes to build/embed; scripts/build.mjs copies it from there.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import {
  ahead,
  comments,
  elementAtOnce,
  everyFigure,
  license,
  runtimeLicenses,
  treeshake,
  withoutSpaces,
} from '../vite.shared.js';
import { embedFiles, preloadFigure } from './build-plugin.js';

const folder = import.meta.dirname;

export default defineConfig({
  root: folder,
  // Relative links: the site works under any path.
  base: './',
  publicDir: false,
  plugins: [withoutSpaces, embedFiles(), preloadFigure, runtimeLicenses],
  build: {
    outDir: resolve(folder, '../../build/embed'),
    emptyOutDir: true,
    target: 'es2022',
    license,
    assetsInlineLimit: 0,
    // The plugin has what a page needs at once; the element itself asks early for the rest.
    modulePreload: false,
    rolldownOptions: {
      treeshake,
      // No warnings about slow machines.
      checks: { bundlerTimings: false },
      input: {
        frame: resolve(folder, 'index.html'),
        builder: resolve(folder, 'builder/index.html'),
      },
      output: {
        comments,
        entryFileNames: 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            // Both pages have a figure for certain.
            { name: 'element', test: (id) => elementAtOnce.test(id) || ahead.test(id), priority: 1 },
            { name: 'every-figure', test: everyFigure },
          ],
        },
      },
    },
  },
});
