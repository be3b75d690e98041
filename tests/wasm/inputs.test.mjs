// What people have is taken as it is: every type of numbers and class indices, of any realm; and what is not, is
// refused with a hint.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';
import { load, loadTraining } from 'label-smoothing';
import { load as loadScalar } from 'label-smoothing/scalar';
import { load as loadSimd } from 'label-smoothing/simd';
import { loadTraining as loadOnlyTraining } from 'label-smoothing/training';
import { assertClose, describeVariants } from './support.mjs';

const scalarFile = new URL('../../dist/wasm/label-smoothing.scalar.wasm', import.meta.url);
const x = [1, 2, 3, 4, 5, 3, 1, 2, 5, 4];
const y = [1, 4];
const options = { classes: 5, labelSmoothing: 0.1 };
// −Σ q log softmax(x), in double precision.
const lossOf = (row, target) => {
  const lse = Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0));
  return row.reduce((sum, value, i) => sum + ((i === target ? 0.9 : 0) + 0.02) * (lse - value), 0);
};
const expected = (lossOf(x.slice(0, 5), 1) + lossOf(x.slice(5), 4)) / 2;

const options5 = { classes: 5 };
const other = await load({ variant: 'scalar', wasm: await readFile(scalarFile) });

/** What frameworks make of state: a proxy of an object, and of every object in it. */
function deepProxy(object) {
  return new Proxy(object, {
    get(target, name, receiver) {
      const value = Reflect.get(target, name, receiver);
      const isPlain = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
      return isPlain && Object.isExtensible(value) ? deepProxy(value) : value;
    },
  });
}

await describeVariants('inputs', (ls) => {
  describe('class indices', () => {
    for (const type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array]) {
      it(type.name, () => assertClose(ls.crossEntropy(x, type.from(y), options), expected));
    }
    for (const type of [BigInt64Array, BigUint64Array]) {
      it(type.name, () => assertClose(ls.crossEntropy(x, type.from(y.map(BigInt)), options), expected));
    }
    it('bigint[]', () => assertClose(ls.crossEntropy(x, y.map(BigInt), options), expected));

    it('that int32 does not hold are refused, and never wrap to the ignore index', () => {
      for (const targets of [
        Uint32Array.of(1, 2 ** 32 - 100),
        BigInt64Array.of(1n, -100n + (1n << 32n)),
        BigUint64Array.of(1n, (1n << 64n) - 100n),
        [1n, 1n << 70n],
      ]) {
        assert.throws(
          () => ls.crossEntropy(x, targets, options),
          (error) => {
            assert.equal(error.code, 'target_out_of_range');
            assert.match(error.message, /^targets\[1\] is \d+n?, expected an integer in \[0, 4\] or ignoreIndex -100$/);
            return true;
          },
        );
      }
      assertClose(ls.crossEntropy(x, BigInt64Array.of(1n, -100n), options), lossOf(x.slice(0, 5), 1));
    });
  });

  describe('numbers', () => {
    for (const type of [
      Float32Array,
      Float64Array,
      Int8Array,
      Uint8Array,
      Int16Array,
      Uint16Array,
      Int32Array,
      Uint32Array,
    ]) {
      it(type.name, () => assertClose(ls.crossEntropy(type.from(x), y, options), expected));
    }
    it('Float16Array, where the engine has it', { skip: typeof Float16Array === 'undefined' }, () => {
      assertClose(ls.crossEntropy(Float16Array.from(x), y, options), expected);
      const q = Float16Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 1);
      assertClose(ls.crossEntropy(x, q, options), expected);
    });
  });

  it('typed arrays of another realm', () => {
    const foreign = vm.runInNewContext(`({
      x: Float32Array.from(${JSON.stringify(x)}), y: Int32Array.from(${JSON.stringify(y)}),
      q: Float64Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 1), out: new Float32Array(10), big: BigInt64Array.of(1n, 4n),
    })`);
    assert.ok(!(foreign.x instanceof Float32Array));
    assertClose(ls.crossEntropy(foreign.x, foreign.y, options), expected);
    assertClose(ls.crossEntropy(foreign.x, foreign.big, options), expected);
    assertClose(ls.crossEntropy(foreign.x, foreign.q, options), expected);
    assert.equal(ls.softmax(foreign.x, { classes: 5, out: foreign.out }), foreign.out);
    assert.deepEqual(Array.from(foreign.out), Array.from(ls.softmax(x, { classes: 5 })));
  });

  it('says what to pass instead', () => {
    const tensor = { dataSync: () => x };
    const onGpu = {
      location: 'gpu-buffer',
      getData: async () => x,
      get data() {
        throw new Error('The data is not on CPU.');
      },
    };
    const x5 = { classes: 5 };
    const flat = Float32Array.from(x);
    const rows = [x.slice(0, 5), x.slice(5)];
    const probabilities = /; probabilities need a Float32Array, Float64Array or Float16Array\)?$/;
    for (const [call, argument, pattern] of [
      [() => ls.softmax(tensor, x5), 'x', /\(x\.dataSync\(\)\)$/],
      [
        () => ls.softmax({ data: flat, dims: [2, 5], location: 'cpu', getData: async () => flat }, x5),
        'x',
        /\(x\.data\)$/,
      ],
      [() => ls.softmax(onGpu, x5), 'x', /\(await x\.getData\(\)\)$/],
      [() => ls.softmax({ data: flat, shape: [2, 5], stride: [5, 1], offset: 0 }, x5), 'x', /\(x\.data\)$/],
      [() => ls.softmax({ selection: { data: flat } }, x5), 'x', /\(x\.selection\.data\)$/],
      [() => ls.softmax({ to1DArray: () => x, data: rows }, x5), 'x', /\(x\.to1DArray\(\)\)$/],
      [() => ls.softmax(Promise.resolve(x), x5), 'x', /\(await x\)$/],
      [() => ls.softmax(rows, x5), 'x', /\(a flat array: x\.flat\(Infinity\)\)$/],
      [
        () =>
          ls.softmax(
            rows.map((row) => Float32Array.from(row)),
            x5,
          ),
        'x',
        /x\.flatMap\(\(row\) => \[\.\.\.row\]\)/,
      ],
      [() => ls.klDiv(x, tensor, x5), 'target', /\(target\.dataSync\(\)\)$/],
      [() => ls.binaryCrossEntropy(x, rows, x5), 'targets', /targets\.flat\(Infinity\)/],
      [() => ls.calibration({ data: flat }, y, x5), 'probs', /\(probs\.data\)$/],
      [() => ls.crossEntropy(x, y, { ...options, sampleWeights: tensor }), 'sampleWeights', /sampleWeights\.dataSync/],
      [() => ls.crossEntropy(x, { data: BigInt64Array.of(1n, 4n) }, options), 'targets', /\(targets\.data\)$/],
      [() => ls.crossEntropy(x, [[1], [4]], options), 'targets', /\(a flat array: targets\.flat\(Infinity\)\)$/],
      [() => ls.crossEntropy(x, [0, 1, 0, 0, 0, 0, 0, 0, 0, 1], options), 'targets', probabilities],
      [() => ls.crossEntropy(x, [0.1, 0.9, 0, 0, 0, 0, 0, 0, 0, 1], options), 'targets', probabilities],
    ]) {
      assert.throws(call, (error) => {
        assert.equal(error.name, 'LabelSmoothingError');
        assert.equal(error.argument, argument);
        assert.match(error.message, pattern);
        return true;
      });
    }
  });

  it('calls a detached array and a freed or foreign matrix one', () => {
    const detach = (values) => {
      structuredClone(values, { transfer: [values.buffer] });
      return values;
    };
    const matrix = ls.matrix(2, 5);
    const freed = ls.matrix(2, 5);
    freed.free();
    const foreign = other.matrix(2, 5);
    for (const [call, argument, what, code = 'freed_matrix'] of [
      [() => ls.softmax(detach(Float32Array.from(x)), options5), 'x', 'is detached', 'wrong_type'],
      [() => ls.crossEntropy(x, detach(Int32Array.from(y)), options), 'targets', 'is detached', 'wrong_type'],
      [() => ls.crossEntropy(x, detach(BigInt64Array.of(1n, 4n)), options), 'targets', 'is detached', 'wrong_type'],
      [() => ls.softmax(x, { classes: 5, out: detach(new Float32Array(10)) }), 'out', 'is detached', 'wrong_type'],
      [() => ls.softmax(freed, options5), 'x', 'is a freed matrix'],
      [() => ls.softmax(matrix, { classes: 5, out: freed }), 'out', 'is a freed matrix'],
      [() => ls.crossEntropy(x, freed, options), 'targets', 'is a freed matrix'],
      [() => freed.data, 'matrix', 'is a freed matrix'],
      [() => ls.softmax(foreign, options5), 'x', 'is a matrix of another instance'],
      [() => ls.softmax(x, { classes: 5, out: foreign }), 'out', 'is a matrix of another instance'],
      [() => ls.klDiv(matrix, foreign, options5), 'target', 'is a matrix of another instance'],
    ]) {
      assert.throws(call, (error) => {
        assert.deepEqual([error.name, error.code, error.argument], ['LabelSmoothingError', code, argument]);
        assert.ok(error.message.startsWith(`${argument} ${what}, expected `), error.message);
        return true;
      });
    }
    matrix.free();
    foreign.free();
  });

  it('methods work taken out of their object, and behind a proxy', () => {
    const { crossEntropy, softmax } = ls;
    assertClose(crossEntropy(x, y, options), expected);
    assert.equal(softmax(x, { classes: 5 }).length, 10);
    const proxy = new Proxy(ls, {});
    assertClose(proxy.crossEntropy(x, y, options), expected);
    assert.equal(proxy.liveMatrices, 0);
  });

  it('matrices work behind a proxy, as numbers, targets and place of the result', () => {
    const before = ls.liveMatrices;
    const matrix = ls.matrix(2, 5);
    const proxy = deepProxy(matrix);
    proxy.data.set(x);
    assert.deepEqual([proxy.rows, proxy.cols, proxy.length], [2, 5, 10]);
    assert.deepEqual(Array.from(matrix.data), x);
    assertClose(ls.crossEntropy(proxy, y, options), expected);
    const q = ls.softmax(x, { classes: 5 });
    assert.equal(ls.softmax(proxy, { classes: 5, out: proxy }), proxy);
    assert.deepEqual(matrix.data, q);
    const target = ls.matrix(2, 5);
    target.data.set(q);
    const loss = ls.crossEntropy(x, q, options);
    assert.equal(ls.crossEntropy(x, deepProxy(target), options), loss);
    // Read while it is written, if the two were not known to be the same.
    const { gradient } = ls.crossEntropyAndGradient(x, target, { ...options, out: deepProxy(target) });
    assert.deepEqual(Array.from(gradient.data), Array.from(ls.crossEntropyAndGradient(x, q, options).gradient));
    proxy.free();
    assert.throws(() => matrix.data, { code: 'freed_matrix' });
    target.free();
    assert.equal(ls.liveMatrices, before);
  });

  it('networks work behind a proxy, and their methods by themselves', async () => {
    const training = await loadTraining({ variant: ls.variant });
    const net = deepProxy(training.mlp({ inputs: 2, classes: 2, hidden: [3] }));
    const { step, logits } = net;
    const { parameters } = net;
    assert.equal(parameters.length, net.parameterCount);
    const begin = Array.from(logits([1, 2]));
    assert.ok(step([1, 2], [1]) > 0);
    assert.notDeepEqual(Array.from(logits([1, 2])), begin);
    net.parameters = parameters;
    assert.deepEqual(Array.from(net.logits([1, 2])), begin);
    net.free();
    assert.throws(() => step([1, 2], [1]), {
      code: 'freed_mlp',
      message: 'mlp is a freed network, expected one that was not freed',
    });
  });
});

describe('loading', () => {
  it('shares the instance of the variant that is picked', async () => {
    const ls = await load();
    assert.equal(await load({ variant: ls.variant }), ls);
    const training = await loadTraining();
    assert.equal(await loadTraining({ variant: training.variant }), training);
  });

  it('hands out the module, which a worker loads', async () => {
    const ls = await load({ variant: 'scalar' });
    assert.ok(ls.module instanceof WebAssembly.Module);
    const { port1, port2 } = new MessageChannel();
    const received = new Promise((resolve) => port2.once('message', resolve));
    port1.postMessage(ls.module);
    const copy = await load({ wasm: await received });
    port1.close();
    assert.equal(copy.variant, 'scalar');
    assertClose(copy.crossEntropy(x, y, options), expected);
  });

  it('takes a file: URL', { skip: !process.getBuiltinModule && 'Node before 20.16' }, async () => {
    const url = new URL('../../dist/wasm/label-smoothing.scalar.wasm', import.meta.url);
    assert.equal((await load({ wasm: url })).variant, 'scalar');
    assert.equal((await load({ wasm: url.href })).variant, 'scalar');
    await assert.rejects(load({ wasm: new URL('nothing.wasm', url) }), { code: 'invalid_wasm' });
  });

  it('offers each variant by itself, and training by itself', async () => {
    for (const [loadOne, variant] of [
      [loadScalar, 'scalar'],
      [loadSimd, 'simd'],
    ]) {
      const ls = await loadOne();
      assert.equal(ls.variant, variant);
      assertClose(ls.crossEntropy(x, y, options), expected);
      await assert.rejects(loadOne({ variant: 'relaxed-simd' }), { code: 'wrong_type', argument: 'variant' });
      await assert.rejects(ls.mlp({ inputs: 2, classes: 2 }), /label-smoothing\/training/);
    }
    const training = await loadOnlyTraining({ variant: 'simd' });
    training.mlp({ inputs: 2, classes: 2 }).free();
    for (const variant of ['simd', 'relaxed-simd', 'scalar']) {
      const files = new Set([new URL(`../../dist/lib/${variant}.js`, import.meta.url).href]);
      for (const file of files) {
        const code = (await readFile(new URL(file), 'utf8')).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
        assert.doesNotMatch(code, /\bimport\s*\(/, file);
        for (const [, from] of code.matchAll(/\bfrom "(\.[^"]+)"/g)) files.add(new URL(from, file).href);
      }
      const binaries = [...files].filter((file) => /(simd|scalar)\.js$/.test(file) && file.includes('/chunks/'));
      assert.deepEqual(
        binaries.map((file) => file.split('/').pop()),
        [`${variant}.js`],
      );
    }
  });
});

describe('memory', () => {
  it('that forgotten matrices took is given back', async () => {
    v8.setFlagsFromString('--expose-gc');
    const collect = vm.runInNewContext('gc');
    const ls = await load({ variant: 'scalar' });
    const before = ls.liveMatrices;
    // 10⁵ of them, twice as much as fits memory.
    for (let round = 0; round < 100; round++) {
      for (let i = 0; i < 1000; i++) ls.matrix(100, 100);
      for (let turn = 0; turn < 50 && ls.liveMatrices > before; turn++) {
        collect();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    assert.equal(ls.liveMatrices, before);
  });
});

await describeVariants('calibration of what people have', (ls) => {
  const logits = Float32Array.from({ length: 60 }, (_, i) => 3 * Math.sin(7 * i));
  const targets = Int32Array.from({ length: 20 }, (_, i) => (i * 5) % 3);
  const options = { classes: 3, bins: 5 };
  const plain = ls.calibration(ls.softmax(logits, { classes: 3 }), targets, options);

  it('logits', () => {
    assert.deepEqual(ls.calibration(logits, targets, { ...options, logits: true }), plain);
    const matrix = ls.matrix(20, 3);
    matrix.data.set(logits);
    assert.deepEqual(ls.calibration(matrix, targets, { ...options, logits: true }), plain);
    assert.deepEqual(matrix.data, logits);
    matrix.free();
  });

  it('rows that are to be ignored, whatever they hold, also within [outer, classes, inner]', () => {
    for (const ignoreIndex of [undefined, 7]) {
      const longer = Float32Array.of(...logits, NaN, NaN, NaN, 1, 2, 3);
      const more = Int32Array.of(...targets, ignoreIndex ?? -100, ignoreIndex ?? -100);
      assert.deepEqual(ls.calibration(longer, more, { ...options, logits: true, ignoreIndex }), plain);
      // 22 rows as [11, 3, 2].
      const lying = new Float32Array(66);
      for (let row = 0; row < 22; row++) {
        for (let k = 0; k < 3; k++) lying[(Math.floor(row / 2) * 3 + k) * 2 + (row % 2)] = longer[row * 3 + k];
      }
      assert.deepEqual(ls.calibration(lying, more, { ...options, logits: true, ignoreIndex, inner: 2 }), plain);
    }
    assert.throws(() => ls.calibration([0.5, 0.5], [-100], { classes: 2, ignoreIndex: 4 }), { argument: 'targets' });
    assert.throws(() => ls.calibration([0.5, 0.5], [3], { classes: 2, ignoreIndex: 4 }), {
      message: 'targets[0] is 3, expected an integer in [0, 1] or ignoreIndex 4',
    });
  });

  it('P(y = 1), or its logit', () => {
    const p = Float32Array.of(0.1, 0.4, 0.75, 0.9, 1, 0);
    const labels = [0, 1, 1, 0, 1, 0];
    const two = Float32Array.from({ length: 12 }, (_, i) => (i % 2 ? p[i >> 1] : 1 - p[i >> 1]));
    const binary = ls.calibration(p, labels, { classes: 1, bins: 4 });
    assert.deepEqual(binary, ls.calibration(two, labels, { classes: 2, bins: 4 }));
    assert.equal(binary.accuracy, 4 / 6);
    const fromLogits = ls.calibration(Float64Array.of(0, -2, 3), [1, 0, 1], { classes: 1, logits: true });
    const sigmoid = (x) => 1 / (1 + Math.exp(-x));
    assertClose(fromLogits.nll, -(Math.log(0.5) + Math.log(1 - sigmoid(-2)) + Math.log(sigmoid(3))) / 3);
    assert.throws(() => ls.calibration([1.5], [1], { classes: 1 }), { argument: 'probs' });
  });
});
