/** The part of a view that trains networks. Loaded only for figures that do. */

import type { FigureName, Values } from '../../figures/parameters.js';
import { recordedPoints } from '../../figures/recordings/index.js';
import { classNamesOf } from '../../figures/runs/picture-sets.js';
import {
  type DistillationPoint,
  measureDistillation,
  measureSweep,
  type SweepPoint,
} from '../../figures/runs/results.js';
import { type DistillationJob, distillationJobs, type SweepJob, sweepJobs } from '../../figures/runs/settings.js';
import { hasPictures } from '../../figures/vocabulary.js';
import type { LabelSmoothing } from '../../lib/index.js';
import { make } from '../dom.js';
import type { Host, Predictions, Snapshot } from '../host.js';
import type { OwnControls } from '../parts/controls.js';
import type { Part } from '../parts/part.js';
import { adopt } from '../sheets.js';
import { createClassChoices } from './class-choices.js';
import { ComparisonRunner, recallComparison, recallGallery } from './comparison-runner.js';
import { Memory } from './memory.js';
import { createPanel, type OwnData } from './panel.js';
import { loadPictures } from './pictures.js';
import { PoolRunner, type Work } from './pool-runner.js';
import type { Runner, RunnerHost } from './runner.js';
import { style } from './style.js';

export { labels } from '../../figures/labels.js';

export interface Training {
  readonly runner: Runner;
  readonly panel: Part;
  readonly controls?: OwnControls;
  /** Stands below everything else. */
  readonly below?: Part;
  readonly setPredictions?: (predictions: Predictions) => Promise<void>;
}

/** Loads the recorded run that the figure begins with; answers how to make what trains its networks. */
export async function prepareTraining(name: FigureName, ls: LabelSmoothing, values: Values) {
  const createRunner = await prepareRunner(name, ls, values);
  const createPad = name === 'draw' ? (await import('../draw/index.js')).createPad : undefined;
  /** @param changed called when there is something new to draw */
  return (host: Host, changed: () => void): Training => {
    adopt(host.root, style);
    const own: OwnData = {
      table: undefined,
      changed: () => {
        runner.restart();
        changed();
      },
    };
    const runner = createRunner({
      values: () => host.snapshot().values,
      given: async (values) => (hasPictures(values) ? loadPictures(values.data) : own.table),
      changed,
      announce: (type) => host.announce(type, progressOf(runner)),
    });
    const panel = createPanel(host, runner, own, runner.step === undefined);
    if (!(runner instanceof ComparisonRunner)) return { runner, panel };
    if (!createPad) {
      const namesOf = ({ values, language }: Snapshot) => classNamesOf(values, language, runner.results);
      return { runner, panel, controls: { shown: (...of) => createClassChoices(host, namesOf, ...of) } };
    }
    const pad = createPad(
      host,
      () => runner.results.weights,
      (drawing) => runner.draw(drawing),
    );
    return { runner, panel: together(panel, pad) };
  };
}

/** Parts in one place, one below the other. */
const together = (...parts: readonly Part[]): Part => ({
  element: make('div', {}, ...parts.map(({ element }) => element)),
  show: (showing) => {
    for (const part of parts) part.show(showing);
  },
});

/** What `ls-progress` and `ls-done` report besides the state. */
function progressOf({ results: { status, done, total } }: Runner) {
  return { status, done, total };
}

async function prepareRunner(
  name: FigureName,
  ls: LabelSmoothing,
  values: Values,
): Promise<(host: RunnerHost) => Runner> {
  if (name === 'training') {
    const memory = new Memory(recallComparison);
    await memory.load(values);
    return (host) => new ComparisonRunner(ls, host, memory);
  }
  if (name === 'wall') {
    const memory = new Memory(recallGallery);
    await memory.load(values);
    return (host) => new ComparisonRunner(ls, host, memory, { taken: { kind: 'gallery' } });
  }
  if (name === 'draw') {
    // What will be drawn cannot be recorded.
    const none = new Memory<never>(async () => undefined);
    return (host) => new ComparisonRunner(ls, host, none, { taken: { kind: 'weights' }, trainsAtOnce: true });
  }
  const memory = new Memory((values) => recordedPoints(name, values));
  await memory.load(values);
  if (name === 'alpha-sweep') {
    const work: Work<SweepJob, SweepPoint> = {
      jobs: sweepJobs,
      size: () => 1,
      run: async (client, job) => [measureSweep(ls, job, await client.ask({ task: 'sweep', job }))],
    };
    return (host) => new PoolRunner(work, host, memory as Memory<readonly SweepPoint[]>);
  }
  const work: Work<DistillationJob, DistillationPoint> = {
    jobs: distillationJobs,
    size: ({ temperatures }) => 1 + temperatures.length,
    run: async (client, job) => measureDistillation(ls, job, await client.ask({ task: 'distill', job })),
  };
  return (host) => new PoolRunner(work, host, memory as Memory<readonly DistillationPoint[]>);
}
