// npm test -- --all
// A million calls of every kind leave WebAssembly memory as it was; a failed allocation harms nothing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { LabelSmoothingError, load } from 'label-smoothing';
import { randomLogits, randomSource, randomTargets } from './support.mjs';

const bytes = await readFile(new URL('../../dist/wasm/label-smoothing.simd.wasm', import.meta.url));
/** A fresh instance: `load` compares given binaries by identity. */
const loadFresh = () => load({ wasm: bytes.slice() });

const rows = 3;
const classes = 7;
const x = randomLogits(rows, classes, 1);
const targets = randomTargets(rows, classes, 2);

/** Calls that succeed; what they return must not change. */
function createCalls(ls) {
  const resident = ls.matrix(rows, classes);
  resident.data.set(x);
  const outMatrix = ls.matrix(rows, classes);
  const out = new Float32Array(rows * classes);
  const probs = ls.softmax(x, { classes });
  const logProbs = ls.logSoftmax(x, { classes });
  const prior = new Float32Array(classes).fill(1 / classes);
  const smoothing = [
    { classes, labelSmoothing: 0.1 },
    { classes, labelSmoothing: 0.2, convention: 'others' },
    { classes, labelSmoothing: 0.3, convention: 'padded', paddingIndex: 0 },
    { classes, labelSmoothing: 0.4, convention: 'prior', prior },
  ];
  const reductions = ['none', 'sum', 'mean', 'batchmean'];
  return [
    ...smoothing.flatMap((options) => [
      () => ls.smoothTargets(targets, options),
      () => ls.smoothTargets(Array.from(targets), { ...options, out }),
      () => ls.crossEntropyAndGradient(resident, targets, { ...options, out: outMatrix }).loss,
      () => ls.crossEntropyAndGradient(x, targets, options).gradient,
      ...reductions.map((reduction) => () => ls.crossEntropy(x, targets, { ...options, reduction })),
    ]),
    () => ls.crossEntropy(x, [-100, -100, -100], { classes, allIgnored: 'zero' }),
    () => ls.crossEntropy(x, [1, -7, 2], { classes, ignoreIndex: -7, classWeights: prior, zLoss: 1e-4 }),
    () => ls.crossEntropy(Float64Array.from(x), probs, { classes, labelSmoothing: 0.1 }),
    () => ls.crossEntropyAndGradient(Array.from(x), probs, { classes, out }).loss,
    ...reductions.flatMap((reduction) => [
      () => ls.klDiv(logProbs, probs, { classes, reduction }),
      () => ls.klDivAndGradient(logProbs, logProbs, { classes, reduction, logTarget: true }).loss,
      () => ls.entropy(probs, { classes, reduction }),
    ]),
    () => ls.softmax(resident, { classes }),
    () => ls.softmax(x, { classes, out }),
    () => ls.logSoftmax(resident, { classes, out: outMatrix }).data.slice(),
    () => ls.calibration(probs, targets, { classes, bins: 5 }).ece,
    () => ls.calibration(probs, targets, { classes, bins: 5, binning: 'equal-mass' }).ece,
    () => ls.fitTemperature(x, targets, { classes }).temperature,
    () => {
      const matrix = ls.matrix(rows, classes);
      const { length } = matrix.data;
      matrix.free();
      return length;
    },
  ];
}

/** Calls that must be refused: in JavaScript, by the kernels, and after data was copied in. */
function createRefusals(ls) {
  const freed = ls.matrix(rows, classes);
  freed.free();
  return [
    ['wrong_length', () => ls.softmax([1, 2, 3], { classes: 2 })],
    ['wrong_type', () => ls.softmax('x', { classes })],
    ['freed_matrix', () => ls.softmax(x, { classes, out: freed })],
    ['target_out_of_range', () => ls.crossEntropy(x, [0, classes, 1], { classes })],
    ['label_smoothing_out_of_range', () => ls.smoothTargets(targets, { classes, labelSmoothing: 2 })],
    ['target_not_a_probability', () => ls.klDiv(x, new Float32Array(x.length).fill(-1), { classes })],
    ['out_of_memory', () => ls.matrix(2 ** 20, 2 ** 20)],
  ];
}

/** Runs `body` while WebAssembly memory cannot grow, as on a phone that is out of memory. */
function withoutGrowth(body) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
  };
  try {
    body();
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
}

/** Leaves room for a few small matrices, so that the smallest leak makes memory grow. Returns a function for its size. */
function fillMemory(ls) {
  const blocks = [];
  withoutGrowth(() => {
    for (const floats of [16384, 1024, 64]) {
      try {
        for (;;) blocks.push(ls.matrix(1, floats));
      } catch (error) {
        assert.equal(error.code, 'out_of_memory');
      }
    }
  });
  for (const block of blocks.splice(-3)) block.free();
  return () => blocks[0].data.buffer.byteLength;
}

describe('soak', () => {
  it('a million mixed calls leave memory and matrices as they were', async () => {
    const ls = await loadFresh();
    const calls = createCalls(ls);
    const refusals = createRefusals(ls);
    const first = calls.map((call) => call());
    const memorySize = fillMemory(ls);
    const memory = memorySize();
    const live = ls.liveMatrices;
    const random = randomSource(3);
    const { stackTraceLimit } = Error;
    // Stack traces would take most of the time.
    Error.stackTraceLimit = 0;
    try {
      for (let i = 0; i < 1_000_000; i++) {
        // One call in eight is refused.
        if (random() < 0.125) {
          const [code, call] = refusals[Math.floor(random() * refusals.length)];
          assert.equal(codeOf(call), code);
        } else calls[Math.floor(random() * calls.length)]();
      }
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    assert.equal(memorySize(), memory);
    assert.equal(ls.liveMatrices, live);
    calls.forEach((call, i) => {
      assert.deepEqual(call(), first[i]);
    });
  });

  it('when memory cannot grow, the call is refused and everything else goes on', async () => {
    const ls = await loadFresh();
    const matrix = ls.matrix(rows, classes);
    matrix.data.set(x);
    const expected = ls.crossEntropy(x, targets, { classes });
    const manyClasses = 5_000_000;
    const big = new Float32Array(2 * manyClasses).fill(1);
    withoutGrowth(() => {
      const attempts = [
        // These need a row at a time, the others all of them.
        ['x', 20_000_000, () => ls.softmax(big, { classes: manyClasses })],
        ['logits', 20_000_000, () => ls.crossEntropyAndGradient(big, [0, 1], { classes: manyClasses })],
        ['out', 20_000_000, () => ls.smoothTargets([0, 1], { classes: manyClasses, labelSmoothing: 0.1 })],
        ['rows * cols', 40_000_000, () => ls.matrix(2, manyClasses)],
      ];
      for (const [argument, bytes, attempt] of attempts) {
        assert.throws(attempt, {
          code: 'out_of_memory',
          argument,
          message: `${argument} needs ${bytes} bytes, expected what WebAssembly memory can hold (at most 2 GiB in all)`,
        });
        assert.equal(ls.crossEntropy(x, targets, { classes }), expected);
        assert.equal(ls.crossEntropy(matrix, targets, { classes }), expected);
      }
      assert.equal(ls.liveMatrices, 1);
    });
    assert.ok(big.every((v) => v === 1));
    // Memory may grow again.
    assert.equal(ls.softmax(big, { classes: manyClasses })[0], Math.fround(1 / manyClasses));
    matrix.free();
    assert.equal(ls.liveMatrices, 0);
  });
});

/** The code of the error that a call throws. */
function codeOf(call) {
  try {
    call();
    return 'none';
  } catch (error) {
    if (!(error instanceof LabelSmoothingError)) throw error;
    return error.code;
  }
}
