/** Every number that the figure draws, as a table that starts closed. */

import { long } from '../../figures/format.js';
import { fillTable, make, write } from '../dom.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

export interface DataTable extends Part {
  readonly element: HTMLDetailsElement;
  readonly table: HTMLTableElement;
}

/** A table that starts closed, and what it is called. */
export function createFoldedTable() {
  const title = make('summary');
  const table = make('table', { part: 'table' });
  const frame = make('div', { class: 'data', role: 'region', tabindex: '0' }, table);
  const element = make('details', {}, title, frame);
  const call = (summary: string, name = summary) => {
    write(title, summary);
    frame.setAttribute('aria-label', summary);
    table.setAttribute('aria-label', name);
  };
  return { element, table, call };
}

export function createDataTable(): DataTable {
  const { element, table, call } = createFoldedTable();
  return {
    element,
    table,
    show: ({ content, snapshot: { language }, isRunning }) => {
      const { header, rows } = content.table;
      element.hidden = rows.length === 0;
      call(texts[language].tableSummary, content.title);
      // During training it changes with every frame, so it is written only while open.
      if (isRunning && !element.open) return;
      const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? long(cell) : cell)));
      fillTable(table, header, cells);
    },
  };
}
