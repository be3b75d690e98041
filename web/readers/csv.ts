/** Tables as text: values separated by commas, semicolons, tabs, bars or spaces, as people and programs write them. */

import Papa from 'papaparse';
import { refuse } from './errors.js';
import { labelName } from './names.js';
import { isMissing, numberOf } from './numbers.js';
import { type Column, ColumnBuilder, type Sheet } from './sheet.js';
import type { ReadOptions, Source } from './source.js';
import { readText } from './text.js';

/** Rows by which the delimiter and the header are found. */
const sampleRows = 20;
const delimiters = ['\t', ';', '|', ',', ' '];

interface Line {
  readonly line: number;
  readonly cells: string[];
}

export async function readCsv(source: Source, options: ReadOptions): Promise<Sheet> {
  return parseCsv(await readText(source, options), source.name);
}

export function parseCsv(given: string, file: string): Sheet {
  const { text, comment, separator } = prepare(given);
  const delimiter = separator ?? delimiterOf(text);
  const body = delimiter === ' ' ? text.replace(/[ \t]+/g, ' ').replace(/^ | $/gm, '') : closeUp(text, delimiter);
  const table = new TableBuilder(comment?.split(delimiter === ' ' ? /\s+/ : delimiter));
  forEachRow(body, delimiter, table);
  return table.finish(file);
}

/** Takes out what is not of the table, and leaves every line where it is. */
function prepare(given: string) {
  let text = given.includes('\r') ? given.replace(/\r\n?/g, '\n') : given;
  let separator: string | undefined;
  // Spreadsheets write and read this line.
  text = text.replace(/^"?sep=(.)"?(?=\n|$)/i, (_, found: string) => {
    separator = found;
    return '';
  });
  let comment: string | undefined;
  if (text.includes('#') && /^#/m.test(text)) {
    // numpy.savetxt writes the header as a comment.
    const before = /^(\s*#[^\n]*\n)+/.exec(text)?.[0].trim().split('\n').at(-1);
    comment = before?.replace(/^#+\s*/, '');
    text = text.replace(/^#[^\n]*/gm, '');
  }
  return { text, comment, separator };
}

/** The delimiter that stands equally often in each of the first lines. */
function delimiterOf(text: string): string {
  const lines: string[] = [];
  for (let at = 0; lines.length < sampleRows && at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? undefined : end).trim();
    if (line !== '') lines.push(line.replace(/"[^"]*"/g, 'q'));
    at = end === -1 ? text.length : end + 1;
  }
  const found = delimiters.find((delimiter) => {
    const cells = lines.map((line) => line.split(delimiter === ' ' ? /\s+/ : delimiter).map((cell) => cell.trim()));
    // A row may end in a delimiter, and R's header is one cell shorter.
    const counts = cells.slice(1).map((row) => row.length - (row.at(-1) === '' ? 1 : 0));
    const [first = (cells[0]?.length ?? 0) - 1] = counts;
    const isEven = counts.every((count) => count === first) && (cells[0]?.length ?? 0) >= Math.max(2, first - 1);
    if (!isEven || first < (counts.length > 0 ? 2 : 1)) return false;
    // Words have spaces between them, too.
    return delimiter !== ' ' || cells.slice(1).some((row) => row.filter(isNumber).length * 2 > row.length);
  });
  if (found) return found;
  // Rows of different lengths: which one is at fault is told later.
  return delimiters.find((delimiter) => delimiter !== ' ' && lines[0]?.includes(delimiter)) ?? ',';
}

/** A quotation mark counts only next to the delimiter. */
function closeUp(text: string, delimiter: string): string {
  if (!text.includes('"')) return text;
  const spaces = delimiter === '\t' ? ' +' : '[ \\t]+';
  if (!new RegExp(`(^|[${delimiter}])${spaces}"`, 'm').test(text)) return text;
  return text.replace(new RegExp(`(^|[${delimiter}])${spaces}(?=")`, 'gm'), '$1');
}

function forEachRow(text: string, delimiter: string, table: TableBuilder): void {
  const hasQuotes = text.includes('"');
  let line = 1;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    complete: () => {},
    chunkSize: 1 << 20,
    chunk({ data, errors }: Papa.ParseResult<string[]>) {
      const wrong = errors.find(({ type }) => type === 'Quotes')?.row;
      data.forEach((cells, row) => {
        if (row === wrong) refuse((words) => words.quotes, { line });
        if (cells.some((cell) => cell.trim() !== '')) table.add({ line, cells });
        // A quoted cell may span lines.
        line += 1 + (hasQuotes ? cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0) : 0);
      });
      if (wrong !== undefined) refuse((words) => words.quotes, { line });
    },
  });
}

const isNumber = (cell: string) => !Number.isNaN(numberOf(cell));

/** Whether the numbers count up by 1 from 0 or 1. */
const counts = (cells: readonly string[]) =>
  cells.length > 0 &&
  cells.every((cell, index) => numberOf(cell) === numberOf(cells[0] as string) + index) &&
  [0, 1].includes(numberOf(cells[0] as string));

function isHeader([first, ...rows]: readonly (readonly string[])[]): boolean {
  if (!first) return false;
  // R leaves out the name of the rows' names.
  const shift = rows.length > 0 && rows.every((row) => row.length === first.length + 1 && row.at(-1) !== '') ? 1 : 0;
  const below = (column: number) => rows.map((row) => row[column + shift] ?? '').filter((cell) => !isMissing(cell));
  const named = first.some((cell, column) => {
    if (isNumber(cell) || isMissing(cell)) return false;
    const cells = below(column);
    return cells.length > 0 && cells.filter(isNumber).length * 2 > cells.length;
  });
  if (named || first.every((cell) => labelName.test(cell.trim()))) return true;
  if (first.some((cell) => !isNumber(cell) && !isMissing(cell))) {
    // All columns are of words, but numbers among them would not be names.
    return first.every((cell) => !isNumber(cell)) && first.some((cell) => labelName.test(cell.trim()));
  }
  const hasIndex = first[0] === '';
  const numbered = hasIndex ? first.slice(1) : first;
  if (!counts(numbered)) return false;
  // pandas numbers columns and rows that have no names.
  if (hasIndex && counts(rows.map(([cell]) => cell ?? ''))) return true;
  return (
    numbered.length > 1 && rows.some((row) => row.some((cell) => isNumber(cell) && !Number.isInteger(numberOf(cell))))
  );
}

/** Collects rows, the first of which may be a header. */
class TableBuilder {
  readonly #comment: readonly string[] | undefined;
  #waiting: Line[] | undefined = [];
  #columns: ColumnBuilder[] = [];
  #lines = new Int32Array(1024);
  #rows = 0;

  constructor(comment: readonly string[] | undefined) {
    this.#comment = comment;
  }

  add(line: Line): void {
    if (!this.#waiting) this.#put(line);
    else if (this.#waiting.push(line) > sampleRows) this.#begin(this.#waiting);
  }

  #begin(lines: readonly Line[]): void {
    this.#waiting = undefined;
    const hasHeader = isHeader(lines.map(({ cells }) => cells));
    const rows = hasHeader ? lines.slice(1) : lines;
    const first = rows[0]?.cells.length ?? lines[0]?.cells.length ?? 0;
    const header = hasHeader ? (lines[0]?.cells.map((cell) => unquoted(cell)) ?? []) : [];
    // Every row may end in a delimiter.
    const cells =
      rows.length > 0 && first > 1 && rows.every((row) => row.cells.at(-1)?.trim() === '') ? first - 1 : first;
    if (!hasHeader && this.#comment?.length === cells) header.push(...this.#comment.map((cell) => cell.trim()));
    if (header.length === cells - 1) header.unshift('');
    if (header.at(-1) === '' && header.length > cells) header.pop();
    if (header.length > 0 && header.length !== cells && rows.length > 0) {
      const [{ line }] = rows as [Line];
      refuse((words) => words.ragged(cells, header.length), { line });
    }
    for (let column = 0; column < Math.max(cells, header.length); column++)
      this.#columns.push(new ColumnBuilder(header[column] ?? ''));
    for (const row of rows) this.#put(row);
  }

  #put({ line, cells }: Line): void {
    const columns = this.#columns;
    while (cells.length > columns.length && cells.at(-1)?.trim() === '') cells.pop();
    if (cells.length !== columns.length) refuse((words) => words.ragged(cells.length, columns.length), { line });
    for (let column = 0; column < cells.length; column++) columns[column]?.add(unquoted(cells[column] as string));
    if (this.#rows === this.#lines.length) {
      const longer = new Int32Array(2 * this.#rows);
      longer.set(this.#lines);
      this.#lines = longer;
    }
    this.#lines[this.#rows++] = line;
  }

  finish(file: string): Sheet {
    if (this.#waiting) this.#begin(this.#waiting);
    const rows = this.#rows;
    if (rows === 0) refuse((words) => words.empty);
    const lines = this.#lines;
    const isBlank = ({ name, values, words, bad }: Column) =>
      name === '' && values.every(Number.isNaN) && (words ? words.length === 0 : isMissing(bad?.cell ?? ''));
    const columns = this.#columns.map((column) => column.finish());
    while (columns.length > 1 && isBlank(columns.at(-1) as Column)) columns.pop();
    return { file, rows, columns, line: (row) => lines[row] as number };
  }
}

const isBare = (code: number) => code > 34 && code < 127;

/** Quotation marks that the parser took for text, as some programs write them around everything. */
const unquoted = (cell: string) => {
  // Most begin and end with a letter or digit of ASCII, and neither with a space nor a quotation mark.
  if (isBare(cell.charCodeAt(0)) && isBare(cell.charCodeAt(cell.length - 1))) return cell;
  const text = cell.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).trim() : text;
};
