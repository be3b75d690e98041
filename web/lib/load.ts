import { binaries } from './binaries.js';
import { kernelsLoader } from './kernels.js';
import type { LabelSmoothing } from './label-smoothing.js';
import type { Training } from './training.js';
import type { LoadOptions } from './types.js';

const loadKernels = kernelsLoader(
  binaries,
  () => import('./wasm/glue.js'),
  () => import('./inflate.js'),
  loadTraining,
);

/**
 * Loads the kernels. Calls that pick the same variant share one instance, and so do calls with the same `wasm`. After a
 * failure the next call tries again.
 *
 * @throws LabelSmoothingError `unsupported_engine`, `invalid_wasm`, `wrong_type` or `unknown_option`.
 */
export function load(options: LoadOptions = {}): Promise<LabelSmoothing> {
  return loadKernels(options);
}

/**
 * Loads the code that trains networks: a second WebAssembly module, downloaded only if you call this or
 * `LabelSmoothing.mlp`. Calls with the same options share one instance. In a worker, pass the `module` that another
 * thread compiled as `wasm`. The files are exported as `label-smoothing/wasm/label-smoothing-training.<variant>.wasm`.
 *
 * @throws LabelSmoothingError `unsupported_engine`, `invalid_wasm`, `wrong_type` or `unknown_option`.
 */
export async function loadTraining(options: LoadOptions = {}): Promise<Training> {
  return (await import('./load-training.js')).loadTraining(options);
}
