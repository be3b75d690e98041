/**
 * What stands inside each `<label-smoothing>` until it runs, and for good where there is no JavaScript or WebAssembly:
 * the figure's first numbers as a table.
 */
import type { Content } from './content/content.js';
import type { FigureName } from './figures.js';

type Cell = string | number;

const number = (value: Cell) => (typeof value === 'number' ? String(Number(value.toFixed(4))) : value);

function table(caption: string, header: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const cells = (row: readonly Cell[]) =>
    row.map((cell, index) => (index === 0 ? `<th scope="row">${cell}</th>` : `<td>${number(cell)}</td>`)).join('');
  return `<div class="fallback"><table>
<caption>${caption}</caption>
<thead><tr>${header.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody>
</table></div>`;
}

const third = 0.1 / 3;
const share = 0.4 / 3;
const maskedTargets = [
  [0, share, 0.6, share, share],
  [0, 0.6, share, share, share],
  [0, 0, 0, 0, 0],
];

export function fallback(figure: FigureName, content: Content): string {
  const { captions, classNumber, row, hard, smoothed, sample, probability, loss } = content.fallback;
  const caption = captions[figure];
  const classes = [0, 1, 2, 3, 4].map(classNumber);
  const asMatrix = () =>
    table(
      caption,
      [sample, ...classes],
      maskedTargets.map((cells, index) => [row(index), ...cells]),
    );
  const asLabels = (target: readonly number[]) =>
    table(
      caption,
      ['', ...classes],
      [
        [hard, 0, 0, 1, 0, 0],
        [smoothed, ...target],
      ],
    );
  switch (figure) {
    case 'cross-entropy': {
      const probabilities = [0.1, 0.25, 0.5, 0.75, 0.9, 0.99];
      return table(
        caption,
        [probability, ...probabilities.map(String)],
        [[loss, ...probabilities.map((p) => -Math.log(p))]],
      );
    }
    case 'targets':
      return asLabels([0.02, 0.02, 0.92, 0.02, 0.02]);
    case 'example':
      return asLabels([0, third, 0.9, third, third]);
    case 'steps':
    case 'heatmap':
      return asMatrix();
    case 'loss-curve':
      // Σ q (log q − log p) at a few x; the padding class has q = 0 and adds nothing.
      return table(
        caption,
        ['x', '1', '3', '9', '27', '60', '99'],
        [
          [
            loss,
            ...[1, 3, 9, 27, 60, 99].map((x) => 0.9 * Math.log((0.9 * (x + 3)) / x) + 0.1 * Math.log(third * (x + 3))),
          ],
        ],
      );
  }
}
