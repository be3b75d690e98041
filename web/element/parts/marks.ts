/** Marks what the reader, or the page, points at, wherever the figure shows it. */

import type { Content } from '../../figures/figure.js';
import type { Host } from '../host.js';
import type { Names } from '../names/index.js';
import type { Charts } from './charts.js';

export interface Marks {
  /** Marks a class or point (or none), and everything with one of the names. */
  readonly highlight: (index: number | undefined, names: string) => Promise<void>;
  /** The class or point under the pointer, or undefined. */
  readonly point: (index: number | undefined) => void;
  /** Marks freshly written cells. */
  readonly show: (content: Content) => void;
}

interface Places {
  readonly figure: HTMLElement;
  readonly charts: Charts;
  readonly table: HTMLTableElement;
  /** A list of matrices, whose columns are classes. */
  readonly matrices: HTMLElement;
}

export function createMarks(host: Host, { figure, charts, table, matrices }: Places): Marks {
  let marked: number | undefined;
  let isMarked = false;
  /** Columns of the table before those of the classes; undefined if its rows are classes or points. */
  let first: number | undefined;

  const markCells = (table: HTMLTableElement, before: number | undefined) => {
    for (const [place, row] of [...(table.tBodies[0]?.rows ?? [])].entries()) {
      const whole = before === undefined && place === marked;
      for (const [column, cell] of [...row.cells].entries()) {
        cell.classList.toggle('marked', whole || (before !== undefined && column - before === marked));
      }
    }
  };
  const show = () => {
    if (marked === undefined && !isMarked) return;
    isMarked = marked !== undefined;
    markCells(table, first);
    for (const matrix of matrices.querySelectorAll('table')) markCells(matrix, 1);
    charts.mark(marked);
  };
  const mark = (index: number | undefined) => {
    if (index === marked) return false;
    marked = index;
    show();
    return true;
  };
  const point = (index: number | undefined) => {
    if (mark(index)) host.pointed(index);
  };
  const pointAtCell = ({ target }: Event) => {
    const cell = target instanceof Element ? target.closest('td, th') : null;
    const row = cell?.closest('tbody tr');
    if (!(cell instanceof HTMLTableCellElement) || !(row instanceof HTMLTableRowElement)) return;
    const before = matrices.contains(cell) ? 1 : first;
    const index = before === undefined ? row.sectionRowIndex : cell.cellIndex - before;
    point(index >= 0 ? index : undefined);
  };
  for (const place of [table, matrices]) {
    place.addEventListener('pointerover', pointAtCell);
    place.addEventListener('pointerleave', () => point(undefined));
  }

  let names: Promise<Names | undefined> | undefined;
  /** Loads the marks by name when somebody points at something. */
  const loadNames = () => {
    names ??= import('../names/index.js').then(
      ({ createNames }) => createNames(host, figure),
      () => undefined,
    );
    return names;
  };
  for (const type of ['pointerover', 'focusin']) figure.addEventListener(type, loadNames, { once: true });

  return {
    highlight: async (index, wanted) => {
      mark(index);
      if (wanted || names) (await loadNames())?.mark(wanted);
    },
    point,
    show: ({ classColumns }) => {
      first = classColumns;
      show();
    },
  };
}
