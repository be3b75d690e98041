/** Matrices of numbers, one after the other. */

import type { Tensor } from '../../figures/figure.js';
import { short } from '../../figures/format.js';
import { heatColor, heatTextColor } from '../../figures/viridis.js';
import { fillTable, make } from '../dom.js';

/** A NaN in a cell is a computed result, not a missing number. */
export const cellText = (value: number, places?: number): string =>
  Number.isNaN(value) ? 'NaN' : short(value, places);

/** Below this width, in CSS pixels, numbers lose a decimal so as not to collide. */
const narrow = 290;

/** Decimals of the numbers in a list of matrices. */
export const placesIn = (list: HTMLElement): number => (list.clientWidth < narrow ? 3 : 4);

export function showTensors(list: HTMLElement, tensors: readonly Tensor[]): void {
  while (list.childElementCount > tensors.length) list.lastElementChild?.remove();
  // Most figures have none, and reading a width forces layout.
  if (tensors.length === 0) return;
  const places = placesIn(list);
  tensors.forEach((tensor, index) => {
    let item = list.children[index];
    if (!item) {
      const scroll = make('div', { class: 'scroll' }, make('table'));
      item = make('li', { class: 'tensor' }, make('p', { class: 'title' }), make('p'), scroll);
      list.append(item);
    }
    const [title, explanation] = item.children as unknown as [HTMLElement, HTMLElement];
    title.textContent = tensor.title;
    explanation.textContent = tensor.explanation;
    const values = tensor.rows.map(({ cells }) => cells);
    const table = item.querySelector('table') as HTMLTableElement;
    table.setAttribute('aria-label', tensor.title);
    table.style.setProperty('--columns', String(tensor.columns.length));
    fillTable(
      table,
      ['', ...tensor.columns],
      tensor.rows.map(({ label, cells }) => [label, ...cells.map((value) => cellText(value, places))]),
      (cell, row, column) => {
        const value = values[row]?.[column - 1] as number;
        const fraction = tensor.heat ? value / tensor.heat[1] : 0;
        cell.classList.toggle('heat', tensor.heat !== undefined);
        cell.classList.toggle('changed', tensor.changed(row, column - 1));
        cell.classList.toggle('endless', Math.abs(value) === Number.POSITIVE_INFINITY);
        cell.style.backgroundColor = tensor.heat ? heatColor(fraction) : '';
        cell.style.color = tensor.heat ? heatTextColor(fraction) : '';
      },
    );
  });
}

/** A scrollable region must be reachable by keyboard; any other should be no tab stop. */
export function markScrollable(list: HTMLElement): void {
  for (const scroll of list.querySelectorAll<HTMLElement>('.scroll')) {
    if (scroll.scrollWidth > scroll.clientWidth) scroll.tabIndex = 0;
    else scroll.removeAttribute('tabindex');
  }
}
