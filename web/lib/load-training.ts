import { compile, memoise } from './loader.js';
import { OPTIONS } from './options.js';
import { createTraining } from './training.js';
import type { LoadOptions } from './types.js';
import type { Binaries } from './variants.js';

const binaries: Binaries = {
  'relaxed-simd': () => import('./wasm/training-relaxed-simd.js'),
  simd: () => import('./wasm/training-simd.js'),
  scalar: () => import('./wasm/training-scalar.js'),
};

/** See `loadTraining` in ./load.ts, which loads this file when it is called. */
export const loadTraining = memoise(OPTIONS.loadTraining, binaries, async (options: LoadOptions) =>
  createTraining(await compile(options, binaries, () => import('./inflate.js')), options.wasm),
);
