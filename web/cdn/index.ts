/**
 * A single file for pages without a bundler: defines `<label-smoothing>` with the figures of the article, and exports
 * the whole API. Further figures are files next to it, loaded when needed.
 *
 * @packageDocumentation
 */

// Imported here, so that a later import() of these needs no further file.
import '../element/explain.js';
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
