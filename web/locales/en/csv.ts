/** What is wrong with a reader's table, beside what no file may be: see readers.ts. */

import type { texts as master } from '../zh-Hant/csv.js';

export const texts: typeof master = {
  tooLarge: (megabytes) => `the file is too large; the limit is ${megabytes} MB.`,
  columns: (width, mostFeatures) =>
    `there are ${width} columns, expected 1 to ${mostFeatures} of numbers or categories and one with the class.`,
  tooFewRows: (count, fewestRows) => `there are only ${count} complete rows of data, expected at least ${fewestRows}.`,
  tooManyRows: (mostRows) => `there are more than ${mostRows} rows, which is the limit.`,
  notANumber: (cell) => `“${cell}” is not a number.`,
  tooManyClasses: (mostClasses) =>
    `it was taken for the class but has more than ${mostClasses} values. Call the class column “label”, or make it the last one.`,
  oneClass: 'all rows have the same class, so there is nothing to tell apart.',
  left: (names) =>
    `Left out, with too many empty cells or different words: ${names.map((name) => `“${name}”`).join(', ')}.`,
  incomplete: (count) => `${count} rows with empty cells are left out.`,
};
