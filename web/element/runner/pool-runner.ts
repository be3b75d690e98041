/** Runs `alpha-sweep` and `distillation`: many independent trainings, on all cores. */

import type { Values } from '../../figures/parameters.js';
import type { Given } from '../../figures/runs/data.js';
import type { PointResults } from '../../figures/runs/results.js';
import { sameRun } from '../../figures/runs/settings.js';
import type { Client } from './client.js';
import type { Memory } from './memory.js';
import { failureOf, needsFile, Rate, type Runner, type RunnerHost } from './runner.js';

/** More workers than this cost more memory than they save time. */
const mostWorkers = 8;

/** One kind of work. */
export interface Work<Job, Point> {
  readonly jobs: (values: Values, given: Given | undefined) => readonly Job[];
  /** How many networks a job trains. */
  readonly size: (job: Job) => number;
  readonly run: (client: Client, job: Job) => Promise<readonly Point[]>;
}

export class PoolRunner<Job, Point> implements Runner {
  results: PointResults<Point>;
  /** The reader's own run. */
  #live: PointResults<Point>;
  readonly #memory: Memory<readonly Point[]>;
  readonly #work: Work<Job, Point>;
  readonly #host: RunnerHost;
  readonly #rate = new Rate();
  #settings: Values;
  #jobs: readonly Job[] = [];
  /** Points of the finished jobs, in the order of the jobs, so that the same link gives the same table. */
  #outcomes: (readonly Point[] | undefined)[] = [];
  /** Indices of jobs that no worker has taken. */
  #open: number[] = [];
  /** Workers, and whether each is busy. */
  readonly #clients = new Map<Client, boolean>();
  #visible = true;
  /** Counts starts and stops, to recognize late answers. */
  #turn = 0;

  constructor(work: Work<Job, Point>, host: RunnerHost, memory: Memory<readonly Point[]>) {
    this.#work = work;
    this.#host = host;
    this.#memory = memory;
    this.#settings = host.values();
    this.#live = this.#nothing();
    this.results = this.#shown();
    this.#recall();
  }

  /** The reader's own run over the recorded one, or the recorded one alone. */
  #shown(): PointResults<Point> {
    const { recording } = this.#memory;
    if (!recording) return this.#live;
    const isUntouched = this.#live.status === 'idle' && this.#live.points.length === 0 && !this.#live.failure;
    if (!isUntouched) return { ...this.#live, behind: recording };
    return { ...this.#live, recorded: true, done: recording.length, total: recording.length, points: recording };
  }

  #changed(): void {
    this.results = this.#shown();
    this.#host.changed();
  }

  async #recall(): Promise<void> {
    if (await this.#memory.load(this.#settings)) this.#changed();
  }

  #nothing(): PointResults<Point> {
    return { status: 'idle', done: 0, total: 0, perSecond: 0, points: [] };
  }

  #sizeOf(jobs: readonly Job[]): number {
    return jobs.reduce((sum, job) => sum + this.#work.size(job), 0);
  }

  play(): void {
    const { status } = this.#live;
    if (status === 'running') return;
    if (status === 'done') this.restart();
    const { failure: _, lacksPictures: __, ...rest } = this.#live;
    this.#live = { ...rest, status: 'running' };
    this.#rate.start();
    this.#changed();
    this.#start();
  }

  pause(): void {
    if (this.#live.status !== 'running') return;
    this.#stop();
    this.#set({ status: 'paused' });
  }

  restart(): void {
    this.#stop();
    this.#jobs = [];
    this.#outcomes = [];
    this.#live = this.#nothing();
    this.#changed();
  }

  update(): void {
    const before = this.#settings;
    this.#settings = this.#host.values();
    if (sameRun(before, this.#settings) && before.epochs === this.#settings.epochs) return;
    this.#memory.recording = undefined;
    this.#recall();
    const wasRunning = this.#live.status === 'running';
    this.restart();
    if (wasRunning) this.play();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (!visible || this.#live.status !== 'running') return;
    this.#rate.start();
    for (const [client, isBusy] of this.#clients) if (!isBusy) this.#feed(client);
  }

  dispose(): void {
    this.#stop();
  }

  #set(changes: Partial<PointResults<Point>>): void {
    this.#live = { ...this.#live, ...changes };
    this.#changed();
  }

  #stop(): void {
    this.#turn++;
    for (const client of this.#clients.keys()) client.stop();
    this.#clients.clear();
  }

  async #start(): Promise<void> {
    const turn = ++this.#turn;
    try {
      if (this.#jobs.length === 0) {
        const given = await this.#host.given(this.#settings);
        if (turn !== this.#turn) return;
        this.#jobs = this.#work.jobs(this.#settings, given);
        this.#outcomes = this.#jobs.map(() => undefined);
        if (this.#jobs.length === 0) {
          this.#set({ status: 'idle', failure: needsFile });
          return;
        }
        this.#set({ total: this.#sizeOf(this.#jobs) });
      }
      this.#open = this.#jobs.map((_, index) => index).filter((index) => !this.#outcomes[index]);
      const { Client, compileTraining } = await import('./client.js');
      const module = await compileTraining();
      if (turn !== this.#turn) return;
      const count = Math.min(navigator.hardwareConcurrency || 2, mostWorkers, this.#open.length);
      for (let index = 0; index < count; index++) {
        const client = new Client(module);
        this.#clients.set(client, false);
        this.#feed(client);
      }
    } catch (error) {
      this.#fail(turn, error);
    }
  }

  #fail(turn: number, error: unknown): void {
    if (turn !== this.#turn) return;
    this.#stop();
    this.#set({ status: this.#jobs.length === 0 ? 'idle' : 'paused', ...failureOf(error) });
  }

  async #feed(client: Client): Promise<void> {
    const turn = this.#turn;
    const place = this.#visible ? this.#open.shift() : undefined;
    if (place === undefined) return;
    const job = this.#jobs[place] as Job;
    this.#clients.set(client, true);
    try {
      const points = await this.#work.run(client, job);
      if (turn !== this.#turn) return;
      this.#clients.set(client, false);
      this.#receive(place, points, this.#work.size(job));
      this.#feed(client);
    } catch (error) {
      this.#fail(turn, error);
    }
  }

  #receive(place: number, points: readonly Point[], size: number): void {
    this.#outcomes[place] = points;
    const done = this.#live.done + size;
    const isDone = done >= this.#live.total;
    this.#set({
      done,
      perSecond: this.#rate.add(size),
      points: this.#outcomes.flatMap((outcome) => outcome ?? []),
      ...(isDone && { status: 'done' }),
    });
    this.#host.announce('ls-progress');
    if (!isDone) return;
    this.#stop();
    this.#host.announce('ls-done');
  }
}
