/** The inside of a ready element: chart, controls, readout, notes and data table of one figure. */

import type { Content, Offer, Theme } from '../figures/figure.js';
import { exact, long, short } from '../figures/format.js';
import { loadFigure } from '../figures/index.js';
import { type FigureName, type Language, parameters, serialize, type Values } from '../figures/parameters.js';
import { type Labels, plainLabels } from '../figures/plain-labels.js';
import { ruleIn } from '../figures/rules.js';
import { strings } from '../figures/strings.js';
import { heatColor } from '../figures/viridis.js';
import { load } from '../lib/index.js';
import { ChartView } from './chart-view.js';
import { type Controls, createControls } from './controls.js';
import { adopt, fillTable, make } from './dom.js';
import type { Host, Snapshot, View } from './host.js';
import { showLegend } from './legend.js';
import { createMenu } from './menu.js';
import type { Names } from './names/index.js';
import type { Stepper } from './stepper/index.js';
import { style } from './style.js';
import { markScrollable, placesIn, showTensors } from './tensors.js';
import type { Training } from './training/index.js';

declare const ONE_FILE: true | undefined;

/** What draws images, and charts for paper. A print waits for no file, so it is here before anybody prints. */
let pictures: typeof import('./picture.js') | undefined;
const loadPictures = async () => {
  pictures ??= await import('./picture.js');
  return pictures;
};

/** Until then, pixels of a canvas per CSS pixel on paper: 400 in an inch, where the eye sees no steps. */
const printResolution = 4;

/** How long the summary waits, in milliseconds, so that dragging is not read out step by step. */
const summaryDelay = 600;

const themeProbes = ['fg', 'muted', 'grid', 'bg', 'accent', ...[1, 2, 3, 4, 5, 6].map((index) => `series-${index}`)];

/** Pages switch language or color scheme by attributes, which nothing else reports. */
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
    // The language may be that of anything around a figure.
    new MutationObserver(notify).observe(document, { subtree: true, attributeFilter: ['lang'] });
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', notify);
    }
  }
  pageWatchers.add(changed);
  return () => pageWatchers.delete(changed);
}

type ContentFor = (values: Values, language: Language, results?: unknown) => Content;
/** Makes what trains the figure's networks; `changed` is called when there is something new to draw. */
type CreateTraining = (host: Host, changed: () => void) => Training;

/** Resolves after a frame, or without one where the page is in the background and has none. */
const aFrame = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve));
  });

let nextTurn = Promise.resolve();

/** Of figures that are loaded at the same time one is drawn in each frame, so that the reader never waits for all. */
function turn(): Promise<void> {
  const own = nextTurn;
  nextTurn = own.then(aFrame);
  return own;
}

/** Loads the kernels and one figure; answers how to draw it for the first time and put it in place. */
export async function prepareView(name: FigureName): Promise<(host: Host, first: Snapshot) => View> {
  const [ls, { figure, trains }] = await Promise.all([load(), loadFigure(name)]);
  const contentFor: ContentFor = (values, language, results) => figure(ls, values, language, results as never);
  if (!trains) {
    await turn();
    return (host, first) => createView(host, first, contentFor, plainLabels);
  }
  const { createTraining, labels } = await import('./training/index.js');
  await turn();
  return (host, first) =>
    createView(host, first, contentFor, labels, (host, changed) => createTraining(name, ls, host, changed));
}

function createView(
  host: Host,
  first: Snapshot,
  contentFor: ContentFor,
  labels: Labels,
  createTraining?: CreateTraining,
): View {
  adopt(host.root, style);

  const caption = make('figcaption', { part: 'caption' });
  const legend = make('ul', { class: 'legend' });
  const charts = make('div', { class: 'charts' });
  const instead = make('div', { class: 'instead' });
  const stepsTitle = make('summary');
  const stepwise = make('details', {}, stepsTitle);
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

  let snapshot = first;
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
  let results: unknown;
  const compute = (): Content => {
    const { values, language } = snapshot;
    const { results: latest } = training?.runner ?? {};
    if (!content || values !== contentOf?.values || language !== contentOf.language || latest !== results) {
      results = latest;
      content = contentFor(values, language, latest);
      contentOf = snapshot;
    }
    return content;
  };

  const readTheme = (): Theme => {
    const colors = Array.from(probes.children, (probe) => getComputedStyle(probe).color);
    const [text = '', muted = '', grid = '', background = '', accent = '', ...series] = colors;
    return { text, muted, grid, background, accent, series, font: getComputedStyle(figure).fontFamily };
  };

  let marked: number | undefined;
  let isMarked = false;
  const showMarked = () => {
    if (marked === undefined && !isMarked) return;
    isMarked = marked !== undefined;
    const { classColumns } = compute();
    const cells = (rows: Iterable<HTMLTableRowElement>, first: number | undefined) => {
      for (const [place, row] of [...rows].entries()) {
        const whole = first === undefined && place === marked;
        for (const [column, cell] of [...row.cells].entries()) {
          cell.classList.toggle('marked', whole || (first !== undefined && column - first === marked));
        }
      }
    };
    cells(table.tBodies[0]?.rows ?? [], classColumns);
    for (const tensor of tensors.querySelectorAll('table')) cells(tensor.tBodies[0]?.rows ?? [], 1);
    for (const chart of chartViews) chart.mark(marked);
  };
  const highlight = (index: number | undefined) => {
    if (index === marked) return;
    marked = index;
    showMarked();
  };
  /** What the reader points at, in this figure. */
  const point = (index: number | undefined) => {
    if (index === marked) return;
    highlight(index);
    host.pointed(index);
  };
  const pointAtCell = ({ target }: Event) => {
    const cell = target instanceof Element ? target.closest('td, th') : null;
    const row = cell?.closest('tbody tr');
    if (!(cell instanceof HTMLTableCellElement) || !(row instanceof HTMLTableRowElement)) return;
    const first = tensors.contains(cell) ? 1 : compute().classColumns;
    const index = first === undefined ? row.sectionRowIndex : cell.cellIndex - first;
    point(index >= 0 ? index : undefined);
  };
  for (const place of [table, tensors]) {
    place.addEventListener('pointerover', pointAtCell);
    place.addEventListener('pointerleave', () => point(undefined));
  }

  let names: Promise<Names | undefined> | undefined;
  /** What marks by name is for those who point at something. */
  const loadNames = () => {
    names ??= import('./names/index.js').then(
      ({ createNames }) => createNames(host, figure),
      () => undefined,
    );
    return names;
  };
  for (const type of ['pointerover', 'focusin']) figure.addEventListener(type, loadNames, { once: true });

  const showControls = (snapshot: Snapshot) => {
    const wanted = `${snapshot.language} ${[...snapshot.hide].join(' ')}`;
    if (wanted !== controlsFor) {
      controlsFor = wanted;
      controls = snapshot.hide.has('controls') ? undefined : createControls(host, snapshot, labels);
      side.replaceChildren(...(controls ? [controls.element] : []), ...(training ? [] : [readout]));
    }
    controls?.show(snapshot);
  };

  const showCharts = (now: Content, theme: Theme) => {
    if (now.charts.length !== chartViews.length) {
      for (const chart of chartViews) chart.dispose();
      chartViews = now.charts.map((chart) => new ChartView(chart, host, { point, say }));
      charts.replaceChildren(...chartViews.map(({ element }) => element));
    }
    charts.hidden = now.charts.length === 0;
    charts.classList.toggle('pair', now.charts.length > 1);
    const paper = printing ? pictures?.drawForPaper(now, theme) : undefined;
    now.charts.forEach((chart, index) => {
      chartViews[index]?.show(chart, theme, printing && !paper ? printResolution : undefined);
      chartViews[index]?.setPaper(paper?.[index]);
    });
    const reasons = now.notes.filter(({ kind }) => kind === 'impossible');
    instead.hidden = reasons.length === 0 && !now.offer;
    instead.classList.toggle('offer', now.offer !== undefined);
    instead.replaceChildren(
      ...reasons.map(({ text }) => make('p', {}, text)),
      ...(now.offer ? offered(now.offer) : []),
    );
  };
  const offered = ({ text, action, changes }: Offer) => {
    const button = make('button', { type: 'button', part: 'button' }, action);
    button.addEventListener('click', () => {
      host.change(changes);
      host.commit();
      training?.runner.update();
      training?.runner.play();
      // The button goes with what it was offered for.
      training?.panel.element.querySelector('button')?.focus();
    });
    return [make('p', {}, text), button];
  };

  let stepper: Stepper | undefined;
  const showStep = ({ tensors: matrices = [], stepwise: hasSteps }: Content, { values, hide, language }: Snapshot) => {
    stepwise.hidden = !hasSteps || hide.has('controls') || hide.has('shown-step');
    if (!hasSteps) return;
    const { shownStep } = values;
    if (!stepwise.parentNode) tensors.before(stepwise);
    stepwise.open = shownStep > 0;
    stepsTitle.textContent = strings[language].stepwise;
    if (stepper) stepper.show(matrices, shownStep, language);
    else if (shownStep > 0) loadStepper();
  };
  // Where it cannot be had all matrices stay.
  const loadStepper = () =>
    import('./stepper/index.js').then(
      ({ createStepper }) => {
        stepper ??= createStepper(host, stepwise, tensors, say);
        update();
      },
      () => {},
    );
  stepwise.addEventListener('toggle', () => {
    if (stepwise.open === snapshot.values.shownStep > 0) return;
    host.change({ shownStep: stepwise.open ? 1 : 0 });
    host.commit();
  });

  const say = (text: string) => {
    clearTimeout(summaryTimer);
    summaryTimer = window.setTimeout(() => {
      summary.textContent = text;
    }, summaryDelay);
  };

  /** Speaks what a change led to; the first state is not news. */
  const announce = (text: string) => {
    spoken ??= text;
    if (spoken === text) return;
    spoken = text;
    say(text);
  };

  const render = () => {
    frame = 0;
    dirty = false;
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
    menu.element.hidden = snapshot.hide.has('toolbar') || snapshot.hide.has('controls');
    menu.show(t.share);
    legend.setAttribute('aria-label', t.legend);
    showLegend(legend, now.legend);
    showCharts(now, theme);
    body.classList.toggle('matrices', now.tensors !== undefined);
    tensors.hidden = !now.tensors;
    showTensors(tensors, now.tensors ?? []);
    showStep(now, snapshot);
    markScrollable(tensors);
    scale.hidden = !now.colorScale;
    if (now.colorScale) showScale(scale, now.colorScale);
    readout.setAttribute('aria-label', t.readout);
    readout.replaceChildren(
      ...Object.entries(now.readout)
        .filter(([key, { setting }]) => !(setting && controls?.shows(key)))
        .map(([key, { label, value, text = long(value) }]) =>
          make('div', {}, make('dt', {}, label), make('dd', { 'data-key': key }, text)),
        ),
    );
    const refused = problems.map(({ argument, value }) => {
      const parameter = parameters.find(({ name }) => name === argument);
      const shown = parameter ? serialize(snapshot.values[parameter.key]) : '';
      const rule = parameter ? ruleIn(language, parameter, snapshot.figure, snapshot.values) : '';
      return t.attributeRefused(argument, value, rule, shown || t.none);
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
    training?.panel.show(snapshot);
    const isRunning = training?.runner.results.status === 'running';
    // While networks are trained the table changes with every frame, and is written only when somebody reads it.
    if (details.open || !isRunning) {
      fillTable(
        table,
        now.table.header,
        now.table.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? long(cell) : cell))),
      );
    }
    showMarked();
    if (!isRunning) announce(now.summary);
  };

  const update = () => {
    dirty = true;
    if (visible && !frame) frame = requestAnimationFrame(render);
  };
  const onScreen = new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
    training?.runner.setVisible(visible);
    if (visible && dirty) update();
  });
  const training = createTraining?.(host, update);
  if (training) {
    stage.prepend(training.panel.element);
    // Many numbers beside many controls would make a long column next to nothing.
    more.prepend(readout);
    details.addEventListener('toggle', update);
    // What may be printed in the figure's place has to be there before anybody prints.
    for (const image of host.element.querySelectorAll('img')) image.loading = 'eager';
  }

  const csv = () => toCsv(compute());
  const picture = async () => (await loadPictures()).drawPng(compute(), readTheme());
  const svg = async () => (await loadPictures()).drawSvg(compute(), readTheme());
  const menu = createMenu(host, {
    csv,
    picture,
    svg,
    print: () =>
      loadPictures()
        .catch(() => {})
        .then(() => print()),
  });
  caption.after(menu.element);

  host.frame.append(figure);
  render();
  onScreen.observe(host.element);
  let places: number | undefined;
  const resized = new ResizeObserver(() => {
    markScrollable(tensors);
    const now = placesIn(tensors);
    if (places !== undefined && places !== now) update();
    places = now;
  });
  resized.observe(tensors);
  const unwatch = watchPage(host.refresh);
  // Paper is white, and no frame comes between these events and the print.
  const turnPage = ({ type }: Event) => {
    printing = type === 'beforeprint';
    render();
    // Networks that nobody has trained leave charts empty; what the author wrote for want of a figure says more.
    const isEmpty = training?.runner.results.status === 'idle' && host.element.firstElementChild !== null;
    figure.hidden = printing && isEmpty;
    host.slot.hidden = !figure.hidden;
  };
  for (const type of ['beforeprint', 'afterprint']) addEventListener(type, turnPage);
  // The one file is covered by one hash, and asks for others only when the reader wants what is in them.
  if (typeof ONE_FILE === 'undefined') whenIdle(() => loadPictures().catch(() => {}));

  return {
    name: first.figure,
    update: (next) => {
      snapshot = next;
      training?.runner.update();
      update();
    },
    highlight: async (index, wanted) => {
      highlight(index);
      if (wanted || names) (await loadNames())?.mark(wanted);
    },
    readout: () => Object.fromEntries(Object.entries(compute().readout).map(([key, { value }]) => [key, value])),
    csv,
    picture,
    svg,
    run: training?.runner,
    dispose: () => {
      training?.runner.dispose();
      cancelAnimationFrame(frame);
      clearTimeout(summaryTimer);
      onScreen.disconnect();
      resized.disconnect();
      unwatch();
      for (const type of ['beforeprint', 'afterprint']) removeEventListener(type, turnPage);
      for (const chart of chartViews) chart.dispose();
      figure.remove();
    },
  };
}

/** Does something when nothing else is to be done. Safari does not say when. */
function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act);
  else setTimeout(act, 2000);
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
