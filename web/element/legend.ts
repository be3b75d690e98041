/** A legend: what colors and lines mean. */

import type { LegendEntry } from '../figures/figure.js';
import { fit, make, write } from './dom.js';

export function showLegend(list: HTMLElement, entries: readonly LegendEntry[]): void {
  list.hidden = entries.length === 0;
  fit(list, entries.length, () => make('li'));
  entries.forEach(({ label, series, mark }, index) => {
    const item = list.children[index] as HTMLElement;
    // Another class may mark it.
    if (!item.classList.contains(mark)) item.className = mark;
    item.style.setProperty('--color', `var(--series-${series + 1})`);
    write(item, label);
  });
}
