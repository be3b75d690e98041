// The npm package's JavaScript: dist/lib, dist/figures and dist/element. Declarations are written by tsc.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { license, papaparse, runtimeLicenses, withoutSpaces } from '../vite.shared.js';

const libraries = ['index', 'simd', 'relaxed-simd', 'scalar', 'training-entry'].map((name) => `lib/${name}`);
const data = ['fashion', 'digits'].map((name) => `lib/data/${name}`);
const entries = [...libraries, ...data, 'figures/index', 'figures/runs/index', 'element/index'];

export default defineConfig({
  publicDir: false,
  plugins: [papaparse, withoutSpaces, runtimeLicenses],
  define: { ONE_FILE: 'undefined' },
  // As text: recorded runs as arrays would take a line for each number.
  json: { stringify: true, namedExports: false },
  // The worker is inlined as text, which whoever bundles the package cannot minify.
  worker: { rolldownOptions: { output: { minify: true } } },
  build: {
    outDir: resolve(import.meta.dirname, '../../dist'),
    // dist/ also holds the site and the raw modules.
    emptyOutDir: false,
    target: 'es2022',
    license,
    // Whoever bundles the package minifies it; until then it is there to be read.
    minify: false,
    lib: {
      entry: Object.fromEntries(entries.map((name) => [name, resolve(import.meta.dirname, `../${name}.ts`)])),
      formats: ['es'],
    },
    rolldownOptions: {
      // No warnings about slow machines.
      checks: { bundlerTimings: false },
      external: [/^chart\.js(\/|$)/, /^chartjs-chart-matrix(\/|$)/],
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
});
