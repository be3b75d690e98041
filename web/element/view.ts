/** The inside of a ready element: chart, controls, readout, notes and data table of one figure. */

import { Chart } from '../figures/chart.js';
import type { Chart as ChartContent, Content, LegendEntry, Tensor, Theme } from '../figures/figure.js';
import { exact, long, short } from '../figures/format.js';
import { figureModules } from '../figures/index.js';
import { type FigureName, type Language, parameters, serialize, type Values } from '../figures/parameters.js';
import { strings } from '../figures/strings.js';
import { heatColor, heatTextColor } from '../figures/viridis.js';
import { load } from '../lib/index.js';
import { type Controls, createControls } from './controls.js';
import { fillTable, make } from './dom.js';
import type { Host, Snapshot, View } from './host.js';
import { drawPicture } from './picture.js';
import { style } from './style.js';

/** How long the summary waits, in milliseconds, so that dragging is not read out step by step. */
const summaryDelay = 600;

let sharedSheet: CSSStyleSheet | undefined;

function viewSheet(): CSSStyleSheet {
  if (!sharedSheet) {
    sharedSheet = new CSSStyleSheet();
    sharedSheet.replaceSync(style);
  }
  return sharedSheet;
}

const themeProbes = ['fg', 'muted', 'grid', 'bg', 'accent', ...[1, 2, 3, 4, 5, 6].map((index) => `series-${index}`)];

/** Pages switch language or color scheme by attributes of the root or body, which nothing else reports. */
const pageWatchers = new Set<() => void>();
let pageObserver: MutationObserver | undefined;

function watchPage(changed: () => void): () => void {
  if (!pageObserver) {
    const notify = () => {
      for (const watcher of pageWatchers) watcher();
    };
    pageObserver = new MutationObserver(notify);
    pageObserver.observe(document.documentElement, { attributes: true });
    if (document.body) pageObserver.observe(document.body, { attributes: true });
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', notify);
    }
  }
  pageWatchers.add(changed);
  return () => pageWatchers.delete(changed);
}

/** A canvas with what the reader can do on it. */
class ChartView {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly #hint: HTMLElement;
  #content: ChartContent;
  #chart: Chart | undefined;
  #held = false;

  constructor(content: ChartContent, host: Host) {
    this.#content = content;
    this.canvas = make('canvas', { role: 'img', part: 'canvas' });
    this.#hint = make('p', { class: 'hint' });
    this.element = make('div', {}, make('div', { class: 'chart' }, this.canvas), this.#hint);
    const pick = (event: MouseEvent) => {
      const area = this.#chart?.chartArea;
      const { x, y } = this.#chart?.scales ?? {};
      if (!area || !x || !y) return;
      const left = Math.min(Math.max(event.offsetX, area.left), area.right);
      const top = Math.min(Math.max(event.offsetY, area.top), area.bottom);
      const changes = this.#content.pick?.(x.getValueForPixel(left) ?? 0, y.getValueForPixel(top) ?? 0);
      if (changes) host.change(changes);
    };
    this.canvas.addEventListener('click', (event) => {
      if (this.#content.drags) return;
      pick(event);
      host.commit();
    });
    this.canvas.addEventListener('pointerdown', (event) => {
      if (!this.#content.drags || event.button !== 0) return;
      this.#held = true;
      this.canvas.setPointerCapture(event.pointerId);
      pick(event);
    });
    this.canvas.addEventListener('pointermove', (event) => {
      if (this.#held) pick(event);
    });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      this.canvas.addEventListener(type, () => {
        if (this.#held) host.commit();
        this.#held = false;
      });
    }
    this.canvas.addEventListener('keydown', (event) => {
      const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!direction || !this.#content.step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      host.change(this.#content.step(direction as 1 | -1, host.snapshot().values));
      host.commit();
    });
  }

  show(content: ChartContent, theme: Theme): void {
    this.#content = content;
    this.canvas.setAttribute('aria-label', content.label);
    this.canvas.className = content.drags ? `drags-${content.drags}` : content.pick ? 'can-click' : '';
    if (content.step) this.canvas.tabIndex = 0;
    this.#hint.textContent = content.hint ?? '';
    const configuration = content.configuration(theme);
    if (this.#chart) {
      this.#chart.data = configuration.data;
      this.#chart.options = configuration.options ?? {};
      this.#chart.update('none');
    } else {
      this.#chart = new Chart(this.canvas, configuration);
    }
  }

  dispose(): void {
    this.#chart?.destroy();
    this.element.remove();
  }
}

/** Loads the kernels and one figure; answers how to draw it for the first time and put it in place. */
export async function prepareView(name: FigureName): Promise<(host: Host) => View> {
  const [ls, { figure }] = await Promise.all([load(), figureModules[name]()]);
  return (host) => createView(host, name, (values, language) => figure(ls, values, language));
}

function createView(host: Host, name: FigureName, contentFor: (values: Values, language: Language) => Content): View {
  host.root.adoptedStyleSheets = [...new Set([...host.root.adoptedStyleSheets, viewSheet()])];

  const caption = make('figcaption', { part: 'caption' });
  const legend = make('ul', { class: 'legend' });
  const charts = make('div', { class: 'charts' });
  const instead = make('div', { class: 'instead' });
  const tensors = make('ol', { class: 'tensors' });
  const scale = make('div', { class: 'scale' });
  const stage = make('div', { class: 'stage' }, legend, charts, instead, tensors, scale);
  const readout = make('dl', { class: 'readout', part: 'readout' });
  const side = make('div', { class: 'side' });
  const notes = make('ul', { class: 'notes', part: 'notes' });
  const tableTitle = make('summary');
  const table = make('table', { part: 'table' });
  const tableFrame = make('div', { class: 'data', role: 'region', tabindex: '0' }, table);
  const details = make('details', {}, tableTitle, tableFrame);
  const more = make('div', { class: 'more' }, notes, details);
  const body = make('div', { class: 'body' }, stage, side, more);
  const summary = make('p', { class: 'hidden', 'aria-live': 'polite' });
  const probes = make('div', { class: 'probes' });
  for (const name of themeProbes) {
    const probe = make('span');
    probe.style.color = `var(--${name})`;
    probes.append(probe);
  }
  const figure = make('figure', { class: 'view', part: 'figure' }, caption, body, summary, probes);
  // Of the events of the controls only the element's own, with the state, are for the page.
  for (const type of ['input', 'change']) figure.addEventListener(type, (event) => event.stopPropagation());

  let chartViews: ChartView[] = [];
  let controls: Controls | undefined;
  let controlsFor = '';
  let visible = true;
  let dirty = true;
  let printing = false;
  let frame = 0;
  let summaryTimer = 0;
  let spoken: string | undefined;

  let content: Content | undefined;
  let contentOf: Snapshot | undefined;
  const compute = (): Content => {
    const snapshot = host.snapshot();
    const { values, language } = snapshot;
    // Whoever changed the state may ask for its numbers before the element has told the view.
    if (!content || values !== contentOf?.values || language !== contentOf.language) {
      content = contentFor(values, language);
      contentOf = snapshot;
    }
    return content;
  };

  const readTheme = (): Theme => {
    const colors = Array.from(probes.children, (probe) => getComputedStyle(probe).color);
    const [text = '', muted = '', grid = '', background = '', accent = '', ...series] = colors;
    return { text, muted, grid, background, accent, series, font: getComputedStyle(figure).fontFamily };
  };

  const showControls = (snapshot: Snapshot) => {
    const wanted = `${snapshot.language} ${[...snapshot.hide].join(' ')}`;
    if (wanted !== controlsFor) {
      controlsFor = wanted;
      controls = snapshot.hide.has('controls') ? undefined : createControls(host, snapshot);
      side.replaceChildren(...(controls ? [controls.element] : []), readout);
    }
    controls?.show(snapshot);
  };

  const showCharts = (now: Content, theme: Theme) => {
    if (now.charts.length !== chartViews.length) {
      for (const chart of chartViews) chart.dispose();
      chartViews = now.charts.map((chart) => new ChartView(chart, host));
      charts.replaceChildren(...chartViews.map(({ element }) => element));
    }
    charts.hidden = now.charts.length === 0;
    charts.classList.toggle('pair', now.charts.length > 1);
    now.charts.forEach((chart, index) => {
      chartViews[index]?.show(chart, theme);
    });
    const reasons = now.notes.filter(({ kind }) => kind === 'impossible');
    instead.hidden = reasons.length === 0;
    instead.replaceChildren(...reasons.map(({ text }) => make('p', {}, text)));
  };

  /** Speaks what a change led to; the first state is not news. */
  const announce = (text: string) => {
    clearTimeout(summaryTimer);
    if (spoken === undefined) spoken = text;
    if (spoken === text) return;
    summaryTimer = window.setTimeout(() => {
      spoken = text;
      summary.textContent = text;
    }, summaryDelay);
  };

  const render = () => {
    frame = 0;
    dirty = false;
    const snapshot = host.snapshot();
    // Another figure is on its way and this one has no values of its own any more.
    if (snapshot.figure !== name) return;
    const { language, problems } = snapshot;
    const t = strings[language];
    const now = compute();
    const { theme: wanted } = host.element as HTMLElement & { theme: string };
    // A page without a color scheme of its own gets the reader's.
    const inherited = getComputedStyle(host.element).colorScheme === 'normal' ? 'follow' : '';
    figure.className = `view ${printing ? 'light' : wanted === 'auto' ? inherited : wanted}`;
    figure.lang = language;
    caption.textContent = now.title;
    const theme = readTheme();
    showControls(snapshot);
    legend.setAttribute('aria-label', t.legend);
    legend.hidden = now.legend.length === 0;
    legend.replaceChildren(...now.legend.map(legendItem));
    showCharts(now, theme);
    body.classList.toggle('matrices', now.tensors !== undefined);
    tensors.hidden = !now.tensors;
    showTensors(tensors, now.tensors ?? []);
    markScrollable(tensors);
    scale.hidden = !now.colorScale;
    if (now.colorScale) showScale(scale, now.colorScale);
    readout.setAttribute('aria-label', t.readout);
    readout.replaceChildren(
      ...Object.entries(now.readout)
        .filter(([key, { setting }]) => !(setting && controls?.shows(key)))
        .map(([key, { label, value }]) =>
          make('div', {}, make('dt', {}, label), make('dd', { 'data-key': key }, long(value))),
        ),
    );
    const refused = problems.map(({ argument, value, rule }) => {
      const parameter = parameters.find(({ name }) => name === argument);
      const shown = parameter ? serialize(snapshot.values[parameter.key]) : '';
      return t.attributeRefused(argument, value, rule[language], shown || t.none);
    });
    notes.replaceChildren(
      ...refused.map((text) => make('li', { class: 'warning' }, text)),
      ...now.notes
        .filter(({ kind }) => kind !== 'impossible')
        .map(({ kind, text }) => make('li', { class: kind }, text)),
    );
    details.hidden = now.table.rows.length === 0;
    tableTitle.textContent = t.tableSummary;
    tableFrame.setAttribute('aria-label', t.tableSummary);
    table.setAttribute('aria-label', now.title);
    fillTable(
      table,
      now.table.header,
      now.table.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? long(cell) : cell))),
    );
    announce(now.summary);
  };

  const update = () => {
    dirty = true;
    if (visible && !frame) frame = requestAnimationFrame(render);
  };
  const onScreen = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
    if (visible && dirty) update();
  });

  host.frame.append(figure);
  render();
  onScreen.observe(host.element);
  const resized = new ResizeObserver(() => markScrollable(tensors));
  resized.observe(tensors);
  const unwatch = watchPage(update);
  // Paper is white, and no frame comes between these events and the print.
  const print = ({ type }: Event) => {
    printing = type === 'beforeprint';
    render();
  };
  for (const type of ['beforeprint', 'afterprint']) addEventListener(type, print);

  return {
    name,
    update,
    readout: () => Object.fromEntries(Object.entries(compute().readout).map(([key, { value }]) => [key, value])),
    csv: () => toCsv(compute()),
    picture: () => drawPicture(compute(), readTheme()),
    dispose: () => {
      cancelAnimationFrame(frame);
      clearTimeout(summaryTimer);
      onScreen.disconnect();
      resized.disconnect();
      unwatch();
      for (const type of ['beforeprint', 'afterprint']) removeEventListener(type, print);
      for (const chart of chartViews) chart.dispose();
      figure.remove();
    },
  };
}

function legendItem({ label, series, mark }: LegendEntry): HTMLElement {
  const item = make('li', { class: mark }, label);
  item.style.setProperty('--color', `var(--series-${series + 1})`);
  return item;
}

function showTensors(list: HTMLElement, tensors: readonly Tensor[]): void {
  while (list.childElementCount > tensors.length) list.lastElementChild?.remove();
  tensors.forEach((tensor, index) => {
    let item = list.children[index];
    if (!item) {
      const scroll = make('div', { class: 'scroll' }, make('table'));
      item = make('li', { class: 'tensor' }, make('p', { class: 'title' }), make('p'), scroll);
      list.append(item);
    }
    const [title, explanation] = item.children as unknown as [HTMLElement, HTMLElement];
    title.textContent = tensor.title;
    explanation.textContent = tensor.explanation;
    const values = tensor.rows.map(({ cells }) => cells);
    const table = item.querySelector('table') as HTMLTableElement;
    table.setAttribute('aria-label', tensor.title);
    table.style.setProperty('--columns', String(tensor.columns.length));
    fillTable(
      table,
      ['', ...tensor.columns],
      tensor.rows.map(({ label, cells }) => [label, ...cells.map((cell) => short(cell))]),
      (cell, row, column) => {
        const value = values[row]?.[column - 1] as number;
        const fraction = tensor.heat ? value / tensor.heat[1] : 0;
        cell.classList.toggle('heat', tensor.heat !== undefined);
        cell.classList.toggle('changed', tensor.changed(row, column - 1));
        cell.classList.toggle('endless', Math.abs(value) === Number.POSITIVE_INFINITY);
        cell.style.backgroundColor = tensor.heat ? heatColor(fraction) : '';
        cell.style.color = tensor.heat ? heatTextColor(fraction) : '';
      },
    );
  });
}

/** What scrolls must be reachable by keyboard; what does not should be no stop. */
function markScrollable(list: HTMLElement): void {
  for (const scroll of list.querySelectorAll<HTMLElement>('.scroll')) {
    if (scroll.scrollWidth > scroll.clientWidth) scroll.tabIndex = 0;
    else scroll.removeAttribute('tabindex');
  }
}

function showScale(scale: HTMLElement, { label, high }: { label: string; high: number }): void {
  if (!scale.firstChild) {
    scale.append(make('span'), make('span', { class: 'bar' }), make('span', { class: 'ticks' }));
    const [, bar] = scale.children as unknown as [HTMLElement, HTMLElement];
    const stops = Array.from({ length: 17 }, (_, index) => heatColor(index / 16));
    bar.style.backgroundImage = `linear-gradient(to right, ${stops.join(', ')})`;
  }
  const [name, , ticks] = scale.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
  name.textContent = label;
  ticks.replaceChildren(...[0, 0.25, 0.5, 0.75, 1].map((fraction) => make('span', {}, short(fraction * high, 3))));
}

/** RFC 4180: CRLF, quotes where needed. Infinities are written as JavaScript and Python read them. */
function toCsv({ table }: Content): string {
  const field = (value: string | number) => {
    const text = typeof value === 'number' ? exact(value) : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [table.header, ...table.rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
