// This package, with inputs and outputs in WebAssembly memory (resident) and in the caller's Float32Arrays (copied).
import { load } from '../../../dist/lib/index.js';
import { alpha } from '../problems.mjs';

export async function open({ variant }) {
  const ls = await load({ variant });
  return {
    prepare(operation, problem) {
      const { rows, classes } = problem;
      const matrices = [];
      const resident = (values) => {
        const matrix = ls.matrix(rows, classes);
        if (values) matrix.data.set(values);
        matrices.push(matrix);
        return matrix;
      };
      const { logits, logProbs, target } = problem;
      const inputs = logits ? { logits: resident(logits) } : { logProbs: resident(logProbs), target: resident(target) };
      return {
        entries: {
          [variant]: entry(ls, operation, { ...problem, ...inputs }, () => resident()),
          [`${variant}, copied in`]: entry(ls, operation, problem, () => new Float32Array(rows * classes)),
        },
        release() {
          for (const matrix of matrices) matrix.free();
        },
      };
    },
  };
}

function entry(ls, operation, problem, allocate) {
  const { classes, logits, targets, logProbs, target } = problem;
  if (operation === 'cross-entropy') {
    const run = () => ls.crossEntropy(logits, targets, { classes, labelSmoothing: alpha });
    return { run, answer: () => ({ loss: run() }) };
  }
  if (operation === 'kl-divergence') {
    const run = () => ls.klDiv(logProbs, target, { classes, reduction: 'sum' });
    return { run, answer: () => ({ loss: run() }) };
  }
  const out = allocate();
  const run = {
    gradient: () => ls.crossEntropyAndGradient(logits, targets, { classes, labelSmoothing: alpha, out }).loss,
    'log-softmax': () => ls.logSoftmax(logits, { classes, out }),
    softmax: () => ls.softmax(logits, { classes, out }),
  }[operation];
  return { run, answer: () => ({ loss: run(), values: out.data ?? out }) };
}
