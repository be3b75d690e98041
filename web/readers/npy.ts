/** Arrays as NumPy writes them: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */

import { refuse } from './errors.js';
import { allocate, type Column, columnOf, type Sheet } from './sheet.js';
import { pieceSize, type ReadOptions, type Source } from './source.js';

const magic = '\x93NUMPY';
/** A header of an array of numbers has about 100 bytes; one that says it has more is hostile. */
const longestHeader = 1 << 16;
/** Rows of the longest string, in characters, and how many of them. */
const longestWord = 10_000;

interface Header {
  readonly kind: string;
  /** Bytes of a value. */
  readonly size: number;
  readonly littleEndian: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly start: number;
}

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes);

export const isNpy = (start: Uint8Array) => latin1(start.subarray(0, 6)) === magic;

/** Whether an array has no axes: one number, such as that of an epoch. */
export const isScalar = async (source: Source) =>
  latin1(await source.read(0, Math.min(512, source.size))).includes("'shape': ()");

async function readHeader(source: Source): Promise<Header> {
  const start = await source.read(0, Math.min(12, source.size));
  if (!isNpy(start)) refuse((words) => words.notNpy);
  if (start.length < 12) refuse((words) => words.npyHeader);
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const isLong = view.getUint8(6) > 1;
  const begin = isLong ? 12 : 10;
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  if (length > longestHeader || begin + length > source.size) refuse((words) => words.npyHeader);
  const text = latin1(await source.read(begin, begin + length));
  const type = /'descr':\s*(?:'([^']*)'|(\[[^\]]*\]))/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape':\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (!type || !order || axes === undefined) return refuse((words) => words.npyHeader);
  const described = type[1] ?? type[2] ?? '';
  const parts = /^([<>|=])?([a-zA-Z?])(\d*)$/.exec(described);
  if (parts?.[2] === 'O' || type[2]?.includes("'|O'")) return refuse((words) => words.npyObjects);
  if (!parts) return refuse((words) => words.npyType(described));
  const [, byteOrder, kind = '', digits] = parts;
  const size = Number(digits || 1) * (kind === 'U' ? 4 : 1);
  const known = { f: [2, 4, 8], i: [1, 2, 4, 8], u: [1, 2, 4, 8], b: [1] }[kind];
  const isWord = (kind === 'U' || kind === 'S') && size <= 4 * longestWord;
  if (!(known?.includes(size) || (isWord && size > 0))) return refuse((words) => words.npyType(described));
  const shape = axes
    .split(',')
    .map((axis) => axis.trim().replace('L', ''))
    .filter((axis) => axis !== '')
    .map(Number);
  return { kind, size, littleEndian: byteOrder !== '>', fortran: order === 'True', shape, start: begin + length };
}

/** A value of 16 bits, IEEE 754. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

type Getter = (view: DataView, at: number) => number | string;

function getterOf({ kind, size, littleEndian }: Header): Getter {
  switch (`${kind}${size}`) {
    case 'f2':
      return (view, at) => half(view.getUint16(at, littleEndian));
    case 'f4':
      return (view, at) => view.getFloat32(at, littleEndian);
    case 'f8':
      return (view, at) => view.getFloat64(at, littleEndian);
    case 'i1':
      return (view, at) => view.getInt8(at);
    case 'i2':
      return (view, at) => view.getInt16(at, littleEndian);
    case 'i4':
      return (view, at) => view.getInt32(at, littleEndian);
    case 'i8':
      return (view, at) => Number(view.getBigInt64(at, littleEndian));
    case 'u1':
    case 'b1':
      return (view, at) => view.getUint8(at);
    case 'u2':
      return (view, at) => view.getUint16(at, littleEndian);
    case 'u4':
      return (view, at) => view.getUint32(at, littleEndian);
    case 'u8':
      return (view, at) => Number(view.getBigUint64(at, littleEndian));
  }
  return (view, at) => {
    let word = '';
    for (let offset = 0; offset < size; offset += kind === 'U' ? 4 : 1) {
      const code = kind === 'U' ? view.getUint32(at + offset, littleEndian) : view.getUint8(at + offset);
      if (code === 0) break;
      if (code > 0x10ffff) refuse((words) => words.npyHeader);
      word += String.fromCodePoint(code);
    }
    return word;
  };
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export async function readNpy(source: Source, options: ReadOptions = {}): Promise<Sheet> {
  const file = source.name;
  const header = await readHeader(source);
  const { shape, size, kind, start } = header;
  // [N, 1] and [1] are columns like [N]; [N, K, 1] is a matrix.
  const axes = shape.length > 2 ? shape.filter((axis, place) => place === 0 || axis !== 1) : shape;
  if (axes.length === 0 || axes.length > 2) refuse((words) => words.npyShape(shape.join(', ')));
  const [rows = 0, width = 1] = axes;
  const count = rows * width;
  if (count === 0) refuse((words) => words.empty);
  const expected = start + count * size;
  if (source.size < expected) refuse((words) => words.truncated(source.size, expected));
  const isWord = kind === 'U' || kind === 'S';
  if (width === 1) {
    const cells: (number | string)[] | Float64Array = isWord ? [] : new Float64Array(rows);
    await forEachValue(source, header, count, options, (index, value) => {
      (cells as (number | string)[])[index] = value;
    });
    return { file, rows, columns: [columnOf('', cells)] };
  }
  if (isWord) {
    const columns: string[][] = Array.from({ length: width }, () => []);
    await forEachValue(source, header, count, options, (index, value) => {
      const [row, column] = header.fortran
        ? [index % rows, Math.floor(index / rows)]
        : [Math.floor(index / width), index % width];
      (columns[column] as string[])[row] = value as string;
    });
    return { file, rows, columns: columns.map((cells): Column => columnOf('', cells)) };
  }
  const matrix = allocate(rows, width, options);
  const sheet: Sheet = { file, rows, columns: [], matrix: { values: matrix, width } };
  if (kind === 'f' && size === 4 && header.littleEndian === isLittleEndian && !header.fortran) {
    await copyBytes(source, start, count * 4, matrix, options);
    return sheet;
  }
  let { data } = matrix;
  await forEachValue(source, header, count, options, (index, value) => {
    if (data.length === 0) ({ data } = matrix);
    data[header.fortran ? (index % rows) * width + Math.floor(index / rows) : index] = value as number;
  });
  return sheet;
}

/** The file already has what is wanted. */
async function copyBytes(
  source: Source,
  start: number,
  bytes: number,
  matrix: { data: Float32Array },
  { progress }: ReadOptions,
) {
  for (let done = 0; done < bytes; done += pieceSize) {
    const piece = await source.read(start + done, start + Math.min(done + pieceSize, bytes));
    const { data } = matrix;
    new Uint8Array(data.buffer, data.byteOffset + done, piece.length).set(piece);
    progress?.((done + piece.length) / bytes);
  }
}

async function forEachValue(
  source: Source,
  header: Header,
  count: number,
  { progress }: ReadOptions,
  use: (index: number, value: number | string) => void,
): Promise<void> {
  const { size, start } = header;
  const get = getterOf(header);
  const atOnce = Math.max(1, Math.floor(pieceSize / size));
  for (let done = 0; done < count; done += atOnce) {
    const until = Math.min(done + atOnce, count);
    const piece = await source.read(start + done * size, start + until * size);
    const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
    for (let index = done; index < until; index++) use(index, get(view, (index - done) * size));
    progress?.(until / count);
  }
}
