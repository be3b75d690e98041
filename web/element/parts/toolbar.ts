/** The menu at the head of a figure. Its contents load when it is opened. */

import { make } from '../dom.js';
import type { Host, Source } from '../host.js';
import { loadImages } from '../images.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

export function createToolbar(host: Host, view: Omit<Source, 'print'>): Part {
  const print = () =>
    loadImages()
      .catch(() => {})
      .then(() => globalThis.print());
  const summary = make('summary', { part: 'button' });
  const list = make('div', { class: 'menu' });
  const element = make('details', { class: 'share', part: 'toolbar' }, summary, list);
  // Filled each time, because what it offers depends on the settings.
  const fill = async () => {
    list.replaceChildren();
    if (!element.open) return;
    try {
      (await import('../toolbar/index.js')).fillMenu(element, list, host, { ...view, print });
    } catch {
      element.open = false;
    }
  };
  element.addEventListener('toggle', fill);
  return {
    element,
    show: ({ snapshot: { hide, language } }) => {
      element.hidden = hide.has('toolbar') || hide.has('controls');
      const { share } = texts[language];
      if (summary.textContent === share) return;
      summary.textContent = share;
      // The language of its contents changes, too.
      fill();
    },
  };
}
