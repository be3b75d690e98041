/** What is wrong with a reader's table. */

import type { texts as master } from '../zh-Hant/csv.js';

export const texts: typeof master = {
  tooLarge: (megabytes) => `The file is too large; the limit is ${megabytes} MB.`,
  empty: 'There is no data in the file.',
  quotes: 'A quotation mark is not closed or out of place.',
  columns: (width, mostFeatures) =>
    `There are ${width} columns, expected 1 to ${mostFeatures} of numbers and one with the class.`,
  tooFewRows: (count, fewestRows) => `There are only ${count} rows of data, expected at least ${fewestRows}.`,
  tooManyRows: (mostRows) => `There are more than ${mostRows} rows, which is the limit.`,
  ragged: (count, width) => `This row has ${count} columns, the first one has ${width}.`,
  notANumber: (column, cell) => `“${cell}” in column ${column} is not a number.`,
  noLabel: (column) => `Column ${column} should name the class, but is empty.`,
  tooManyClasses: (column, mostClasses) =>
    `Column ${column} was taken for the class but has more than ${mostClasses} values. Call the class column “label”, or make it the last one.`,
  oneClass: 'All rows have the same class, so there is nothing to tell apart.',
};
