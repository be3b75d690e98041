/**
 * What stands inside each `<label-smoothing>` until it runs, and for good where there is no JavaScript or WebAssembly:
 * the figure in its first state, drawn by the build with the figures' own code, and its numbers as a table.
 */
import { Chart } from 'chart.js';
import type { Chart as FigureChart, Content as FigureContent, Table, Theme } from '../figures/figure.js';
import { long, short } from '../figures/format.js';
import { firstContent } from './computed.js';
import type { Content } from './content/content.js';
import type { FigureName } from './figures.js';
import { SvgContext } from './svg-context.js';

/** Small, because letters shrink with the picture on a telephone. */
const width = 420;
const height = 260;

/** A longer table is shown in part; that many rows, the first and the last among them. */
const longestTable = 12;
const rowsShown = 8;

/** Colors that follow the page, whichever its theme is by then. */
const theme: Theme = {
  text: 'var(--ls-fg)',
  muted: 'var(--ls-muted)',
  grid: 'var(--ls-grid)',
  background: 'var(--ls-bg)',
  accent: 'var(--ls-accent)',
  series: [1, 2, 3, 4, 5, 6].map((series) => `var(--ls-series-${series})`),
  font: 'sans-serif',
};

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function picture(chart: FigureChart, id: string): string {
  const context = new SvgContext(width, height, id);
  const configuration = chart.configuration(theme);
  const options = { ...configuration.options, responsive: false, devicePixelRatio: 1, events: [] };
  // Chart.js wants a canvas of the browser and uses no more of it than this.
  new Chart(context.canvas as unknown as HTMLCanvasElement, { ...configuration, options }).destroy();
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(chart.label)}">${context}</svg>`;
}

const cellText = (cell: string | number) => escapeHtml(typeof cell === 'number' ? long(cell) : cell);

/** Of a curve's many rows a few, evenly spread. */
function shownRows(rows: Table['rows']): Table['rows'] {
  if (rows.length <= longestTable) return rows;
  return Array.from(
    { length: rowsShown },
    (_, index) => rows[Math.round((index * (rows.length - 1)) / (rowsShown - 1))] as Table['rows'][number],
  );
}

function table(caption: string, { header, rows }: Table): string {
  const columns = header.map((cell) => (cell === '' ? '<td></td>' : `<th scope="col">${escapeHtml(cell)}</th>`));
  const cells = (row: Table['rows'][number]) =>
    row.map((cell, index) => (index === 0 ? `<th scope="row">${cellText(cell)}</th>` : `<td>${cellText(cell)}</td>`));
  return `<div class="fallback-table" role="group" tabindex="0" aria-label="${escapeHtml(caption)}"><table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${columns.join('')}</tr></thead>
<tbody>${shownRows(rows)
    .map((row) => `<tr>${cells(row).join('')}</tr>`)
    .join('')}</tbody>
</table></div>`;
}

/** A chain of matrices, each with the operation that made it. */
function tensors(steps: NonNullable<FigureContent['tensors']>): string {
  return steps
    .map(({ title, columns, rows, explanation }, index) =>
      table(`${index + 1}. ${title}: ${explanation}`, {
        header: ['', ...columns],
        rows: rows.map(({ label, cells }) => [label, ...cells.map((cell) => short(cell))]),
      }),
    )
    .join('\n');
}

export function fallback(name: FigureName, { lang }: Content): string {
  const content = firstContent(name, lang);
  const pictures = content.charts.map((chart, index) => picture(chart, `${name}-${index}`));
  const series = content.legend.map(
    ({ label, series }) => `<li class="series-${series + 1}">${escapeHtml(label)}</li>`,
  );
  const numbers = content.tensors ? tensors(content.tensors) : table(content.title, content.table);
  return `<div class="fallback">
${series.length > 0 ? `<ul class="legend">${series.join('')}</ul>` : ''}
${pictures.length > 0 ? `<div class="pictures">${pictures.join('\n')}</div>` : ''}
${numbers}
</div>`;
}
