// Hand-written loops: no temporary but the output, sums in double, each value read as often as the mathematics needs.
import { alpha } from '../problems.mjs';

export async function open() {
  return { prepare: (operation, problem) => ({ entries: { javascript: entry(operation, problem) }, release() {} }) };
}

function entry(operation, problem) {
  const { rows, classes, logits, targets, logProbs, target } = problem;
  const hasValues = operation !== 'cross-entropy' && operation !== 'kl-divergence';
  const out = hasValues ? new Float32Array(rows * classes) : undefined;
  const run = {
    'cross-entropy': () => crossEntropy(logits, targets, classes),
    gradient: () => crossEntropyAndGradient(logits, targets, classes, out),
    'kl-divergence': () => klDivergence(logProbs, target),
    'log-softmax': () => logSoftmax(logits, classes, out),
    softmax: () => softmax(logits, classes, out),
  }[operation];
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
