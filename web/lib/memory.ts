import type { CheckedNumbers } from './check.js';
import { LabelSmoothingError, show } from './errors.js';
import type { Float32s, Float64s, Int32s, Numbers } from './types.js';

declare global {
  // For consumers whose TypeScript or `lib` is older than explicit resource management.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
}

/** Every address is a multiple of this, the size of a vector register (cpp/bindings allocates so too). */
const ALIGNMENT = 16;

/** (A division instead takes a twentieth of a small call.) */
function aligned(bytes: number): number {
  return bytes + (-bytes & (ALIGNMENT - 1));
}

/** The memory as the structs of a call are written and read: see web/lib/wasm/calls.ts. */
export interface Views {
  readonly integers: Int32Array;
  readonly doubles: Float64Array;
}

/** What the module itself does with its memory. */
interface Allocator {
  /** An address that is a multiple of 16, or 0 if there is no room; so must `bytes` be. */
  allocate(bytes: number): number;
  release(address: number): void;
}

/** Small calls share one block of this size. */
const SMALLEST_BLOCK = 64 * 1024;

interface Block {
  address: number;
  size: number;
}

/**
 * The module's memory, and the only code that touches it. A call's inputs and results live in an arena: `begin()`, any
 * number of `copy…()` and `reserve()`, the call, `read…()`. The arena keeps its size from call to call, so that a loop
 * allocates nothing.
 *
 * Whenever memory grows, the engine detaches every view of it; hence the getters, which renew their view when the
 * buffer has changed.
 */
export class Heap implements Views {
  readonly #allocator: Allocator;
  readonly #memory: WebAssembly.Memory;
  #bytes = new ArrayBuffer(0);
  #f32 = new Float32Array(this.#bytes);
  #i32 = new Int32Array(this.#bytes);
  #f64 = new Float64Array(this.#bytes);
  #blocks: Block[] = [];
  #used = 0;
  #liveMatrices = 0;
  /** Gives back what was forgotten. Absent in engines from before 2021, where it stays taken. */
  readonly #forgotten =
    typeof FinalizationRegistry === 'undefined'
      ? undefined
      : new FinalizationRegistry<() => void>((release) => release());

  constructor(allocator: Allocator, memory: WebAssembly.Memory) {
    this.#allocator = allocator;
    this.#memory = memory;
  }

  /** How many matrices have been made and not freed. */
  get liveMatrices(): number {
    return this.#liveMatrices;
  }

  /**
   * Starts a call: everything reserved before is given up. If the last call needed more than one block, this one finds a
   * single block of that size.
   */
  begin(): void {
    this.#used = 0;
    if (this.#blocks.length > 1) this.#joinBlocks();
  }

  /**
   * Values that survive memory growth: a view of this very memory (a matrix's `data`) would be emptied by it, so it is
   * copied; everything else is returned as it is.
   */
  stable<T>(values: T): T {
    // Nothing that is handed out begins at address 0, as most arrays do in a buffer of their own. To ask for that buffer
    // takes longer than to copy a few numbers.
    const isInside = ((values as Float32Array | undefined)?.byteOffset as number) > 0 && this.owns(values);
    return isInside ? ((values as Float32Array).slice() as T) : values;
  }

  /** Whether `values` is a view of this memory. */
  owns(values: unknown): boolean {
    return ArrayBuffer.isView(values) && values.buffer === this.#buffer;
  }

  /** Makes what `call` reserves live until its end only. */
  within(call: () => void): void {
    const { length } = this.#blocks;
    const used = this.#used;
    call();
    for (const { address } of this.#blocks.splice(length)) this.#allocator.release(address);
    this.#used = used;
  }

  /** Uninitialized bytes that live until the next `begin()`. `argument` is what the error blames when there is no room. */
  reserve(bytes: number, argument: string): number {
    const size = aligned(bytes);
    let block = this.#blocks.at(-1);
    if (block === undefined || this.#used + size > block.size) block = this.#addBlock(size, argument);
    const address = block.address + this.#used;
    this.#used += size;
    return address;
  }

  /** The address of numbers as float32: a matrix stays where it is, everything else is converted and copied. */
  copyNumbers(values: Numbers, argument: string): number {
    if (values instanceof Matrix) return this.addressOf(values, argument);
    const address = this.reserve(values.length * 4, argument);
    this.#floats.set(values, address / 4);
    return address;
  }

  /** The address of `count` of the numbers, of a matrix as of other arrays. */
  copyPart(values: CheckedNumbers, argument: string, first: number, count: number): number {
    if (values instanceof Matrix) return this.addressOf(values, argument) + first * 4;
    return this.copyNumbers(values.subarray(first, first + count), argument);
  }

  /** Copies `width` of every `stride` numbers, from `first` on, `times` times, so that they lie one after the other. */
  copyStrips(values: CheckedNumbers, to: number, first: number, width: number, stride: number, times: number): void {
    const from = values instanceof Matrix ? values.data : values;
    for (let i = 0; i < times; i++) {
      const start = first + i * stride;
      this.#floats.set(from.subarray(start, start + width), to / 4 + i * width);
    }
  }

  /** The opposite of `copyStrips`. */
  readStripsInto(
    out: Float32Array,
    address: number,
    first: number,
    width: number,
    stride: number,
    times: number,
  ): void {
    for (let i = 0; i < times; i++) {
      const from = address / 4 + i * width;
      out.set(this.#floats.subarray(from, from + width), first + i * stride);
    }
  }

  /** The address of pairs (0, number) as float32: softmax of such a row ends with the number's sigmoid. */
  copyAfterZeros(values: CheckedNumbers, argument: string, first: number, count: number): number {
    const address = this.reserve(count * 8, argument);
    const from = values instanceof Matrix ? values.data : values;
    const pairs = this.#floats;
    for (let i = first, to = address / 4; i < first + count; i++) {
      pairs[to++] = 0;
      pairs[to++] = from[i] as number;
    }
    return address;
  }

  /** The address of numbers as float64. */
  copyDoubles(values: Numbers, argument: string): number {
    const address = this.reserve(values.length * 8, argument);
    this.doubles.set(values instanceof Matrix ? values.data : values, address / 8);
    return address;
  }

  /** The address of class indices as int32. */
  copyIndices(values: ArrayLike<number>, argument: string): number {
    const address = this.reserve(values.length * 4, argument);
    this.integers.set(values, address / 4);
    return address;
  }

  addressOf(matrix: Matrix, argument: string): number {
    return matrix[ADDRESS](this, argument);
  }

  /** A copy of class indices that the caller owns. */
  readIndices(address: number, count: number): Int32s {
    return this.integers.slice(address / 4, address / 4 + count);
  }

  /** A copy of float32 values that the caller owns. */
  readFloats(address: number, count: number): Float32s {
    return this.#floats.slice(address / 4, address / 4 + count);
  }

  /** Copies float32 values into an array of the same length. */
  readFloatsInto(out: Float32Array, address: number): void {
    out.set(this.#floats.subarray(address / 4, address / 4 + out.length));
  }

  /** A copy of float64 values that the caller owns. */
  readDoubles(address: number, count: number): Float64s {
    return this.doubles.slice(address / 8, address / 8 + count);
  }

  readDouble(address: number): number {
    return this.doubles[address / 8] as number;
  }

  /** Sets bytes, a multiple of 8, to 0. */
  clear(address: number, bytes: number): void {
    this.doubles.fill(0, address / 8, (address + bytes) / 8);
  }

  /** See `LabelSmoothing.matrix`. */
  createMatrix(rows: number, cols: number): Matrix {
    const address = this.allocate(rows * cols * 4 || ALIGNMENT, 'rows * cols');
    this.#floats.fill(0, address / 4, address / 4 + rows * cols);
    this.#liveMatrices++;
    const matrix = new Matrix(rows, cols, address, this);
    this.releaseWhenForgotten(matrix, () => this.#releaseMatrix(address));
    return matrix;
  }

  /** @internal Called by `Matrix` only. */
  view(address: number, count: number): Float32s {
    return new Float32Array(this.#buffer, address, count);
  }

  /** @internal Called by `Matrix` only. */
  releaseMatrix(matrix: Matrix, address: number): void {
    this.keepWhenForgotten(matrix);
    this.#releaseMatrix(address);
  }

  #releaseMatrix(address: number): void {
    this.release(address);
    this.#liveMatrices--;
  }

  /** Calls `release` some time after the last reference to `owner` is gone, unless it is freed before. */
  releaseWhenForgotten(owner: object, release: () => void): void {
    this.#forgotten?.register(owner, release, owner);
  }

  keepWhenForgotten(owner: object): void {
    this.#forgotten?.unregister(owner);
  }

  /** Uninitialized bytes that live until they are released. `argument` is what the error blames when there is no room. */
  allocate(bytes: number, argument: string): number {
    return this.#allocateBlock(bytes, argument).address;
  }

  release(address: number): void {
    this.#allocator.release(address);
  }

  // Growth detaches the buffer, which leaves its views without elements. Asking the memory or a view for its buffer
  // instead takes longer than all else here.
  get #floats(): Float32s {
    if (this.#f32.length === 0) this.#renewViews();
    return this.#f32;
  }

  get integers(): Int32s {
    if (this.#f32.length === 0) this.#renewViews();
    return this.#i32;
  }

  get doubles(): Float64s {
    if (this.#f32.length === 0) this.#renewViews();
    return this.#f64;
  }

  get #buffer(): ArrayBuffer {
    if (this.#f32.length === 0) this.#renewViews();
    return this.#bytes;
  }

  #renewViews(): void {
    this.#bytes = this.#memory.buffer as ArrayBuffer;
    this.#f32 = new Float32Array(this.#bytes);
    this.#i32 = new Int32Array(this.#bytes);
    this.#f64 = new Float64Array(this.#bytes);
  }

  #addBlock(size: number, argument: string): Block {
    const block = this.#allocateBlock(Math.max(size, SMALLEST_BLOCK), argument);
    this.#blocks.push(block);
    this.#used = 0;
    return block;
  }

  #joinBlocks(): void {
    let size = 0;
    for (const block of this.#blocks) {
      size += block.size;
      this.#allocator.release(block.address);
    }
    const address = this.#allocator.allocate(size);
    this.#blocks = address === 0 ? [] : [{ address, size }];
  }

  #allocateBlock(bytes: number, argument: string): Block {
    const size = aligned(bytes);
    // The module's addresses are 32 bits wide; a larger size would wrap around silently.
    const address = size < 2 ** 32 - SMALLEST_BLOCK ? this.#allocator.allocate(size) : 0;
    if (address === 0) {
      throw new LabelSmoothingError(
        'out_of_memory',
        argument,
        `${argument} needs ${show(bytes)} bytes, expected what WebAssembly memory can hold (at most 2 GiB in all)`,
      );
    }
    return { address, size };
  }
}

const ADDRESS = Symbol('address');
const SELF = Symbol('self');

/**
 * A float32 matrix inside WebAssembly memory, row-major: what is computed from it and into it need not be copied.
 * Made by `LabelSmoothing.matrix`. It has to be freed: `using m = ls.matrix(…)`, or `m.free()`.
 */
export class Matrix {
  #address: number;
  readonly #heap: Heap;
  /** The matrix itself, also of a proxy, which has no private fields. */
  declare readonly [SELF]: () => Matrix;

  static {
    // Engines from before explicit resource management lack the symbol; there `free()` remains.
    if (Symbol.dispose !== undefined) Matrix.prototype[Symbol.dispose] = Matrix.prototype.free;
  }

  /** @internal */
  constructor(
    /** N. */
    readonly rows: number,
    /** K. */
    readonly cols: number,
    address: number,
    heap: Heap,
  ) {
    this.#address = address;
    this.#heap = heap;
    Object.defineProperty(this, SELF, { value: () => this });
  }

  /** @internal The matrix behind a proxy, as frameworks make them. */
  static unwrap(matrix: Matrix): Matrix {
    return #heap in matrix ? matrix : (matrix as Matrix)[SELF]();
  }

  /** Number of elements, rows · cols. */
  get length(): number {
    return this.rows * this.cols;
  }

  /**
   * The elements, as a view of WebAssembly memory. Any later call may grow the memory and thereby empty the view: read
   * this property again instead of keeping it.
   */
  get data(): Float32s {
    const matrix = Matrix.unwrap(this);
    return matrix.#heap.view(matrix[ADDRESS](matrix.#heap, 'matrix'), matrix.length);
  }

  /** Gives the memory back. A second call does nothing; any other use afterwards is an error. */
  free(): void {
    const matrix = Matrix.unwrap(this);
    if (matrix.#address === 0) return;
    matrix.#heap.releaseMatrix(matrix, matrix.#address);
    matrix.#address = 0;
  }

  /** `free()`, for `using m = ls.matrix(…)`. */
  declare [Symbol.dispose]: () => void;

  /** @internal The address in a heap, where the matrix must be. */
  [ADDRESS](heap: Heap, argument: string): number {
    const matrix = Matrix.unwrap(this);
    if (heap === matrix.#heap && matrix.#address !== 0) return matrix.#address;
    throw matrix.#unusable(argument);
  }

  #unusable(argument: string): LabelSmoothingError {
    const [state, rule] =
      this.#address === 0
        ? ['a freed matrix', 'one that was not freed']
        : ['a matrix of another instance', 'one that this instance made'];
    return new LabelSmoothingError('freed_matrix', argument, `${argument} is ${state}, expected ${rule}`);
  }
}
