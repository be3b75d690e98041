import { LabelSmoothing } from './label-smoothing.js';
import { compile, instantiate, memoise } from './loader.js';
import { OPTIONS } from './options.js';
import type { Training } from './training.js';
import type { LoadOptions } from './types.js';

const loadKernels = memoise(OPTIONS.load, async (options: LoadOptions) => {
  const [{ default: createModule }, module] = await Promise.all([
    import('./wasm/glue.js'),
    compile(options, {
      'relaxed-simd': () => import('./wasm/relaxed-simd.js'),
      simd: () => import('./wasm/simd.js'),
      scalar: () => import('./wasm/scalar.js'),
    }),
  ]);
  const rule = 'binary of the kernels';
  const instance = await instantiate(createModule, module, options.wasm, rule, (raw) => 'crossEntropy' in raw);
  return new LabelSmoothing(instance, loadTraining);
});

/**
 * Loads the kernels. Calls with the same options share one instance; after a failure the next call tries again.
 *
 * @throws LabelSmoothingError `unsupported_engine`, `invalid_wasm`, `wrong_type` or `unknown_option`.
 */
export function load(options: LoadOptions = {}): Promise<LabelSmoothing> {
  return loadKernels(options);
}

/**
 * Loads what trains networks: a second WebAssembly module, which nobody downloads who does not call this or
 * `LabelSmoothing.mlp`. Calls with the same options share one instance. With `wasm` a worker runs the `module` that
 * another thread has compiled; the files are exported as `label-smoothing/wasm/label-smoothing-training.<variant>.wasm`.
 *
 * @throws LabelSmoothingError `unsupported_engine`, `invalid_wasm`, `wrong_type` or `unknown_option`.
 */
export async function loadTraining(options: LoadOptions = {}): Promise<Training> {
  return (await import('./load-training.js')).loadTraining(options);
}
