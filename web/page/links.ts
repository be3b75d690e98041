/**
 * Links with the state of a figure, `#v=2&figure=heatmap&alpha=0.2`: opened, written after each change, and passed on
 * to the other language.
 */

import type { LabelSmoothingElement } from '../element/index.js';
import { formatLink, readLink, readPairs } from '../figures/links.js';
import { languageFor } from '../locales/languages.js';
import { reveal } from './chapters.js';
import { handOver, takeOver } from './language-switch.js';
import { pageFigures } from './page-figures.js';

/** WebKit throws after 100 address changes in ten seconds. */
const shortestInterval = 250;

/** Tells figures of the same kind apart within this page. Other programs ignore it. */
const placeKey = 'at';

/** Returns a callback for changes to a figure that its own controls did not make. */
export function bindLinks(): (figure: LabelSmoothingElement) => void {
  const figures = pageFigures();
  const language = document.getElementById('language') as HTMLAnchorElement;
  const otherPage = language.href;
  let changed: LabelSmoothingElement | undefined;
  let scheduled = false;
  let written = Number.NEGATIVE_INFINITY;

  const firstOfKind = (kind: string) => [...figures].find(([, figure]) => figure.getAttribute('figure') === kind);

  const fragmentOf = (figure: LabelSmoothingElement) => {
    const state = figure.getState();
    const name = [...figures].find(([, other]) => other === figure)?.[0];
    const place = firstOfKind(state.figure)?.[0] === name ? '' : `&${placeKey}=${name}`;
    return `#${formatLink(state)}${place}`;
  };

  const write = () => {
    scheduled = false;
    if (!changed) return;
    written = performance.now();
    try {
      history.replaceState(history.state, '', fragmentOf(changed));
    } catch {
      // Only the address is out of date then; the figure works.
    }
  };

  /** The figure of the page that the address is about. */
  const linkedFigure = ({ state } = readLink(location.hash)) => {
    if (!state) return undefined;
    const named = figures.get(readPairs(location.hash).get(placeKey) ?? '');
    return named?.getAttribute('figure') === state.figure ? named : firstOfKind(state.figure)?.[1];
  };

  const open = async () => {
    const link = readLink(location.hash);
    const { state, problems } = link;
    const figure = linkedFigure(link);
    if (state && figure) {
      figure.setState(state);
      changed = figure;
      reveal(figure);
      // Before the figures around it.
      figure.loading = 'eager';
      // Without animation: figures that load on the way would move the target.
      figure.scrollIntoView({ block: 'start', behavior: 'instant' });
    }
    const isTold = document.querySelector('.refused') !== null;
    if (problems.length === 0 && !isTold) return;
    const { tellRefusals } = await import('../figures/refused.js');
    const top = document.getElementById('text') as HTMLElement;
    tellRefusals(figure ?? top, problems, state, languageFor(document.documentElement.lang));
  };

  const remember = (figure: LabelSmoothingElement) => {
    changed = figure;
    if (scheduled) return;
    scheduled = true;
    setTimeout(write, Math.max(0, written + shortestInterval - performance.now()));
  };
  for (const figure of figures.values()) figure.addEventListener('change', () => remember(figure));

  /** The section at the top of the window, for readers who changed nothing and just want to read on. */
  const currentSection = () => {
    const begun = [...document.querySelectorAll('main section')].filter(
      (section) => section.checkVisibility() && section.getBoundingClientRect().top < innerHeight / 3,
    );
    const current = begun.at(-1);
    return current ? `#${current.id}` : '';
  };

  const lead = () => {
    language.href = otherPage + (changed ? fragmentOf(changed) : currentSection());
  };
  for (const event of ['pointerdown', 'focus', 'click']) language.addEventListener(event, lead);
  language.addEventListener('click', () => handOver(otherPage, figures));

  addEventListener('hashchange', open);
  // The address has one figure of those that the other language hands over.
  if (takeOver(figures)) changed = linkedFigure();
  else open();
  return remember;
}
