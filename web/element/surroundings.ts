/** The surroundings that change how a figure looks: color scheme, custom properties, language. */

import type { Theme } from '../figures/figure.js';
import { make } from './dom.js';
import type { Host } from './host.js';

/** The look at this place. */
export interface Look {
  readonly theme: Theme;
  /** Canvas pixels per CSS pixel; the screen's by default. */
  readonly resolution?: number;
}

export interface Surroundings {
  /** The current look; light on paper. */
  readonly look: (onPaper: boolean) => Look;
  readonly dispose: () => void;
}

const colors = ['fg', 'muted', 'grid', 'bg', 'accent', ...[1, 2, 3, 4, 5, 6].map((index) => `series-${index}`)];

/** Pages switch language or color scheme by attributes, which nothing else reports. */
const watchers = new Set<() => void>();
let observer: MutationObserver | undefined;

function watchPage(changed: () => void): () => void {
  if (!observer) {
    const notify = () => {
      for (const watcher of watchers) watcher();
    };
    observer = new MutationObserver(notify);
    observer.observe(document.documentElement, { attributes: true });
    if (document.body) observer.observe(document.body, { attributes: true });
    // Any ancestor of a figure may set the language.
    new MutationObserver(notify).observe(document, { subtree: true, attributeFilter: ['lang'] });
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', notify);
    }
  }
  watchers.add(changed);
  return () => watchers.delete(changed);
}

/** @param changed called when language or colors may have changed */
export function createSurroundings({ element }: Host, figure: HTMLElement, changed: () => void): Surroundings {
  const probes = make('div', { class: 'probes' });
  for (const name of colors) {
    const probe = make('span');
    probe.style.color = `var(--${name})`;
    probes.append(probe);
  }
  figure.append(probes);
  return {
    look: (onPaper) => {
      const { theme: wanted } = element as HTMLElement & { theme: string };
      // A page without its own color scheme gets the reader's.
      const inherited = getComputedStyle(element).colorScheme === 'normal' ? 'follow' : '';
      figure.className = `view ${onPaper ? 'light' : wanted === 'auto' ? inherited : wanted}`;
      const seen = Array.from(probes.children, (probe) => getComputedStyle(probe).color);
      const [text = '', muted = '', grid = '', background = '', accent = '', ...series] = seen;
      const { fontFamily: font } = getComputedStyle(figure);
      return { theme: { text, muted, grid, background, accent, series, font } };
    },
    dispose: watchPage(changed),
  };
}
