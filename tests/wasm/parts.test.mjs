// What is too large for the cache is copied in, computed and delivered in parts. Nobody may notice: matrices, which are
// computed in a single call, give the same bits.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeVariants, randomLogits, randomTargets } from './support.mjs';

/** Rows of [outer, classes, inner] as they lie. */
function lie(data, classes, inner) {
  const lying = new data.constructor(data.length);
  const outer = data.length / (classes * inner);
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < inner; i++)
      for (let c = 0; c < classes; c++) lying[(o * classes + c) * inner + i] = data[(o * inner + i) * classes + c];
  return lying;
}

/** As deepEqual, which takes seconds for a million floats. */
function same(actual, expected, message) {
  if (ArrayBuffer.isView(expected)) {
    const bytes = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength);
    assert.ok(bytes(actual).equals(bytes(expected)), message);
  } else assert.deepEqual(actual, expected, message);
}

await describeVariants('in parts', (ls) => {
  /** Calls `compute` with matrices of these arrays, and frees them. */
  function resident(arrays, cols, compute) {
    const matrices = arrays.map((array) => {
      const matrix = ls.matrix(array.length / cols, cols);
      matrix.data.set(array);
      return matrix;
    });
    const result = compute(...matrices);
    for (const matrix of matrices) matrix.free();
    return result;
  }

  /** The loss and gradient of matrices. */
  function wholeCrossEntropy(x, targets, options) {
    const { classes } = options;
    const arrays = targets instanceof Float32Array ? [x, targets, x] : [x, x];
    return resident(arrays, classes, (logits, ...more) => {
      const out = more.at(-1);
      const { loss } = ls.crossEntropyAndGradient(logits, more.length > 1 ? more[0] : targets, { ...options, out });
      return { loss, gradient: out.data.slice() };
    });
  }

  for (const [rows, classes] of [
    [32_771, 10],
    [5_000, 64],
    [5_000, 65],
    [311, 1000],
    [5, 70_001],
  ]) {
    const x = randomLogits(rows, classes, 91, 6);
    const targets = randomTargets(rows, classes, 92).map((y, r) => (r % 7 === 3 ? -100 : y));
    const probabilities = ls.softmax(randomLogits(rows, classes, 93), { classes });
    const sampleWeights = randomLogits(rows, 1, 94, 1).map(Math.abs);
    const classWeights = randomLogits(classes, 1, 95, 1).map(Math.abs);

    it(`cross-entropy of ${rows} rows of ${classes} classes`, () => {
      for (const [y, more] of [
        [targets, {}],
        [targets, { convention: 'others', reduction: 'sum' }],
        [targets, { classWeights, sampleWeights, zLoss: 0.01, temperature: 2 }],
        [targets, { reduction: 'none' }],
        [targets, { reduction: 'batchmean', sampleWeights }],
        [probabilities, { sampleWeights }],
        [probabilities, { convention: 'padded', paddingIndex: 1, reduction: 'none' }],
      ]) {
        const options = { classes, labelSmoothing: 0.1, ...more };
        const expected = wholeCrossEntropy(x, y, options);
        const found = ls.crossEntropyAndGradient(x, y, options);
        same(found.loss, expected.loss);
        same(found.gradient, expected.gradient);
        same(ls.crossEntropy(x, y, options), expected.loss);
        const out = x.slice();
        assert.equal(ls.crossEntropyAndGradient(out, y, { ...options, out }).gradient, out);
        same(out, expected.gradient, 'over the logits');
        resident([x], classes, (logits) => {
          const { gradient } = ls.crossEntropyAndGradient(logits, y, options);
          same(gradient, expected.gradient, 'from a matrix to an array');
        });
        if (y === probabilities) {
          resident([y], classes, (matrix) => {
            ls.crossEntropyAndGradient(x, matrix, { ...options, out: matrix });
            same(matrix.data, expected.gradient, 'over the targets');
          });
        }
      }
    });

    it(`softmax and log-softmax of ${rows} rows of ${classes} classes`, () => {
      for (const call of ['softmax', 'logSoftmax']) {
        const expected = resident([x, x], classes, (logits, out) => ls[call](logits, { classes, out }).data.slice());
        same(ls[call](x, { classes }), expected);
        const out = x.slice();
        assert.equal(ls[call](out, { classes, out }), out);
        same(out, expected);
        same(ls[call](Float64Array.from(x), { classes }), expected);
      }
    });

    it(`KL divergence, entropy and binary cross-entropy of ${rows} rows of ${classes} classes`, () => {
      const logProbs = ls.logSoftmax(x, { classes });
      const logTargets = ls.logSoftmax(randomLogits(rows, classes, 93), { classes });
      const posWeight = classWeights;
      for (const [call, first, second, more] of [
        ['klDiv', logProbs, probabilities, {}],
        ['klDiv', logProbs, probabilities, { reduction: 'mean' }],
        ['klDiv', logProbs, logTargets, { logTarget: true, reduction: 'sum' }],
        ['klDiv', logProbs, probabilities, { reduction: 'row' }],
        ['klDiv', logProbs, probabilities, { reduction: 'none' }],
        ['binaryCrossEntropy', x, probabilities, { labelSmoothing: 0.1 }],
        ['binaryCrossEntropy', x, probabilities, { posWeight, reduction: 'sum' }],
        ['binaryCrossEntropy', x, probabilities, { posWeight, reduction: 'row' }],
        ['binaryCrossEntropy', x, probabilities, { posWeight: 3, reduction: 'none' }],
      ]) {
        const options = { classes, ...more };
        const expected = resident([first, second, first], classes, (one, other, out) => {
          const { loss } = ls[`${call}AndGradient`](one, other, { ...options, out });
          return { loss, gradient: out.data.slice() };
        });
        const found = ls[`${call}AndGradient`](first, second, options);
        same(found.loss, expected.loss, `${call} ${JSON.stringify(more)}`);
        same(found.gradient, expected.gradient);
        same(ls[call](first, second, options), expected.loss);
        const out = first.slice();
        assert.equal(ls[`${call}AndGradient`](out, second, { ...options, out }).gradient, out);
        same(out, expected.gradient, 'over the first operand');
        resident([first, second], classes, (one, other) => {
          ls[`${call}AndGradient`](one, other, { ...options, out: one });
          same(one.data, expected.gradient, 'over the first matrix');
        });
        if (['row', 'none'].includes(more.reduction)) {
          const elements = new Float32Array(expected.loss.length);
          assert.equal(ls[call](first, second, { ...options, out: elements }), elements);
          same(elements, expected.loss);
        }
      }
      for (const reduction of ['sum', 'mean', 'none']) {
        const expected = resident([probabilities], classes, (probs) => ls.entropy(probs, { classes, reduction }));
        same(ls.entropy(probabilities, { classes, reduction }), expected);
      }
    });

    it(`smoothed targets of ${rows} rows of ${classes} classes`, () => {
      const options = { classes, labelSmoothing: 0.1 };
      const indices = targets.map((y) => Math.max(y, 0));
      const expected = resident([x], classes, (out) => ls.smoothTargets(indices, { ...options, out }).data.slice());
      same(ls.smoothTargets(indices, options), expected);
      const out = new Float32Array(rows * classes);
      assert.equal(ls.smoothTargets(indices, { ...options, out }), out);
      same(out, expected);
    });

    it(`calibration of ${rows} rows of ${classes} classes`, () => {
      const expected = resident([probabilities], classes, (probs) => ls.calibration(probs, targets, { classes }));
      assert.deepEqual(ls.calibration(probabilities, targets, { classes }), expected);
      const { adaptiveEce, ks, ...streamed } = expected;
      const calibrator = ls.calibrator({ classes });
      calibrator.add(probabilities.subarray(0, classes), targets.subarray(0, 1));
      const bad = probabilities.slice();
      bad[bad.length - 1] = 2;
      const before = calibrator.result();
      assert.throws(
        () =>
          calibrator.add(
            bad,
            targets.map((y, r) => (r === rows - 1 ? 0 : y)),
          ),
        {
          argument: 'probs',
          message: `probs[${bad.length - 1}] is 2, expected a probability in [0, 1]`,
        },
      );
      assert.deepEqual(calibrator.result(), before, 'nothing of a refused batch stays');
      calibrator.add(probabilities.subarray(classes), targets.subarray(1));
      assert.deepEqual(calibrator.result(), streamed);
      calibrator.free();
      const curve = resident([probabilities], classes, (probs) => ls.riskCoverage(probs, targets, { classes }));
      assert.deepEqual(ls.riskCoverage(probabilities, targets, { classes }), curve);
    });

    it(`the temperature of ${rows} rows of ${classes} classes`, () => {
      const expected = resident([x], classes, (logits) => ls.fitTemperature(logits, targets, { classes }));
      assert.ok(expected.temperature > 0);
      assert.deepEqual(ls.fitTemperature(x, targets, { classes }), expected);
      assert.deepEqual(ls.fitTemperature(Float64Array.from(x), targets, { classes }), expected);
      const right = targets.map((_, r) => x.subarray(r * classes, (r + 1) * classes).reduce(greatest, -1));
      function greatest(best, value, i, row) {
        return best < 0 || value > row[best] ? i : best;
      }
      assert.equal(ls.fitTemperature(x, right, { classes }).atBound, 'zero');
      const bad = targets.slice();
      bad[rows - 1] = classes;
      const message = `targets[${rows - 1}] is ${classes}, expected an integer in [0, ${classes - 1}] or ignoreIndex -100`;
      assert.throws(() => ls.fitTemperature(x, bad, { classes }), { argument: 'targets', message });
      assert.throws(() => ls.fitTemperature(x, targets.slice().fill(-100), { classes }), { code: 'all_ignored' });
      const undefinedRow = x.slice();
      undefinedRow[(rows - 1) * classes] = Number.NaN;
      bad[rows - 1] = 0;
      assert.ok(Number.isNaN(ls.fitTemperature(undefinedRow, bad, { classes }).temperature));
      assert.deepEqual(ls.fitTemperature(x, targets, { classes }), expected, 'errors leave nothing behind');
    });
  }

  it('data that lie as [outer, classes, inner]', () => {
    for (const [outer, classes, inner] of [
      [2, 10, 30_000],
      [20, 21, 1_024],
      [1_500, 12, 17],
      [12, 1000, 61],
      [70_000, 2, 2],
    ]) {
      const rows = outer * inner;
      const x = randomLogits(rows, classes, 96, 6);
      const targets = randomTargets(rows, classes, 97);
      const lying = lie(x, classes, inner);
      const options = { classes, labelSmoothing: 0.1, reduction: 'none' };
      const expected = wholeCrossEntropy(x, targets, options);
      const found = ls.crossEntropyAndGradient(lying, targets, { ...options, inner });
      same(found.loss, expected.loss);
      same(found.gradient, lie(expected.gradient, classes, inner));
      const mean = { classes, labelSmoothing: 0.1 };
      const { loss } = wholeCrossEntropy(x, targets, mean);
      assert.ok(Math.abs(ls.crossEntropy(lying, targets, { ...mean, inner }) - loss) <= 1e-14 * loss);
      const probs = ls.softmax(x, { classes });
      same(ls.softmax(lying, { classes, inner }), lie(probs, classes, inner));
      resident([lying], classes, (matrix) => {
        ls.softmax(matrix, { classes, inner, out: matrix });
        same(matrix.data, lie(probs, classes, inner));
      });
      const logProbs = ls.logSoftmax(x, { classes });
      const other = ls.softmax(randomLogits(rows, classes, 95), { classes });
      for (const reduction of ['none', 'row']) {
        const whole = resident([logProbs, other], classes, (one, two) => ls.klDiv(one, two, { classes, reduction }));
        const found = ls.klDiv(lie(logProbs, classes, inner), lie(other, classes, inner), {
          classes,
          inner,
          reduction,
        });
        same(found, reduction === 'row' ? whole : lie(whole, classes, inner));
      }
      const smoothed = ls.smoothTargets(targets, { classes, labelSmoothing: 0.1 });
      same(ls.smoothTargets(targets, { classes, labelSmoothing: 0.1, inner }), lie(smoothed, classes, inner));
      const inside = ls.calibration(lie(probs, classes, inner), targets, { classes, inner });
      assert.deepEqual(inside, ls.calibration(probs, targets, { classes }));
      const fit = ls.fitTemperature(x, targets, { classes });
      assert.deepEqual(ls.fitTemperature(lying, targets, { classes, inner }), fit);
    }
  });

  it('an output that overlaps the positive weights is written after all of them were read', () => {
    const [rows, classes] = [32_771, 10];
    const logits = randomLogits(rows, classes, 96);
    const targets = randomLogits(rows, classes, 97).map((value) => Number(value > 0));
    const posWeight = randomLogits(classes, 1, 98, 1).map(Math.abs);
    const expected = ls.binaryCrossEntropyAndGradient(logits, targets, { classes, posWeight });
    const out = new Float32Array(rows * classes);
    out.set(posWeight);
    const options = { classes, posWeight: out.subarray(0, classes), out };
    assert.equal(ls.binaryCrossEntropyAndGradient(logits, targets, options).loss, expected.loss);
    same(out, expected.gradient);
  });

  it('an output that overlaps the input is written after all of it was read', () => {
    const rows = 30_000;
    const classes = 10;
    const x = randomLogits(rows + 1, classes, 98);
    const expected = ls.softmax(x.subarray(classes), { classes });
    const shared = x.slice();
    same(ls.softmax(shared.subarray(classes), { classes, out: shared.subarray(0, -classes) }), expected);
    const again = x.slice();
    const { gradient } = ls.crossEntropyAndGradient(again.subarray(0, -classes), new Int32Array(rows), {
      classes,
      out: again.subarray(classes),
    });
    const plain = ls.crossEntropyAndGradient(x.subarray(0, -classes), new Int32Array(rows), { classes });
    same(gradient, plain.gradient);
  });

  it('every number of other losses is checked before anything is written', () => {
    const rows = 30_000;
    const classes = 10;
    const probs = ls.softmax(randomLogits(rows, classes, 99), { classes });
    const bad = probs.slice();
    bad[bad.length - 1] = -1;
    const kept = probs.map(Math.log);
    const out = new Float32Array(rows * classes).fill(7);
    assert.throws(() => ls.klDivAndGradient(kept, bad, { classes, out: kept }), { argument: 'target' });
    same(kept, probs.map(Math.log));
    assert.throws(() => ls.klDiv(kept, bad, { classes, out, reduction: 'none' }), { argument: 'target' });
    assert.throws(() => ls.binaryCrossEntropyAndGradient(kept, bad, { classes, out }), { argument: 'targets' });
    assert.throws(() => ls.entropy(bad, { classes, reduction: 'none', out: out.subarray(0, rows) }), {
      argument: 'probs',
    });
    const targets = new Int32Array(rows);
    targets[rows - 1] = classes;
    assert.throws(() => ls.smoothTargets(targets, { classes, labelSmoothing: 0.1, out }), { argument: 'targets' });
    assert.ok(out.every((value) => value === 7));
  });

  it('every target is checked before anything is written', () => {
    const rows = 30_000;
    const classes = 10;
    const out = new Float32Array(rows * classes).fill(7);
    const targets = new Int32Array(rows);
    targets[rows - 1] = classes;
    const x = randomLogits(rows, classes, 99);
    assert.throws(() => ls.crossEntropyAndGradient(x, targets, { classes, out }), {
      message: `targets[${rows - 1}] is 10, expected an integer in [0, 9] or ignoreIndex -100`,
    });
    assert.ok(out.every((value) => value === 7));
    targets.fill(-100);
    assert.ok(Number.isNaN(ls.crossEntropy(x, targets, { classes })));
    assert.equal(ls.crossEntropy(x, targets, { classes, allIgnored: 'zero' }), 0);
    assert.throws(() => ls.crossEntropyAndGradient(x, targets, { classes, out, allIgnored: 'throw' }), {
      code: 'all_ignored',
    });
    assert.ok(out.every((value) => value === 7));
  });
});
