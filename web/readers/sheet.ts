/** What one file, or one array in it, holds: rows of named columns, or a matrix of numbers. */

import { refuse, shorten } from './errors.js';
import { isMissing, numberOf } from './numbers.js';
import { limits, type Matrix, type ReadOptions } from './source.js';

/** A column of numbers, or of texts that are listed once each. */
export interface Column {
  /** From the header, or ''. */
  readonly name: string;
  /** For each row its number, or the index of its text in `words`; NaN where it is missing or not a number. */
  readonly values: Float64Array;
  readonly words?: readonly string[];
  /** All numbers are integers. */
  readonly whole: boolean;
  /** Written with a percent sign. */
  readonly percent: boolean;
  /** The first row whose cell is not a number, with the cell. */
  readonly bad?: { readonly row: number; readonly cell: string } | undefined;
}

export interface Sheet {
  /** Name of the file, with that of the array in it. */
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Instead of columns. */
  readonly matrix?: { readonly values: Matrix; readonly width: number };
  /** Line of a row, both from 0 and 1; undefined for a file without lines. */
  readonly line?: (row: number) => number;
  /** Names of the classes, where the file tells them apart from columns. */
  readonly names?: readonly string[] | undefined;
}

/** A place in a sheet, for errors. `row` and `column` are counted from 0. */
export function placeIn({ file, line, columns }: Sheet, row: number, column?: number) {
  const name = column === undefined ? undefined : shorten(columns[column]?.name ?? '');
  return {
    file,
    ...(line ? { line: line(row) } : { row: row + 1 }),
    ...(column !== undefined && { column: column + 1, name }),
  };
}

const sample = 200;
const percentSign = '%'.charCodeAt(0);

/** Collects the cells of a column, whose kind is decided by the first of them. */
export class ColumnBuilder {
  #values = new Float64Array(1024);
  #length = 0;
  #first: string[] = [];
  #words: Map<string, number> | undefined;
  #bad: Column['bad'];
  #percent = false;
  #whole = true;

  constructor(readonly name: string) {}

  add(cell: string): void {
    if (this.#first.length < sample) {
      this.#first.push(cell);
      if (this.#first.length === sample) this.#decide();
    } else this.#put(cell);
  }

  /** Most cells that say something are not numbers, so these are words. */
  #decide(): void {
    const said = this.#first.filter((cell) => !isMissing(cell));
    const numbers = said.filter((cell) => !Number.isNaN(numberOf(cell)));
    if (numbers.length * 2 < said.length) this.#words = new Map();
    for (const cell of this.#first) this.#put(cell);
  }

  #put(cell: string): void {
    const row = this.#length++;
    if (row === this.#values.length) {
      const longer = new Float64Array(2 * row);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[row] = this.#words ? this.#code(this.#words, cell) : this.#number(cell, row);
  }

  #code(words: Map<string, number>, cell: string): number {
    const word = cell.trim();
    if (isMissing(word)) return Number.NaN;
    const known = words.get(word);
    if (known !== undefined) return known;
    words.set(word, words.size);
    return words.size - 1;
  }

  #number(cell: string, row: number): number {
    const value = numberOf(cell);
    if (Number.isNaN(value)) {
      this.#bad ??= { row, cell: shorten(cell.trim()) };
      return value;
    }
    if (!this.#percent && cell.charCodeAt(cell.length - 1) === percentSign) this.#percent = true;
    if (this.#whole && !Number.isInteger(value)) this.#whole = false;
    return value;
  }

  finish(): Column {
    if (this.#first.length < sample) this.#decide();
    return {
      name: this.name,
      values: this.#values.subarray(0, this.#length),
      ...(this.#words && { words: [...this.#words.keys()] }),
      whole: !this.#words && this.#whole,
      percent: this.#percent,
      bad: this.#bad,
    };
  }
}

/** A column of values as other formats than text have them. */
export function columnOf(name: string, cells: ArrayLike<unknown>): Column {
  if (typeof (cells as Float64Array).BYTES_PER_ELEMENT === 'number' && typeof cells[0] === 'number') {
    const values = Float64Array.from(cells as ArrayLike<number>);
    return { name, values, whole: values.every(Number.isInteger), percent: false };
  }
  const builder = new ColumnBuilder(name);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    builder.add(cell === null || cell === undefined ? '' : String(cell));
  }
  return builder.finish();
}

/** Where a matrix of that size goes. */
export function allocate(rows: number, width: number, { allocate }: ReadOptions): Matrix {
  if (rows * width > limits.values) refuse((words) => words.tooManyValues(limits.values));
  return allocate?.(rows, width) ?? { data: new Float32Array(rows * width) };
}
