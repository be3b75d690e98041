// dist/cli/: the command `label-smoothing`, with the readers of files in parts that it loads when a file needs them.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { comments, license, papaparse } from '../vite.shared.js';

export default defineConfig({
  publicDir: false,
  plugins: [papaparse],
  build: {
    outDir: resolve(import.meta.dirname, '../../dist/cli'),
    emptyOutDir: true,
    target: 'es2022',
    license,
    lib: {
      entry: {
        index: resolve(import.meta.dirname, 'index.ts'),
        'apart-thread': resolve(import.meta.dirname, 'apart-thread.ts'),
        readers: resolve(import.meta.dirname, '../readers/index.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      // No warnings about slow machines.
      checks: { bundlerTimings: false },
      // The kernels are those of the package beside it.
      external: [/^node:/, '../lib/index.js'],
      makeAbsoluteExternalsRelative: false,
      output: { minify: true, comments, entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
