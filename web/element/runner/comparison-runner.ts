/** Runs `training`: two networks in one worker, advanced epoch by epoch or step by step. */

import type { Values } from '../../figures/parameters.js';
import type { ComparisonOutcome } from '../../figures/runs/jobs.js';
import type { Picture } from '../../figures/runs/pictures.js';
import { type ComparisonResults, type Moment, measures, nothingYet } from '../../figures/runs/results.js';
import { runSettings, sameRun } from '../../figures/runs/settings.js';
import type { LabelSmoothing } from '../../lib/index.js';
import { Client, compileTraining } from './client.js';
import { failureOf, needsFile, Rate, type Runner, type RunnerHost } from './runner.js';

/** Cells along each side of the picture of decision regions, between which probabilities are interpolated. */
const regionsSize = 96;

/** Requests in flight at full speed, so that the worker never waits for the page. */
const ahead = 2;

export class ComparisonRunner implements Runner {
  results: ComparisonResults = nothingYet;
  readonly #ls: LabelSmoothing;
  readonly #host: RunnerHost;
  readonly #rate = new Rate();
  #client: Client | undefined;
  #settings: Values;
  #visible = true;
  /** Counts runs, to recognize answers to an earlier one. */
  #run = 0;
  #started = false;
  #inFlight = 0;
  /** The step reached once all requests are answered. */
  #asked = 0;
  #frame = 0;
  #disposed = false;

  constructor(ls: LabelSmoothing, host: RunnerHost) {
    this.#ls = ls;
    this.#host = host;
    this.#settings = host.values();
  }

  play(): void {
    if (this.results.status === 'running') return;
    if (this.results.status === 'done') this.restart();
    this.#set({ status: 'running' });
    this.#rate.start();
    this.#begin();
  }

  pause(): void {
    if (this.results.status !== 'running') return;
    cancelAnimationFrame(this.#frame);
    this.#set({ status: 'paused' });
  }

  step(): void {
    this.pause();
    if (this.results.status === 'done') return;
    if (this.results.status === 'idle') this.#set({ status: 'paused' });
    if (this.#started) this.#ask(1);
    else this.#begin(1);
  }

  restart(): void {
    cancelAnimationFrame(this.#frame);
    this.#run++;
    this.#started = false;
    this.#asked = 0;
    this.results = nothingYet;
    this.#host.changed();
  }

  update(): void {
    const before = this.#settings;
    const values = this.#host.values();
    this.#settings = values;
    if (!sameRun(before, values)) {
      const wasRunning = this.results.status === 'running';
      this.restart();
      if (wasRunning) this.play();
      return;
    }
    if (before.epochs !== values.epochs && this.#started) this.#fitEnd();
    const looksElsewhere = before.view !== values.view || String(before.shown) !== String(values.shown);
    if (looksElsewhere && this.#started && this.results.status !== 'running') this.#ask(0);
    else this.#next();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) {
      this.#rate.start();
      this.#next();
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#run++;
    cancelAnimationFrame(this.#frame);
    this.#client?.stop();
    this.#client = undefined;
  }

  #set(changes: Partial<ComparisonResults>): void {
    this.results = { ...this.results, ...changes };
    this.#host.changed();
  }

  /** Starts a run, beginning with that many steps. */
  async #begin(steps = 0): Promise<void> {
    if (this.#started) {
      this.#next();
      return;
    }
    const run = this.#run;
    const values = this.#settings;
    const table = values.data === 'csv' ? this.#host.table() : undefined;
    const settings = runSettings(values, table);
    if (!settings) {
      this.results = { ...nothingYet, failure: needsFile };
      this.#host.changed();
      return;
    }
    this.#started = true;
    try {
      if (!this.#client) {
        const module = await compileTraining();
        if (this.#disposed || run !== this.#run) return;
        this.#client = new Client(module);
      }
      this.#inFlight = 0;
      this.#client.ask({ task: 'compare', settings, alpha: values.alpha }).catch((error) => this.#fail(run, error));
      if (table) this.results = { ...this.results, classNames: table.classNames };
      // The untrained networks first: the curves begin there, and the answer says how long an epoch is.
      await this.#ask(0);
      if (run === this.#run && steps > 0) this.#ask(steps);
    } catch (error) {
      this.#fail(run, error);
    }
  }

  #fail(run: number, error: unknown): void {
    if (run !== this.#run) return;
    this.#client?.stop();
    this.#client = undefined;
    this.restart();
    this.#set({ failure: failureOf(error) });
  }

  /** Requests as many steps as the speed asks for, unless nobody is looking. */
  #next(): void {
    const { status, stepsPerEpoch, total } = this.results;
    if (status !== 'running' || !this.#visible || stepsPerEpoch === 0) return;
    const { speed } = this.#settings;
    if (speed === 'fast') {
      while (this.#inFlight < ahead && this.#asked < total) this.#ask(stepsPerEpoch);
      return;
    }
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#inFlight === 0 && this.#asked < total) this.#ask(speed === 'slow' ? 1 : stepsPerEpoch);
    });
  }

  async #ask(steps: number): Promise<void> {
    const client = this.#client;
    const run = this.#run;
    if (!client) return;
    const { stepsPerEpoch } = this.results;
    if (stepsPerEpoch > 0) this.#asked += Math.min(steps, stepsPerEpoch - (this.#asked % stepsPerEpoch));
    this.#inFlight++;
    try {
      const outcome = await client.ask({ task: 'advance', steps, picture: this.#picture() });
      if (run !== this.#run) return;
      this.#inFlight--;
      this.#receive(outcome);
    } catch (error) {
      this.#fail(run, error);
    }
  }

  #picture(): Picture | undefined {
    const { view, shown } = this.#settings;
    if (view === 'regions') return { kind: 'regions', size: regionsSize };
    return view === 'projection' ? { kind: 'projection', classes: shown } : undefined;
  }

  #receive(outcome: ComparisonOutcome): void {
    const { step, stepsPerEpoch, classes, inputs, trainTargets, testTargets, networks, regions, projection } = outcome;
    const measure = (probabilities: Float32Array, targets: Int32Array) =>
      this.#ls.calibration(probabilities, targets, { classes });
    const test = networks.map((network) => measure(network.test, testTargets));
    const moment: Moment = {
      epoch: step / stepsPerEpoch,
      train: networks.map((network) => measures(measure(network.train, trainTargets))),
      test: test.map(measures),
    };
    const { done, history } = this.results;
    const isNew = step % stepsPerEpoch === 0 && (history.at(-1)?.epoch ?? -1) < moment.epoch;
    this.results = {
      ...this.results,
      done: step,
      total: this.#settings.epochs * stepsPerEpoch,
      perSecond:
        step > done && this.results.status === 'running' ? this.#rate.add(step - done) : this.results.perSecond,
      stepsPerEpoch,
      inputs,
      history: isNew ? [...history, moment] : history,
      latest: { moment, bins: test.map(({ bins }) => bins) },
      ...(regions && { regions }),
      ...(projection && { projection }),
    };
    if (step > done) this.#host.announce('ls-progress');
    this.#fitEnd();
    this.#host.changed();
    this.#next();
  }

  /** Whether the run has reached its end, which can move. */
  #fitEnd(): void {
    const { done, stepsPerEpoch, status } = this.results;
    const total = this.#settings.epochs * stepsPerEpoch;
    if (total === 0) return;
    this.results = { ...this.results, total };
    if (done >= total && status !== 'done') {
      this.results = { ...this.results, status: 'done' };
      this.#host.announce('ls-done');
    } else if (done < total && status === 'done') {
      this.results = { ...this.results, status: 'paused' };
    }
    this.#host.changed();
  }
}
