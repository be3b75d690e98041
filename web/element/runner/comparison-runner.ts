/** Runs `training`: two networks in one worker, advanced epoch by epoch or step by step. */

import type { Values } from '../../figures/parameters.js';
import {
  type Recording,
  recordedComparison,
  recordedGallery,
  recordedMaps,
  recordedResults,
} from '../../figures/recordings/index.js';
import type { ComparisonOutcome } from '../../figures/runs/jobs.js';
import { type Drawing, type Picture, regionsSize } from '../../figures/runs/pictures.js';
import { type ComparisonResults, lookedAt, type MapFrames, momentOf, nothingYet } from '../../figures/runs/results.js';
import { runSettings, sameRun } from '../../figures/runs/settings.js';
import type { LabelSmoothing } from '../../lib/index.js';
import type { Client } from './client.js';
import type { Memory } from './memory.js';
import { failureOf, needsFile, Rate, type Runner, type RunnerHost } from './runner.js';

interface Recorded {
  readonly run: Recording;
  readonly maps: MapFrames;
}

/** What a figure wants besides the curves of a run. */
interface Wishes {
  /** What comes along with every answer, where no view asks for another picture. */
  readonly taken?: Picture;
  /** Whether networks are trained as soon as the figure is seen, because it shows nothing without. */
  readonly trainsAtOnce?: boolean;
}

const isMap = ({ view }: Values) => view === 'regions' || view === 'projection';

/** With its maps only if they are looked at: they are most of it. */
export async function recallComparison(values: Values): Promise<Recorded | undefined> {
  const run = await recordedComparison(values);
  return run && { run, maps: isMap(values) ? await recordedMaps(values) : [] };
}

/** Without the pictures, which are fetched when the figure is seen. */
export const recallGallery = (values: Values): Promise<Recorded | undefined> => recordedGallery(values);

/** More maps of one run are not kept; then every other one is dropped. */
const mostMaps = 60;

/** Requests in flight at full speed, so that the worker never waits for the page. */
const ahead = 2;

export class ComparisonRunner implements Runner {
  results: ComparisonResults;
  /** The reader's own run. */
  #live: ComparisonResults = nothingYet;
  #maps: MapFrames = [];
  /** The epoch that the reader has gone back to. */
  #at: number | undefined;
  readonly #memory: Memory<Recorded>;
  readonly #ls: LabelSmoothing;
  readonly #host: RunnerHost;
  readonly #rate = new Rate();
  #client: Client | undefined;
  #settings: Values;
  #visible = false;
  /** Counts runs, to recognize answers to an earlier one. */
  #run = 0;
  #started = false;
  /** Epochs between two answers. */
  #perReport = 1;
  #inFlight = 0;
  /** The step reached once all requests are answered. */
  #asked = 0;
  #frame = 0;
  #disposed = false;
  readonly #wishes: Wishes;
  #drawing: Drawing | undefined;

  constructor(ls: LabelSmoothing, host: RunnerHost, memory: Memory<Recorded>, wishes: Wishes = {}) {
    this.#wishes = wishes;
    this.#ls = ls;
    this.#host = host;
    this.#memory = memory;
    this.#settings = host.values();
    this.results = this.#shown();
    this.#recall();
  }

  /** The reader's own run over the recorded one, or the recorded one alone. */
  #shown(): ComparisonResults {
    const { recording } = this.#memory;
    const { status, history, failure, lacksPictures } = this.#live;
    const isUntouched = status === 'idle' && history.length === 0;
    const isRecorded = recording !== undefined && isUntouched;
    const results = isRecorded
      ? {
          ...recordedResults(recording.run, recording.maps),
          ...(failure && { failure }),
          ...(lacksPictures && { lacksPictures }),
        }
      : { ...this.#live, ...(recording && { behind: recording.run.history }) };
    if (this.#drawing) return { ...results, drawing: this.#drawing };
    return this.#at === undefined ? results : lookedAt(results, isRecorded ? recording.maps : this.#maps, this.#at);
  }

  #changed(): void {
    this.results = this.#shown();
    this.#host.changed();
  }

  async #recall(): Promise<void> {
    if ((await this.#memory.load(this.#settings)) && !this.#disposed) this.#changed();
    this.#fetch();
  }

  /** Fetches the pictures of a recorded gallery, once the figure is seen. */
  async #fetch(): Promise<void> {
    const { recording } = this.#memory;
    const values = this.#settings;
    const gallery = recording?.maps.at(-1)?.gallery;
    if (!this.#visible || !gallery || gallery.features) return;
    try {
      const given = await this.#host.given(values);
      const whole = given && 'width' in given && (await recordedGallery(values, given));
      if (!whole || this.#disposed || this.#memory.recording !== recording) return;
      this.#memory.recording = whole;
      this.#changed();
    } catch (error) {
      if (this.#live.status === 'idle') this.#set(failureOf(error));
    }
  }

  /** Goes back to an epoch; at the last one, or without one, it follows the run again. */
  lookAt(epoch: number | undefined): void {
    const last = this.results.history.at(-1)?.epoch;
    this.#at = epoch === undefined || last === undefined || epoch >= last ? undefined : epoch;
    this.#changed();
  }

  /** Shows the networks what is drawn now, and trains them if they are not. */
  draw(drawing: Drawing | undefined): void {
    this.#drawing = drawing;
    this.#changed();
    if (drawing) this.#trainAtOnce();
  }

  #trainAtOnce(): void {
    if (this.#wishes.trainsAtOnce && this.#visible && this.#live.status === 'idle') this.play();
  }

  play(): void {
    if (this.#live.status === 'running') return;
    if (this.#live.status === 'done' || this.#live.failure) this.restart();
    this.#at = undefined;
    this.#set({ status: 'running' });
    this.#rate.start();
    this.#begin();
  }

  pause(): void {
    if (this.#live.status !== 'running') return;
    cancelAnimationFrame(this.#frame);
    this.#set({ status: 'paused' });
  }

  step(): void {
    this.pause();
    if (this.#live.status === 'done') return;
    this.#at = undefined;
    if (this.#live.status === 'idle') this.#set({ status: 'paused' });
    if (this.#started) this.#ask(1);
    else this.#begin(1);
  }

  restart(): void {
    cancelAnimationFrame(this.#frame);
    this.#run++;
    this.#started = false;
    this.#asked = 0;
    this.#live = nothingYet;
    this.#maps = [];
    this.#at = undefined;
    this.#changed();
  }

  update(): void {
    const before = this.#settings;
    const values = this.#host.values();
    this.#settings = values;
    this.#recall();
    if (!sameRun(before, values)) {
      // Another run's recording must not be seen while the right one is looked for.
      this.#memory.recording = undefined;
      const wasRunning = this.#live.status === 'running';
      this.restart();
      if (wasRunning) this.play();
      else this.#trainAtOnce();
      return;
    }
    if (before.epochs !== values.epochs && this.#started) this.#fitEnd();
    const looksElsewhere = before.view !== values.view || String(before.shown) !== String(values.shown);
    if (looksElsewhere && this.#started && this.#live.status !== 'running') this.#ask(0);
    else this.#next();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (!visible) return;
    this.#rate.start();
    this.#next();
    this.#fetch();
    // What has failed waits for the reader.
    if (!this.#live.failure) this.#trainAtOnce();
  }

  dispose(): void {
    this.#disposed = true;
    this.#run++;
    cancelAnimationFrame(this.#frame);
    this.#client?.stop();
    this.#client = undefined;
  }

  #set(changes: Partial<ComparisonResults>): void {
    this.#live = { ...this.#live, ...changes };
    this.#changed();
  }

  /** Starts a run, beginning with that many steps. */
  async #begin(steps = 0): Promise<void> {
    if (this.#started) {
      this.#next();
      return;
    }
    const run = this.#run;
    const values = this.#settings;
    this.#started = true;
    try {
      const given = await this.#host.given(values);
      if (this.#disposed || run !== this.#run) return;
      const settings = runSettings(values, given);
      if (!settings) {
        this.#started = false;
        this.#live = { ...nothingYet, failure: needsFile };
        this.#changed();
        return;
      }
      this.#perReport = settings.epochsPerReport;
      if (!this.#client) {
        const { Client, compileTraining } = await import('./client.js');
        const module = await compileTraining();
        if (this.#disposed || run !== this.#run) return;
        this.#client = new Client(module);
      }
      this.#inFlight = 0;
      this.#client.ask({ task: 'compare', settings, alpha: values.alpha }).catch((error) => this.#fail(run, error));
      if (given && 'classNames' in given) this.#live = { ...this.#live, classNames: given.classNames };
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
    this.#set(failureOf(error));
  }

  /** Requests as many steps as the speed asks for, unless nobody is looking. */
  #next(): void {
    const { status, stepsPerEpoch, total } = this.#live;
    if (status !== 'running' || !this.#visible || stepsPerEpoch === 0) return;
    const { speed } = this.#settings;
    if (speed === 'fast') {
      while (this.#inFlight < ahead && this.#asked < total) this.#ask(stepsPerEpoch * this.#perReport);
      return;
    }
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (this.#inFlight === 0 && this.#asked < total)
        this.#ask(speed === 'slow' ? 1 : stepsPerEpoch * this.#perReport);
    });
  }

  async #ask(steps: number): Promise<void> {
    const client = this.#client;
    const run = this.#run;
    if (!client) return;
    const perReport = this.#live.stepsPerEpoch * this.#perReport;
    // Not beyond the next report, nor beyond the end, which need not be one.
    const wanted = perReport > 0 ? Math.min(steps, perReport - (this.#asked % perReport), this.#left()) : steps;
    this.#asked += perReport > 0 ? wanted : 0;
    this.#inFlight++;
    try {
      const outcome = await client.ask({ task: 'advance', steps: wanted, picture: this.#picture() });
      if (run !== this.#run) return;
      this.#inFlight--;
      this.#receive(outcome);
    } catch (error) {
      this.#fail(run, error);
    }
  }

  /** Steps to the end that nobody has asked for yet. */
  #left(): number {
    return Math.max(this.#settings.epochs * this.#live.stepsPerEpoch - this.#asked, 0);
  }

  #picture(): Picture | undefined {
    const { view, shown } = this.#settings;
    if (view === 'regions') return { kind: 'regions', size: regionsSize };
    return view === 'projection' ? { kind: 'projection', classes: shown } : this.#wishes.taken;
  }

  #receive(outcome: ComparisonOutcome): void {
    const { step, stepsPerEpoch, inputs, regions, projection, gallery, weights } = outcome;
    const moment = momentOf(this.#ls, outcome);
    const { done, history, status, perSecond } = this.#live;
    const isNew = step % (stepsPerEpoch * this.#perReport) === 0 && (history.at(-1)?.epoch ?? -1) < moment.epoch;
    const maps = { ...(regions && { regions }), ...(projection && { projection }) };
    if (regions || projection) this.#keep({ epoch: moment.epoch, ...maps });
    this.#live = {
      ...this.#live,
      done: step,
      total: this.#settings.epochs * stepsPerEpoch,
      perSecond: step > done && status === 'running' ? this.#rate.add(step - done) : perSecond,
      stepsPerEpoch,
      inputs,
      history: isNew ? [...history, moment] : history,
      latest: moment,
      ...maps,
      ...(gallery && { gallery }),
      ...(weights && { weights }),
    };
    // Whoever is told reads the results.
    this.results = this.#shown();
    if (step > done) this.#host.announce('ls-progress');
    this.#fitEnd();
    this.#next();
  }

  #keep(frame: MapFrames[number]): void {
    const before = this.#maps.filter(({ epoch }) => epoch < frame.epoch);
    this.#maps = [...(before.length < mostMaps ? before : before.filter((_, index) => index % 2 === 0)), frame];
  }

  /** Whether the run has reached its end, which can move. */
  #fitEnd(): void {
    const { done, stepsPerEpoch, status } = this.#live;
    const total = this.#settings.epochs * stepsPerEpoch;
    if (total === 0) return;
    this.#live = { ...this.#live, total };
    if (done >= total && status !== 'done') {
      this.#live = { ...this.#live, status: 'done' };
      this.results = this.#shown();
      this.#host.announce('ls-done');
    } else if (done < total && status === 'done') {
      this.#live = { ...this.#live, status: 'paused' };
    }
    this.#changed();
  }
}
