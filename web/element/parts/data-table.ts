/** Every number that the figure draws, as a table that starts closed. */

import { long } from '../../figures/format.js';
import { fillTable, make, write } from '../dom.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

export interface DataTable extends Part {
  readonly element: HTMLDetailsElement;
  readonly table: HTMLTableElement;
}

export function createDataTable(): DataTable {
  const title = make('summary');
  const table = make('table', { part: 'table' });
  const frame = make('div', { class: 'data', role: 'region', tabindex: '0' }, table);
  const element = make('details', {}, title, frame);
  return {
    element,
    table,
    show: ({ content, snapshot: { language }, isRunning }) => {
      const { header, rows } = content.table;
      const { tableSummary } = texts[language];
      element.hidden = rows.length === 0;
      write(title, tableSummary);
      frame.setAttribute('aria-label', tableSummary);
      table.setAttribute('aria-label', content.title);
      // During training it changes with every frame, so it is written only while open.
      if (isRunning && !element.open) return;
      const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? long(cell) : cell)));
      fillTable(table, header, cells);
    },
  };
}
