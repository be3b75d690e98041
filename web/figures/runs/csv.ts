/** The reader's own table: numbers in columns and one column that names the class. It never leaves the browser. */

import Papa from 'papaparse';
import { texts as en } from '../../locales/en/csv.js';
import { inEvery, type Text, type Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/csv.js';
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
      if (broken)
        failure = new CsvError(
          say((t) => t.quotes),
          line,
        );
      else if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
      if (rows.length > csvLimits.rows[1] + 1) failure ??= new CsvError(say((t) => t.tooManyRows(mostRows)));
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
  if (!first) throw new CsvError(say((t) => t.empty));
  const width = first.cells.length;
  const isHeader = first.cells.slice(0, -1).some((cell) => !isNumber(cell));
  // The last of several: in x, y, class it is class, not y.
  const named = isHeader ? first.cells.map((cell) => labelNames.has(cell.toLowerCase())).lastIndexOf(true) : -1;
  const labelColumn = named === -1 ? width - 1 : named;
  const inputs = width - 1;
  if (inputs < csvLimits.features[0] || inputs > csvLimits.features[1]) {
    throw new CsvError(
      say((t) => t.columns(width, mostFeatures)),
      first.line,
    );
  }
  const body = isHeader ? rows.slice(1) : rows;
  if (body.length < csvLimits.rows[0]) throw new CsvError(say((t) => t.tooFewRows(body.length, fewestRows)));
  if (body.length > csvLimits.rows[1]) throw new CsvError(say((t) => t.tooManyRows(mostRows)));

  const features = new Float32Array(body.length * inputs);
  const targets = new Int32Array(body.length);
  const classes = new Map<string, number>();
  body.forEach(({ line, cells }, row) => {
    if (cells.length !== width)
      throw new CsvError(
        say((t) => t.ragged(cells.length, width)),
        line,
      );
    let at = row * inputs;
    cells.forEach((cell, column) => {
      if (column === labelColumn) return;
      const value = Math.fround(Number(cell));
      if (!isNumber(cell) || !Number.isFinite(value))
        throw new CsvError(
          say((t) => t.notANumber(column + 1, shorten(cell))),
          line,
        );
      features[at++] = value;
    });
    const label = cells[labelColumn] as string;
    if (label === '')
      throw new CsvError(
        say((t) => t.noLabel(labelColumn + 1)),
        line,
      );
    if (!classes.has(label)) classes.set(label, classes.size);
    if (classes.size > csvLimits.classes[1])
      throw new CsvError(
        say((t) => t.tooManyClasses(labelColumn + 1, mostClasses)),
        line,
      );
    targets[row] = classes.get(label) as number;
  });
  if (classes.size < csvLimits.classes[0]) throw new CsvError(say((t) => t.oneClass));
  return { features, targets, inputs, classNames: [...classes.keys()].map(shorten) };
}

export const tooLarge = () => new CsvError(say((t) => t.tooLarge(csvLimits.bytes / 1e6)));

const [fewestRows, mostRows] = csvLimits.rows;
const [, mostFeatures] = csvLimits.features;
const [, mostClasses] = csvLimits.classes;

const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

const say = (what: (t: typeof zhHant) => string): Text => inEvery(texts, what);
