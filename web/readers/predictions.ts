/** What sheets mean: which numbers are predictions, of which kind, and which are the labels. */

import type { Text } from '../locales/languages.js';
import { IncompleteError, refuse, say, shorten } from './errors.js';
import { isIndex, labelByName, labelName } from './names.js';
import { allocate, type Column, placeIn, type Sheet } from './sheet.js';
import type { Matrix, ReadOptions } from './source.js';

export const kinds = ['logits', 'log-probabilities', 'probabilities', 'percent'] as const;
export type Kind = (typeof kinds)[number];

/** What the reader of a file says of it, where it is not found out. */
export interface Choices {
  readonly kind?: Kind | undefined;
  /** Name of the column with the labels, or its number from 1. */
  readonly label?: string | undefined;
  /** What the labels count from. */
  readonly first?: 0 | 1 | undefined;
}

export interface Model {
  readonly file: string;
  /** N x K, row-major: probabilities, or logits (log-probabilities are such). */
  readonly scores: Matrix;
  readonly kind: Kind;
  readonly areLogits: boolean;
}

/** The predictions of one model or two, on the same rows. */
export interface Predictions {
  readonly models: readonly Model[];
  /** N class indices, or −100 for a row to ignore. */
  readonly targets: Int32Array;
  readonly rows: number;
  readonly classes: number;
  /** Of the classes; as numbers where nothing names them. */
  readonly names: readonly string[];
  /** The file that each row's line is in, for a list of rows. */
  readonly line: ((row: number) => number) | undefined;
  /** How the files were read, in sentences. */
  readonly notes: readonly Text[];
}

const ignored = -100;

/** The class that was predicted tells nothing that the scores do not. */
const predictedName =
  /^(y_?)?(pred|predicted|prediction|y_?hat)([_ -]?(label|class|idx|index|name))?$|^(correct|split|fold)$/i;
/** What was worked out of the scores. */
const derivedName =
  /^((max|top[_ -]?1)[_ -]?)?conf(idence)?$|^(max|top[_ -]?1)[_ -]?(p|prob|probability|score|logit)$|^entropy$/i;
const labelFile = /(^|[^a-z])(y|gt)([^a-z]|$)|label|target|truth|y_?true/i;
const scoreFile = /logit|prob|pred|score|output|y_?hat/i;

/** With fewer rows, numbers may be whole by chance. */
const rowsToTell = 10;

const isBinary = (column: Column) => column.values.every((value) => value === 0 || value === 1);

interface Split {
  readonly sheet: Sheet;
  /** Indices of columns. */
  readonly scores: readonly number[];
  readonly label: number | undefined;
}

/** Tells the columns of a sheet apart. */
function split(given: Sheet, choices: Choices, notes: Text[], labelsElsewhere: boolean): Split {
  const { file } = given;
  const hot = labelsElsewhere || choices.label !== undefined ? [] : oneHotLabels(given.columns);
  const columns =
    hot.length > 0 ? [...given.columns, joined(hot.map((place) => given.columns[place] as Column))] : given.columns;
  const sheet = { ...given, columns };
  const every = columns.map((_, index) => index).filter((index) => !hot.includes(index));
  const numbers = every.filter((index) => !columns[index]?.words);
  const index = every.filter((place) => isIndex(columns[place] as Column, place, columns));
  const rest = every.filter((place) => !index.includes(place));
  const label = labelsElsewhere ? undefined : hot.length > 0 ? columns.length - 1 : findLabel(sheet, rest, choices);
  const predicted = rest.filter((place) => {
    const { name, words, whole } = columns[place] as Column;
    return place !== label && predictedName.test(name) && (words || whole) && rest.length > 2;
  });
  const words = rest.filter((place) => place !== label && columns[place]?.words && !predicted.includes(place));
  const labels = labelsElsewhere
    ? rest.filter((place) => labelName.test(columns[place]?.name ?? '') && numbers.includes(place) && rest.length > 2)
    : [];
  const others = rest.filter((place) => place !== label && ![...predicted, ...words, ...labels].includes(place));
  const left = [...index, ...predicted, ...words, ...labels, ...noScores(columns, others)];
  const named = left.map((place) => columns[place]?.name ?? '').filter((name) => name !== '');
  if (named.length > 0) notes.push(say((t) => t.left(file, named.map(shorten))));
  if (index.some((place) => columns[place]?.name === '')) notes.push(say((t) => t.indexLeft(file)));
  return { sheet, label, scores: rest.filter((place) => place !== label && !left.includes(place)) };
}

/** Those of the columns that cannot be scores, beside at least two that can. */
function noScores(columns: readonly Column[], places: readonly number[]): number[] {
  const column = (place: number) => columns[place] as Column;
  const scores = places.filter((place) => !derivedName.test(column(place).name));
  const known = scores.length < 2 ? places : scores;
  const fractions = known.filter((place) => !column(place).whole);
  // Whole numbers among fractions count or number something, unless they are shares of all and nothing.
  const isOther = (place: number) => {
    const { whole, values } = column(place);
    return whole && fractions.length > 1 && values.length > rowsToTell && !isBinary(column(place));
  };
  return places.filter((place) => !known.includes(place) || isOther(place));
}

const sumToOne = (columns: readonly Column[]) =>
  columns[0]?.values.every((_, row) => columns.reduce((sum, { values }) => sum + (values[row] as number), 0) === 1) ??
  false;

/** Columns that have the labels as one-hot: without a better one, half of the numbers. */
function oneHotLabels(columns: readonly Column[]): number[] {
  const every = columns.map((_, place) => place);
  if (labelByName(columns, every) !== undefined) return [];
  const numbers = every.filter((place) => !columns[place]?.words && !isIndex(columns[place] as Column, place, columns));
  const hot = numbers.filter((place) => isBinary(columns[place] as Column));
  const own = hot.map((place) => columns[place] as Column);
  return hot.length > 1 && 2 * hot.length === numbers.length && sumToOne(own) ? hot : [];
}

/** One-hot columns as one of class indices. */
function joined(hot: readonly Column[]): Column {
  const [first] = hot as [Column];
  const values = first.values.map((_, row) => hot.findIndex((column) => column.values[row] === 1));
  const name = [first.name, hot.at(-1)?.name].filter(Boolean).join(' … ');
  return { name, values, whole: true, percent: false };
}

function findLabel(sheet: Sheet, places: readonly number[], { label: wanted }: Choices): number | undefined {
  const { columns } = sheet;
  const names = columns.map(({ name }, index) => name || String(index + 1));
  if (wanted !== undefined) {
    const found = columns.findIndex(({ name }) => name === wanted);
    const numbered = Number(wanted) - 1;
    if (found !== -1) return found;
    if (Number.isInteger(numbered) && columns[numbered]) return numbered;
    return refuse((words) => words.noSuchColumn(shorten(wanted), names.map(shorten)), { file: sheet.file });
  }
  const column = (place: number) => columns[place] as Column;
  const byName = labelByName(columns, places);
  if (byName !== undefined) return byName;
  const words = places.filter((place) => column(place).words && !predictedName.test(column(place).name));
  const classes = columns.filter(({ words }) => !words).map(({ name }) => name);
  if (words.length > 1) {
    const namesClasses = words.filter((place) =>
      column(place).words?.every((word) => classes.some((name) => name.endsWith(word))),
    );
    if (namesClasses.length === 1) return namesClasses[0];
    return refuse((t) => t.whichLabel(words.map((place) => names[place] as string)), { file: sheet.file });
  }
  if (words.length === 1) return words[0];
  const whole = places.filter((place) => column(place).whole && !predictedName.test(column(place).name));
  if (places.length < 2) return undefined;
  // Among fractions, integers; the last of several.
  if (whole.length < places.length) return whole.at(-1);
  const last = places.at(-1) as number;
  const fits = column(last).values.every((value) => value === ignored || (value >= 0 && value < places.length));
  return fits ? last : undefined;
}

/** The labels as they are written, of whatever sheet. */
interface Labels {
  readonly file: string;
  readonly column: Column;
  readonly sheet: Sheet;
  readonly place: number | undefined;
}

/** Whether a sheet alone can only be labels. */
function isLabels(sheet: Sheet): boolean {
  const { columns, matrix } = sheet;
  if (matrix) return false;
  const rest = columns.filter((column, place) => !isIndex(column, place, columns));
  if (rest.length === 1) return (rest[0]?.whole || rest[0]?.words !== undefined) ?? false;
  // A list of files, or of texts, with their classes.
  const label = labelByName(
    columns,
    columns.map((_, place) => place),
  );
  return label !== undefined && rest.every((column) => column.words || (column.whole && column === columns[label]));
}

function isOneHot(sheet: Sheet): boolean {
  const { columns, matrix, rows } = sheet;
  if (matrix) {
    const { width } = matrix;
    const { data } = matrix.values;
    for (let row = 0; row < rows; row++) {
      let ones = 0;
      for (let at = row * width; at < (row + 1) * width; at++) {
        if (data[at] === 1) ones++;
        else if (data[at] !== 0) return false;
      }
      if (ones !== 1) return false;
    }
    return true;
  }
  const own = columns.filter((column, place) => !isIndex(column, place, columns));
  return own.length > 1 && own.every(isBinary) && sumToOne(own);
}

/**
 * Which of the sheets are predictions and which the labels, and what the numbers mean.
 *
 * @param sheets of one file or several, as `readFile` answers them
 * @throws ReadError that names the file, the line or row, the column, the cell and the rule
 */
export function interpret(sheets: readonly Sheet[], choices: Choices = {}, options: ReadOptions = {}): Predictions {
  if (sheets.length === 0) refuse((words) => words.noFiles);
  const notes: Text[] = [];
  const { predictions, labels } = partOf(sheets);
  if (predictions.length === 0)
    throw new IncompleteError(
      say((words) => words.noScores),
      { file: sheets[0]?.file as string },
    );
  if (predictions.length > 2) refuse((words) => words.tooManyFiles);
  const parts = predictions.map((sheet) => split(sheet, sheet.matrix ? {} : choices, notes, labels !== undefined));
  const found = labels ? labelsOf(labels, choices) : undefined;
  const raw = parts.map((part) => scoresOf(part, options, found !== undefined));
  const [first] = raw as [Raw];
  const own = found ?? first.label;
  if (!own)
    throw new IncompleteError(
      say((words) => words.noLabels),
      { file: first.file },
    );
  const { width } = first;
  const { rows } = first.sheet;
  for (const { sheet, file } of [...raw.slice(1), own]) {
    if (sheet.rows !== rows) refuse((words) => words.lengths(first.file, sheet.rows, rows), { file });
  }
  for (const other of raw.slice(1)) {
    if (other.width !== width) refuse((words) => words.widths(first.file, other.width, width), { file: other.file });
  }
  const classes = width === 1 ? 2 : width;
  const models = raw.map((each) => modelOf(each, choices, notes, options));
  const named = namesOf(first) ?? sheets.find(({ names }) => names?.length === classes)?.names;
  notes.push(say((words) => words.label(own.file, own.column.name)));
  const only = width === 1 ? first.sheet.columns[first.columns[0] as number]?.name : undefined;
  const mapped = mapLabels(own, classes, named, choices, notes, only);
  for (const other of raw.slice(1)) {
    if (found || !other.label) continue;
    const same = mapLabels(other.label, classes, namesOf(other) ?? named, choices, []);
    if (same.targets.some((target, row) => target !== mapped.targets[row]))
      refuse((words) => words.otherLabels(first.file), { file: other.file });
  }
  const names = mapped.names ?? Array.from({ length: classes }, (_, index) => String(index));
  return { models, targets: mapped.targets, rows, classes, names, line: first.sheet.line, notes };
}

function partOf(sheets: readonly Sheet[]): { predictions: Sheet[]; labels: Sheet | undefined } {
  if (sheets.length === 1) return { predictions: [...sheets], labels: undefined };
  const rest = [...sheets];
  const take = (place: number) => (place === -1 ? undefined : rest.splice(place, 1)[0]);
  const base = ({ file }: Sheet) => file.split(/[\\/:]/).at(-1) ?? file;
  const candidates = rest.filter((sheet) => isLabels(sheet));
  const byName = candidates.find((sheet) => labelFile.test(base(sheet))) ?? candidates[0];
  let labels = byName && take(rest.indexOf(byName));
  // Columns of the same file that nothing is said of.
  if (labels)
    for (const other of candidates) if (other !== labels && other.file.includes(':')) take(rest.indexOf(other));
  if (!labels && rest.every(({ matrix, columns }) => matrix || columns.length > 1)) {
    const oneHot = rest.findIndex((sheet) => labelFile.test(base(sheet)) && isOneHot(sheet));
    labels = take(oneHot === -1 ? rest.findIndex(isOneHot) : oneHot);
  }
  if (!labels)
    labels = take(
      rest.findIndex(
        (sheet) =>
          /^(labels?|targets?|y|y_true|truth)\b/i.test(base(sheet)) &&
          sheet.columns.length > 0 &&
          sheet.columns.length < 4,
      ),
    );
  // Of the arrays in one archive, those that are called so; logits tell more than the probabilities of them.
  const members = rest.filter(({ file }) => file.includes(':'));
  if (members.length === rest.length && rest.length > 1) {
    const called = rest.filter((sheet) => scoreFile.test(base(sheet)));
    const logits = rest.filter((sheet) => /logit/i.test(base(sheet)));
    if (logits.length === 1) return { predictions: logits, labels };
    if (called.length > 0) return { predictions: called, labels };
  }
  return { predictions: rest, labels };
}

function labelsOf(sheet: Sheet, choices: Choices): Labels {
  const { file, columns, rows, matrix } = sheet;
  const own = columns.filter((column, place) => !isIndex(column, place, columns));
  if (matrix || (own.length > 1 && own.every(isBinary))) {
    const width = matrix?.width ?? own.length;
    const at = (row: number, column: number) =>
      matrix ? (matrix.values.data[row * width + column] as number) : (own[column]?.values[row] as number);
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      let found = -1;
      for (let column = 0; column < width; column++) {
        const value = at(row, column);
        if (value === 1 && found === -1) found = column;
        else if (value !== 0) refuse((words) => words.oneHot, placeIn(sheet, row, column));
      }
      if (found === -1) refuse((words) => words.oneHot, placeIn(sheet, row));
      values[row] = found;
    }
    const words = own.length > 0 && own.every(({ name }) => name !== '') ? own.map(({ name }) => name) : undefined;
    const named = words && !words.every((word) => Number.isFinite(Number(word)));
    return {
      file,
      sheet,
      place: undefined,
      column: { name: '', values, ...(named && { words }), whole: true, percent: false },
    };
  }
  const places = columns.map((_, place) => place).filter((place) => !isIndex(columns[place] as Column, place, columns));
  const place = places.length === 1 ? places[0] : findLabel(sheet, places, choices);
  if (place === undefined) return refuse((words) => words.noLabels, { file });
  return { file, sheet, place, column: columns[place] as Column };
}

/** Scores before it is known what they are. */
interface Raw {
  readonly file: string;
  readonly sheet: Sheet;
  readonly scores: Matrix;
  readonly width: number;
  readonly columns: readonly number[];
  readonly label: Labels | undefined;
}

function scoresOf({ sheet, scores, label }: Split, options: ReadOptions, labelsElsewhere: boolean): Raw {
  const { file, rows, columns, matrix } = sheet;
  if (matrix) return matrixScores(sheet, matrix, labelsElsewhere);
  if (scores.length === 0)
    throw new IncompleteError(
      say((words) => words.noScores),
      { file },
    );
  const own = scores.map((place) => columns[place] as Column);
  own.forEach(({ bad }, index) => {
    if (!bad) return;
    const place = placeIn(sheet, bad.row, scores[index] as number);
    if (bad.cell === '') refuse((words) => words.missing, place);
    refuse((words) => words.notANumber(bad.cell), place);
  });
  const width = own.length;
  const into = allocate(rows, width, options);
  const { data } = into;
  own.forEach(({ values, percent }, column) => {
    for (let row = 0; row < rows; row++) {
      const value = values[row] as number;
      const single = Math.fround(value);
      if (Number.isFinite(value) && !Number.isFinite(single))
        refuse((words) => words.tooGreat(String(value)), placeIn(sheet, row, scores[column] as number));
      data[row * width + column] = percent ? value / 100 : value;
    }
  });
  const column = label === undefined ? undefined : (columns[label] as Column);
  return {
    file,
    sheet,
    scores: into,
    width,
    columns: scores,
    label: column && { file, sheet, place: label, column },
  };
}

/** A matrix may have its labels in the last column, or in the first. */
function matrixScores(sheet: Sheet, matrix: NonNullable<Sheet['matrix']>, labelsElsewhere: boolean): Raw {
  const { file, rows } = sheet;
  const { width, values: scores } = matrix;
  const all = Array.from({ length: width }, (_, column) => column);
  const plain: Raw = { file, sheet, scores, width, columns: all, label: undefined };
  if (labelsElsewhere || width < 3) return plain;
  const { data } = scores;
  const isLabel = (column: number) => {
    let varies = false;
    for (let row = 0; row < rows; row++) {
      const value = data[row * width + column] as number;
      if (!Number.isInteger(value) || (value !== ignored && (value < 0 || value > width - 1))) return false;
      varies ||= value !== data[column];
    }
    return varies || rows === 1;
  };
  const label = [width - 1, 0].find(isLabel);
  if (label === undefined) return plain;
  const values = new Float64Array(rows);
  const narrow = new Float32Array(rows * (width - 1));
  for (let row = 0; row < rows; row++) {
    values[row] = data[row * width + label] as number;
    const from = row * width + (label === 0 ? 1 : 0);
    narrow.set(data.subarray(from, from + width - 1), row * (width - 1));
  }
  return {
    file,
    sheet,
    scores: { data: narrow },
    width: width - 1,
    columns: all.filter((column) => column !== label),
    label: { file, sheet, place: label, column: { name: String(label + 1), values, whole: true, percent: false } },
  };
}

/** cat_prob and dog_prob are cat and dog, too. */
const scoreEnding = /(?<=.)[_ .:-](prob(abilit(y|ies))?|score|logits?|p)$/i;

/** Names of the classes in the header, without what all have in common: prob_cat and prob_dog are cat and dog. */
function namesOf({ sheet, columns }: Raw): readonly string[] | undefined {
  if (sheet.names && sheet.names.length === columns.length) return sheet.names;
  const names = columns.map((place) => sheet.columns[place]?.name.trim() ?? '');
  if (names.length < 2 || names.some((name) => name === '') || new Set(names).size !== names.length) return undefined;
  const wrapped = names.map((name) => /^p(?:rob)?\((.+)\)$/i.exec(name)?.[1]);
  if (wrapped.every((name) => name !== undefined)) return wrapped as string[];
  let common = 0;
  const [first = ''] = names;
  while (common < first.length && names.every((name) => name[common] === first[common])) common++;
  const separated = first.slice(0, common).search(/[_ .:-][^_ .:-]*$/) + 1;
  const digits = /\d*$/.exec(first.slice(0, common))?.[0].length ?? 0;
  const isNumbered = names.every((name) => /^\d+$/.test(name.slice(common - digits)));
  const short = names.map((name) => name.slice(isNumbered ? common - digits : separated));
  return short.every((name) => scoreEnding.test(name)) ? short.map((name) => name.replace(scoreEnding, '')) : short;
}

const format = (value: number) =>
  value === Infinity ? '∞' : value === -Infinity ? '−∞' : String(Number(value.toPrecision(7)));

/** Sums of probabilities that differ from 1 by more are told. */
const tolerance = 0.02;

interface Looks {
  readonly low: number;
  readonly high: number;
  /** Rows whose sum is near 1 or 100, and rows whose exponentials are. */
  readonly sumOne: number;
  readonly sumHundred: number;
  readonly sumExp: number;
  /** Rows that do not sum to 1, the first of them, and its sum. */
  readonly oddSum: number;
}

/** Looks at every number once. */
function lookAt({ sheet, scores, width, columns }: Raw, rows: number): Looks {
  const { data } = scores;
  let [low, high] = [Infinity, -Infinity];
  let [sumOne, sumHundred, sumExp] = [0, 0, 0];
  let oddSum = 1;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let least = Infinity;
    let most = -Infinity;
    const end = (row + 1) * width;
    for (let at = end - width; at < end; at++) {
      const value = data[at] as number;
      sum += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (!(sum < Infinity)) {
      for (let at = end - width; at < end; at++) {
        const value = data[at] as number;
        if (!(value < Infinity))
          refuse((words) => words.notFinite(format(value)), placeIn(sheet, row, columns[at - (end - width)]));
      }
    }
    if (most === -Infinity) refuse((words) => words.allMasked, placeIn(sheet, row));
    if (least < low) low = least;
    if (most > high) high = most;
    if (Math.abs(sum - 1) <= tolerance) sumOne++;
    else if (oddSum === 1) oddSum = sum;
    if (Math.abs(sum - 100) <= 100 * tolerance) sumHundred++;
    if (most <= 1e-4) {
      let exps = 0;
      for (let at = end - width; at < end; at++) exps += Math.exp(data[at] as number);
      if (Math.abs(exps - 1) <= tolerance) sumExp++;
    }
  }
  return { low, high, sumOne, sumHundred, sumExp, oddSum };
}

function kindOf({ low, high, sumOne, sumHundred, sumExp }: Looks, rows: number, width: number): Kind {
  if (high <= 1e-4 && sumExp === rows && width > 1) return 'log-probabilities';
  if (low < 0) return 'logits';
  if (high <= 1.0001) return 'probabilities';
  if (width === 1) return high <= 100 ? 'percent' : 'logits';
  if (high <= 100 && sumHundred > 0.9 * rows) return 'percent';
  return sumOne > 0.9 * rows ? 'probabilities' : 'logits';
}

function modelOf(raw: Raw, choices: Choices, notes: Text[], options: ReadOptions): Model {
  const { file, sheet, scores, width } = raw;
  const { rows } = sheet;
  const looks = lookAt(raw, rows);
  const kind = choices.kind ?? kindOf(looks, rows, width);
  const areLogits = kind === 'logits' || kind === 'log-probabilities';
  const percent = kind === 'percent';
  const most = percent ? 100 : 1;
  if (!areLogits && (looks.low < 0 || looks.high > most * 1.0001)) {
    const at = scores.data.findIndex((value) => value < 0 || value > most * 1.0001);
    const cell = format(scores.data[at] as number);
    const place = placeIn(sheet, Math.floor(at / width), raw.columns[at % width]);
    refuse((words) => (percent ? words.notAPercentage(cell) : words.notAProbability(cell)), place);
  }
  notes.push(say((words) => words.read(file, rows, width, words.kinds[kind])));
  if (choices.kind) notes.push(say((words) => words.chosen(words.kinds[kind])));
  if (percent) {
    const { data } = scores;
    for (let at = 0; at < data.length; at++) data[at] = (data[at] as number) / 100;
  }
  if (width === 1) {
    notes.push(say((words) => words.binary));
    return { file, kind, areLogits, scores: pairsOf(scores, areLogits, options) };
  }
  const odd = rows - (percent ? looks.sumHundred : looks.sumOne);
  if (!areLogits && odd > 0) {
    const sum = format(Number((percent ? looks.oddSum / 100 : looks.oddSum).toPrecision(3)));
    notes.push(say((words) => words.sums(odd, sum)));
  }
  return { file, kind, areLogits, scores };
}

/** P(y = 1), or its logit, as two classes. */
function pairsOf({ data }: Matrix, areLogits: boolean, options: ReadOptions): Matrix {
  const pairs = allocate(data.length, 2, options);
  const into = pairs.data;
  for (let row = 0; row < data.length; row++) {
    const value = data[row] as number;
    into[2 * row] = areLogits ? 0 : 1 - value;
    into[2 * row + 1] = value;
  }
  return pairs;
}

function mapLabels(
  { sheet, column, place }: Labels,
  classes: number,
  names: readonly string[] | undefined,
  choices: Choices,
  notes: Text[],
  only?: string,
): { targets: Int32Array; names: readonly string[] | undefined } {
  const { values, words, bad } = column;
  const at = (row: number) => placeIn(sheet, row, place);
  const empty = values.findIndex(Number.isNaN);
  if (bad && bad.cell !== '') refuse((t) => t.notANumber(bad.cell), at(bad.row));
  if (empty !== -1) refuse((t) => t.noLabel, at(empty));
  const codes = words ? wordCodes(words, classes, names, only) : undefined;
  if (codes?.sorted) notes.push(say((t) => t.sorted(codes.names.map(shorten))));
  const targets = new Int32Array(values.length);
  if (codes && words) {
    values.forEach((value, row) => {
      const code = codes.of[value] as number;
      if (code === -1) {
        const word = shorten(words[value] as string);
        const known = (codes.names.length > 10 ? [...codes.names.slice(0, 10), '…'] : codes.names).map(shorten);
        refuse(
          (t) => (codes.names.length > 0 ? t.labelName(word, known) : t.labelNames(words.length, classes)),
          at(row),
        );
      }
      targets[row] = code;
    });
    tellIgnored(targets, notes, sheet);
    return { targets, names: codes.names };
  }
  const first = firstOf(values, classes, names, choices, notes);
  values.forEach((value, row) => {
    const target = value === ignored ? ignored : first(value);
    if (target === undefined || !Number.isInteger(target) || (target !== ignored && (target < 0 || target >= classes)))
      refuse((t) => t.labelRange(format(value), classes, first.base), at(row));
    targets[row] = target as number;
  });
  tellIgnored(targets, notes, sheet);
  return { targets, names };
}

function tellIgnored(targets: Int32Array, notes: Text[], { file }: Sheet): void {
  const count = targets.reduce((sum, target) => sum + (target === ignored ? 1 : 0), 0);
  if (count === targets.length) refuse((words) => words.nothingCounts, { file });
  if (count > 0) notes.push(say((words) => words.ignored(count)));
}

/**
 * The class of each word, or −1.
 *
 * @param only the name of the only column of scores
 */
function wordCodes(
  words: readonly string[],
  classes: number,
  names: readonly string[] | undefined,
  only: string | undefined,
) {
  const find = (word: string, among: readonly string[]) => {
    const exact = among.indexOf(word);
    return exact === -1 ? among.findIndex((name) => name.toLowerCase() === word.toLowerCase()) : exact;
  };
  const codeOf = (word: string, among: readonly string[]) => (word === String(ignored) ? ignored : find(word, among));
  const isNumbered = names?.every((name) => /^\d+$/.test(name));
  if (names && (!isNumbered || words.some((word) => find(word, names) !== -1)))
    return { names, of: words.map((word) => codeOf(word, names)), sorted: false };
  const own = words.filter((word) => word !== String(ignored)).sort();
  if (own.length !== classes) return { names: [], of: words.map(() => -1), sorted: false };
  // A single number is that of the second class, and a column may be called so.
  const sorted = only !== own[0];
  if (!sorted) own.reverse();
  return { names: own, of: words.map((word) => codeOf(word, own)), sorted };
}

/** How numbers of labels become class indices. */
function firstOf(
  values: Float64Array,
  classes: number,
  names: readonly string[] | undefined,
  { first }: Choices,
  notes: Text[],
) {
  const counting = values.filter((value) => value !== ignored);
  const from = (base: number) => Object.assign((value: number) => value - base, { base });
  if (first !== undefined) return from(first);
  const least = counting.reduce((low, value) => Math.min(low, value), Infinity);
  const most = counting.reduce((high, value) => Math.max(high, value), -Infinity);
  // The classes have numbers for names: 3, 5 and 8, or 1 to K.
  const numbers = names?.map(Number);
  if (numbers?.every(Number.isInteger) && counting.every((value) => numbers.includes(value))) {
    const base = numbers[0] as number;
    if (numbers.every((number, index) => number === base + index)) {
      if (base === 1) notes.push(say((words) => words.oneBased));
      return from(base);
    }
    return Object.assign((value: number) => numbers.indexOf(value), { base: 0 });
  }
  if (classes === 2 && least === -1 && most === 1 && !counting.includes(0)) {
    notes.push(say((words) => words.minusOne));
    return Object.assign((value: number) => (value + 1) / 2, { base: 0 });
  }
  if (least >= 1 && most === classes) {
    notes.push(say((words) => words.oneBased));
    return from(1);
  }
  if (least >= 1 && classes > 2) notes.push(say((words) => words.zeroBased));
  return from(0);
}
