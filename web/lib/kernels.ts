/** Loads the kernels, whichever binaries an entry of the package brings. */
import { LabelSmoothing } from './label-smoothing.js';
import { type CreateModule, compile, instantiate, memoise } from './loader.js';
import { OPTIONS } from './options.js';
import type { Training } from './training.js';
import type { LoadOptions } from './types.js';
import type { LoadInflate } from './unpack.js';
import type { Binaries } from './variants.js';
import type { MainModule } from './wasm/glue.js';

export function kernelsLoader(
  binaries: Binaries,
  loadGlue: () => Promise<{ default: CreateModule<MainModule> }>,
  loadInflate: LoadInflate,
  loadTraining?: (options: LoadOptions) => Promise<Training>,
): (options?: LoadOptions) => Promise<LabelSmoothing> {
  return memoise(OPTIONS.load, binaries, async (options) => {
    const [{ default: createModule }, module] = await Promise.all([
      loadGlue(),
      compile(options, binaries, loadInflate),
    ]);
    const rule = 'binary of the kernels';
    const instance = await instantiate(createModule, module, options.wasm, rule, (raw) => 'crossEntropy' in raw);
    return new LabelSmoothing(instance, module, loadTraining);
  });
}
