/** Replaces a chart that cannot be drawn: the reason, and what could be shown instead. */

import type { Content } from '../../figures/figure.js';
import { make } from '../dom.js';
import type { Part } from './part.js';

/** @param accept called when the reader accepts the offer */
export function createInstead(accept: (changes: NonNullable<Content['offer']>['changes']) => void): Part {
  const element = make('div', { class: 'instead' });
  return {
    element,
    show: ({ content: { notes, offer } }) => {
      const reasons = notes.filter(({ kind }) => kind === 'impossible');
      element.hidden = reasons.length === 0 && !offer;
      element.classList.toggle('offer', offer !== undefined);
      element.replaceChildren(...reasons.map(({ text }) => make('p', {}, text)));
      if (!offer) return;
      const button = make('button', { type: 'button', part: 'button' }, offer.action);
      button.addEventListener('click', () => accept(offer.changes));
      element.append(make('p', {}, offer.text), button);
    },
  };
}
