/** A run of `descent`: logits that are pulled, step by step, and the gap that they have come to. */

import type { LabelSmoothing } from '../../lib/index.js';
import type { Values } from '../parameters.js';
import { smoothing } from '../shared.js';

export interface DescentRun {
  readonly status: 'paused' | 'running';
  /** Steps. */
  readonly done: number;
  readonly total: 0;
  readonly perSecond: 0;
  readonly logits: readonly number[];
  /** The gap after some of the steps, the last one among them. */
  readonly history: readonly { readonly step: number; readonly gap: number }[];
}

/** Steps whose logits are in the table: from the start, whatever has been done since. */
export const listedSteps = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

/** Of steps that make no difference in logarithmic time few are kept: one in so many. */
const kept = (step: number) => step % Math.max(1, Math.floor(step / 40)) === 0;

/** The target's logit minus the best other one. */
export const gapOf = (logits: ArrayLike<number>, target: number) =>
  (logits[target] as number) - Math.max(...Array.from(logits).filter((_, index) => index !== target));

export const startOf = ({ logits, target }: Values, status: DescentRun['status'] = 'paused'): DescentRun => ({
  status,
  done: 0,
  total: 0,
  perSecond: 0,
  logits,
  history: [{ step: 0, gap: gapOf(logits, target) }],
});

/** Logits after so many steps from there. */
export function descend(ls: LabelSmoothing, values: Values, logits: ArrayLike<number>, steps: number): Float64Array {
  const { target, learningRate } = values;
  return ls.descend(Float64Array.from(logits), target, { ...smoothing(values), learningRate, steps });
}

/** One step further. */
export function advanced(ls: LabelSmoothing, values: Values, run: DescentRun): DescentRun {
  const logits = Array.from(descend(ls, values, run.logits, 1));
  const step = run.done + 1;
  const last = run.history.at(-1);
  const before = last && kept(last.step) ? run.history : run.history.slice(0, -1);
  return { ...run, done: step, logits, history: [...before, { step, gap: gapOf(logits, values.target) }] };
}
