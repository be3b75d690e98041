// dist/embed/label-smoothing.js: the element for <script type="module">, whose other parts are files beside it that it
// loads when a figure comes near the viewport. dist/cdn has the same as one file.
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

const name = 'label-smoothing';

export default defineConfig({
  publicDir: false,
  plugins: [withoutSpaces, runtimeLicenses],
  define: { ONE_FILE: 'undefined' },
  build: {
    outDir: resolve(import.meta.dirname, '../../dist/embed'),
    emptyOutDir: true,
    target: 'es2022',
    license,
    lib: {
      entry: resolve(import.meta.dirname, 'index.ts'),
      formats: ['es'],
      fileName: () => `${name}.js`,
    },
    rolldownOptions: {
      treeshake,
      // The others import what they share with the entry from the entry itself.
      preserveEntrySignatures: 'allow-extension',
      output: {
        minify: true,
        comments,
        chunkFileNames: 'chunks/[name]-[hash].js',
        codeSplitting: {
          groups: [
            { name, test: elementAtOnce, priority: 2 },
            { name: 'ahead', test: ahead, priority: 1 },
            { name: 'view', test: everyFigure },
          ],
        },
      },
    },
  },
});
