// Ownership: results belong to the caller, matrices live in WebAssembly memory until they are freed, growth harms nobody.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { load } from 'label-smoothing';
import { assertClose, describeVariants, randomLogits, randomTargets } from './support.mjs';

const classes = 37;
const rows = 11;
const logits = randomLogits(rows, classes, 1);
const targets = randomTargets(rows, classes, 2);
const options = { classes, labelSmoothing: 0.1 };

await describeVariants('memory', (ls) => {
  it('results are copies', () => {
    const first = ls.softmax(logits, { classes });
    const kept = first.slice();
    ls.softmax(
      logits.map((v) => -v),
      { classes },
    );
    assert.deepEqual(first, kept);
    assert.equal(first.buffer.byteLength, first.byteLength);
  });

  it('Float32Array, Float64Array, number[] and matrix give the same', () => {
    const matrix = ls.matrix(rows, classes);
    matrix.data.set(logits);
    const expected = ls.crossEntropy(logits, targets, options);
    for (const x of [Float64Array.from(logits), Array.from(logits), matrix, matrix.data]) {
      assert.equal(ls.crossEntropy(x, targets, options), expected);
      assert.equal(ls.crossEntropy(x, Array.from(targets), options), expected);
    }
    matrix.free();
  });

  it('out: an array or a matrix receives the result and is returned', () => {
    const expected = ls.crossEntropyAndGradient(logits, targets, options);
    const array = new Float32Array(rows * classes);
    const matrix = ls.matrix(rows, classes);
    for (const out of [array, matrix]) {
      const { loss, gradient } = ls.crossEntropyAndGradient(logits, targets, { ...options, out });
      assert.equal(gradient, out);
      assert.equal(loss, expected.loss);
      assert.deepEqual(out === matrix ? matrix.data.slice() : array, expected.gradient);
    }
    matrix.free();
  });

  it('a matrix may be overwritten by its own softmax and gradient', () => {
    const matrix = ls.matrix(rows, classes);
    matrix.data.set(logits);
    ls.softmax(matrix, { classes, out: matrix });
    assert.deepEqual(matrix.data.slice(), ls.softmax(logits, { classes }));
    matrix.data.set(logits);
    ls.crossEntropyAndGradient(matrix, targets, { ...options, out: matrix });
    assert.deepEqual(matrix.data.slice(), ls.crossEntropyAndGradient(logits, targets, options).gradient);
    const q = ls.smoothTargets(targets, options);
    matrix.data.set(q);
    ls.crossEntropyAndGradient(logits, matrix, { classes, out: matrix });
    assert.deepEqual(matrix.data.slice(), ls.crossEntropyAndGradient(logits, q, { classes }).gradient);
    matrix.free();
  });

  it('an option whose getter calls the package spoils nothing', () => {
    const expected = ls.softmax(logits, { classes });
    const logProbs = ls.logSoftmax(logits, { classes });
    const withCall = (given) => ({
      ...given,
      get out() {
        ls.softmax(new Float32Array(rows * classes), { classes });
        return undefined;
      },
    });
    assert.deepEqual(ls.softmax(logits, withCall({ classes })), expected);
    assert.deepEqual(ls.smoothTargets(targets, withCall(options)), ls.smoothTargets(targets, options));
    assert.equal(ls.crossEntropy(logits, targets, withCall(options)), ls.crossEntropy(logits, targets, options));
    for (const [call, first, second, given] of [
      ['crossEntropyAndGradient', logits, targets, options],
      ['klDivAndGradient', logProbs, expected, { classes }],
    ]) {
      assert.deepEqual(ls[call](first, second, withCall(given)), ls[call](first, second, given));
    }
    const none = { classes, reduction: 'none' };
    assert.deepEqual(ls.klDiv(logProbs, expected, withCall(none)), ls.klDiv(logProbs, expected, none));
    assert.deepEqual(ls.entropy(expected, withCall(none)), ls.entropy(expected, none));
  });

  it('an option or element whose getter grows memory or changes what was given spoils nothing', async () => {
    const fresh = await load({
      wasm: await readFile(new URL(`../../dist/wasm/label-smoothing.${ls.variant}.wasm`, import.meta.url)),
    });
    const x = fresh.matrix(rows, classes);
    x.data.set(logits);
    const p = ls.softmax(logits, { classes });
    let megabytes = 16;
    const growing = (more) => ({
      ...more,
      get classes() {
        megabytes *= 1.5;
        fresh.matrix(megabytes, 2 ** 18).free();
        return classes;
      },
    });
    const view = x.data;
    assert.deepEqual(fresh.softmax(view, growing()), p);
    assert.equal(view.length, 0);
    assert.equal(fresh.crossEntropy(x.data, targets, growing()), ls.crossEntropy(logits, targets, { classes }));
    const logProbs = ls.logSoftmax(logits, { classes });
    x.data.set(logProbs);
    assert.equal(fresh.klDiv(x.data, p, growing()), ls.klDiv(logProbs, p, { classes }));
    // Plain arrays are read once, and so is every option.
    const classWeights = Array.from({ length: classes }, (_, i) => i % 3);
    const prior = new Array(classes).fill(1 / classes);
    const withPrior = { ...options, convention: 'prior' };
    const shrinking = {
      ...withPrior,
      prior: [...prior],
      get out() {
        this.prior.length = 1;
        return undefined;
      },
    };
    const expected = ls.crossEntropy(logits, targets, { ...withPrior, prior });
    assert.equal(ls.crossEntropy(logits, targets, shrinking), expected);
    const reads = {};
    const counting = new Proxy(
      { ...withPrior, prior, classWeights, zLoss: 0.1 },
      {
        get(target, name) {
          reads[name] = (reads[name] ?? 0) + 1;
          return target[name];
        },
      },
    );
    ls.crossEntropyAndGradient(logits, targets, counting);
    assert.equal(Object.keys(reads).length, 14);
    assert.deepEqual(new Set(Object.values(reads)), new Set([1]));
    const element = Array.from(logits);
    let once = true;
    Object.defineProperty(element, 5, {
      get() {
        if (!once) return Number.NaN;
        once = false;
        ls.softmax(new Float32Array(rows * classes), { classes });
        return logits[5];
      },
    });
    assert.deepEqual(ls.softmax(element, { classes }), p);
  });

  it('options may be inherited, and messages tell what was read', () => {
    class Options {
      get classes() {
        return classes;
      }
      get labelSmoothing() {
        return 2;
      }
    }
    assert.throws(() => ls.crossEntropy(logits, targets, new Options()), {
      message: 'labelSmoothing is 2, expected a number in [0, 1]',
    });
    assert.throws(() => ls.smoothTargets(targets, { ...options, convention: 'padded' }), {
      message: "paddingIndex is undefined, expected an integer in [0, 36] for convention 'padded'",
    });
  });

  it('a freed matrix is refused, and freeing twice does nothing', () => {
    const live = ls.liveMatrices;
    const matrix = ls.matrix(rows, classes);
    assert.equal(ls.liveMatrices, live + 1);
    matrix.free();
    matrix.free();
    assert.equal(ls.liveMatrices, live);
    assert.throws(() => matrix.data, { code: 'freed_matrix' });
    assert.throws(() => ls.softmax(matrix, { classes }), { code: 'freed_matrix', argument: 'x' });
    assert.throws(() => ls.softmax(logits, { classes, out: matrix }), { code: 'freed_matrix', argument: 'out' });
  });

  it('a matrix of another shape or instance, or its view as `out`, is refused', async () => {
    const matrix = ls.matrix(classes, rows);
    assert.throws(() => ls.softmax(matrix, { classes }), {
      code: 'wrong_length',
      message: 'x is a 37 x 11 matrix, expected 37 columns, one for each class',
    });
    assert.throws(() => ls.softmax(logits, { classes, out: matrix.data }), { code: 'wrong_type', argument: 'out' });
    const other = await load({ variant: ls.variant === 'scalar' ? 'simd' : 'scalar' });
    const foreign = other.matrix(rows, classes);
    assert.throws(() => ls.softmax(foreign, { classes }), { code: 'freed_matrix', argument: 'x' });
    foreign.free();
    matrix.free();
  });
});

it('memory growth in the middle of a call empties no argument', async () => {
  // A fresh instance has a small memory.
  const bytes = await readFile(new URL('../../dist/wasm/label-smoothing.simd.wasm', import.meta.url));
  const ls = await load({ wasm: bytes });
  const big = 40_000;
  const matrix = ls.matrix(2, big);
  const x = randomLogits(2, big, 3);
  matrix.data.set(ls.softmax(x, { classes: big }));
  const before = matrix.data;
  // Memory starts with 16 MB: `before` is detached while the call makes room for a row of 24 MB.
  const long = 6_000_000;
  const row = new Float32Array(long);
  assertClose(ls.crossEntropy(row, [0], { classes: long }), Math.log(long));
  assert.equal(before.length, 0);
  assert.equal(matrix.data.length, 2 * big);
  const count = 150;
  const many = randomLogits(count, big, 4);
  // The first argument makes memory grow; that must not empty the second, a view of the same memory.
  const fresh = await load({ wasm: bytes.slice() });
  const target = fresh.matrix(count, big);
  target.data.set(ls.softmax(many, { classes: big }));
  const logProbs = ls.logSoftmax(many, { classes: big });
  const kl = fresh.klDiv(logProbs, target.data, { classes: big });
  assertClose(kl, 0, { absolute: 1e-5 });
  assertClose(fresh.klDiv(logProbs, target, { classes: big }), kl, { absolute: 0 });
  // Nor when earlier calls have left room for one of the arguments, but not for both.
  const roomy = await load({ wasm: bytes.slice() });
  const place = roomy.matrix(count, big);
  roomy.softmax(many, { classes: big, out: place });
  assertClose(roomy.klDiv(logProbs, place.data, { classes: big }), kl, { absolute: 0 });
  // The error names the value even if making room emptied the view that holds it.
  for (const argument of ['prior', 'classWeights']) {
    const ls = await load({ wasm: bytes.slice() });
    // Two rows of these are more than memory has at first.
    const classes = 2_500_000;
    const data = ls.matrix(1, classes).data;
    data[7] = -1;
    const call = { classes, convention: argument === 'prior' ? 'prior' : 'uniform', [argument]: data };
    assert.throws(() => ls.crossEntropy(new Float32Array(2 * classes), new Int32Array(2), call), {
      argument,
      message: new RegExp(`^${argument}\\[7\\] is -1`),
    });
    assert.equal(data.length, 0);
  }
  matrix.free();
  target.free();
  place.free();
});

it('load is memoised per variant and binary', async () => {
  assert.equal(load({ variant: 'simd' }), load({ variant: 'simd' }));
  assert.notEqual(await load({ variant: 'simd' }), await load({ variant: 'scalar' }));
  const module = await WebAssembly.compile(
    await readFile(new URL('../../dist/wasm/label-smoothing.scalar.wasm', import.meta.url)),
  );
  assert.equal(load({ wasm: module }), load({ wasm: module }));
  assert.equal((await load({ wasm: module })).variant, 'scalar');
  await assert.rejects(load({ wasm: module, variant: 'simd' }), { code: 'invalid_wasm' });
});
