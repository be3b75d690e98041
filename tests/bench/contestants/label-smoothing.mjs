// This package, with inputs and outputs in WebAssembly memory (resident) and in the caller's Float32Arrays (copied).
import { load, loadTraining } from '../../../dist/lib/index.js';
import { alpha, bins } from '../problems.mjs';
import { checkedSteps, learningRate, wideWidths, widths } from '../training.mjs';

export async function open({ variant }) {
  const ls = await load({ variant });
  return {
    async prepare(operation, problem) {
      if (operation === 'training') return prepareTraining(await loadTraining({ variant }), problem);
      if (operation === 'matrix-product') return prepareLogits(await loadTraining({ variant }), problem);
      if (operation === 'inner') return prepareMap(ls, problem);
      const { rows, classes } = problem;
      const matrices = [];
      const resident = (values) => {
        const matrix = ls.matrix(rows, classes);
        if (values) matrix.data.set(values);
        matrices.push(matrix);
        return matrix;
      };
      const given = ['logits', 'logProbs', 'target'].filter((name) => problem[name]);
      const inputs = Object.fromEntries(given.map((name) => [name, resident(problem[name])]));
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

/** As it comes, [1, classes, height, width], and with its classes brought together beforehand; both copied in. */
function prepareMap(ls, { rows, classes, logits, map, targets }) {
  const options = { classes, labelSmoothing: alpha };
  const entryOf = (run) => ({ run, answer: () => ({ loss: run() }) });
  return {
    entries: {
      [`${ls.variant}, copied in`]: entryOf(() => ls.crossEntropy(map, targets, { ...options, inner: rows })),
      [`${ls.variant}, transposed before`]: entryOf(() => ls.crossEntropy(logits, targets, options)),
    },
    release() {},
  };
}

function prepareTraining(training, { features, targets, parameters }) {
  const [inputs, ...hidden] = widths;
  const classes = hidden.pop();
  const start = () => {
    const net = training.mlp({ inputs, hidden, classes, learningRate, labelSmoothing: alpha });
    net.parameters = parameters;
    return net;
  };
  const timed = start();
  return {
    entries: {
      [training.variant]: {
        run: () => timed.step(features, targets),
        answer() {
          const fresh = start();
          const losses = Array.from({ length: checkedSteps }, () => fresh.step(features, targets));
          fresh.free();
          return { losses };
        },
      },
    },
    release: () => timed.free(),
  };
}

function prepareLogits(training, { features, parameters }) {
  const [inputs, hidden, classes] = wideWidths;
  const net = training.mlp({ inputs, hidden: [hidden], classes });
  net.parameters = parameters;
  const run = () => net.logits(features);
  return {
    entries: { [training.variant]: { run, answer: () => ({ values: run() }) } },
    release: () => net.free(),
  };
}

function entry(ls, operation, problem, allocate) {
  const { classes, logits, targets, logProbs, target, weights: classWeights } = problem;
  if (operation === 'cross-entropy') {
    const run = () => ls.crossEntropy(logits, targets, { classes, labelSmoothing: alpha });
    return { run, answer: () => ({ loss: run() }) };
  }
  if (operation === 'kl-divergence') {
    const run = () => ls.klDiv(logProbs, target, { classes, reduction: 'sum' });
    return { run, answer: () => ({ loss: run() }) };
  }
  if (operation === 'entropy') {
    const run = () => ls.entropy(target, { classes });
    return { run, answer: () => ({ loss: run() }) };
  }
  if (operation === 'calibration') {
    const run = () => ls.calibration(target, targets, { classes, bins });
    return { run, answer: run };
  }
  if (operation === 'temperature') {
    const run = () => ls.fitTemperature(logits, targets, { classes });
    return { run, answer: () => ({ loss: run().temperature }) };
  }
  const out = allocate();
  const options = { classes, labelSmoothing: alpha, out };
  const run = {
    gradient: () => ls.crossEntropyAndGradient(logits, targets, options).loss,
    'class-weights': () => ls.crossEntropyAndGradient(logits, targets, { ...options, classWeights }).loss,
    'soft-targets': () => ls.crossEntropyAndGradient(logits, target, options).loss,
    'log-softmax': () => ls.logSoftmax(logits, { classes, out }),
    softmax: () => ls.softmax(logits, { classes, out }),
  }[operation];
  return { run, answer: () => ({ loss: run(), values: out.data ?? out }) };
}
