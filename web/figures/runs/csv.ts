/** The reader's own table: numbers in columns and one column that names the class. It never leaves the browser. */

import Papa from 'papaparse';
import type { Text } from '../parameters.js';
import type { Table } from './data.js';

/** Limits that keep runs short and hostile files harmless. */
export const csvLimits = { bytes: 2_000_000, rows: [10, 5000], features: [1, 64], classes: [2, 20] } as const;

/** Header names of the column with the class; without one, it is the last column. */
const labelNames = new Set(['label', 'labels', 'class', 'target', 'y', 'species', '標籤', '類別']);

/** An unusable table, with the line where reading stopped. */
export class CsvError extends Error {
  constructor(
    readonly text: Text,
    /** Counted from 1; undefined if the whole file is at fault. */
    readonly line?: number,
  ) {
    super(line === undefined ? text.en : `line ${line}: ${text.en}`);
    this.name = 'CsvError';
  }
}

const shorten = (text: string) => (text.length > 30 ? `${text.slice(0, 30)}…` : text);
const isNumber = (text: string) =>
  /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) && Number.isFinite(Number(text));

/**
 * Reads comma-, semicolon- or tab-separated text. The first row may be a header.
 *
 * @throws CsvError in the reader's words, with the line number
 */
export function readCsv(text: string): Table {
  if (new Blob([text]).size > csvLimits.bytes) throw tooLarge();
  const rows: { line: number; cells: string[] }[] = [];
  let line = 1;
  let read = 0;
  let failure: CsvError | undefined;
  Papa.parse<string[]>(text, {
    step({ data, errors, meta }, parser) {
      const cells = data.map((cell) => cell.trim());
      const broken = errors.find(({ type }) => type === 'Quotes');
      if (broken) failure = new CsvError(words.quotes, line);
      else if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
      if (rows.length > csvLimits.rows[1] + 1) failure ??= new CsvError(words.tooManyRows);
      // A quoted cell may span lines, so lines are counted in the text and not in rows.
      line += text.slice(read, meta.cursor).split(/\r\n|\r|\n/).length - 1;
      read = meta.cursor;
      if (failure) parser.abort();
    },
  });
  if (failure) throw failure;
  return toTable(rows);
}

function toTable(rows: { line: number; cells: string[] }[]): Table {
  const [first] = rows;
  if (!first) throw new CsvError(words.empty);
  const width = first.cells.length;
  const isHeader = first.cells.slice(0, -1).some((cell) => !isNumber(cell));
  // The last of several: in x, y, class it is class, not y.
  const named = isHeader ? first.cells.map((cell) => labelNames.has(cell.toLowerCase())).lastIndexOf(true) : -1;
  const labelColumn = named === -1 ? width - 1 : named;
  const inputs = width - 1;
  if (inputs < csvLimits.features[0] || inputs > csvLimits.features[1]) {
    throw new CsvError(words.columns(width), first.line);
  }
  const body = isHeader ? rows.slice(1) : rows;
  if (body.length < csvLimits.rows[0]) throw new CsvError(words.tooFewRows(body.length));
  if (body.length > csvLimits.rows[1]) throw new CsvError(words.tooManyRows);

  const features = new Float32Array(body.length * inputs);
  const targets = new Int32Array(body.length);
  const classes = new Map<string, number>();
  body.forEach(({ line, cells }, row) => {
    if (cells.length !== width) throw new CsvError(words.ragged(cells.length, width), line);
    let at = row * inputs;
    cells.forEach((cell, column) => {
      if (column === labelColumn) return;
      const value = Math.fround(Number(cell));
      if (!isNumber(cell) || !Number.isFinite(value))
        throw new CsvError(words.notANumber(column + 1, shorten(cell)), line);
      features[at++] = value;
    });
    const label = cells[labelColumn] as string;
    if (label === '') throw new CsvError(words.noLabel(labelColumn + 1), line);
    if (!classes.has(label)) classes.set(label, classes.size);
    if (classes.size > csvLimits.classes[1]) throw new CsvError(words.tooManyClasses(labelColumn + 1), line);
    targets[row] = classes.get(label) as number;
  });
  if (classes.size < csvLimits.classes[0]) throw new CsvError(words.oneClass);
  return { features, targets, inputs, classNames: [...classes.keys()].map(shorten) };
}

export const tooLarge = () => new CsvError(words.tooLarge);

const [fewestRows, mostRows] = csvLimits.rows;
const [, mostFeatures] = csvLimits.features;
const [, mostClasses] = csvLimits.classes;

const words = {
  tooLarge: {
    'zh-Hant': `檔案太大，上限是 ${csvLimits.bytes / 1e6} MB。`,
    en: `The file is too large; the limit is ${csvLimits.bytes / 1e6} MB.`,
  },
  empty: { 'zh-Hant': '檔案裡沒有資料。', en: 'There is no data in the file.' },
  quotes: { 'zh-Hant': '引號沒有成對。', en: 'A quotation mark is not closed or out of place.' },
  columns: (width: number) => ({
    'zh-Hant': `有 ${width} 欄；要有 1 到 ${mostFeatures} 欄數字，再加一欄類別。`,
    en: `There are ${width} columns, expected 1 to ${mostFeatures} of numbers and one with the class.`,
  }),
  tooFewRows: (count: number) => ({
    'zh-Hant': `只有 ${count} 列資料，至少要 ${fewestRows} 列。`,
    en: `There are only ${count} rows of data, expected at least ${fewestRows}.`,
  }),
  tooManyRows: {
    'zh-Hant': `資料超過 ${mostRows} 列，這是上限。`,
    en: `There are more than ${mostRows} rows, which is the limit.`,
  },
  ragged: (count: number, width: number) => ({
    'zh-Hant': `這一列有 ${count} 欄，第一列有 ${width} 欄。`,
    en: `This row has ${count} columns, the first one has ${width}.`,
  }),
  notANumber: (column: number, cell: string) => ({
    'zh-Hant': `第 ${column} 欄的「${cell}」不是數字。`,
    en: `“${cell}” in column ${column} is not a number.`,
  }),
  noLabel: (column: number) => ({
    'zh-Hant': `第 ${column} 欄應該是類別，卻是空的。`,
    en: `Column ${column} should name the class, but is empty.`,
  }),
  tooManyClasses: (column: number) => ({
    'zh-Hant': `第 ${column} 欄被當成類別，但已超過 ${mostClasses} 種。類別欄請取名 label，或放在最後一欄。`,
    en: `Column ${column} was taken for the class but has more than ${mostClasses} values. Call the class column “label”, or make it the last one.`,
  }),
  oneClass: {
    'zh-Hant': '所有資料都屬於同一類，沒有東西可以分。',
    en: 'All rows have the same class, so there is nothing to tell apart.',
  },
} satisfies Record<string, Text | ((...values: never[]) => Text)>;
