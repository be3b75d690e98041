/** The variants of a WebAssembly module, and which of them this engine runs. */
import { relaxedSimd, simd } from 'wasm-feature-detect';
import type { Variant } from './types.js';

declare const ONE_FILE: true | undefined;

/**
 * The binaries, inlined as text in modules of their own: whatever bundles or runs this package finds them without
 * configuration, and only the one that is picked is loaded.
 */
export type Binaries = Partial<Record<Variant, () => Promise<{ default: string }>>>;

/** In an engine with WebAssembly. */
export async function fastestVariant(binaries: Binaries): Promise<Variant> {
  // That file has this one only, see web/cdn/vite.config.ts.
  if (typeof ONE_FILE !== 'undefined') return 'simd';
  const [only, another] = Object.keys(binaries) as Variant[];
  if (only !== undefined && another === undefined) return only;
  if (await relaxedSimd()) return 'relaxed-simd';
  return (await simd()) ? 'simd' : 'scalar';
}
