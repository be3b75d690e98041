/** The inside of a ready element: the parts that show one figure, and when they do. */

import type { Content } from '../figures/figure.js';
import { loadFigure } from '../figures/index.js';
import type { FigureName } from '../figures/parameters.js';
import { type Labels, plainLabels } from '../figures/plain-labels.js';
import { load } from '../lib/index.js';
import { toCsv } from './csv.js';
import { make, write } from './dom.js';
import { type Host, masksOf, type Snapshot, showsSame, type View } from './host.js';
import { type Images, loadImages, loadImagesWhenIdle } from './images.js';
import { keepKeys } from './keys.js';
import { createCharts, loadGuesses } from './parts/charts.js';
import { createControls } from './parts/controls.js';
import { createDataTable } from './parts/data-table.js';
import { createInstead } from './parts/instead.js';
import { createLegend } from './parts/legend.js';
import { createMarks } from './parts/marks.js';
import { createMatrices } from './parts/matrices.js';
import { createNotes } from './parts/notes.js';
import type { Part } from './parts/part.js';
import { createReadout } from './parts/readout.js';
import { createScale } from './parts/scale.js';
import { createSpeech } from './parts/speech.js';
import { createToolbar } from './parts/toolbar.js';
import { isPrinting, watchPrints } from './prints.js';
import type { Training } from './runner/index.js';
import { keepPictureForSaving } from './saved.js';
import { adopt } from './sheets.js';
import { replaceStandIn } from './stand-in.js';
import { style } from './style.js';
import { createSurroundings } from './surroundings.js';
import { turn } from './turn.js';

type ContentFor = (snapshot: Snapshot, results?: unknown) => Content;
/** Makes what trains the figure's networks; `changed` is called when there is something new to draw. */
type CreateTraining = (host: Host, changed: () => void) => Training;

/**
 * Loads the kernels, one figure and what it needs at first; answers how to draw it for the first time and put it in
 * place.
 */
export async function prepareView(name: FigureName, host: Host): Promise<(first: Snapshot) => View> {
  const [ls, { figure, trains, moves, measures }] = await Promise.all([
    load(),
    loadFigure(name),
    host.element.hasAttribute('guess') && loadGuesses(),
  ]);
  const contentFor: ContentFor = (snapshot, results) =>
    figure(ls, snapshot.values, snapshot.language, results as never, masksOf(snapshot));
  let labels: Labels = plainLabels;
  let createTraining: CreateTraining | undefined;
  if (moves) {
    const { createDescent } = await import('./descent/index.js');
    createTraining = (host, changed) => createDescent(ls, host, changed);
  } else if (measures) {
    const { createCalibration } = await import('./calibration/index.js');
    createTraining = (host, changed) => createCalibration(ls, host, changed);
  } else if (trains) {
    const runner = await import('./runner/index.js');
    labels = runner.labels;
    createTraining = await runner.prepareTraining(name, ls, host.snapshot().values);
  }
  await turn();
  return (first) => createView(host, first, contentFor, labels, createTraining);
}

function createView(
  host: Host,
  first: Snapshot,
  contentFor: ContentFor,
  labels: Labels,
  createTraining?: CreateTraining,
): View {
  let snapshot = first;
  let isVisible = true;
  let isDirty = true;
  let frame = 0;

  /** Everything is drawn with the next frame in which the figure is on screen. */
  const update = () => {
    isDirty = true;
    if (isVisible && !frame) frame = requestAnimationFrame(render);
  };

  const training = createTraining?.(host, update);
  let drawn: { readonly content: Content; readonly of: Snapshot; readonly results: unknown } | undefined;
  const compute = (): Content => {
    const results = training?.runner.results;
    if (!drawn || results !== drawn.results || !showsSame(snapshot, drawn.of)) {
      drawn = { content: contentFor(snapshot, results), of: snapshot, results };
    }
    return drawn.content;
  };

  adopt(host.root, style);
  const caption = make('figcaption', { part: 'caption' });
  const speech = createSpeech();
  const controls = createControls(host, labels, training?.controls);
  const legend = createLegend();
  const charts = createCharts(host, {
    point: (index) => marks.point(index),
    value: (value) => scale.mark(value),
    say: speech.say,
  });
  const instead = createInstead((changes) => {
    host.change(changes);
    host.commit();
    training?.runner.play();
    // The button goes with what it was offered for.
    training?.panel.element.querySelector('button')?.focus();
  });
  const matrices = createMatrices(host, speech.say, update);
  const scale = createScale(matrices.element);
  const readout = createReadout(controls.shows);
  const notes = createNotes();
  const dataTable = createDataTable();
  const csv = () => toCsv(compute().table);
  /** What an image is drawn of. */
  const shown = ({ aboutOf }: Images) =>
    [compute(), surroundings.look(false).theme, aboutOf(snapshot, labels, host.element)] as const;
  const picture = () => loadImages().then((images) => images.drawPng(...shown(images)));
  const svg = () => loadImages().then((images) => images.drawSvg(...shown(images)));
  const toolbar = createToolbar(host, { csv, picture, svg });
  /**
   * In the order in which they are shown: to draw a chart everything written before it is laid out, so it comes first, and
   * the readout leaves out what a control shows.
   */
  const parts: readonly Part[] = [
    charts,
    controls,
    toolbar,
    legend,
    instead,
    matrices,
    scale,
    readout,
    notes,
    dataTable,
    ...(training ? [training.panel] : []),
    ...(training?.below ? [training.below] : []),
  ];

  const stage = make(
    'div',
    { class: 'stage' },
    ...(training ? [training.panel.element] : []),
    ...[legend.element, charts.element, instead.element, matrices.steps, matrices.element, scale.element],
  );
  controls.element.append(readout.element);
  const more = make(
    'div',
    { class: 'more' },
    notes.element,
    dataTable.element,
    ...(training?.below ? [training.below.element] : []),
  );
  const body = make('div', { class: 'body' }, stage, controls.element, more);
  const figure = make('figure', { class: 'view', part: 'figure' }, caption, toolbar.element, body, speech.element);
  const marks = createMarks(host, { figure, charts, table: dataTable.table, matrices: matrices.element });
  const surroundings = createSurroundings(host, figure, host.refresh);
  // Of the events of the controls only the element's own, with the state, are for the page.
  for (const type of ['input', 'change']) figure.addEventListener(type, (event) => event.stopPropagation());

  const render = () => {
    frame = 0;
    isDirty = false;
    // Whether there are controls decides how wide a chart is: at first they are there before it.
    const ordered = drawn ? parts : [controls, ...parts];
    const content = compute();
    const look = surroundings.look(isPrinting());
    const isRunning = training?.runner.results.status === 'running';
    // Canvases ask for their fonts again at every assignment, for which everything is laid out.
    if (figure.lang !== snapshot.language) figure.lang = snapshot.language;
    write(caption, content.title);
    body.classList.toggle('matrices', content.tensors !== undefined);
    for (const part of ordered) part.show({ snapshot, content, look, isPrinting: isPrinting(), isRunning });
    marks.show(content);
    if (!isRunning) speech.announce(content.summary);
  };

  const onScreen = new IntersectionObserver((entries) => {
    isVisible = entries.at(-1)?.isIntersecting ?? true;
    training?.runner.setVisible(isVisible);
    if (isVisible) surroundings.check();
    if (isVisible && isDirty) update();
  });
  // Paper is white, and no frame comes between these events and the print.
  const turnPage = () => {
    render();
    // Where nobody has trained, what the author wrote for want of a figure says more: it has numbers and pictures of a run.
    const isEmpty = training?.runner.results.status === 'idle' && host.element.firstElementChild !== null;
    figure.hidden = isPrinting() && isEmpty;
    host.slot.hidden = !figure.hidden;
  };
  if (training) {
    dataTable.element.addEventListener('toggle', update);
    // What may be printed in the figure's place has to be there before anybody prints. Paper is light.
    for (const image of host.element.querySelectorAll<HTMLImageElement>('img:not(.when-dark)')) image.loading = 'eager';
  }

  const done = replaceStandIn(host, figure);
  keepKeys(host.element);
  // One that swallows what should follow it ends where its parent does.
  if (!host.element.nextSibling) {
    import('./swallowed.js').then(({ warnOfSwallowed }) => warnOfSwallowed(host.element)).catch(() => {});
  }
  render();
  done();
  onScreen.observe(host.element);
  const unwatchPrints = watchPrints(turnPage);
  const forgetPicture = keepPictureForSaving(host);
  loadImagesWhenIdle();

  return {
    name: first.figure,
    update: (next) => {
      snapshot = next;
      training?.runner.update();
      update();
    },
    highlight: marks.highlight,
    readout: () => Object.fromEntries(Object.entries(compute().readout).map(([key, { value }]) => [key, value])),
    csv,
    picture,
    svg,
    run: training?.runner,
    setPredictions:
      training?.setPredictions &&
      (async (predictions) => {
        await training.setPredictions?.(predictions);
        // Now, on screen or not: whoever waits may ask for numbers or a picture next.
        render();
      }),
    moved: surroundings.moved,
    dispose: () => {
      training?.runner.dispose();
      cancelAnimationFrame(frame);
      onScreen.disconnect();
      unwatchPrints();
      for (const part of [speech, charts, matrices, surroundings]) part.dispose();
      forgetPicture();
      figure.remove();
    },
  };
}
