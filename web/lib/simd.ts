/**
 * `label-smoothing/simd`: the kernels of one variant without any `import()`, for service workers and for bundlers that
 * write a single file. Networks are not part of it: see `label-smoothing/training`.
 *
 * @packageDocumentation
 */
import { kernelsLoader } from './kernels.js';
import type { LabelSmoothing } from './label-smoothing.js';
import { inflateOfNode } from './loader.js';
import type { LoadOptions } from './types.js';
import createModule from './wasm/glue.js';
import binary from './wasm/simd.js';

const loadKernels = kernelsLoader(
  { simd: async () => ({ default: binary }) },
  async () => ({ default: createModule }),
  inflateOfNode,
);

/** As `load` of `label-smoothing`, with the variant `simd` only. */
export function load(options: LoadOptions = {}): Promise<LabelSmoothing> {
  return loadKernels(options);
}

export type { Calibrator } from './calibrator.js';
export { LabelSmoothingError, type LabelSmoothingErrorCode } from './errors.js';
export type { LabelSmoothing } from './label-smoothing.js';
export type { Matrix } from './memory.js';
export type * from './types.js';
