/** The color scale of matrices and heat maps. */

import { short } from '../../figures/format.js';
import { heatColor } from '../../figures/viridis.js';
import { make } from '../dom.js';
import type { Part } from './part.js';

const stops = 16;
const ticks = [0, 0.25, 0.5, 0.75, 1];

export interface Scale extends Part {
  /** Marks where a value lies, or none. */
  readonly mark: (value: number | undefined) => void;
}

/** @param matrices whose cells are colored by this scale, too */
export function createScale(matrices: HTMLElement): Scale {
  const where = make('span', { class: 'where', hidden: true });
  let highest = 1;
  const name = make('span');
  const bar = make('span', { class: 'bar' }, where);
  const numbers = make('span', { class: 'ticks' });
  const colors = Array.from({ length: stops + 1 }, (_, index) => heatColor(index / stops));
  bar.style.backgroundImage = `linear-gradient(to right, ${colors.join(', ')})`;
  const element = make('div', { class: 'scale' }, name, bar, numbers);
  const mark = (value: number | undefined) => {
    where.hidden = value === undefined || !Number.isFinite(value);
    if (value === undefined) return;
    where.style.insetInlineStart = `${100 * Math.min(Math.max(value / highest, 0), 1)}%`;
    where.textContent = short(value, 3);
  };
  matrices.addEventListener('pointerover', ({ target }) => {
    const isCell = target instanceof HTMLTableCellElement && target.classList.contains('heat');
    mark(isCell ? Number(target.textContent) : undefined);
  });
  return {
    element,
    mark,
    show: ({ content: { colorScale } }) => {
      element.hidden = !colorScale;
      if (!colorScale) return;
      const { label, high } = colorScale;
      highest = high;
      name.textContent = label;
      numbers.replaceChildren(...ticks.map((fraction) => make('span', {}, short(fraction * high, 3))));
    },
  };
}
