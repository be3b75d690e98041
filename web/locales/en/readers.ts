/** What is wrong with a file of predictions, and how it was read. */

import type { texts as master } from '../zh-Hant/readers.js';

const count = (n: number) => n.toLocaleString('en');
const rows = (n: number) => `${count(n)} ${n === 1 ? 'row' : 'rows'}`;
const list = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');

export const texts: typeof master = {
  language: 'en',
  at: ({ file, line, row, column, name }, rule) => {
    const places = [
      file,
      line && `line ${line}`,
      row && `row ${count(row)}`,
      column && `column ${column}${name ? ` (“${name}”)` : ''}`,
    ].filter(Boolean);
    return places.length > 0 ? `${places.join(', ')}: ${rule}` : rule;
  },

  empty: 'there is no data in it.',
  tooLarge: (megabytes) => `it is larger than ${count(megabytes)} MB, which is the limit.`,
  tooManyValues: (limit) => `it has more than ${count(limit)} numbers, which is the limit.`,
  tooSlow: (seconds) => `it could not be read in ${count(seconds)} s, which is the limit for its size: it is damaged.`,
  unknownFormat: 'this is neither CSV, TSV, NPY, NPZ, JSON nor Parquet.',
  excel: 'this is a workbook. Save the sheet as CSV.',
  pickle: 'this is a pickle, which can run any code. Save the array with numpy.save or numpy.savez.',
  quotes: 'a quotation mark is not closed or out of place.',
  ragged: (cells, width) => `this row has ${cells} cells, expected ${width}.`,
  notANumber: (cell) => `“${cell}” is not a number.`,
  missing: 'the cell is empty, expected a number.',
  noLabel: 'the cell is empty, expected a class.',
  tooGreat: (cell) => `${cell} does not fit into 32 bits.`,

  notNpy: 'it does not begin as an NPY file does.',
  npyHeader: 'the header of the NPY file is damaged.',
  npyType: (type) => `it holds values of type ${type}, expected numbers or strings.`,
  npyObjects: 'it holds Python objects, which could run any code. Save an array of numbers.',
  npyShape: (shape) => `its shape is (${shape}), expected one or two axes: rows and classes.`,
  truncated: (bytes, expected) => `it ends after ${count(bytes)} bytes, expected ${count(expected)}.`,
  zipBroken: 'the ZIP archive is damaged.',
  zipEmpty: 'the archive has no arrays (.npy) in it.',
  jsonBroken: (reason) => `this is not JSON: ${reason}`,
  jsonShape: 'expected a list of rows, or names with lists of the same length.',
  parquetBroken: (reason) => `the Parquet file cannot be read: ${reason}`,
  parquetCodec: (codec) => `it is compressed with ${codec}, expected none, snappy or gzip.`,

  noFiles: 'no file was given.',
  noScores: 'there are no columns with predictions in it, expected one for each class.',
  noLabels: 'there are no labels: expected a column of classes, or a second file with one label for each row.',
  noSuchColumn: (wanted, names) => `there is no column ${wanted}; there are ${list(names)}.`,
  whichLabel: (names) => `several columns could be the labels: ${list(names)}. Choose one.`,
  tooManyFiles: 'there are more than two files of predictions; two can be compared.',
  lengths: (other, own, expected) => `it has ${rows(own)}, but ${other} has ${rows(expected)}.`,
  widths: (other, own, expected) => `it has ${own} classes, but ${other} has ${expected}.`,
  otherLabels: (other) => `its labels differ from those in ${other}: two models are compared on the same rows.`,
  labelRange: (cell, classes, first) =>
    `the label is ${cell}, expected an integer from ${first} to ${classes - 1 + first}, or -100 for a row to ignore.`,
  labelName: (cell, names) => `the label “${cell}” is none of the classes ${list(names)}.`,
  labelNames: (found, classes) =>
    `there are ${found} names of labels for ${classes} classes. Name the columns of the predictions after the classes.`,
  oneHot: 'expected a single 1 among zeros: the label as one-hot.',
  nothingCounts: 'every row is ignored (-100).',
  notAProbability: (cell) => `${cell} is not a probability, expected a number from 0 to 1.`,
  notAPercentage: (cell) => `${cell} is no percentage, expected a number from 0 to 100.`,
  notFinite: (cell) => `the prediction is ${cell}, expected a number.`,
  allMasked: 'every logit of the row is −∞, so that no class is left.',

  kinds: {
    logits: 'logits',
    'log-probabilities': 'log-probabilities',
    probabilities: 'probabilities',
    percent: 'percentages',
  },
  read: (file, n, classes, kind) => `${file}: ${rows(n)} of ${classes} ${kind}.`,
  chosen: (kind) => `Taken for ${kind}, as chosen.`,
  binary: 'One number in each row: taken for the second of two classes, P(y = 1).',
  label: (file, column) => `Labels: ${column ? `column “${column}” of ` : ''}${file}.`,
  left: (file, names) => `Left out of ${file}: ${list(names)}.`,
  indexLeft: (file) => `Left out of ${file}: the first column, which only counts the rows.`,
  oneBased: 'The labels count from 1.',
  zeroBased: 'The labels seem to count from 0. If they count from 1, choose so.',
  minusOne: 'The labels −1 and 1 were taken for 0 and 1.',
  sorted: (names) => `The classes in alphabetical order: ${list(names)}.`,
  ignored: (n) => `${rows(n)} with the label -100 ${n === 1 ? 'is' : 'are'} ignored.`,
  sums: (n, sum) =>
    `In ${rows(n)} the probabilities do not sum to 1 (one of them to ${sum}). Are these probabilities at all?`,
};
