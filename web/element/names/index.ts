/**
 * Names inside a figure: a control has its parameter's, a number of the readout its key, bars and points their series'.
 * Marks things by name, and reports the name under the pointer. Loaded when somebody first points at something.
 */

import { Chart } from '../../figures/chart.js';
import type { Host } from '../host.js';
import { adopt } from '../sheets.js';
import { style } from './style.js';

export interface Names {
  /** Marks everything with one of these names (separated by spaces), and nothing else. */
  readonly mark: (names: string) => void;
}

const places = '.control, .readout > div, .legend > :is(.bar, .point)';

/** The name of a place, as written there by the view. */
function nameOf(place: Element): string {
  const label = place.querySelector('label')?.htmlFor;
  const number = place.querySelector('dd')?.getAttribute('data-key');
  return label ?? number ?? seriesOf(place);
}

const seriesOf = (entry: Element) => /series-\d/.exec(entry.getAttribute('style') ?? '')?.[0] ?? '';

/** Colors that stay while the others fade. */
const kept = new WeakMap<Chart, readonly string[]>();

/** Opacity of the other series. */
const faint = 0.2;

Chart.register({
  id: 'names',
  beforeDatasetDraw(chart: Chart, { index }: { index: number }) {
    const { backgroundColor, borderColor } = chart.data.datasets[index] ?? {};
    const colors = kept.get(chart);
    if (colors && ![backgroundColor, borderColor].some((color) => colors.includes(color as string))) {
      chart.ctx.globalAlpha = faint;
    }
  },
  afterDatasetDraw(chart: Chart) {
    chart.ctx.globalAlpha = 1;
  },
});

export function createNames(host: Host, figure: HTMLElement): Names {
  adopt(host.root, style);
  /** Marks set from outside. */
  let given: readonly string[] = [];
  /** What the reader points at in this figure. */
  let told: string | null = null;
  let wanted: readonly string[] = [];
  let hovered = figure.querySelector(`:is(${places}):hover`);
  let focused: Element | null = null;

  const show = () => {
    const series: HTMLElement[] = [];
    for (const place of figure.querySelectorAll<HTMLElement>(places)) {
      // The place under the pointer needs no mark.
      const isNamed = place !== (hovered ?? focused) && wanted.includes(nameOf(place));
      place.classList.toggle('named', isNamed);
      if (place.matches('.legend > *') && wanted.includes(nameOf(place))) series.push(place);
    }
    // Columns of the data table have the names of their series.
    const labels = series.map(({ textContent }) => textContent);
    for (const table of figure.querySelectorAll<HTMLTableElement>('.data table')) {
      const columns = [...(table.tHead?.rows[0]?.cells ?? [])].map(({ textContent }) => labels.includes(textContent));
      for (const row of table.tBodies[0]?.rows ?? []) {
        for (const [column, cell] of [...row.cells].entries()) cell.classList.toggle('named', columns[column] === true);
      }
    }
    const colors = series.map((entry) => getComputedStyle(entry, '::before').backgroundColor);
    for (const canvas of figure.querySelectorAll('canvas')) {
      const chart = Chart.getChart(canvas);
      if (!chart || (colors.length === 0 && !kept.has(chart))) continue;
      const isThere = chart.data.datasets.some(({ backgroundColor }) => colors.includes(backgroundColor as string));
      if (isThere) kept.set(chart, colors);
      else kept.delete(chart);
      chart.draw();
    }
  };
  const update = () => {
    const before = wanted.length;
    wanted = told ? [...given, told] : given;
    if (before + wanted.length > 0) show();
  };

  // The view rewrites its lists with every change.
  const written = new MutationObserver(() => {
    if (wanted.length > 0) show();
  });
  for (const list of figure.querySelectorAll('.legend, .readout')) {
    written.observe(list, { childList: true, subtree: true });
  }

  const tell = () => {
    const place = hovered ?? focused;
    const name = place ? nameOf(place) : null;
    if (name === told) return;
    told = name;
    update();
    host.named(name);
  };
  const placeAt = (target: EventTarget | null) => (target instanceof Element ? target.closest(places) : null);
  // Before a cell or bar inside reports its place.
  figure.addEventListener(
    'pointerover',
    ({ target }) => {
      hovered = placeAt(target);
      tell();
    },
    { capture: true },
  );
  figure.addEventListener('pointerleave', () => {
    hovered = null;
    tell();
  });
  const focus = (target: EventTarget | null) => {
    // A press on a slider should not leave everything marked.
    focused = target instanceof Element && target.matches(':focus-visible') ? placeAt(target) : null;
    tell();
  };
  figure.addEventListener('focusin', ({ target }) => focus(target));
  figure.addEventListener('focusout', ({ relatedTarget }) => focus(relatedTarget));
  focus(figure.querySelector(':focus-visible'));

  return {
    mark: (names) => {
      given = names.split(' ').filter(Boolean);
      update();
    },
  };
}
