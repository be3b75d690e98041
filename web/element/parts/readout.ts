/** The numbers next to the chart. */

import { mask as masked } from '../../figures/figure.js';
import { long } from '../../figures/format.js';
import { make } from '../dom.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

/** @param hasControl whether a control already shows the parameter of that name */
export function createReadout(hasControl: (name: string) => boolean): Part {
  const element = make('dl', { class: 'readout', part: 'readout' });
  return {
    element,
    show: ({ content, snapshot: { language, mask } }) => {
      element.setAttribute('aria-label', texts[language].readout);
      const entries = Object.entries(content.readout).filter(([key, { setting }]) => !(setting && hasControl(key)));
      element.replaceChildren(
        ...entries.map(([key, { label, value, text = long(value) }]) =>
          make('div', {}, make('dt', {}, label), make('dd', { 'data-key': key }, mask.has(key) ? masked : text)),
        ),
      );
    },
  };
}
