/** The panel above a figure that trains: buttons, progress, the choice of view, the reader's own data. */

import { short } from '../../figures/format.js';
import { labelTexts } from '../../figures/labels.js';
import { type Language, parametersOf, type Text, type ViewName } from '../../figures/parameters.js';
import type { Table } from '../../figures/runs/data.js';
import type { ComparisonResults, Progress } from '../../figures/runs/results.js';
import { texts as words } from '../../figures/runs/texts.js';
import { make } from '../dom.js';
import type { Host, Snapshot } from '../host.js';
import type { Part } from '../parts/part.js';
import type { Runner } from './runner.js';
import { texts } from './texts.js';

/** Milliseconds between updates of the progress line: any faster is unreadable. */
const statusInterval = 250;

/** The reader's own data, and the message about it. */
export interface OwnData {
  table: Table | undefined;
  readonly changed: () => void;
}

export function createPanel(host: Host, runner: Runner, own: OwnData, isSweep: boolean): Part {
  const play = make('button', { type: 'button', part: 'button', class: 'primary' });
  const step = make('button', { type: 'button', part: 'button' });
  const again = make('button', { type: 'button', part: 'button' });
  const bar = make('progress', { max: '1', value: '0' });
  const status = make('p', { class: 'run-status' });
  const spoken = make('p', { class: 'hidden', 'aria-live': 'polite' });
  const file = createFile(own);
  const epochs = createEpochs(runner);
  const views = createViews(host);
  const buttons = make('div', { class: 'run-buttons' }, play, ...(runner.step ? [step] : []), again);
  const element = make(
    'div',
    { class: 'run', role: 'group' },
    buttons,
    make('div', { class: 'run-progress' }, bar, status, spoken),
    // Figures without views show the networks as they are now.
    ...(runner.lookAt && views.hasChoices ? [epochs.element] : []),
    file.element,
    views.element,
  );
  play.addEventListener('click', () => (runner.results.status === 'running' ? runner.pause() : runner.play()));
  step.addEventListener('click', () => runner.step?.());
  again.addEventListener('click', () => runner.restart());

  const tell = createTeller(spoken);
  let statusOf = '';
  let statusAt = 0;
  return {
    element,
    show: ({ snapshot }) => {
      const t = texts[snapshot.language];
      const { results } = runner;
      const isRunning = results.status === 'running';
      element.setAttribute('aria-label', t.runGroup);
      write(play, isRunning ? (isSweep ? t.cancel : t.pause) : results.status === 'paused' ? t.resume : t.play);
      write(step, t.step);
      step.title = t.stepHint;
      step.disabled = results.status === 'done';
      write(again, t.startOver);
      again.title = t.startOverHint;
      again.disabled = (results.done === 0 || results.recorded === true) && !isRunning;
      bar.setAttribute('aria-label', t.progress);
      bar.max = results.total || 1;
      bar.value = results.done;
      const now = performance.now();
      const state = `${results.status} ${results.recorded} ${snapshot.language}`;
      if (state !== statusOf || now - statusAt > statusInterval) {
        statusOf = state;
        statusAt = now;
        write(status, statusText(results, t, words[snapshot.language].notStarted, isSweep));
      }
      tell(results, snapshot.language);
      epochs.show(snapshot);
      views.show(snapshot);
      file.show(snapshot);
    },
  };
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function statusText(
  { status, done, total, perSecond, recorded }: Progress,
  t: (typeof texts)[Language],
  notStarted: string,
  isSweep: boolean,
): string {
  if (recorded) return t.recorded;
  if (total === 0 || (status === 'idle' && done === 0)) return notStarted;
  const parts = [(isSweep ? t.trainingsDone : t.stepsDone)(String(done), String(total))];
  if (status === 'done') parts.push(t.finished);
  if (status === 'running' && perSecond > 0) {
    const rate = perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond));
    parts.push((isSweep ? t.trainingsPerSecond : t.stepsPerSecond)(rate));
    parts.push(t.secondsLeft(String(Math.ceil((total - done) / perSecond))));
  }
  return parts.join(' · ');
}

/**
 * Announces that a run begins, that another quarter is done, and that it ends or cannot go on. The view announces the
 * results.
 */
function createTeller(spoken: HTMLElement) {
  let toldStatus: Progress['status'] = 'idle';
  let toldQuarters = 0;
  return ({ status, done, total, failure }: Progress, language: Language) => {
    const t = texts[language];
    const quarters = total > 0 ? Math.floor((4 * done) / total) : 0;
    const changed = status !== toldStatus;
    if (failure) write(spoken, t.stopped);
    else if (changed && status === 'done') write(spoken, t.ended);
    else if (changed && status === 'running' && done === 0) write(spoken, t.begun);
    else if (status === 'running' && quarters > toldQuarters) write(spoken, t.quarters(String(25 * quarters)));
    else if (status === 'idle') write(spoken, '');
    toldStatus = status;
    toldQuarters = quarters;
  };
}

/** The slider over the epochs of a run, with which the reader goes back in it. */
function createEpochs(runner: Runner) {
  const range = make('input', { type: 'range', id: 'epoch', part: 'slider', min: '0', step: '1' });
  const label = make('label', { for: 'epoch' });
  const output = make('output', { for: 'epoch' });
  const element = make('div', { class: 'epochs' }, label, range, output);
  /** The epochs of the moments that there are. */
  const epochs = () => ('history' in runner.results ? (runner.results as ComparisonResults).history : []);
  range.addEventListener('input', () => runner.lookAt?.(epochs()[range.valueAsNumber]?.epoch));
  return {
    element,
    show: ({ language, hide }: Snapshot) => {
      const { at } = runner.results as ComparisonResults;
      const all = epochs();
      const place = at === undefined ? all.length - 1 : all.findIndex(({ epoch }) => epoch === at);
      element.hidden = hide.has('controls');
      range.disabled = all.length < 2;
      range.max = String(Math.max(all.length - 1, 1));
      range.value = String(Math.max(place, 0));
      write(label, texts[language].epoch);
      const text = all[place] ? short(all[place].epoch, 2) : '';
      write(output, text);
      range.setAttribute('aria-valuetext', text);
    },
  };
}

/** Native radio buttons, so that arrow keys move between views. */
function createViews(host: Host) {
  const element = make('fieldset', { class: 'views' });
  const legend = make('legend', { class: 'hidden' });
  element.append(legend);
  const parameter = parametersOf(host.snapshot().figure).find(({ key }) => key === 'view');
  const choices = (parameter?.choices ?? []) as readonly ViewName[];
  const group = `view-${Math.random()}`;
  const radios = choices.map((value) => {
    const radio = make('input', { type: 'radio', name: group, value, id: `view-${value}` });
    const label = make('label', { for: radio.id });
    radio.addEventListener('input', () => host.change({ view: value }));
    radio.addEventListener('change', host.commit);
    element.append(radio, label);
    return { value, radio, label };
  });
  return {
    element,
    hasChoices: choices.length > 0,
    show: ({ values, language, hide }: Snapshot) => {
      element.hidden = choices.length === 0 || hide.has('view');
      write(legend, labelTexts[language].parameters.view);
      for (const { value, radio, label } of radios) {
        radio.checked = values.view === value;
        write(label, labelTexts[language].choices.view[value]);
      }
    },
  };
}

function createFile(own: OwnData) {
  const input = make('input', {
    type: 'file',
    id: 'csv',
    accept: '.csv,.tsv,.txt,text/csv',
    'aria-describedby': 'csv-message',
  });
  const label = make('label', { for: 'csv' });
  const message = make('p', { class: 'message', id: 'csv-message', role: 'alert' });
  const hint = make('p', { class: 'hint' });
  const element = make('div', { class: 'file' }, label, input, hint, message);
  let refusal: Text | undefined;
  // The same file, chosen again, has changed in the meantime.
  input.addEventListener('click', () => {
    input.value = '';
  });
  input.addEventListener('change', async () => {
    const [chosen] = input.files ?? [];
    if (!chosen) return;
    refusal = undefined;
    own.table = undefined;
    // Loads the reader only when somebody brings data.
    const [{ readTable }, { ReadError }] = await Promise.all([
      import('../../figures/runs/csv.js'),
      import('../../readers/errors.js'),
    ]);
    try {
      own.table = await readTable(chosen);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      refusal = error.text;
    }
    own.changed();
  });
  return {
    element,
    show: ({ values, language }: Snapshot) => {
      const t = texts[language];
      element.hidden = values.data !== 'csv';
      write(label, t.file);
      const { table } = own;
      const read = table && [
        t.fileRead(table.targets.length, table.inputs, table.classNames.length),
        ...(table.notes ?? []).map((note) => note[language]),
      ];
      write(hint, read?.join(' ') ?? t.fileHint);
      const text = refusal?.[language] ?? '';
      write(message, text);
      input.setAttribute('aria-invalid', String(text !== ''));
    },
  };
}
