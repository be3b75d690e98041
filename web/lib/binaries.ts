import type { Binaries } from './variants.js';

/** Of the kernels. Not beside what every entry imports: some have one binary and no `import()`. */
export const binaries: Binaries = {
  'relaxed-simd': () => import('./wasm/relaxed-simd.js'),
  simd: () => import('./wasm/simd.js'),
  scalar: () => import('./wasm/scalar.js'),
};
