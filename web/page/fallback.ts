/**
 * The contents of each `<label-smoothing>` until it runs, or for good without JavaScript or WebAssembly: the figure in
 * its first state, drawn by the build with the figures' own code, and its numbers as a table.
 */

import { escapeHtml } from '../figures/escape.js';
import type { Content as FigureContent, Table } from '../figures/figure.js';
import { long, short } from '../figures/format.js';
import { wayToTop } from '../locales/languages.js';
import { picture } from './chart-files.js';
import type { Content } from './content.js';
import type { FigureName } from './figures.js';
import { firstContent } from './first-state.js';

/** The most rows of a table; a longer one is thinned, keeping the first and the last row. */
const longestTable = 10;
const rowsShown = 5;
/** The most columns that fit a phone and paper. */
const mostColumns = 8;

const cellText = (cell: string | number) => escapeHtml(typeof cell === 'number' ? long(cell) : cell);

/** A few of a curve's many rows, evenly spread. */
function shownRows(rows: Table['rows']): Table['rows'] {
  if (rows.length <= longestTable) return rows;
  return Array.from(
    { length: rowsShown },
    (_, index) => rows[Math.round((index * (rows.length - 1)) / (rowsShown - 1))] as Table['rows'][number],
  );
}

/** Turns the columns of a table that is too wide into rows. */
function upright({ header, rows }: Table): Table {
  const shown = shownRows(rows);
  if (header.length <= Math.max(mostColumns, shown.length + 1)) return { header, rows: shown };
  const lines = [header, ...shown];
  const [first = [], ...others] = header.map((_, column) => lines.map((line) => line[column] as string | number));
  return { header: first.map((cell) => (typeof cell === 'number' ? long(cell) : cell)), rows: others };
}

function table(caption: string, content: Table): string {
  // Networks that are yet to be trained have said nothing.
  if (content.rows.length === 0) return '';
  const { header, rows } = upright(content);
  const columns = header.map((cell) => (cell === '' ? '<td></td>' : `<th scope="col">${escapeHtml(cell)}</th>`));
  const cells = (row: Table['rows'][number]) =>
    row.map((cell, index) => (index === 0 ? `<th scope="row">${cellText(cell)}</th>` : `<td>${cellText(cell)}</td>`));
  return `<div class="fallback-table" role="group" tabindex="0" aria-label="${escapeHtml(caption)}"><table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${columns.join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row).join('')}</tr>`).join('')}</tbody>
</table></div>`;
}

/** A sequence of matrices, each with the operation that made it, which the code beside `steps` explains. */
function tensors(name: FigureName, steps: NonNullable<FigureContent['tensors']>): string {
  return steps
    .map(({ title, columns, rows, explanation }, index) =>
      table(`${index + 1}. ${title}${name === 'steps' ? '' : `: ${explanation}`}`, {
        header: ['', ...columns],
        rows: rows.map(({ label, cells }) => [label, ...cells.map((cell) => short(cell))]),
      }),
    )
    .join('\n');
}

function legend(entries: FigureContent['legend'] = []): string {
  const items = entries.map(
    ({ label, series, mark }) => `<li class="series-${series + 1} mark-${mark}">${escapeHtml(label)}</li>`,
  );
  return items.length > 0 ? `<ul class="legend">${items.join('')}</ul>` : '';
}

export function fallback(name: FigureName, { lang }: Content): string {
  const content = firstContent(name, lang);
  const pictures = content.charts.map((chart) => `<div>${legend(chart.legend)}${picture(chart, wayToTop(lang))}</div>`);
  const numbers = content.tensors ? tensors(name, content.tensors) : table(content.title, content.table);
  return `<div class="fallback">
${legend(content.legend)}
${pictures.length > 0 ? `<div class="pictures">${pictures.join('\n')}</div>` : ''}
${numbers}
</div>`;
}
