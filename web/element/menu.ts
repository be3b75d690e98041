/** The closed menu at the head of a figure: what is in it is loaded when it is opened. */

import { make } from './dom.js';
import type { Host, View } from './host.js';

/** What the menu takes of the view. */
export interface Source extends Pick<View, 'csv' | 'picture' | 'svg'> {
  readonly print: () => unknown;
}

export interface Menu {
  readonly element: HTMLElement;
  /** Names the menu, and says what is in it in another language. */
  readonly show: (label: string) => void;
}

export function createMenu(host: Host, source: Source): Menu {
  const summary = make('summary', { part: 'button' });
  const list = make('div', { class: 'menu' });
  const element = make('details', { class: 'share', part: 'toolbar' }, summary, list);
  // Anew each time, because what it offers depends on the settings.
  const fill = async () => {
    list.replaceChildren();
    if (!element.open) return;
    try {
      (await import('./toolbar/index.js')).fillMenu(element, list, host, source);
    } catch {
      element.open = false;
    }
  };
  element.addEventListener('toggle', fill);
  return {
    element,
    show: (label) => {
      if (summary.textContent === label) return;
      summary.textContent = label;
      fill();
    },
  };
}
