import { relaxedSimd, simd } from 'wasm-feature-detect';
import { LabelSmoothingError, refuse, show } from './errors.js';
import { LabelSmoothing } from './label-smoothing.js';
import { Heap } from './memory.js';
import type { LoadOptions, Variant } from './types.js';

/**
 * The binaries, inlined as text in modules of their own: whatever bundles or runs this package finds them without
 * configuration, and only the one that is picked is loaded.
 */
const BINARIES: Record<Variant, () => Promise<{ default: string }>> = {
  'relaxed-simd': () => import('./wasm/relaxed-simd.js'),
  simd: () => import('./wasm/simd.js'),
  scalar: () => import('./wasm/scalar.js'),
};

const loaded = new Map<unknown, Promise<LabelSmoothing>>();

/**
 * Loads the kernels. Calls with the same options share one instance; after a failure the next call tries again.
 *
 * @throws LabelSmoothingError `unsupported_engine`, `invalid_wasm` or `wrong_type`.
 */
export function load(options: LoadOptions = {}): Promise<LabelSmoothing> {
  const { variant = 'auto', wasm } = options;
  if (wasm !== undefined && variant !== 'auto') return loadGiven(wasm, variant);
  const address = typeof wasm === 'string' || wasm instanceof URL ? `wasm at ${wasm}` : wasm;
  const key = address ?? variant;
  let instance = loaded.get(key);
  if (instance === undefined) {
    instance = instantiate(variant, wasm);
    loaded.set(key, instance);
    instance.catch(() => loaded.delete(key));
  }
  return instance;
}

/** A binary that was given says itself which variant it is. */
async function loadGiven(wasm: NonNullable<LoadOptions['wasm']>, variant: Variant): Promise<LabelSmoothing> {
  const instance = await load({ wasm });
  if (instance.variant !== variant) {
    throw refuse('invalid_wasm', 'wasm', instance.variant, `a module of the variant ${show(variant)}`);
  }
  return instance;
}

async function instantiate(variant: 'auto' | Variant, wasm: LoadOptions['wasm']): Promise<LabelSmoothing> {
  if (variant !== 'auto' && !Object.hasOwn(BINARIES, variant)) {
    throw refuse('wrong_type', 'variant', variant, "one of 'auto', 'relaxed-simd', 'simd', 'scalar'");
  }
  if (typeof WebAssembly !== 'object') {
    throw new LabelSmoothingError(
      'unsupported_engine',
      'variant',
      'WebAssembly is undefined, expected an engine with it',
    );
  }
  const [{ default: createModule }, module] = await Promise.all([
    import('./wasm/glue.js'),
    wasm === undefined ? compileBundled(variant) : compileGiven(wasm),
  ]);
  let memory: WebAssembly.Memory | undefined;
  const raw = await new Promise<Awaited<ReturnType<typeof createModule>>>((resolve, reject) => {
    createModule({
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(module, imports)
          .then((instance) => {
            // The linker gives exports short names of its own, so the memory is known by its type.
            memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
            receive(instance, module);
          })
          .catch(reject);
        return {};
      },
    }).then(resolve, reject);
  }).catch((cause: unknown) => {
    throw invalidWasm(wasm, cause);
  });
  if (memory === undefined) throw invalidWasm(wasm, undefined);
  return new LabelSmoothing(raw, new Heap(raw, memory));
}

async function compileBundled(variant: 'auto' | Variant): Promise<WebAssembly.Module> {
  const picked = variant === 'auto' ? await fastestVariant() : variant;
  const { default: text } = await BINARIES[picked]();
  try {
    return await WebAssembly.compile(await unpack(text));
  } catch (cause) {
    throw new LabelSmoothingError(
      'unsupported_engine',
      'variant',
      `variant is ${show(picked)}, expected one that this engine compiles (or its compiled module as the option wasm)`,
      { cause },
    );
  }
}

/** The bytes of an inlined binary, which is gzipped and in base64. */
async function unpack(text: string): Promise<BufferSource> {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

async function fastestVariant(): Promise<Variant> {
  if (await relaxedSimd()) return 'relaxed-simd';
  return (await simd()) ? 'simd' : 'scalar';
}

async function compileGiven(wasm: NonNullable<LoadOptions['wasm']>): Promise<WebAssembly.Module> {
  if (wasm instanceof WebAssembly.Module) return wasm;
  try {
    if (typeof wasm !== 'string' && !(wasm instanceof URL)) return await WebAssembly.compile(wasm);
    const response = await fetch(wasm);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw invalidWasm(wasm, cause);
  }
}

function invalidWasm(wasm: LoadOptions['wasm'], cause: unknown): LabelSmoothingError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  const value = wasm instanceof URL ? wasm.href : wasm;
  return refuse('invalid_wasm', 'wasm', value, `a URL, bytes or module of this package's binary${reason}`);
}
