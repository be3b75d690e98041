/**
 * `label-smoothing/training`: what trains networks, without the kernels.
 *
 * @packageDocumentation
 */
export { LabelSmoothingError, type LabelSmoothingErrorCode } from './errors.js';
export { loadTraining } from './load-training.js';
export type { Matrix } from './memory.js';
export type { Mlp, Training } from './training.js';
export type * from './types.js';
