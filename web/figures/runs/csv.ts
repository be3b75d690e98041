/** The reader's own table: columns of numbers and words, and one that names the class. It never leaves the browser. */

import { texts as en } from '../../locales/en/csv.js';
import { inEvery, type Text, type Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/csv.js';
import { readCsv } from '../../readers/csv.js';
import { ReadError, shorten } from '../../readers/errors.js';
import { isIndex, labelByName } from '../../readers/names.js';
import { type Column, placeIn, type Sheet } from '../../readers/sheet.js';
import { sourceOf } from '../../readers/source.js';
import type { Table } from './data.js';

/** Limits that keep runs short and hostile files harmless. */
const limits = { bytes: 2_000_000, rows: [10, 5000], features: [1, 64], classes: [2, 20] } as const;

/** A column with more empty cells than this says too little to leave out the rows where it is empty. */
const mostMissing = 0.2;

const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };
const say = (what: (t: typeof zhHant) => string): Text => inEvery(texts, what);
const refuse = (what: (t: typeof zhHant) => string, place = {}): never => {
  throw new ReadError(say(what), place);
};

/**
 * Reads a table. Words become categories, a feature for each; rows with empty cells are left out.
 *
 * @throws ReadError in the reader's words, with the place
 */
export async function readTable(file: File): Promise<Table> {
  try {
    if (file.size > limits.bytes) refuse((t) => t.tooLarge(limits.bytes / 1e6));
    return toTable(await readCsv(sourceOf(file), {}));
  } catch (error) {
    throw error instanceof ReadError ? error.in(file.name) : error;
  }
}

const [fewestRows, mostRows] = limits.rows;
const [, mostFeatures] = limits.features;
const [, mostClasses] = limits.classes;

/** The values of a column as texts, each once, in the order in which they come. */
const categoriesOf = ({ words, values }: Column): readonly string[] =>
  words ?? [...new Set(values)].filter((value) => !Number.isNaN(value)).map(String);

const isCategorical = (column: Column) => {
  const { length } = categoriesOf(column);
  return length >= limits.classes[0] && length <= mostClasses;
};

/** The column with the class: by its name, else the last one, else the last one of words. */
function findClass(columns: readonly Column[], places: readonly number[]): number {
  const last = places.at(-1) as number;
  const column = (place: number) => columns[place] as Column;
  const words = places.filter((place) => column(place).words && isCategorical(column(place)));
  const named = places.find((place) => column(place).name === 'survived') ?? labelByName(columns, places);
  if (named !== undefined) return named;
  return isCategorical(column(last)) ? last : (words.at(-1) ?? last);
}

function toTable(sheet: Sheet): Table {
  const { columns, rows } = sheet;
  const places = columns.map((_, place) => place).filter((place) => !isIndex(columns[place] as Column, place, columns));
  if (places.length < 2) refuse((t) => t.columns(columns.length, mostFeatures), { line: sheet.line?.(0) });
  if (rows < fewestRows) refuse((t) => t.tooFewRows(rows, fewestRows));
  if (rows > mostRows) refuse((t) => t.tooManyRows(mostRows));
  const label = findClass(columns, places);
  const classes = columns[label] as Column;
  const classNames = categoriesOf(classes);
  if (classNames.length > mostClasses)
    refuse((t) => t.tooManyClasses(mostClasses), { column: label + 1, name: classes.name });
  if (classNames.length < limits.classes[0]) refuse((t) => t.oneClass);

  const missing = ({ values, bad }: Column) =>
    bad && bad.cell !== '' && !/^(na|n\/a|nan|null|none|<na>|-)$/i.test(bad.cell)
      ? 0
      : values.filter(Number.isNaN).length;
  const others = places.filter((place) => place !== label);
  const left = others.filter((place) => {
    const column = columns[place] as Column;
    return missing(column) > mostMissing * rows || (column.words?.length ?? 0) > mostClasses;
  });
  const used = others.filter((place) => !left.includes(place));
  const features = used.flatMap((place) => featuresOf(sheet, place));
  if (features.length === 0 || features.length > mostFeatures) refuse((t) => t.columns(columns.length, mostFeatures));

  const kept: number[] = [];
  for (let row = 0; row < rows; row++) {
    if ([...used, label].every((place) => !Number.isNaN(columns[place]?.values[row]))) kept.push(row);
  }
  if (kept.length < fewestRows) refuse((t) => t.tooFewRows(kept.length, fewestRows));
  const values = new Float32Array(kept.length * features.length);
  kept.forEach((row, at) => {
    features.forEach((feature, column) => {
      values[at * features.length + column] = feature(row);
    });
  });
  const notes: Text[] = [];
  const names = left.map((place) => shorten(columns[place]?.name || String(place + 1)));
  if (names.length > 0) notes.push(say((t) => t.left(names)));
  if (kept.length < rows) notes.push(say((t) => t.incomplete(rows - kept.length)));
  const codeOf = new Map(classNames.map((name, index) => [name, index]));
  const target = (row: number) => {
    const value = classes.values[row] as number;
    return classes.words ? value : (codeOf.get(String(value)) as number);
  };
  return {
    features: values,
    targets: Int32Array.from(kept, target),
    inputs: features.length,
    classNames: classNames.map(shorten),
    notes,
  };
}

/** The features of a column as functions of the row: its number, or 1 for the category that it is. */
function featuresOf(sheet: Sheet, place: number): ((row: number) => number)[] {
  const { values, words, bad } = sheet.columns[place] as Column;
  if (words) {
    // The last of two categories says all.
    const indices = words.map((_, index) => index);
    return (words.length === 2 ? indices.slice(1) : indices).map((index) => (row) => (values[row] === index ? 1 : 0));
  }
  if (bad && bad.cell !== '' && !/^(na|n\/a|nan|null|none|<na>|-)$/i.test(bad.cell)) {
    refuse((t) => t.notANumber(bad.cell), placeIn(sheet, bad.row, place));
  }
  const huge = values.findIndex((value) =>
    Number.isFinite(value) ? !Number.isFinite(Math.fround(value)) : Math.abs(value) === Infinity,
  );
  if (huge !== -1) refuse((t) => t.notANumber(String(values[huge])), placeIn(sheet, huge, place));
  return [(row) => values[row] as number];
}
