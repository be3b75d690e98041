/** Parquet, as pandas, Polars and Arrow write it. */

import { gunzipSync } from 'fflate';
import { type DecodedArray, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { ReadError, refuse, shorten } from './errors.js';
import { sheetsOf } from './json.js';
import { columnOf, type Sheet } from './sheet.js';
import { limits, type ReadOptions, type Source } from './source.js';
import { readBytes } from './text.js';

const readable = ['UNCOMPRESSED', 'SNAPPY', 'GZIP'];

export async function readParquet(source: Source, options: ReadOptions): Promise<Sheet[]> {
  if (source.size > limits.unpackedMegabytes * 1e6) refuse((words) => words.tooLarge(limits.unpackedMegabytes));
  const bytes = await readBytes(source, options);
  const { buffer } = bytes;
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => buffer.slice(start, end) as ArrayBuffer,
  };
  const columns = new Map<string, unknown[]>();
  try {
    const metadata = await parquetMetadataAsync(file);
    const parts = metadata.row_groups.flatMap((group) => group.columns);
    const unpacked = parts.reduce((sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0), 0);
    if (!(unpacked <= limits.unpackedMegabytes * 1e6)) refuse((words) => words.tooLarge(limits.unpackedMegabytes));
    const codec = parts.map(({ meta_data }) => meta_data?.codec ?? '').find((name) => !readable.includes(name));
    if (codec !== undefined) refuse((words) => words.parquetCodec(codec.toLowerCase()));
    if (Number(metadata.num_rows) > limits.values) refuse((words) => words.tooManyValues(limits.values));
    await parquetRead({
      file,
      metadata,
      // Unpacks into what the page says, and never further.
      compressors: { GZIP: (input, length) => gunzipSync(input, { out: new Uint8Array(length) }) },
      onChunk: ({ columnName, columnData }: { columnName: string; columnData: DecodedArray }) => {
        const own = columns.get(columnName) ?? [];
        columns.set(columnName, own);
        for (let row = 0; row < columnData.length; row++) own.push(columnData[row]);
      },
    });
  } catch (error) {
    if (error instanceof ReadError) throw error;
    return refuse((words) => words.parquetBroken((error as Error).message));
  }
  const [first] = columns.values();
  if (!first || first.length === 0) return refuse((words) => words.empty);
  const entries = [...columns];
  const rows = first.length;
  const odd = entries.find(([, values]) => values.length !== rows);
  if (odd) refuse((words) => words.parquetBroken(`${odd[1].length} values in ${shorten(odd[0])}, ${rows} elsewhere`));
  if (entries.some(([, values]) => values.some((value) => Array.isArray(value) || ArrayBuffer.isView(value)))) {
    return sheetsOf(
      Object.fromEntries(entries.map(([name, values]) => [name, values.map(plain)])) as never,
      source.name,
    );
  }
  return [
    {
      file: source.name,
      rows,
      columns: entries.map(([name, values]) => columnOf(name, values)),
    },
  ];
}

/** A list in a cell, as JSON would have it. */
const plain = (value: unknown): unknown =>
  Array.isArray(value) || ArrayBuffer.isView(value)
    ? Array.from(value as ArrayLike<unknown>, plain)
    : typeof value === 'bigint'
      ? Number(value)
      : value;
