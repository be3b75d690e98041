/**
 * Label smoothing, cross-entropy and KL divergence as PyTorch users know them, computed by C++ kernels in WebAssembly.
 * Importing has no effect; begin with `load()`.
 *
 * @packageDocumentation
 */
export type { Calibrator } from './calibrator.js';
export { LabelSmoothingError, type LabelSmoothingErrorCode } from './errors.js';
export type { LabelSmoothing } from './label-smoothing.js';
export { load, loadTraining } from './load.js';
export type { Matrix } from './memory.js';
export type { Mlp, Training } from './training.js';
export type * from './types.js';
