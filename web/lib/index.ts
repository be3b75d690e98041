/**
 * Label smoothing, cross-entropy and KL divergence with the meaning PyTorch users know, computed by C++ kernels in
 * WebAssembly. Importing does nothing; `load()` starts.
 *
 * @packageDocumentation
 */
export { LabelSmoothingError, type LabelSmoothingErrorCode } from './errors.js';
export type { LabelSmoothing } from './label-smoothing.js';
export { load, loadTraining } from './load.js';
export type { Matrix } from './memory.js';
export type { Mlp, Training } from './training.js';
export type * from './types.js';
