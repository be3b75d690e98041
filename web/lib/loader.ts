/** What it takes to load a WebAssembly module of this package, whichever. */
import { relaxedSimd, simd } from 'wasm-feature-detect';
import { LabelSmoothingError, refuse, show } from './errors.js';
import { Instance, type RawCommon } from './instance.js';
import type { OptionTable } from './options.js';
import type { LoadOptions, Variant } from './types.js';

declare const ONE_FILE: true | undefined;

/**
 * The binaries, inlined as text in modules of their own: whatever bundles or runs this package finds them without
 * configuration, and only the one that is picked is loaded.
 */
export type Binaries = Record<Variant, () => Promise<{ default: string }>>;

/** Emscripten's glue: see web/lib/wasm. Its types leave open what it takes, and leave out the memory. */
export type CreateModule<Raw> = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<Raw>;

/** A loading function: calls with the same options share what `make` makes; after a failure the next tries again. */
export function memoise<T extends { readonly variant: Variant }>(
  table: OptionTable<LoadOptions>,
  make: (options: LoadOptions) => Promise<T>,
) {
  const loaded = new Map<unknown, Promise<T>>();

  function load(options: LoadOptions = {}): Promise<T> {
    try {
      table.check(options);
    } catch (refused) {
      return Promise.reject(refused);
    }
    const { variant = 'auto', wasm } = options;
    if (wasm !== undefined && variant !== 'auto') return loadGiven(wasm, variant);
    const address = typeof wasm === 'string' || wasm instanceof URL ? `wasm at ${wasm}` : wasm;
    const key = address ?? variant;
    let instance = loaded.get(key);
    if (instance === undefined) {
      instance = make(options);
      loaded.set(key, instance);
      instance.catch(() => loaded.delete(key));
    }
    return instance;
  }

  /** A binary that was given says itself which variant it is. */
  async function loadGiven(wasm: NonNullable<LoadOptions['wasm']>, variant: Variant): Promise<T> {
    const instance = await load({ wasm });
    if (instance.variant !== variant) {
      throw refuse('invalid_wasm', 'wasm', instance.variant, `a module of the variant ${show(variant)}`);
    }
    return instance;
  }

  return load;
}

/** The compiled module that options ask for. */
export async function compile(options: LoadOptions, binaries: Binaries): Promise<WebAssembly.Module> {
  const { variant = 'auto', wasm } = options;
  if (variant !== 'auto' && !Object.hasOwn(binaries, variant)) {
    throw refuse('wrong_type', 'variant', variant, "one of 'auto', 'relaxed-simd', 'simd', 'scalar'");
  }
  if (typeof WebAssembly !== 'object') {
    throw new LabelSmoothingError(
      'unsupported_engine',
      'variant',
      'WebAssembly is undefined, expected an engine with it',
    );
  }
  return wasm === undefined ? compileBundled(variant, binaries) : compileGiven(wasm);
}

/**
 * A running instance of a compiled module. Its user calls it `wasm`; `rule` says which it should be, and `isIt` tells
 * whether it is.
 */
export async function instantiate<Raw extends RawCommon>(
  createModule: CreateModule<Raw>,
  module: WebAssembly.Module,
  wasm: LoadOptions['wasm'],
  rule: string,
  isIt: (raw: Raw) => boolean,
): Promise<Instance<Raw>> {
  const raw = await new Promise<Raw & { wasmMemory?: WebAssembly.Memory }>((resolve, reject) => {
    createModule({
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(module, imports)
          .then((instance) => receive(instance, module))
          .catch(reject);
        return {};
      },
    }).then(resolve, reject);
  }).catch((cause: unknown) => {
    throw invalidWasm(wasm, rule, cause);
  });
  if (raw.wasmMemory === undefined || !isIt(raw)) throw invalidWasm(wasm, rule);
  return new Instance(raw, raw.wasmMemory);
}

async function compileBundled(variant: 'auto' | Variant, binaries: Binaries): Promise<WebAssembly.Module> {
  const picked = variant === 'auto' ? await fastestVariant() : variant;
  const { default: text } = await binaries[picked]();
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
  return new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

async function fastestVariant(): Promise<Variant> {
  // That file has this one only, see web/cdn/vite.config.ts.
  if (typeof ONE_FILE !== 'undefined') return 'simd';
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
    throw invalidWasm(wasm, 'binary', cause);
  }
}

function invalidWasm(wasm: LoadOptions['wasm'], rule: string, cause?: unknown): LabelSmoothingError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  const value = wasm instanceof URL ? wasm.href : wasm;
  return refuse('invalid_wasm', 'wasm', value, `a URL, bytes or module of this package's ${rule}${reason}`);
}
