/** Guesses made in the picture: a handle that the reader drags, and the truth that comes from there. */

import type { Chart as DrawnChart } from 'chart.js';
import type { Chart, Handle } from '../../figures/figure.js';
import { nearestGuess, parseGuess, withGuess } from '../../figures/guess.js';
import { texts } from '../../figures/guess-texts.js';
import type { Host } from '../host.js';

/** How long the truth takes from the guess to its place, in milliseconds. */
const duration = 250;

/** When the truth of an element's guess, which the text tells, was first drawn. */
const revealed = new WeakMap<HTMLElement, { readonly text: string; readonly time: number }>();

/** How much of its way the truth has gone; draws again until it has gone all of it. */
function shareAt(element: HTMLElement, text: string, drawn: DrawnChart): number {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return 1;
  const now = performance.now();
  if (revealed.get(element)?.text !== text) revealed.set(element, { text, time: now });
  const share = Math.min((now - (revealed.get(element)?.time ?? now)) / duration, 1);
  if (share < 1) {
    requestAnimationFrame(() => {
      if (drawn.ctx) drawn.draw();
    });
  }
  return 1 - (1 - share) ** 3;
}

/** The charts of a figure with the guess of the element's attribute, which is left out if it is none. */
export function withGuessOf(host: Host, charts: readonly Chart[]): readonly Chart[] {
  const { element } = host;
  const text = element.getAttribute('guess') ?? '';
  const guess = parseGuess(text);
  const chart = guess && charts[guess.chart];
  if (!chart) return charts;
  const { axis, at, start, value, truth } = guess;
  const place = value ?? start;
  const isUp = axis === 'y';
  const handle: Handle = {
    ...(isUp ? { x: at, y: place, drags: 'vertical' } : { x: place, y: at, drags: 'horizontal' }),
    drag: (x, y) => {
      const value = nearestGuess(guess, isUp ? y : x);
      element.setAttribute('guess', JSON.stringify({ ...guess, value }));
      host.announce('ls-guess', { guess: value });
      // The figure's own values stay.
      return undefined;
    },
  };
  const drawn = withGuess(chart, guess, texts[host.snapshot().language], (on) =>
    truth === undefined ? 0 : shareAt(element, text, on),
  );
  const handles = truth === undefined ? [handle, ...(chart.handles ?? [])] : chart.handles;
  return charts.map((one) => (one === chart ? { ...drawn, ...(handles && { handles }) } : one));
}
