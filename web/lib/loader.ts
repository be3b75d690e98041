/** What it takes to load a WebAssembly module of this package, whichever. */
import { LabelSmoothingError, refuse, show } from './errors.js';
import { Instance, type RawCommon } from './instance.js';
import type { OptionTable } from './options.js';
import type { LoadOptions, Variant } from './types.js';
import { type LoadInflate, unpack } from './unpack.js';
import { type Binaries, fastestVariant } from './variants.js';

/** Emscripten's glue: see web/lib/wasm. Its types leave open what it takes, and leave out the memory. */
export type CreateModule<Raw> = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}) => Promise<Raw>;

/**
 * A loading function. Calls that pick the same variant, and calls with the same `wasm`, share what `make` makes; after a
 * failure the next call tries again.
 */
export function memoise<T extends { readonly variant: Variant }>(
  table: OptionTable<LoadOptions>,
  binaries: Binaries,
  make: (options: LoadOptions) => Promise<T>,
) {
  const byName = new Map<string, Promise<T>>();
  // Whoever forgets a module gives up what was made of it.
  const byObject = new WeakMap<object, Promise<T>>();

  function load(options: LoadOptions = {}): Promise<T> {
    try {
      table.check(options);
    } catch (refused) {
      return Promise.reject(refused);
    }
    const { variant = 'auto', wasm } = options;
    if (wasm === undefined)
      return keep(byName, variant, () => (variant === 'auto' ? loadFastest() : make({ variant })));
    if (variant !== 'auto') return loadGiven(wasm, variant);
    if (isAddress(wasm)) return keep(byName, `wasm at ${wasm}`, () => make({ wasm }));
    if (typeof wasm !== 'object' || wasm === null) return make({ wasm });
    return keep(byObject, wasm, () => make({ wasm }));
  }

  async function loadFastest(): Promise<T> {
    checkEngine();
    return load({ variant: await fastestVariant(binaries) });
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

function keep<K extends object | string, T>(
  kept: { get(key: K): Promise<T> | undefined; set(key: K, value: Promise<T>): unknown; delete(key: K): unknown },
  key: K,
  make: () => Promise<T>,
): Promise<T> {
  let instance = kept.get(key);
  if (instance === undefined) {
    instance = make();
    kept.set(key, instance);
    instance.catch(() => kept.delete(key));
  }
  return instance;
}

/** The compiled module that options ask for. */
export async function compile(
  options: LoadOptions,
  binaries: Binaries,
  loadInflate: LoadInflate,
): Promise<WebAssembly.Module> {
  const { variant = 'auto', wasm } = options;
  const offered = Object.keys(binaries);
  if (variant !== 'auto' && !offered.includes(variant)) {
    throw refuse('wrong_type', 'variant', variant, `one of ${['auto', ...offered].map(show).join(', ')}`);
  }
  checkEngine();
  if (wasm !== undefined) return compileGiven(wasm);
  return compileBundled(variant === 'auto' ? await fastestVariant(binaries) : variant, binaries, loadInflate);
}

function checkEngine(): void {
  if (typeof WebAssembly !== 'object') throw missing('WebAssembly');
}

function missing(name: string): LabelSmoothingError {
  return new LabelSmoothingError('unsupported_engine', 'variant', `${name} is undefined, expected an engine with it`);
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

async function compileBundled(
  variant: Variant,
  binaries: Binaries,
  loadInflate: LoadInflate,
): Promise<WebAssembly.Module> {
  const { default: text } = await (binaries[variant] as () => Promise<{ default: string }>)();
  const bytes = await unpack(text, loadInflate);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    const isForbidden = /Content Security Policy|\bCSP\b|unsafe-eval/i.test((cause as Error).message);
    const rule = isForbidden
      ? "a page whose Content-Security-Policy allows WebAssembly (script-src 'wasm-unsafe-eval')"
      : 'one that this engine compiles (or its compiled module as the option wasm)';
    throw new LabelSmoothingError('unsupported_engine', 'variant', `variant is ${show(variant)}, expected ${rule}`, {
      cause,
    });
  }
}

/** Whether a value is an instance of a class of any realm. */
function isOf(value: unknown, name: string): boolean {
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}

function isAddress(wasm: LoadOptions['wasm']): wasm is URL | string {
  return typeof wasm === 'string' || isOf(wasm, 'URL');
}

async function compileGiven(wasm: NonNullable<LoadOptions['wasm']>): Promise<WebAssembly.Module> {
  if (isOf(wasm, 'WebAssembly.Module')) return wasm as WebAssembly.Module;
  try {
    if (!isAddress(wasm)) return await WebAssembly.compile(wasm as BufferSource);
    const file = readFile(wasm);
    if (file !== undefined) return await WebAssembly.compile(await file);
    const response = await fetch(wasm);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw invalidWasm(wasm, 'binary', cause);
  }
}

function invalidWasm(wasm: LoadOptions['wasm'], rule: string, cause?: unknown): LabelSmoothingError {
  const { message } = (cause ?? {}) as Partial<Error>;
  const reason = message === undefined ? '' : ` (${message})`;
  const value = isAddress(wasm) ? String(wasm) : wasm;
  return refuse('invalid_wasm', 'wasm', value, `a URL, bytes or module of this package's ${rule}${reason}`);
}

/** The bytes of a `file:` URL in Node, which cannot fetch one; undefined for anything else. */
function readFile(url: URL | string): Promise<BufferSource> | undefined {
  return String(url).startsWith('file:') ? builtinModule('fs/promises')?.readFile(new URL(url)) : undefined;
}

interface BuiltinModules {
  'fs/promises': { readFile(url: URL): Promise<BufferSource> };
  zlib: Awaited<ReturnType<LoadInflate>>;
}

/** A module of Node, without an import that bundlers would follow; undefined elsewhere. */
function builtinModule<Name extends keyof BuiltinModules>(name: Name): BuiltinModules[Name] | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?<Name extends keyof BuiltinModules>(name: Name): BuiltinModules[Name] };
  };
  return process?.getBuiltinModule?.(name);
}

/** For entries that import nothing later: what lacks `DecompressionStream` is Node with the globals of something else. */
export const inflateOfNode: LoadInflate = async () => {
  const zlib = builtinModule('zlib');
  if (zlib === undefined) throw missing('DecompressionStream');
  return zlib;
};
