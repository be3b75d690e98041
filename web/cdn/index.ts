/**
 * One file for pages without a bundler: defines `<label-smoothing>` with the figures of the article, and offers the whole
 * API. Further figures are files beside it, which it loads when they are to be shown.
 *
 * @packageDocumentation
 */

// What is imported here is loaded at once, so that importing it again when it is needed takes no further file.
import '../element/view.js';
import '../figures/cross-entropy/index.js';
import '../figures/heatmap/index.js';
import '../figures/loss-curve/index.js';
import '../figures/steps/index.js';
import '../figures/targets/index.js';
import '../lib/wasm/glue.js';
import '../lib/wasm/simd.js';

export * from '../element/index.js';
export * from '../lib/index.js';
