import { type Arguments, type CheckedNumbers, checkNumbers, explain } from '../check.js';
import { type Instance, wordsOf } from '../instance.js';
import type { Heap } from '../memory.js';
import type { CalibrationOptions, Convention, CrossEntropyOptions, Reduction } from '../types.js';
import type { MainModule } from '../wasm/glue.js';

/** How the arguments of a call lie in memory: see web/lib/wasm/calls.ts. */
interface Layout<Call> {
  readonly bytes: number;
  write(heap: Heap, address: number, call: Call): void;
}

/** The kernels as the operations call them. */
export class Core {
  readonly heap: Heap;
  readonly raw: MainModule;
  readonly conventions: readonly Convention[];
  /** Of losses with one element a row, and of those with K. */
  readonly reductions: readonly Reduction[];
  readonly reductionsOfElements: readonly (Reduction | 'row')[];
  readonly allIgnored: readonly NonNullable<CrossEntropyOptions['allIgnored']>[];
  readonly binnings: readonly NonNullable<CalibrationOptions['binning']>[];
  readonly #instance: Instance<MainModule>;

  constructor(instance: Instance<MainModule>) {
    const { raw, heap, conventions } = instance;
    this.#instance = instance;
    this.raw = raw;
    this.heap = heap;
    this.conventions = conventions;
    this.reductionsOfElements = wordsOf(raw.Reduction satisfies Record<Reduction | 'row', unknown>);
    this.reductions = this.reductionsOfElements.filter((word) => word !== 'row');
    this.allIgnored = wordsOf(raw.AllIgnored);
    this.binnings = wordsOf(raw.Binning);
  }

  /** Checked numbers that nobody changes while the call goes on. */
  numbers(values: unknown, argument: string): CheckedNumbers {
    return this.heap.stable(checkNumbers(values, argument));
  }

  optionalNumbers(values: unknown, argument: string): CheckedNumbers | undefined {
    return values === undefined ? undefined : this.numbers(values, argument);
  }

  /** The address of the arguments of a call. */
  write<Call>(layout: Layout<Call>, call: Call): number {
    const address = this.heap.reserve(layout.bytes, 'out');
    layout.write(this.heap, address, call);
    return address;
  }

  /** Throws the error for a status of the core other than ok. */
  expectOk(status: number, call: Arguments): void {
    if (status !== 0) throw explain(this.#instance.codeOf(status), call);
  }
}
