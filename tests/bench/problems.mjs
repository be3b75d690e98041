// The operations, their data (from a seed), and the check of an answer against double precision.
import { activationsOf, createTraining, expectedLosses, wideWidths } from './training.mjs';

/** α of every cross-entropy here. The convention is uniform, the reduction the mean. */
export const alpha = 0.1;

/** Of a calibration. */
export const bins = 15;

/**
 * | name | input | answer |
 * |---|---|---|
 * | cross-entropy | logits, targets | loss |
 * | gradient | logits, targets | loss, values = ∂loss/∂logits |
 * | kl-divergence | logProbs, target | loss, the sum over everything; a target of 0 adds 0, also where logProbs is −∞ |
 * | log-softmax, softmax | logits | values |
 * | class-weights | logits, targets, weights | as of gradient |
 * | soft-targets | logits, target, the probabilities of a teacher | as of gradient |
 * | inner | map, the logits as [classes, rows], and logits, targets | loss |
 * | entropy | target | loss, the mean |
 * | calibration | target, targets | ece, mce, nll, brier, accuracy, confidence, rmsce, debiasedEce, classwiseEce, adaptiveEce, ks; 15 bins |
 * | temperature | logits, targets drawn from softmax(logits / 2) | loss = the fitted temperature |
 * | matrix-product | features, parameters | values = logits of a wide network |
 * | training | features, targets, parameters | losses of the first steps, see training.mjs |
 */
export const operations = [
  'cross-entropy',
  'gradient',
  'kl-divergence',
  'log-softmax',
  'softmax',
  'class-weights',
  'soft-targets',
  'inner',
  'entropy',
  'calibration',
  'temperature',
  'training',
  'matrix-product',
];

/** An answer with a larger error is not timed. The peers' float32 sums lose up to 3e-4. */
export const tolerance = 1e-3;

/** The data of one measurement; typed arrays, row-major. */
export function createProblem(operation, rows, classes) {
  const random = randomSource(rows * 31 + classes);
  if (operation === 'training') return { rows, classes, ...createTraining(random, rows) };
  if (operation === 'matrix-product') return { rows, classes, ...createTraining(random, rows, wideWidths) };
  const logits = randomLogits(random, rows * classes);
  const targets = Int32Array.from({ length: rows }, () => Math.floor(random() * classes));
  if (operation === 'class-weights') {
    return { rows, classes, logits, targets, weights: Float32Array.from({ length: classes }, () => 0.5 + random()) };
  }
  if (operation === 'soft-targets') {
    return { rows, classes, logits, target: probabilitiesOf(randomLogits(random, rows * classes), classes) };
  }
  if (operation === 'inner') {
    const map = Float32Array.from(logits, (_, i) => logits[(i % rows) * classes + Math.floor(i / rows)]);
    return { rows, classes, logits, map, targets };
  }
  if (operation === 'entropy') return { rows, classes, target: probabilitiesOf(logits, classes) };
  if (operation === 'calibration') return { rows, classes, target: probabilitiesOf(logits, classes), targets };
  if (operation === 'temperature') {
    const cooled = probabilitiesOf(
      logits.map((x) => x / 2),
      classes,
    );
    return { rows, classes, logits, targets: targets.map((_, row) => draw(random, cooled, row, classes)) };
  }
  if (operation !== 'kl-divergence') return { rows, classes, logits, targets };
  const logProbs = new Float32Array(rows * classes);
  const target = new Float32Array(rows * classes);
  const other = randomLogits(random, rows * classes);
  for (let start = 0; start < rows * classes; start += classes) {
    const end = start + classes;
    const lse = logSumExp(logits, start, end);
    const otherLse = logSumExp(other, start, end);
    for (let i = start; i < end; i++) {
      // One class in eight has target 0; the prediction rules out every other one of these.
      const kind = random() * 16;
      target[i] = kind < 2 ? 0 : Math.exp(other[i] - otherLse);
      logProbs[i] = kind < 1 ? -Infinity : logits[i] - lse;
    }
  }
  return { rows, classes, logProbs, target };
}

/** The error of an answer `{ loss, values }` relative to double precision; NaN when there is nothing to compare. */
export function errorOf(operation, problem, answer) {
  if (operation === 'training') return trainingError(problem, answer);
  if (operation === 'matrix-product') return logitsError(problem, answer);
  return (
    {
      'cross-entropy': crossEntropyError,
      gradient: crossEntropyError,
      'class-weights': crossEntropyError,
      'soft-targets': crossEntropyError,
      inner: crossEntropyError,
      'kl-divergence': klDivergenceError,
      entropy: entropyError,
      calibration: calibrationError,
      temperature: temperatureError,
    }[operation]?.(problem, answer) ?? softmaxError(problem, answer, operation === 'log-softmax')
  );
}

function crossEntropyError({ rows, classes, logits, targets, target, weights }, { loss, values }) {
  let expected = 0;
  let worst = 0;
  const divisor = weights ? targets.reduce((sum, y) => sum + weights[y], 0) : rows;
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const end = start + classes;
    const lse = logSumExp(logits, start, end);
    const q = Array.from({ length: classes }, (_, i) => {
      const t = target ? target[start + i] : Number(i === targets[row]);
      return (alpha / classes + (1 - alpha) * t) * (weights ? weights[i] : 1);
    });
    const mass = q.reduce((sum, share) => sum + share, 0);
    for (let i = start; i < end; i++) {
      const share = q[i - start];
      expected += share * (lse - logits[i]);
      if (!values) continue;
      const p = Math.exp(logits[i] - lse);
      worst = greater(worst, Math.abs(values[i] * divisor - (mass * p - share)) / (mass * p + share));
    }
  }
  expected /= divisor;
  return greater(worst, Math.abs(loss - expected) / Math.abs(expected));
}

function klDivergenceError({ logProbs, target }, { loss }) {
  let expected = 0;
  for (let i = 0; i < target.length; i++) {
    if (target[i] > 0) expected += target[i] * (Math.log(target[i]) - logProbs[i]);
  }
  return Math.abs(loss - expected) / Math.abs(expected);
}

function entropyError({ rows, target }, { loss }) {
  const expected = target.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0) / rows;
  return Math.abs(loss - expected) / expected;
}

function calibrationError({ rows, classes, target, targets }, answer) {
  const predictions = Array.from({ length: rows }, (_, row) => {
    const p = target.subarray(row * classes, (row + 1) * classes);
    const y = targets[row];
    const max = Math.max(...p);
    const squares = p.reduce((sum, each, i) => sum + (each - Number(i === y)) ** 2, 0);
    return { confidence: max, correct: Number(p.indexOf(max) === y), nll: -Math.log(p[y]), brier: squares };
  });
  const mean = (list, of) => list.reduce((sum, each) => sum + of(each), 0) / list.length;
  const sum = (list, of) => list.reduce((total, each) => total + of(each), 0);
  const lies = (p, bin) => (bin === 0 || p > Math.fround(bin / bins)) && p <= Math.fround((bin + 1) / bins);
  const each = Array.from({ length: bins }, (_, bin) => bin);
  const full = each
    .map((bin) => predictions.filter(({ confidence }) => lies(confidence, bin)))
    .filter((chosen) => chosen.length > 0)
    .map((chosen) => {
      const accuracy = mean(chosen, ({ correct }) => correct);
      const gap = Math.abs(accuracy - mean(chosen, ({ confidence }) => confidence));
      const bias = chosen.length > 1 ? (accuracy * (1 - accuracy)) / (chosen.length - 1) : gap * gap;
      return { share: chosen.length / rows, gap, bias };
    });
  const squares = sum(full, ({ share, gap }) => share * gap * gap);
  const sorted = predictions.toSorted((a, b) => a.confidence - b.confidence);
  const edge = (bin) => {
    let end = Math.ceil((bin * rows) / bins);
    while (end > 0 && end < rows && sorted[end].confidence === sorted[end - 1].confidence) end++;
    return end;
  };
  const deviation = (list) => Math.abs(sum(list, ({ confidence, correct }) => confidence - correct));
  let running = 0;
  const deviations = sorted.map(({ confidence, correct }, i) => {
    running += confidence - correct;
    return confidence === sorted[i + 1]?.confidence ? 0 : Math.abs(running);
  });
  const classGap = (c, bin) => {
    let gap = 0;
    for (let row = 0; row < rows; row++) {
      const p = target[row * classes + c];
      if (lies(p, bin)) gap += p - Number(targets[row] === c);
    }
    return Math.abs(gap);
  };
  const expected = {
    ece: sum(full, ({ share, gap }) => share * gap),
    mce: Math.max(...full.map(({ gap }) => gap)),
    rmsce: Math.sqrt(squares),
    debiasedEce: Math.sqrt(Math.max(0, squares - sum(full, ({ share, bias }) => share * bias))),
    adaptiveEce: sum(each, (bin) => deviation(sorted.slice(edge(bin), edge(bin + 1)))) / rows,
    ks: Math.max(...deviations) / rows,
    classwiseEce: sum(each, (bin) => sum([...Array(classes).keys()], (c) => classGap(c, bin))) / rows / classes,
    accuracy: mean(predictions, ({ correct }) => correct),
    ...Object.fromEntries(
      ['nll', 'brier', 'confidence'].map((name) => [name, mean(predictions, (prediction) => prediction[name])]),
    ),
  };
  return Object.entries(expected).reduce((worst, [name, value]) => greater(worst, Math.abs(answer[name] - value)), 0);
}

/** At the answer the slope of the likelihood in 1 / T changes sign; how far away that is. */
function temperatureError({ rows, classes, logits, targets }, { loss: temperature }) {
  const slope = (beta) => {
    let sum = 0;
    for (let row = 0, start = 0; row < rows; row++, start += classes) {
      const scaled = logits.subarray(start, start + classes).map((x) => x * beta);
      const lse = logSumExp(scaled, 0, classes);
      sum -= logits[start + targets[row]];
      for (let i = 0; i < classes; i++) sum += Math.exp(scaled[i] - lse) * logits[start + i];
    }
    return sum;
  };
  const isWithin = (error) => slope((1 + error) / temperature) > 0 && slope(1 / temperature / (1 + error)) < 0;
  return [1e-5, 1e-4, tolerance].find(isWithin) ?? 1;
}

function trainingError(problem, { losses }) {
  const expected = expectedLosses(problem, alpha);
  return expected.reduce((worst, loss, step) => greater(worst, Math.abs(losses[step] - loss) / loss), 0);
}

/** The error of a few rows, relative to their largest logit. */
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

/** The maximum; NaN wins. */
function greater(a, b) {
  return a > b || Number.isNaN(a) ? a : b;
}

function probabilitiesOf(logits, classes) {
  const p = new Float32Array(logits.length);
  for (let start = 0; start < p.length; start += classes) {
    const lse = logSumExp(logits, start, start + classes);
    for (let i = start; i < start + classes; i++) p[i] = Math.exp(logits[i] - lse);
  }
  return p;
}

/** A class, drawn from the given probabilities. */
function draw(random, probabilities, row, classes) {
  let left = random();
  for (let i = 0; i < classes - 1; i++) {
    left -= probabilities[row * classes + i];
    if (left < 0) return i;
  }
  return classes - 1;
}

function logSumExp(x, start, end) {
  let max = -Infinity;
  for (let i = start; i < end; i++) if (x[i] > max) max = x[i];
  let sum = 0;
  for (let i = start; i < end; i++) sum += Math.exp(x[i] - max);
  return max + Math.log(sum);
}

/** Roughly normal around 0, within ±12, like the logits of trained networks. */
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
