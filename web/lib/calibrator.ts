import { LabelSmoothingError } from './errors.js';
import type { Heap } from './memory.js';
import { bindMethods } from './methods.js';
import type { Indices, Numbers, StreamedCalibration } from './types.js';

/** What a calibrator does with the address of its sums. */
interface Calls {
  add(probs: Numbers, targets: Indices, sums: number): void;
  measure(sums: number): StreamedCalibration;
}

/**
 * Measures calibration from batches of rows, of which only sums per bin and class are kept. Made by
 * `LabelSmoothing.calibrator`. How rows are shared among batches makes no difference, not even in rounding.
 */
export class Calibrator {
  /** The address of the sums, or 0 when they were freed. */
  #sums: number;
  readonly #heap: Heap;
  readonly #calls: Calls;

  static {
    // Engines from before explicit resource management lack the symbol; there `free()` remains.
    if (Symbol.dispose !== undefined) Calibrator.prototype[Symbol.dispose] = Calibrator.prototype.free;
  }

  /** @internal Use `LabelSmoothing.calibrator()`. */
  constructor(heap: Heap, bytes: number, calls: Calls) {
    const sums = heap.allocate(bytes, 'classes * bins');
    heap.clear(sums, bytes);
    this.#sums = sums;
    this.#heap = heap;
    this.#calls = calls;
    heap.releaseWhenForgotten(this, () => heap.release(sums));
    bindMethods(this);
  }

  /**
   * Adds N rows; none of them if one is refused.
   *
   * @param probs N x K probabilities, or logits with `logits: true`; with `classes: 1` N times P(y = 1), or its logit.
   * @param targets N class indices in [0, K), in [0, 1] with `classes: 1`, or `ignoreIndex`.
   */
  add(probs: Numbers, targets: Indices): void {
    this.#calls.add(probs, targets, this.#expectSums());
  }

  /** The measures of all rows so far, in bins of equal width. Further rows may be added. */
  result(): StreamedCalibration {
    return this.#calls.measure(this.#expectSums());
  }

  /** Gives the memory back. A second call does nothing; any other use afterwards is an error. */
  free(): void {
    if (this.#sums === 0) return;
    this.#heap.keepWhenForgotten(this);
    this.#heap.release(this.#sums);
    this.#sums = 0;
  }

  /** `free()`, for `using c = ls.calibrator(…)`. */
  declare [Symbol.dispose]: () => void;

  #expectSums(): number {
    if (this.#sums !== 0) return this.#sums;
    const message = 'calibrator is a freed calibrator, expected one that was not freed';
    throw new LabelSmoothingError('freed_calibrator', 'calibrator', message);
  }
}
