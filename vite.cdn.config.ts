// dist/cdn/label-smoothing.js: the element, its charts and the kernels in one file for <script type="module">.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  resolve: {
    // Three binaries would add a third to the file, and whoever runs the element runs SIMD: Safari has adopted style
    // sheets since the same release, the others had SIMD first.
    alias: [{ find: /^\.\/wasm\/(relaxed-simd|scalar)\.js$/, replacement: './wasm/simd.js' }],
  },
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: resolve(import.meta.dirname, 'web/cdn.ts'), formats: ['es'], fileName: () => 'label-smoothing.js' },
    rolldownOptions: { output: { codeSplitting: false, minify: true } },
  },
});
