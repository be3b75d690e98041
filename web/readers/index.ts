/**
 * Reads files of predictions, labels or any table: CSV and its kin, NPY, NPZ, JSON, Parquet. Knows nothing of pages: it
 * runs in windows, workers and Node.
 */

import { ReadError, refuse } from './errors.js';
import type { Sheet } from './sheet.js';
import type { ReadOptions, Source } from './source.js';

export { IncompleteError, ReadError } from './errors.js';
export type { Choices, Kind, Model, Predictions } from './predictions.js';
export { interpret, kinds } from './predictions.js';
export type { Sheet } from './sheet.js';
export type { Matrix, ReadOptions, Source } from './source.js';
export { sourceOf, sourceOfBytes } from './source.js';

const starts = (bytes: Uint8Array, text: string) =>
  [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));

const parquetMagic = 'PAR1';

/** Whether a file says that it is one, and so needs a decoder that trusts what is in it. */
export const isParquet = async (source: Source) => starts(await source.read(0, 4), parquetMagic);

/**
 * What a file holds: one sheet, or one for each array in it. What it is, its first bytes tell. Parts that only some files
 * need are loaded for them.
 *
 * @throws ReadError that names the file
 */
export async function readFile(source: Source, options: ReadOptions = {}): Promise<Sheet[]> {
  try {
    return await read(source, options);
  } catch (error) {
    throw error instanceof ReadError ? error.in(source.name) : error;
  }
}

async function read(source: Source, options: ReadOptions): Promise<Sheet[]> {
  if (source.size === 0) refuse((words) => words.empty);
  const start = await source.read(0, Math.min(512, source.size));
  if (starts(start, '\x93NUMPY')) return [await (await import('./npy.js')).readNpy(source, options)];
  if (starts(start, 'PK')) {
    if (/\.(xlsx|xlsm|ods)$/i.test(source.name)) refuse((words) => words.excel);
    return (await import('./npz.js')).readNpz(source, options);
  }
  if (starts(start, parquetMagic)) return (await import('./parquet.js')).readParquet(source, options);
  if (starts(start, '\xd0\xcf\x11\xe0')) refuse((words) => words.excel);
  if (start[0] === 0x80 && (start[1] as number) <= 5) refuse((words) => words.pickle);
  const beginning = new TextDecoder().decode(start).trimStart();
  if (/^[{[]/.test(beginning)) return (await import('./json.js')).readJson(source, options);
  return [await (await import('./csv.js')).readCsv(source, options)];
}
