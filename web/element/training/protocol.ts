/** What the page and a training worker say to each other. */

import type {
  ComparisonOutcome,
  DistillationJob,
  DistillationOutcome,
  Picture,
  SweepJob,
  SweepOutcome,
} from '../../figures/training/jobs.js';
import type { RunSettings } from '../../figures/training/networks.js';

/** Requests by name, with what each is answered by. A worker answers in the order in which it was asked. */
export interface Tasks {
  /** The first request: the compiled trainer. */
  load: { readonly module: WebAssembly.Module; readonly result: null };
  /** Makes two networks; those of an earlier comparison are freed. */
  compare: { readonly settings: RunSettings; readonly alpha: number; readonly result: null };
  /** Some steps of the comparison, at most to the end of the epoch, and how the networks do then. */
  advance: { readonly steps: number; readonly picture: Picture | undefined; readonly result: ComparisonOutcome };
  sweep: { readonly job: SweepJob; readonly result: SweepOutcome };
  distill: { readonly job: DistillationJob; readonly result: DistillationOutcome };
}

export type TaskName = keyof Tasks;
export type Request = { [Name in TaskName]: { readonly task: Name } & Omit<Tasks[Name], 'result'> }[TaskName];
export type Answer = { readonly result: unknown } | { readonly error: string };
