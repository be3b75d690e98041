/** A WebAssembly module of this package that runs: what its bindings offer, as the rest of this folder uses it. */
import type { LabelSmoothingErrorCode } from './errors.js';
import { Heap } from './memory.js';
import type { Convention, Variant } from './types.js';
import type { MainModule } from './wasm/glue.js';

/** What every module has: cpp/bindings/common.cpp. */
export type RawCommon = Pick<MainModule, 'Convention' | 'Status' | 'Variant' | 'variant' | 'allocate' | 'release'>;

/** An enumeration as Embind hands it out. */
type Enumeration<Name extends string> = { readonly [N in Name]: { readonly value: number } };

/** equal_width in C++ is 'equal-width' in JavaScript. */
type Word<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}-${Word<Tail>}` : Name;

/** The names of an enumeration by their numbers. */
function namesOf<Name extends string>(enumeration: Enumeration<Name>): readonly Name[] {
  const names: Name[] = [];
  for (const [name, { value }] of Object.entries<{ value: number }>(enumeration)) {
    // Embind keeps a map of its own beside the names.
    if (typeof value === 'number') names[value] = name as Name;
  }
  return names;
}

/** The words that users write for an enumeration, by their numbers. */
export function wordsOf<Name extends string>(enumeration: Enumeration<Name>): readonly Word<Name>[] {
  return namesOf(enumeration).map((name) => name.replaceAll('_', '-') as Word<Name>);
}

export class Instance<Raw extends RawCommon = RawCommon> {
  readonly raw: Raw;
  readonly heap: Heap;
  readonly variant: Variant;
  readonly conventions: readonly Convention[];
  readonly #statuses: readonly ('ok' | LabelSmoothingErrorCode)[];

  constructor(raw: Raw, memory: WebAssembly.Memory) {
    this.raw = raw;
    this.heap = new Heap(raw, memory);
    const { Convention, Status, Variant }: RawCommon = raw;
    this.variant = wordsOf(Variant)[raw.variant().value] as Variant;
    this.conventions = wordsOf(Convention satisfies Enumeration<Convention>);
    this.#statuses = namesOf(Status);
  }

  /** The code of a status other than ok, which is 0. */
  codeOf(status: number): LabelSmoothingErrorCode {
    return this.#statuses[status] as LabelSmoothingErrorCode;
  }
}
