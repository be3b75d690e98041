/** The charts of a figure; two stand side by side. */

import { make } from '../dom.js';
import type { Host } from '../host.js';
import { loadedImages } from '../images.js';
import { type ChartEvents, ChartView } from './chart-view.js';
import type { Part } from './part.js';

/** Canvas pixels per CSS pixel on paper (400 dpi), until the code that draws charts as lines has loaded. */
const printResolution = 4;

let guesses: typeof import('../guess/index.js') | undefined;

/** Loads the code of guesses made in a picture, which few pages ask for. */
export async function loadGuesses(): Promise<void> {
  guesses = await import('../guess/index.js');
}

export interface Charts extends Part {
  /** Marks a place on the horizontal axis, or none. */
  readonly mark: (index: number | undefined) => void;
  readonly dispose: () => void;
}

export function createCharts(host: Host, ownEvents: Omit<ChartEvents, 'probe'>): Charts {
  const element = make('div', { class: 'charts' });
  let views: ChartView[] = [];
  const events: ChartEvents = {
    ...ownEvents,
    probe: (place) => {
      for (const view of views) view.probe(place);
    },
  };
  return {
    element,
    show: ({ content, look: { theme, resolution }, isPrinting }) => {
      const charts = guesses?.withGuessOf(host, content.charts) ?? content.charts;
      // A guess that is asked for when the figure is there already.
      if (!guesses && host.element.hasAttribute('guess')) loadGuesses().then(host.refresh, () => {});
      if (charts.length !== views.length) {
        for (const view of views) view.dispose();
        views = charts.map((chart) => new ChartView(chart, host, events));
        element.replaceChildren(...views.map((view) => view.element));
      }
      element.hidden = charts.length === 0;
      element.classList.toggle('pair', charts.length > 1);
      const paper = isPrinting ? loadedImages()?.drawForPaper(content, theme) : undefined;
      charts.forEach((chart, index) => {
        views[index]?.show(chart, theme, isPrinting && !paper ? printResolution : resolution, content.summary);
        views[index]?.setPaper(paper?.[index]);
      });
    },
    mark: (index) => {
      for (const view of views) view.mark(index);
    },
    dispose: () => {
      for (const view of views) view.dispose();
    },
  };
}
