/** JSON as scripts write it: lists of rows, records, columns, or several arrays by name. */

import { refuse, shorten } from './errors.js';
import { allocate, type Column, columnOf, type Sheet } from './sheet.js';
import type { ReadOptions, Source } from './source.js';
import { readText } from './text.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const classNames = /^(names|classes|class_?names|labels_?names|id2label)$/i;

export async function readJson(source: Source, options: ReadOptions): Promise<Sheet[]> {
  return sheetsOf(parse(await readText(source, options)), source.name, options);
}

/** Python writes what is no JSON: NaN, Infinity and -Infinity. One record in a line is common, too. */
function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      const python = /(?<=[[,:\s])(-?Infinity|NaN)(?=\s*[\],}])/g;
      if (/NaN|Infinity/.test(text)) return JSON.parse(text.replace(python, '"$1"'));
      if (lines.length > 1 && /^\s*[{[]/.test(lines[0] as string)) return lines.map((line) => JSON.parse(line));
    } catch {
      // The first error says more.
    }
    return refuse((words) => words.jsonBroken((error as Error).message));
  }
}

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);
const isMatrix = (value: Json | undefined): value is Json[][] =>
  isList(value) && value.length > 0 && value.every(isList);

export function sheetsOf(json: Json, file: string, options: ReadOptions = {}): Sheet[] {
  if (isMatrix(json)) return [matrixOf(json, file, options)];
  if (isList(json)) {
    if (json.length === 0) refuse((words) => words.empty);
    if (json.every(isRecord)) return fromColumns(columnsOfRecords(json), file, options);
    if (json.some((value) => typeof value === 'object' && value !== null)) refuse((words) => words.jsonShape);
    return [{ file, rows: json.length, columns: [columnOf('', json)] }];
  }
  if (!isRecord(json)) return refuse((words) => words.jsonShape);
  // The only list is one of records: { predictions: [{ … }, …] }, or pandas: orient='table'.
  const [list, ...others] = Object.values(json).filter(isList);
  if (list?.every(isRecord) && others.length === 0) return sheetsOf(list, file, options);
  const { columns, data } = json;
  // pandas: orient='split'.
  if (isList(columns) && isMatrix(data)) {
    return fromColumns(
      new Map(columns.map((name, column) => [String(name), data.map((row) => row[column] ?? null)])),
      file,
      options,
    );
  }
  return fromColumns(new Map(Object.entries(json)), file, options);
}

function columnsOfRecords(records: readonly { [key: string]: Json }[]): Map<string, Json> {
  const names = new Set(records.flatMap((record) => Object.keys(record)));
  return new Map([...names].map((name) => [name, records.map((record) => record[name] ?? null)]));
}

function fromColumns(given: Map<string, Json>, file: string, options: ReadOptions): Sheet[] {
  const matrices: Sheet[] = [];
  const columns: Column[] = [];
  let names: readonly string[] | undefined;
  let rows: number | undefined;
  const lists = [...given].map(([name, value]): [string, Json] => [
    name,
    // pandas: a column as a record of rows.
    isRecord(value) ? Object.values(value) : value,
  ]);
  const lengths = lists
    .filter(([name, value]) => isList(value) && !classNames.test(name))
    .map(([, value]) => (value as Json[]).length);
  const longest = Math.max(0, ...lengths);
  for (const [name, value] of lists) {
    if (!isList(value)) continue;
    if (classNames.test(name) && value.every((entry) => typeof entry === 'string') && value.length !== longest) {
      names = value as string[];
      continue;
    }
    rows ??= value.length;
    if (value.length !== rows) refuse((words) => words.jsonShape);
    if (isMatrix(value)) matrices.push(matrixOf(value, `${file}:${name}`, options));
    else if (value.some((entry) => typeof entry === 'object' && entry !== null)) refuse((words) => words.jsonShape);
    else columns.push(columnOf(name, value));
  }
  if (!rows) return refuse((words) => (lists.length > 0 ? words.jsonShape : words.empty));
  const named = names && { names };
  if (matrices.length === 0) return [{ file, rows, columns, ...named }];
  return [
    ...matrices.map((sheet) => ({ ...sheet, ...named })),
    ...columns.map((column): Sheet => ({ file: `${file}:${column.name}`, rows, columns: [column] })),
  ];
}

function matrixOf(lines: readonly Json[][], file: string, options: ReadOptions): Sheet {
  const width = lines[0]?.length ?? 0;
  if (width === 0) refuse((words) => words.empty, { file });
  const isNumeric = lines.every((line) =>
    line.every((cell) => typeof cell === 'number' || typeof cell === 'string' || cell === null),
  );
  const odd = lines.findIndex((line) => line.length !== width);
  if (odd !== -1) refuse((words) => words.ragged(lines[odd]?.length ?? 0, width), { file, row: odd + 1 });
  if (!isNumeric) refuse((words) => words.jsonShape, { file });
  // Rows that end in the name of a class, or a single column, are a table.
  if (
    width === 1 ||
    lines.every((line) =>
      line.some((cell) => typeof cell === 'string' && Number.isNaN(Number(cell)) && !/^(-?Infinity|NaN)$/.test(cell)),
    )
  ) {
    const columns = Array.from({ length: width }, (_, column) =>
      columnOf(
        '',
        lines.map((line) => line[column] ?? null),
      ),
    );
    return { file, rows: lines.length, columns };
  }
  const values = allocate(lines.length, width, options);
  const { data } = values;
  lines.forEach((line, row) => {
    line.forEach((cell, column) => {
      const place = { file, row: row + 1, column: column + 1 };
      const value = typeof cell === 'string' ? (cell.trim() === '' ? Number.NaN : Number(cell)) : (cell ?? Number.NaN);
      if (cell === null || (typeof cell === 'string' && Number.isNaN(value)))
        refuse((words) => (cell === null ? words.missing : words.notANumber(shorten(cell as string))), place);
      data[row * width + column] = value as number;
    });
  });
  return { file, rows: lines.length, columns: [], matrix: { values, width } };
}
