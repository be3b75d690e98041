/** The messages between the page and a training worker. */

import type { ComparisonOutcome, DistillationOutcome, DriftOutcome, SweepOutcome } from '../../figures/runs/jobs.js';
import type { Picture } from '../../figures/runs/pictures.js';
import type { DistillationJob, RunSettings, SweepJob } from '../../figures/runs/settings.js';

/** Requests by name, each with its answer. A worker answers in the order of the requests. */
export interface Tasks {
  /** The first request: the compiled trainer. */
  load: { readonly module: WebAssembly.Module; readonly result: null };
  /** Creates two networks, and frees those of an earlier comparison. */
  compare: { readonly settings: RunSettings; readonly alpha: number; readonly result: null };
  /** Trains for some steps, at most to the end of the epoch, and reports how the networks do then. */
  advance: { readonly steps: number; readonly picture: Picture | undefined; readonly result: ComparisonOutcome };
  /** Creates two networks that learn on and on, and frees those of an earlier one. */
  drift: { readonly settings: RunSettings; readonly result: null };
  /** Trains these for some steps. */
  learn: { readonly steps: number; readonly alpha: number; readonly size: number; readonly result: DriftOutcome };
  sweep: { readonly job: SweepJob; readonly result: SweepOutcome };
  distill: { readonly job: DistillationJob; readonly result: DistillationOutcome };
}

export type TaskName = keyof Tasks;
export type Request = { [Name in TaskName]: { readonly task: Name } & Omit<Tasks[Name], 'result'> }[TaskName];
export type Answer = { readonly result: unknown } | { readonly error: string };
