/** The numbers next to the chart. */

import { mask as masked } from '../../figures/figure.js';
import { long } from '../../figures/format.js';
import { fit, make, write } from '../dom.js';
import { masksOf } from '../host.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

/** @param hasControl whether a control already shows the parameter of that name */
export function createReadout(hasControl: (name: string) => boolean): Part {
  const element = make('dl', { class: 'readout', part: 'readout' });
  return {
    element,
    show: ({ content, snapshot }) => {
      element.setAttribute('aria-label', texts[snapshot.language].readout);
      const masks = masksOf(snapshot);
      const entries = Object.entries(content.readout).filter(([key, { setting }]) => !(setting && hasControl(key)));
      fit(element, entries.length, () => make('div', {}, make('dt'), make('dd')));
      entries.forEach(([key, { label, value, text = long(value) }], index) => {
        const [term, number] = (element.children[index] as HTMLElement).children as unknown as [Element, Element];
        write(term, label);
        number.setAttribute('data-key', key);
        write(number, masks.includes(key) ? masked : text);
      });
    },
  };
}
