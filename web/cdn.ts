/**
 * Everything in one file, for pages without a bundler: defines `<label-smoothing>` and offers the whole API.
 *
 * @packageDocumentation
 */
export * from './element/index.js';
export * from './lib/index.js';
