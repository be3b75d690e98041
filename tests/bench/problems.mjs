// What is computed: the operations, their data from a seed, and the check of an answer against double precision.
import { activationsOf, createTraining, expectedLosses, wideWidths } from './training.mjs';

/** α of every smoothed cross-entropy here; the convention is uniform and the reduction the mean. */
export const alpha = 0.1;

/**
 * | name | input | answer |
 * |---|---|---|
 * | cross-entropy | logits, targets | loss |
 * | gradient | logits, targets | loss, values = ∂loss/∂logits |
 * | kl-divergence | logProbs, target | loss, the sum over everything; a target of 0 adds 0, also where logProbs is −∞ |
 * | log-softmax, softmax | logits | values |
 * | matrix-product | features, parameters | values = logits of a wide network |
 * | training | features, targets, parameters | losses of the first steps, see training.mjs |
 */
export const operations = [
  'cross-entropy',
  'gradient',
  'kl-divergence',
  'log-softmax',
  'softmax',
  'training',
  'matrix-product',
];

/** The largest error an answer may have to be timed. Rounding in the peers' float32 sums costs up to 3e-4 here. */
export const tolerance = 1e-3;

/** The data of one measurement; typed arrays, row-major. */
export function createProblem(operation, rows, classes) {
  const random = randomSource(rows * 31 + classes);
  if (operation === 'training') return { rows, classes, ...createTraining(random, rows) };
  if (operation === 'matrix-product') return { rows, classes, ...createTraining(random, rows, wideWidths) };
  const logits = randomLogits(random, rows * classes);
  if (operation !== 'kl-divergence') {
    return { rows, classes, logits, targets: Int32Array.from({ length: rows }, () => Math.floor(random() * classes)) };
  }
  const logProbs = new Float32Array(rows * classes);
  const target = new Float32Array(rows * classes);
  const other = randomLogits(random, rows * classes);
  for (let start = 0; start < rows * classes; start += classes) {
    const end = start + classes;
    const lse = logSumExp(logits, start, end);
    const otherLse = logSumExp(other, start, end);
    for (let i = start; i < end; i++) {
      // One class in eight is impossible; the prediction knows every other of those.
      const kind = random() * 16;
      target[i] = kind < 2 ? 0 : Math.exp(other[i] - otherLse);
      logProbs[i] = kind < 1 ? -Infinity : logits[i] - lse;
    }
  }
  return { rows, classes, logProbs, target };
}

/** The error of an answer `{ loss, values }` relative to double precision; NaN when there is no number to compare. */
export function errorOf(operation, problem, answer) {
  if (operation === 'training') return trainingError(problem, answer);
  if (operation === 'matrix-product') return logitsError(problem, answer);
  return (
    { 'cross-entropy': crossEntropyError, gradient: crossEntropyError, 'kl-divergence': klDivergenceError }[
      operation
    ]?.(problem, answer) ?? softmaxError(problem, answer, operation === 'log-softmax')
  );
}

function crossEntropyError({ rows, classes, logits, targets }, { loss, values }) {
  let expected = 0;
  let worst = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const end = start + classes;
    const lse = logSumExp(logits, start, end);
    for (let i = start; i < end; i++) {
      const q = alpha / classes + (i - start === targets[row] ? 1 - alpha : 0);
      expected += q * (lse - logits[i]);
      if (!values) continue;
      const p = Math.exp(logits[i] - lse);
      worst = greater(worst, Math.abs(values[i] * rows - (p - q)) / (p + q));
    }
  }
  expected /= rows;
  return greater(worst, Math.abs(loss - expected) / Math.abs(expected));
}

function klDivergenceError({ logProbs, target }, { loss }) {
  let expected = 0;
  for (let i = 0; i < target.length; i++) {
    if (target[i] > 0) expected += target[i] * (Math.log(target[i]) - logProbs[i]);
  }
  return Math.abs(loss - expected) / Math.abs(expected);
}

function trainingError(problem, { losses }) {
  const expected = expectedLosses(problem, alpha);
  return expected.reduce((worst, loss, step) => greater(worst, Math.abs(losses[step] - loss) / loss), 0);
}

/** Of a few rows, against the largest of their logits. */
function logitsError({ rows, classes, features, parameters }, { values }) {
  const inputs = features.length / rows;
  return [0, 1, rows - 1].reduce((worst, row) => {
    const x = features.subarray(row * inputs, (row + 1) * inputs);
    const expected = activationsOf(parameters, x, wideWidths).at(-1);
    const largest = Math.max(...expected.map(Math.abs));
    const errors = expected.map((logit, k) => Math.abs(values[row * classes + k] - logit) / largest);
    return errors.reduce(greater, worst);
  }, 0);
}

function softmaxError({ rows, classes, logits }, { values }, isLog) {
  let worst = 0;
  for (let start = 0; start < rows * classes; start += classes) {
    const lse = logSumExp(logits, start, start + classes);
    for (let i = start; i < start + classes; i++) {
      const logP = logits[i] - lse;
      const error = isLog
        ? Math.abs(values[i] - logP) / Math.max(1, Math.abs(logP))
        : Math.abs(values[i] / Math.exp(logP) - 1);
      worst = greater(worst, error);
    }
  }
  return worst;
}

/** The greater number; NaN, once met, stays. */
function greater(a, b) {
  return a > b || Number.isNaN(a) ? a : b;
}

function logSumExp(x, start, end) {
  let max = -Infinity;
  for (let i = start; i < end; i++) if (x[i] > max) max = x[i];
  let sum = 0;
  for (let i = start; i < end; i++) sum += Math.exp(x[i] - max);
  return max + Math.log(sum);
}

/** Bell-shaped around 0, between −12 and 12, as trained networks' logits are. */
function randomLogits(random, count) {
  const x = new Float32Array(count);
  for (let i = 0; i < count; i++) x[i] = 8 * (random() + random() + random() - 1.5);
  return x;
}

/** Reproducible numbers in [0, 1) (mulberry32). */
function randomSource(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
