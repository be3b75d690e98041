// The page that checks a model, apart from the article, which loads nothing of it. Goes to build/check, from where the
// site's build takes it.
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import {
  comments,
  license,
  papaparse,
  runtimeLicenses,
  siteAddress,
  treeshake,
  workerLicenses,
} from '../../vite.shared.js';
import { checkEntries, checkPage } from './build-plugin.js';

const page = resolve(import.meta.dirname, '..');

/** The page has one figure, and nobody can choose another. */
const oneFigure: Plugin = {
  name: 'label-smoothing:one-figure',
  enforce: 'pre',
  transform: {
    filter: { id: /\/web\/figures\/index\.ts$/ },
    handler: (code) => code.replace(/^.*import\('\.\/(?!calibration\/)[\w-]+\/index\.js'\),$/gm, ''),
  },
};

export default defineConfig({
  root: page,
  base: './',
  appType: 'mpa',
  publicDir: resolve(page, 'public'),
  plugins: [papaparse, oneFigure, checkPage(siteAddress()), runtimeLicenses],
  worker: { format: 'es', plugins: () => [papaparse, workerLicenses], rolldownOptions: { output: { comments } } },
  build: {
    outDir: resolve(page, '../../build/check'),
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'es2022',
    license,
    // Not among those of the article, where a part of both would have one name.
    assetsDir: 'assets/check',
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake,
      input: checkEntries.map((entry) => resolve(page, entry)),
      checks: { bundlerTimings: false },
      output: { comments, entryFileNames: 'assets/check/[name]-[hash].js' },
    },
  },
});
