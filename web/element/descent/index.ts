/** What moves the figure `descent`: its run and its buttons. */

import { advanced, type DescentRun, startOf } from '../../figures/descent/run.js';
import { texts } from '../../figures/descent/texts.js';
import { serialize, type Values } from '../../figures/parameters.js';
import type { LabelSmoothing } from '../../lib/index.js';
import { make } from '../dom.js';
import type { Host } from '../host.js';
import type { Training } from '../runner/index.js';
import type { Runner } from '../runner/runner.js';
import { adopt } from '../sheets.js';
import { style } from './style.js';

/** However many frames there are. */
const stepsPerSecond = 60;
/** After a longer pause, as in a page that was in the background, the rest is not made up for. */
const mostSteps = 30;
/** A step this small changes nothing that could be seen or written. */
const still = 1e-12;

const reducesMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

class DescentRunner implements Runner {
  results: DescentRun;
  readonly #ls: LabelSmoothing;
  readonly #host: Host;
  readonly #changed: () => void;
  #values: Values;
  #visible = true;
  #isAtRest = false;
  #frame = 0;
  #since = 0;

  constructor(ls: LabelSmoothing, host: Host, changed: () => void) {
    this.#ls = ls;
    this.#host = host;
    this.#changed = changed;
    this.#values = host.snapshot().values;
    this.results = startOf(this.#values);
  }

  play(): void {
    if (reducesMotion()) this.step();
    else if (this.results.status !== 'running') this.#set({ ...this.results, status: 'running' });
    this.#next();
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    if (this.results.status === 'running') this.#set({ ...this.results, status: 'paused' });
  }

  step(): void {
    this.pause();
    this.#set(advanced(this.#ls, this.#values, this.results));
  }

  restart(): void {
    this.pause();
    this.#set(startOf(this.#values));
  }

  /** Moved logits begin anew, still let go of or not; everything else pulls the present ones elsewhere. */
  update(): void {
    const before = this.#values;
    this.#values = this.#host.snapshot().values;
    this.#isAtRest = false;
    if (serialize(before.logits) === serialize(this.#values.logits)) return;
    this.results = startOf(this.#values, this.results.status);
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#next();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
  }

  #set(results: DescentRun): void {
    this.results = results;
    this.#changed();
  }

  #next(): void {
    cancelAnimationFrame(this.#frame);
    this.#since = performance.now();
    if (this.results.status === 'running' && this.#visible) this.#frame = requestAnimationFrame(() => this.#run());
  }

  #run(): void {
    const now = performance.now();
    const due = Math.min(Math.floor(((now - this.#since) / 1000) * stepsPerSecond), mostSteps);
    if (due > 0) {
      this.#since = now;
      if (!this.#isAtRest) this.#advance(due);
    }
    this.#frame = requestAnimationFrame(() => this.#run());
  }

  #advance(steps: number): void {
    let run = this.results;
    for (let left = steps; left > 0; left--) run = advanced(this.#ls, this.#values, run);
    const before = this.results.logits;
    this.#isAtRest = run.logits.every((logit, index) => Math.abs(logit - (before[index] as number)) < still);
    this.#set(run);
  }
}

/** @param changed called when there is something new to draw */
export function createDescent(ls: LabelSmoothing, host: Host, changed: () => void): Training {
  adopt(host.root, style);
  const runner = new DescentRunner(ls, host, changed);
  const play = make('button', { type: 'button', part: 'button', class: 'primary' });
  const step = make('button', { type: 'button', part: 'button' });
  const again = make('button', { type: 'button', part: 'button' });
  const note = make('p');
  const element = make('div', { class: 'descent', role: 'group' }, play, step, again, note);
  play.addEventListener('click', () => (runner.results.status === 'running' ? runner.pause() : runner.play()));
  step.addEventListener('click', () => runner.step());
  again.addEventListener('click', () => runner.restart());
  return {
    runner,
    panel: {
      element,
      show: ({ snapshot: { language, hide } }) => {
        const t = texts[language];
        const isStill = reducesMotion();
        element.setAttribute('aria-label', t.group);
        element.hidden = hide.has('controls');
        play.textContent = runner.results.status === 'running' ? t.pause : t.play;
        play.hidden = isStill;
        step.textContent = t.step;
        again.textContent = t.again;
        note.textContent = isStill ? t.still : '';
      },
    },
  };
}
