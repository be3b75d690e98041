// Networks through the package: against PyTorch, the same bits every time, memory, and bad arguments.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { assertClose, variants } from './support.mjs';
import { run } from './training-run.mjs';

// After ./support.mjs, which switches on relaxed SIMD.
const { load, loadTraining } = await import('label-smoothing');

const read = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));
const { cases } = await read('../golden/training.json');
const checksums = await read('../golden/training-checksums.json');

const small = { inputs: 2, classes: 3, hidden: [5], seed: 7 };
const features = Float32Array.of(0.5, -1, 2, 0.25, -0.75, 1);
const targets = Int32Array.of(0, 2, 1);
const teacher = Float32Array.of(0.7, 0.2, 0.1, 0.1, 0.1, 0.8, 0.2, 0.6, 0.2);

/** Trains as tests/golden/make_training.py does and returns the losses. */
function follow(net, golden) {
  const { inputs, classes, batch } = golden;
  const x = Float32Array.from(golden.features);
  const y = Int32Array.from(golden.targets);
  const t = golden.teacher && Float32Array.from(golden.teacher);
  const batches = Math.floor(y.length / batch);
  return golden.losses.map((_, step) => {
    const first = (step % batches) * batch;
    const rows = x.subarray(first * inputs, (first + batch) * inputs);
    const labels = y.subarray(first, first + batch);
    if (!t) return net.step(rows, labels);
    const { temperature, labelWeight } = golden;
    const soft = t.subarray(first * classes, (first + batch) * classes);
    return net.step(rows, soft, labelWeight > 0 ? { temperature, labels, labelWeight } : { temperature });
  });
}

function accuracyOf(logits, labels, classes) {
  const right = labels.filter((label, row) => {
    const x = logits.subarray(row * classes, (row + 1) * classes);
    return x.indexOf(Math.max(...x)) === label;
  });
  return right.length / labels.length;
}

/** Asserts that `body` throws our error with this code, argument and message. */
function refuses(body, code, argument, message) {
  assert.throws(body, (error) => {
    assert.equal(error.name, 'LabelSmoothingError');
    assert.equal(`${error.code} ${error.argument}: ${error.message}`, `${code} ${argument}: ${message}`);
    return true;
  });
}

/** The network's options among the fields of a case. Its momentum is 0 where Adam has none. */
function optionsOf({ inputs, hidden, classes, optimizer, learningRate, momentum, weightDecay, labelSmoothing }) {
  const ofOptimizer = optimizer === 'sgd' ? { momentum } : {};
  return { inputs, hidden, classes, optimizer, learningRate, weightDecay, labelSmoothing, ...ofOptimizer };
}

/** Loads a variant and captures its memory, which the package hides. */
async function loadWithMemory(variant) {
  const { instantiate } = WebAssembly;
  let memory;
  WebAssembly.instantiate = async (...given) => {
    const instance = await instantiate(...given);
    memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
    return instance;
  };
  const training = await loadTraining({ variant });
  WebAssembly.instantiate = instantiate;
  return { training, memory };
}

for (const variant of variants) {
  const { training, memory } = await loadWithMemory(variant);

  describe(`training (${variant})`, () => {
    for (const golden of cases) {
      it(`follows PyTorch: ${golden.name}`, () => {
        const net = training.mlp(optionsOf(golden));
        net.parameters = golden.parameters;
        assert.deepEqual(net.parameters, Float32Array.from(golden.parameters));
        assertClose(follow(net, golden), golden.losses, { relative: 0, absolute: 1e-4 });
        const logits = net.logits(golden.features);
        assert.equal(accuracyOf(logits, golden.targets, golden.classes), golden.accuracy);
        const rows = golden.features.slice(0, 4 * golden.inputs);
        assertClose(net.logits(rows), golden.finalLogits, { relative: 0, absolute: 1e-3 });
        assertClose(net.penultimate(rows), golden.finalPenultimate, { relative: 0, absolute: 1e-3 });
        net.free();
      });
    }

    it('starts within ±1/√(fan in), evenly, as torch.nn.Linear does', () => {
      const net = training.mlp({ inputs: 100, classes: 10, hidden: [400], seed: 1 });
      const weights = net.parameters.subarray(0, 100 * 400);
      const deciles = new Array(10).fill(0);
      for (const weight of weights) deciles[Math.floor((weight + 0.1) * 50)]++;
      assert.equal(deciles.length, 10);
      // Each has an expected count of 4000, with a standard deviation of 60.
      for (const count of deciles) assert.ok(Math.abs(count - 4000) < 300, `${count} in a tenth of the range`);
      const last = net.parameters.subarray(-(400 * 10 + 10));
      assert.ok(last.every((weight) => Math.abs(weight) <= 0.05) && last.some((weight) => Math.abs(weight) > 0.049));
      net.free();
    });

    it('gives the same bits twice, and after reset', async () => {
      assert.deepEqual(await run(training), await run(training));
      const net = training.mlp(small);
      const start = net.parameters;
      const losses = () => [1, 2, 3].map(() => net.step(features, targets));
      const first = losses();
      assert.notDeepEqual(net.parameters, start);
      net.reset();
      assert.deepEqual(net.parameters, start);
      assert.deepEqual(losses(), first);
      net.free();
    });

    // tests/browser/reproducible.test.mjs checks other engines. Relaxed SIMD is left out: engines may or may not fuse multiply-add.
    if (variant !== 'relaxed-simd') {
      it('gives the committed bits', async () => assert.deepEqual(await run(training), checksums.sha256));
    }

    it('makes features and labels as the options say', () => {
      const { train, test, classes, dimensions } = training.dataset({
        classes: 4,
        dimensions: 3,
        noise: 0.25,
        size: 4000,
        testSize: 8,
        seed: 9,
      });
      assert.deepEqual([classes, dimensions], [4, 3]);
      assert.deepEqual([train.features.length, train.targets.length, test.features.length], [12000, 4000, 24]);
      for (let k = 0; k < 4; k++) {
        assert.equal(train.cleanTargets.filter((label) => label === k).length, 1000);
        assert.equal(test.targets.filter((label) => label === k).length, 2);
      }
      // The number of wrong labels has a standard deviation of 27.
      const wrong = train.targets.filter((label, i) => label !== train.cleanTargets[i]).length;
      assert.ok(Math.abs(wrong - 1000) < 140, `${wrong} labels are wrong`);
      // Each coordinate has standard deviation 1 around the mean of its class.
      for (let k = 0; k < 4; k++) {
        const rows = [...train.cleanTargets.keys()].filter((i) => train.cleanTargets[i] === k);
        for (let d = 0; d < 3; d++) {
          const values = rows.map((i) => train.features[3 * i + d]);
          const mean = values.reduce((sum, v) => sum + v, 0) / 1000;
          const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 999;
          assert.ok(Math.abs(variance - 1) < 0.25, `variance ${variance}`);
        }
      }
    });

    it('draws moons, spirals and rings where they belong', () => {
      const of = (kind, classes) => training.dataset({ kind, classes, spread: 0, size: 300, seed: 2 }).train;
      const moons = of('moons', 2);
      const rings = of('rings', 4);
      const spirals = of('spirals', 3);
      for (let i = 0; i < 300; i++) {
        const [mx, my] = moons.features.subarray(2 * i);
        const sign = moons.targets[i] === 0 ? 1 : -1;
        assertClose(Math.hypot(sign * mx + 0.5, sign * my + 0.25), 1, { absolute: 1e-6 });
        assert.ok(sign * my >= -0.2501);
        assertClose(Math.hypot(...rings.features.subarray(2 * i, 2 * i + 2)), (rings.targets[i] + 1) / 2);
        const [x, y] = spirals.features.subarray(2 * i);
        const turns = Math.atan2(y, x) / (2 * Math.PI) - spirals.targets[i] / 3;
        const along = Math.hypot(x, y) / 2;
        assertClose(Math.abs(along - turns - Math.round(along - turns)), 0, { absolute: 1e-5 });
      }
    });

    it('keeps the test samples when the number of training samples changes, and wrong labels when noise grows', () => {
      const some = training.dataset({ size: 100, noise: 0.1, seed: 1 });
      const more = training.dataset({ size: 300, noise: 0.1, seed: 1 });
      const noisier = training.dataset({ size: 100, noise: 0.3, seed: 1 });
      assert.deepEqual(more.test, some.test);
      assert.notDeepEqual(training.dataset({ size: 100, noise: 0.1, seed: 2 }).test, some.test);
      some.train.targets.forEach((label, i) => {
        if (label !== some.train.cleanTargets[i]) assert.equal(noisier.train.targets[i], label);
      });
    });

    it('draws permutations', () => {
      const order = training.permutation(1000, 1);
      assert.deepEqual(
        order.slice().sort(),
        Int32Array.from({ length: 1000 }, (_, i) => i),
      );
      assert.notDeepEqual(training.permutation(1000, 2), order);
      assert.equal(training.permutation(0, 1).length, 0);
    });

    it('takes numbers of every type, and matrices of the kernels', async () => {
      const ls = await load({ variant });
      const matrix = ls.matrix(3, 2);
      matrix.data.set(features);
      const expected = training.mlp(small).step(features, targets);
      for (const x of [Float64Array.from(features), Array.from(features), matrix, matrix.data]) {
        const net = training.mlp(small);
        assert.equal(net.step(x, Array.from(targets)), expected);
        assert.deepEqual(net.logits(x), net.logits(features));
        net.free();
      }
      matrix.free();
      const net = await ls.mlp(small);
      assert.equal(net.step(features, targets), expected);
      net.free();
    });

    it('gives probabilities that are the softmax of the logits over the temperature', async () => {
      const ls = await load({ variant });
      const net = training.mlp(small);
      const logits = net.logits(features);
      assert.deepEqual(net.probabilities(features), ls.softmax(logits, { classes: 3 }));
      const cold = ls.softmax(
        logits.map((x) => x * 4),
        { classes: 3 },
      );
      assertClose(net.probabilities(features, { temperature: 0.25 }), cold);
      assert.equal(net.logits([]).length, 0);
      net.free();
    });

    it('leaves memory where it was after 100 runs', () => {
      const once = () => {
        const net = training.mlp({ inputs: 16, classes: 10, hidden: [256, 64], seed: 1 });
        const { train } = training.dataset({ size: 64, testSize: 1 });
        net.step(train.features, train.targets);
        net.logits(train.features);
        net.free();
      };
      // The first run has grown the arena to the size that the second needs.
      once();
      once();
      const before = memory.buffer.byteLength;
      for (let i = 0; i < 100; i++) once();
      assert.equal(memory.buffer.byteLength, before);
    });

    it('runs the module of another instance, as a worker does', async () => {
      const other = await loadTraining({ wasm: training.module });
      assert.equal(other.variant, variant);
      assert.deepEqual(await run(other), await run(training));
    });

    it('names the argument, its value and the rule, and changes nothing', () => {
      const net = training.mlp(small);
      const before = net.parameters;
      const bad = (body, code, argument, message) => refuses(body, code, argument, `${argument}${message}`);
      const mlp = (options) => () => training.mlp({ ...small, ...options });
      const dataset = (options) => () => training.dataset(options);
      bad(mlp({ inputs: 0 }), 'invalid_count', 'inputs', ' is 0, expected an integer in [1, 4096]');
      bad(mlp({ classes: 4097 }), 'invalid_count', 'classes', ' is 4097, expected an integer in [1, 4096]');
      bad(mlp({ hidden: 64 }), 'wrong_type', 'hidden', ' is 64, expected an array of widths such as [64, 64]');
      bad(mlp({ hidden: [] }), 'invalid_count', 'hidden.length', ' is 0, expected an integer in [1, 4]');
      bad(mlp({ hidden: [8, 513] }), 'invalid_count', 'hidden[1]', ' is 513, expected an integer in [1, 512]');
      bad(mlp({ seed: -1 }), 'invalid_count', 'seed', ' is -1, expected an integer in [0, 4294967295]');
      bad(mlp({ optimizer: 'rmsprop' }), 'wrong_type', 'optimizer', " is \"rmsprop\", expected one of 'sgd', 'adam'");
      bad(mlp({ learningRate: -1 }), 'invalid_learning_rate', 'learningRate', ' is -1, expected a finite number >= 0');
      bad(mlp({ optimizer: 'sgd', momentum: 1 }), 'invalid_momentum', 'momentum', ' is 1, expected a number in [0, 1)');
      bad(mlp({ weightDecay: NaN }), 'invalid_weight_decay', 'weightDecay', ' is NaN, expected a finite number >= 0');
      bad(
        mlp({ labelSmoothing: 2 }),
        'label_smoothing_out_of_range',
        'labelSmoothing',
        ' is 2, expected a number in [0, 1]',
      );
      bad(
        mlp({ convention: 'prior' }),
        'invalid_prior',
        'prior',
        ' is undefined, expected 3 probabilities that sum to 1',
      );
      const notFinite = Float32Array.of(1, 2, 3, Infinity, 5, 6);
      refuses(
        () => net.step(notFinite, targets),
        'not_finite',
        'features',
        'features[3] is Infinity, expected a finite number in float32',
      );
      refuses(
        () => net.step(features, [0, 1, 3]),
        'target_out_of_range',
        'targets',
        'targets[2] is 3, expected an integer in [0, 2]',
      );
      bad(
        () => net.step(features, [0, 1]),
        'wrong_length',
        'targets',
        ' has 2 values, expected 3 (one for each row of features)',
      );
      bad(
        () => net.step([1, 2, 3], [0]),
        'wrong_length',
        'features',
        ' has 3 values, expected a positive multiple of inputs 2',
      );
      bad(
        () => net.step([], []),
        'wrong_length',
        'features',
        ' has 0 values, expected a positive multiple of inputs 2',
      );
      refuses(
        () => net.step(features, Float32Array.of(...teacher.subarray(1), -1)),
        'target_not_a_probability',
        'targets',
        'targets[8] is -1, expected a finite probability >= 0',
      );
      const soft = (options) => () => net.step(features, teacher, options);
      bad(soft({ temperature: 0 }), 'invalid_temperature', 'temperature', ' is 0, expected a number in [1e-30, 1e30]');
      bad(
        soft({ labels: targets, labelWeight: 2 }),
        'invalid_label_weight',
        'labelWeight',
        ' is 2, expected a number in [0, 1]',
      );
      bad(
        soft({ labelWeight: 0.5 }),
        'wrong_type',
        'labels',
        ' is undefined, expected N class indices with labelWeight 0.5',
      );
      refuses(
        soft({ labels: [0, 1, -1] }),
        'target_out_of_range',
        'labels',
        'labels[2] is -1, expected an integer in [0, 2]',
      );
      bad(
        () => net.probabilities(features, { temperature: NaN }),
        'invalid_temperature',
        'temperature',
        ' is NaN, expected a number in [1e-30, 1e30]',
      );
      refuses(
        () => {
          net.parameters = before.map((v, i) => (i === 4 ? NaN : v));
        },
        'not_finite',
        'parameters',
        'parameters[4] is NaN, expected a finite number in float32',
      );
      bad(dataset({ kind: 'moons', classes: 3 }), 'invalid_count', 'classes', " is 3, expected 2 for kind 'moons'");
      bad(
        dataset({ kind: 'rings', dimensions: 3 }),
        'invalid_count',
        'dimensions',
        " is 3, expected 2 for kind 'rings'",
      );
      bad(dataset({ spread: -1 }), 'invalid_spread', 'spread', ' is -1, expected a number in [0, 1e30]');
      bad(dataset({ noise: 1.5 }), 'invalid_noise', 'noise', ' is 1.5, expected a number in [0, 1]');
      bad(dataset({ size: 0 }), 'invalid_count', 'size', ' is 0, expected an integer >= 1');
      assert.throws(() => training.dataset({ size: 2 ** 30 }), { code: 'out_of_memory', argument: 'size' });
      // Its activations take more bytes than 32 bits count.
      const rows = 600_000;
      const wide = training.mlp({ inputs: 1, hidden: [512], classes: 2 });
      bad(
        () => wide.step(new Float32Array(rows), new Int32Array(rows)),
        'out_of_memory',
        'features',
        ' needs 4944000000 bytes, expected what WebAssembly memory can hold (at most 2 GiB in all)',
      );
      wide.free();
      assert.deepEqual(net.parameters, before);
      assert.equal(net.step(features, targets), training.mlp(small).step(features, targets));
      net.free();
      net.free();
      assert.throws(() => net.step(features, targets), { code: 'freed_mlp', argument: 'mlp' });
      const freed = training.mlp(small);
      const freeing = {
        get temperature() {
          freed.free();
          return undefined;
        },
      };
      assert.throws(() => freed.step(features, targets, freeing), { code: 'freed_mlp', argument: 'mlp' });
      // So may an element of an array, whatever replaces it.
      const calls = {
        step: (given, values) => given.step(values, targets),
        logits: (given, values) => given.logits(values),
        parameters: (given, values) => {
          given.parameters = values;
        },
      };
      for (const [name, call] of Object.entries(calls)) {
        const given = training.mlp(small);
        const values = Array.from(name === 'parameters' ? given.parameters : features);
        let next;
        Object.defineProperty(values, 1, {
          get() {
            given.free();
            next ??= training.mlp(small);
            return 0.5;
          },
        });
        assert.throws(() => call(given, values), { code: 'freed_mlp' }, name);
        assert.deepEqual(next.parameters, before);
        next.free();
      }
    });
  });
}

describe('loadTraining', () => {
  it('shares an instance between calls with the same options', async () => {
    assert.equal(await loadTraining({ variant: 'simd' }), await loadTraining({ variant: 'simd' }));
  });

  it('refuses the binary of the kernels', async () => {
    const wasm = await readFile(new URL('../../dist/wasm/label-smoothing.simd.wasm', import.meta.url));
    await assert.rejects(loadTraining({ wasm }), { code: 'invalid_wasm', argument: 'wasm' });
  });
});
