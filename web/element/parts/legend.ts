/** The legend for all charts. A chart that differs has its own. */

import { make } from '../dom.js';
import { showLegend } from '../legend.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

export function createLegend(): Part {
  const element = make('ul', { class: 'legend' });
  return {
    element,
    show: ({ content, snapshot: { language } }) => {
      element.setAttribute('aria-label', texts[language].legend);
      showLegend(element, content.legend);
    },
  };
}
