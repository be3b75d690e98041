/** A legend: what colors and lines mean. */

import type { LegendEntry } from '../figures/figure.js';
import { make } from './dom.js';

export function showLegend(list: HTMLElement, entries: readonly LegendEntry[]): void {
  list.hidden = entries.length === 0;
  list.replaceChildren(
    ...entries.map(({ label, series, mark }) => {
      const item = make('li', { class: mark }, label);
      item.style.setProperty('--color', `var(--series-${series + 1})`);
      return item;
    }),
  );
}
