// Hand-written loops: no temporary but the output, sums in double, each value read as often as the mathematics needs.
import { alpha, bins } from '../problems.mjs';

export async function open() {
  return { prepare: (operation, problem) => ({ entries: { javascript: entry(operation, problem) }, release() {} }) };
}

/** Operations whose values are not part of what `run` returns. */
const withOutput = ['gradient', 'log-softmax', 'softmax', 'class-weights', 'soft-targets'];

function entry(operation, problem) {
  const { rows, classes, logits, map, targets, logProbs, target, weights } = problem;
  const out = withOutput.includes(operation) ? new Float32Array(rows * classes) : undefined;
  const run = {
    'cross-entropy': () => crossEntropy(logits, targets, classes),
    gradient: () => crossEntropyAndGradient(logits, targets, classes, out),
    'kl-divergence': () => klDivergence(logProbs, target),
    'log-softmax': () => logSoftmax(logits, classes, out),
    softmax: () => softmax(logits, classes, out),
    'class-weights': () => weightedCrossEntropyAndGradient(logits, targets, weights, out),
    'soft-targets': () => softCrossEntropyAndGradient(logits, target, classes, out),
    entropy: () => entropy(target, rows),
    inner: () => crossEntropyOfMap(map, targets, classes),
    calibration: () => calibration(target, targets, classes),
    temperature: () => fitTemperature(logits, targets, classes).temperature,
  }[operation];
  if (operation === 'calibration') return { run, answer: run };
  return { run, answer: () => ({ loss: run(), values: out }) };
}

function crossEntropy(x, targets, classes) {
  let loss = 0;
  for (let row = 0, start = 0; row < targets.length; row++, start += classes) {
    const end = start + classes;
    let max = x[start];
    let total = 0;
    for (let i = start; i < end; i++) {
      const v = x[i];
      if (v > max) max = v;
      total += v;
    }
    let sum = 0;
    for (let i = start; i < end; i++) sum += Math.exp(x[i] - max);
    loss += max + Math.log(sum) - (1 - alpha) * x[start + targets[row]] - (alpha / classes) * total;
  }
  return loss / targets.length;
}

/** The classes of a row lie `rows` apart. Whole rows of the map are read, as memory likes it. */
function crossEntropyOfMap(x, targets, classes) {
  const rows = targets.length;
  const max = x.slice(0, rows);
  const total = new Float64Array(rows);
  const sum = new Float64Array(rows);
  for (let c = 0, i = 0; c < classes; c++) {
    for (let row = 0; row < rows; row++, i++) {
      const v = x[i];
      if (v > max[row]) max[row] = v;
      total[row] += v;
    }
  }
  for (let c = 0, i = 0; c < classes; c++) {
    for (let row = 0; row < rows; row++, i++) sum[row] += Math.exp(x[i] - max[row]);
  }
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    loss += max[row] + Math.log(sum[row]) - (1 - alpha) * x[targets[row] * rows + row] - (alpha / classes) * total[row];
  }
  return loss / rows;
}

function crossEntropyAndGradient(x, targets, classes, gradient) {
  const rows = targets.length;
  const hot = (1 - alpha) / rows;
  const rest = alpha / classes / rows;
  let loss = 0;
  for (let row = 0, start = 0; row < rows; row++, start += classes) {
    const end = start + classes;
    let max = x[start];
    let total = 0;
    for (let i = start; i < end; i++) {
      const v = x[i];
      if (v > max) max = v;
      total += v;
    }
    let sum = 0;
    for (let i = start; i < end; i++) {
      const e = Math.exp(x[i] - max);
      gradient[i] = e;
      sum += e;
    }
    const scale = 1 / (sum * rows);
    for (let i = start; i < end; i++) gradient[i] = gradient[i] * scale - rest;
    const hit = start + targets[row];
    gradient[hit] -= hot;
    loss += max + Math.log(sum) - (1 - alpha) * x[hit] - (alpha / classes) * total;
  }
  return loss / rows;
}

function klDivergence(logProbs, target) {
  let sum = 0;
  for (let i = 0; i < target.length; i++) {
    const t = target[i];
    if (t > 0) sum += t * (Math.log(t) - logProbs[i]);
  }
  return sum;
}

function logSoftmax(x, classes, out) {
  for (let start = 0; start < x.length; start += classes) {
    const end = start + classes;
    let max = x[start];
    for (let i = start; i < end; i++) if (x[i] > max) max = x[i];
    let sum = 0;
    for (let i = start; i < end; i++) sum += Math.exp(x[i] - max);
    const lse = max + Math.log(sum);
    for (let i = start; i < end; i++) out[i] = x[i] - lse;
  }
}

function softmax(x, classes, out) {
  for (let start = 0; start < x.length; start += classes) {
    const end = start + classes;
    let max = x[start];
    for (let i = start; i < end; i++) if (x[i] > max) max = x[i];
    let sum = 0;
    for (let i = start; i < end; i++) {
      const e = Math.exp(x[i] - max);
      out[i] = e;
      sum += e;
    }
    const scale = 1 / sum;
    for (let i = start; i < end; i++) out[i] *= scale;
  }
}

function weightedCrossEntropyAndGradient(x, targets, weights, gradient) {
  const classes = weights.length;
  let divisor = 0;
  for (let row = 0; row < targets.length; row++) divisor += weights[targets[row]];
  let allWeights = 0;
  for (let i = 0; i < classes; i++) allWeights += weights[i];
  const share = alpha / classes;
  let loss = 0;
  for (let row = 0, start = 0; row < targets.length; row++, start += classes) {
    let max = x[start];
    for (let i = 0; i < classes; i++) if (x[start + i] > max) max = x[start + i];
    let sum = 0;
    let below = 0;
    for (let i = 0; i < classes; i++) {
      const shifted = x[start + i] - max;
      const e = Math.exp(shifted);
      gradient[start + i] = e;
      sum += e;
      below -= weights[i] * shifted;
    }
    const hit = start + targets[row];
    const hot = (1 - alpha) * weights[targets[row]];
    const mass = share * allWeights + hot;
    loss += mass * Math.log(sum) + share * below + hot * (max - x[hit]);
    const scale = mass / (sum * divisor);
    const rest = share / divisor;
    for (let i = 0; i < classes; i++) gradient[start + i] = gradient[start + i] * scale - rest * weights[i];
    gradient[hit] -= hot / divisor;
  }
  return loss / divisor;
}

function softCrossEntropyAndGradient(x, target, classes, gradient) {
  const rows = x.length / classes;
  const share = alpha / classes;
  let loss = 0;
  for (let start = 0; start < x.length; start += classes) {
    const end = start + classes;
    let max = x[start];
    for (let i = start; i < end; i++) if (x[i] > max) max = x[i];
    let sum = 0;
    let mass = 0;
    for (let i = start; i < end; i++) {
      const shifted = x[i] - max;
      const e = Math.exp(shifted);
      gradient[i] = e;
      sum += e;
      const q = share + (1 - alpha) * target[i];
      mass += q;
      loss -= q * shifted;
    }
    loss += mass * Math.log(sum);
    const scale = mass / (sum * rows);
    for (let i = start; i < end; i++) gradient[i] = gradient[i] * scale - (share + (1 - alpha) * target[i]) / rows;
  }
  return loss / rows;
}

function entropy(p, rows) {
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i] > 0) sum -= p[i] * Math.log(p[i]);
  return sum / rows;
}

const binOf = (p) => Math.min(bins, Math.max(1, Math.ceil(p * bins))) - 1;

function calibration(p, targets, classes) {
  const rows = targets.length;
  const list = [];
  for (let bin = 0; bin < bins; bin++) {
    list.push({ lower: bin / bins, upper: (bin + 1) / bins, count: 0, confidence: 0, accuracy: 0 });
  }
  const classGaps = new Float64Array(bins * classes);
  // Twice the bits of a confidence, which as bits are in the order of the numbers, and 1 more where the row is right.
  const keys = new Float64Array(rows);
  const bits = new Float32Array(1);
  const asInteger = new Uint32Array(bits.buffer);
  let nll = 0;
  let brier = 0;
  let accuracy = 0;
  let confidence = 0;
  for (let row = 0, start = 0; row < rows; row++, start += classes) {
    const y = targets[row];
    let best = 0;
    let max = p[start];
    for (let i = 0; i < classes; i++) {
      const each = p[start + i];
      if (each > max) {
        max = each;
        best = i;
      }
      brier += i === y ? (1 - each) * (1 - each) : each * each;
      classGaps[binOf(each) * classes + i] += each;
    }
    nll -= Math.log(p[start + y]);
    classGaps[binOf(p[start + y]) * classes + y] -= 1;
    const bin = list[binOf(max)];
    const correct = best === y ? 1 : 0;
    bits[0] = max;
    keys[row] = 2 * asInteger[0] + correct;
    bin.count++;
    bin.confidence += max;
    bin.accuracy += correct;
    confidence += max;
    accuracy += correct;
  }
  let ece = 0;
  let mce = 0;
  let squares = 0;
  let bias = 0;
  for (const bin of list) {
    if (bin.count === 0) continue;
    bin.confidence /= bin.count;
    bin.accuracy /= bin.count;
    const gap = Math.abs(bin.accuracy - bin.confidence);
    const share = bin.count / rows;
    ece += gap * share;
    mce = Math.max(mce, gap);
    squares += share * gap * gap;
    bias += share * (bin.count > 1 ? (bin.accuracy * (1 - bin.accuracy)) / (bin.count - 1) : gap * gap);
  }
  let classwise = 0;
  for (let i = 0; i < classGaps.length; i++) classwise += Math.abs(classGaps[i]);
  keys.sort();
  let running = 0;
  let farthest = 0;
  let adaptive = 0;
  let before = 0;
  let bin = 1;
  for (let i = 0; i < rows; i++) {
    const correct = keys[i] % 2;
    asInteger[0] = (keys[i] - correct) / 2;
    running += bits[0] - correct;
    if (i + 1 < rows && keys[i + 1] - (keys[i + 1] % 2) === keys[i] - correct) continue;
    farthest = Math.max(farthest, Math.abs(running));
    if (i + 1 < Math.ceil((bin * rows) / bins)) continue;
    adaptive += Math.abs(running - before);
    before = running;
    while (Math.ceil((bin * rows) / bins) <= i + 1) bin++;
  }
  return {
    ece,
    mce,
    rmsce: Math.sqrt(squares),
    debiasedEce: Math.sqrt(Math.max(0, squares - bias)),
    classwiseEce: classwise / rows / classes,
    adaptiveEce: adaptive / rows,
    ks: farthest / rows,
    nll: nll / rows,
    brier: brier / rows,
    accuracy: accuracy / rows,
    confidence: confidence / rows,
    bins: list,
  };
}

/** Safeguarded Newton steps in 1 / T, as the package takes them. */
function fitTemperature(x, targets, classes) {
  const at = (beta) => likelihood(x, targets, classes, beta);
  const unscaled = at(1);
  const isHotter = unscaled.slope >= 0;
  let [low, high] = isHotter ? [1 / 64, 1] : [1, 64];
  let beta = isHotter ? low : high;
  let here = at(beta);
  if (isHotter ? here.slope < 0 : here.slope > 0) {
    beta = 1;
    here = unscaled;
    for (let step = 0; step < 200 && high - low > 1e-7 * beta; step++) {
      const newton = beta - here.slope / here.curvature;
      const isInside = newton >= low && newton <= high;
      const isLast = isInside && Math.abs(newton - beta) <= 1e-5 * beta;
      beta = isInside ? newton : Math.sqrt(low * high);
      here = at(beta);
      if (isLast) break;
      if (here.slope > 0) high = beta;
      else low = beta;
    }
  }
  return { temperature: 1 / beta, nllBefore: unscaled.nll, nllAfter: here.nll };
}

function likelihood(x, targets, classes, beta) {
  let nll = 0;
  let slope = 0;
  let curvature = 0;
  for (let row = 0, start = 0; row < targets.length; row++, start += classes) {
    const end = start + classes;
    let max = x[start];
    for (let i = start; i < end; i++) if (x[i] > max) max = x[i];
    let sum = 0;
    let first = 0;
    let second = 0;
    for (let i = start; i < end; i++) {
      const d = x[i] - max;
      const e = Math.exp(beta * d);
      sum += e;
      first += e * d;
      second += e * d * d;
    }
    const mean = first / sum;
    const target = x[start + targets[row]] - max;
    nll += Math.log(sum) - beta * target;
    slope += mean - target;
    curvature += second / sum - mean * mean;
  }
  const rows = targets.length;
  return { nll: nll / rows, slope: slope / rows, curvature: curvature / rows };
}
