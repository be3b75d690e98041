/** What the measures of predictions share: their options, and the sums over rows that the core keeps. */
import {
  type CheckedIndices,
  type CheckedNumbers,
  checkBoolean,
  checkClasses,
  checkIndex,
  checkIndices,
  checkInner,
  checkLength,
  checkRows,
  IGNORE_INDEX,
} from '../check.js';
import type { OptionTable } from '../options.js';
import { inParts } from '../parts.js';
import type { BootstrapOptions, Indices, PredictionOptions } from '../types.js';
import { AddPredictionsCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { copyPart } from './rows.js';
import { softmaxOf } from './softmax.js';

/** The options of predictions and calibrators. */
export interface PredictionSetup {
  classes: number;
  /** Of the rows that the core gets: a single logit x becomes (0, x), whose softmax ends with its sigmoid. */
  columns: number;
  inner: number;
  areLogits: boolean;
  ignoreIndex: number;
  givenIgnoreIndex: number | undefined;
  binCount: number;
  bootstrap: Required<BootstrapOptions> | undefined;
}

/** Predictions to add up. */
export interface Batch {
  p: CheckedNumbers;
  indices: CheckedIndices;
  rows: number;
}

export function checkPredictions(table: OptionTable<PredictionOptions>, options: PredictionOptions): PredictionSetup {
  const classes = checkClasses(table, options);
  const inner = checkInner(options);
  const areLogits = checkBoolean(options.logits ?? false, 'logits');
  const { ignoreIndex: givenIgnoreIndex } = options;
  const ignoreIndex = checkIndex(givenIgnoreIndex, 'ignoreIndex', IGNORE_INDEX);
  const columns = areLogits ? Math.max(classes, 2) : classes;
  return { classes, columns, inner, areLogits, ignoreIndex, givenIgnoreIndex, binCount: 1, bootstrap: undefined };
}

export function checkBatch(p: CheckedNumbers, targets: Indices, setup: PredictionSetup): Batch {
  const { classes, inner, givenIgnoreIndex } = setup;
  const indices = checkIndices(targets, 'targets', Math.max(classes, 2), givenIgnoreIndex);
  const rows = checkRows(p, 'probs', classes, inner);
  checkLength(indices, 'targets', rows, 'one for each row of probs');
  return { p, indices, rows };
}

/** Adds up a batch and keeps what the core needs of each row; answers where. */
export function keepPredictions(core: Core, batch: Batch, setup: PredictionSetup) {
  core.heap.begin();
  const bytes = core.raw.calibratorBytes(setup.columns, setup.binCount);
  const sums = core.heap.reserve(bytes, 'bins');
  core.heap.clear(sums, bytes);
  const predictions = core.heap.reserve(batch.rows * 8, 'probs');
  addPredictions(core, batch, setup, sums, predictions);
  return { sums, predictions };
}

/** `predictions` is where each row's is kept, 0 if they are not. */
export function addPredictions(
  core: Core,
  batch: Batch,
  setup: PredictionSetup,
  sums: number,
  predictions: number,
): void {
  const { p, indices, rows } = batch;
  const { classes, columns, binCount, areLogits, ignoreIndex, givenIgnoreIndex } = setup;
  const inner = classes === 1 ? 1 : setup.inner;
  const add = (first: number, count: number) => {
    const copied =
      areLogits && classes === 1
        ? core.heap.copyAfterZeros(p, 'probs', first, count)
        : copyPart(core, p, 'probs', columns, inner, first, count);
    const call = core.write(AddPredictionsCall, {
      classes: columns,
      binCount,
      ignoreIndex,
      memory: sums,
      predictions,
      rows: count,
      targets: core.heap.copyIndices(indices.subarray(first, first + count), 'targets'),
      probs: areLogits ? softmaxOf(core, copied, count, columns) : copied,
    });
    core.expectOk(core.raw.addPredictions(call), {
      classes: Math.max(columns, 2),
      targets: indices,
      probs: p,
      areLogits,
      ignoreIndex: givenIgnoreIndex,
    });
  };
  inParts(rows, columns, inner, (first, count) => {
    core.heap.within(() => add(first, count));
  });
}
