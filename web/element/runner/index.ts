/** The part of a view that trains networks. Loaded only for figures that do. */

import type { FigureName } from '../../figures/parameters.js';
import { measureDistillation, measureSweep } from '../../figures/runs/results.js';
import { distillationJobs, sweepJobs } from '../../figures/runs/settings.js';
import type { LabelSmoothing } from '../../lib/index.js';
import type { Host } from '../host.js';
import type { Part } from '../parts/part.js';
import { adopt } from '../sheets.js';
import { ComparisonRunner } from './comparison-runner.js';
import { createPanel, type OwnData } from './panel.js';
import { PoolRunner } from './pool-runner.js';
import type { Runner, RunnerHost } from './runner.js';
import { style } from './style.js';

export { labels } from '../../figures/labels.js';

export interface Training {
  readonly runner: Runner;
  readonly panel: Part;
}

/**
 * @param changed called when there is something new to draw
 */
export function createTraining(name: FigureName, ls: LabelSmoothing, host: Host, changed: () => void): Training {
  adopt(host.root, style);
  const own: OwnData = {
    table: undefined,
    changed: () => {
      runner.restart();
      changed();
    },
  };
  const runner = createRunner(name, ls, {
    values: () => host.snapshot().values,
    table: () => own.table,
    changed,
    announce: (type) => host.announce(type, progressOf(runner)),
  });
  return { runner, panel: createPanel(host, runner, own, runner.step === undefined) };
}

/** What `ls-progress` and `ls-done` report besides the state. */
function progressOf({ results: { status, done, total } }: Runner) {
  return { status, done, total };
}

function createRunner(name: FigureName, ls: LabelSmoothing, host: RunnerHost): Runner {
  switch (name) {
    case 'alpha-sweep':
      return new PoolRunner(
        {
          jobs: sweepJobs,
          size: () => 1,
          run: async (client, job) => [measureSweep(ls, job, await client.ask({ task: 'sweep', job }))],
        },
        host,
      );
    case 'distillation':
      return new PoolRunner(
        {
          jobs: distillationJobs,
          size: ({ temperatures }) => 1 + temperatures.length,
          run: async (client, job) => measureDistillation(ls, job, await client.ask({ task: 'distill', job })),
        },
        host,
      );
    default:
      return new ComparisonRunner(ls, host);
  }
}
