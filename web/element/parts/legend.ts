/** The legend for all charts. A chart that differs has its own. */

import { strings } from '../../figures/strings.js';
import { make } from '../dom.js';
import { showLegend } from '../legend.js';
import type { Part } from './part.js';

export function createLegend(): Part {
  const element = make('ul', { class: 'legend' });
  return {
    element,
    show: ({ content, snapshot: { language } }) => {
      element.setAttribute('aria-label', strings[language].legend);
      showLegend(element, content.legend);
    },
  };
}
