/** The color scale of matrices and heat maps. */

import { short } from '../../figures/format.js';
import { heatColor } from '../../figures/viridis.js';
import { make } from '../dom.js';
import type { Part } from './part.js';

const stops = 16;
const ticks = [0, 0.25, 0.5, 0.75, 1];

export function createScale(): Part {
  const name = make('span');
  const bar = make('span', { class: 'bar' });
  const numbers = make('span', { class: 'ticks' });
  const colors = Array.from({ length: stops + 1 }, (_, index) => heatColor(index / stops));
  bar.style.backgroundImage = `linear-gradient(to right, ${colors.join(', ')})`;
  const element = make('div', { class: 'scale' }, name, bar, numbers);
  return {
    element,
    show: ({ content: { colorScale } }) => {
      element.hidden = !colorScale;
      if (!colorScale) return;
      const { label, high } = colorScale;
      name.textContent = label;
      numbers.replaceChildren(...ticks.map((fraction) => make('span', {}, short(fraction * high, 3))));
    },
  };
}
