/** How people call their columns. */

import type { Column } from './sheet.js';

/** How a header calls the column with the classes, in the order in which it is believed. */
export const labelName =
  /^(true[_ -]?label|y[_ -]?true|ground[_ -]?truth|gt|target|targets|label|labels|class|true|truth|actual|y|species|標籤|類別|真值)$/i;

const ranks = labelName.source
  .slice(2, -2)
  .split('|')
  .map((name) => new RegExp(`^(${name})$`, 'i'));

/** The one of these columns whose name is believed most to be that of the labels. */
export function labelByName(columns: readonly Column[], places: readonly number[]): number | undefined {
  const rank = (place: number) => ranks.findIndex((name) => name.test(columns[place]?.name.trim() ?? ''));
  return places.filter((place) => rank(place) !== -1).sort((one, other) => rank(one) - rank(other))[0];
}

const indexName = /^(|#|unnamed: ?\d+|row|rownames|rowid|(.*[^a-z])?(id|idx|index)|__index_level_\d+__)$/i;
const camelCaseId = /[a-z]I[dD]$/;

/** Whether a column only counts the rows. */
export function isIndex({ name, values, whole }: Column, place: number, columns: readonly Column[]): boolean {
  if (!whole || values.length < 2 || !(indexName.test(name) || camelCaseId.test(name))) return false;
  if (name !== '') return new Set(values).size === values.length;
  // Without a name only the first column, and no labels.
  const first = values[0] as number;
  if (place !== 0 || (first !== 0 && first !== 1) || !values.every((value, row) => value === first + row)) return false;
  const rest = columns.slice(1);
  // A header that leaves the name of this column out.
  if (rest.some((column) => column.name !== '')) return true;
  return (
    rest.length > 1 &&
    values.length > 2 &&
    (values.length > rest.length || rest.some(({ words, whole }) => words || whole))
  );
}
