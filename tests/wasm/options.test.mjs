// Options that a call does not know or does not use are refused by name, instead of being ignored silently.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { LabelSmoothingError, load, loadTraining } from 'label-smoothing';
import { assertClose } from './support.mjs';

const ls = await load({ variant: 'simd' });
const training = await loadTraining({ variant: 'simd' });
const net = training.mlp({ inputs: 2, classes: 2, hidden: [3] });

const x = Float32Array.of(1, 2, 3, 4, 5);
const lp = ls.logSoftmax(x, { classes: 5 });
const p = ls.softmax(x, { classes: 5 });
const features = Float32Array.of(1, 2);
const prior = [0.2, 0.2, 0.2, 0.2, 0.2];
const out = new Float32Array(5);

/** Every call that takes options, by its name, with options that are enough for it. */
const calls = {
  load: [(options) => load(options), { variant: 'simd' }],
  loadTraining: [(options) => loadTraining(options), { variant: 'simd' }],
  smoothTargets: [(options) => ls.smoothTargets([1], options), { classes: 5, labelSmoothing: 0.1 }],
  descend: [(options) => ls.descend(x, 1, options), { classes: 5, labelSmoothing: 0.1 }],
  softmax: [(options) => ls.softmax(x, options), { classes: 5 }],
  logSoftmax: [(options) => ls.logSoftmax(x, options), { classes: 5 }],
  crossEntropy: [(options) => ls.crossEntropy(x, [1], options), { classes: 5 }],
  crossEntropyAndGradient: [(options) => ls.crossEntropyAndGradient(x, [1], options), { classes: 5 }],
  binaryCrossEntropy: [(options) => ls.binaryCrossEntropy(x, p, options), {}],
  binaryCrossEntropyAndGradient: [(options) => ls.binaryCrossEntropyAndGradient(x, p, options), {}],
  klDiv: [(options) => ls.klDiv(lp, p, options), { classes: 5 }],
  klDivAndGradient: [(options) => ls.klDivAndGradient(lp, p, options), { classes: 5 }],
  entropy: [(options) => ls.entropy(p, options), { classes: 5 }],
  calibration: [(options) => ls.calibration(p, [1], options), { classes: 5 }],
  calibrator: [(options) => ls.calibrator(options).free(), { classes: 5 }],
  riskCoverage: [(options) => ls.riskCoverage(p, [1], options), { classes: 5 }],
  fitTemperature: [(options) => ls.fitTemperature(x, [1], options), { classes: 5 }],
  mlp: [(options) => ls.mlp(options), { inputs: 2, classes: 2 }],
  'training.mlp': [(options) => training.mlp(options), { inputs: 2, classes: 2 }],
  dataset: [(options) => training.dataset(options), {}],
  step: [(options) => net.step(features, [1], options), {}],
  'step with probabilities': [(options) => net.step(features, Float32Array.of(0.5, 0.5), options), {}],
  probabilities: [(options) => net.probabilities(features, options), {}],
};

async function refusal(call, options) {
  try {
    await call(options);
  } catch (error) {
    assert.ok(error instanceof LabelSmoothingError, String(error));
    return { code: error.code, argument: error.argument, message: error.message };
  }
  return undefined;
}

for (const [name, [call, enough]] of Object.entries(calls)) {
  describe(name, () => {
    it('works with the options it needs', async () => {
      assert.equal(await refusal(call, enough), undefined);
    });

    it('refuses an option it does not know, whatever its value', async () => {
      for (const value of [0, false, null, '', 'x', 1]) {
        const error = await refusal(call, { ...enough, colour: value });
        assert.equal(error?.code, 'unknown_option');
        assert.equal(error.argument, 'colour');
        const method = name.split(/[. ]/).find((part) => part !== 'training');
        assert.match(error.message, new RegExp(`^colour is not an option of ${method}, expected one of [a-z]`));
      }
    });

    it('takes undefined for absent', async () => {
      const options = { ...enough, colour: undefined, prior: undefined, temperature: undefined, momentum: undefined };
      assert.equal(await refusal(call, options), undefined);
    });

    it('refuses what is no record of options', async () => {
      for (const wrong of [null, 'simd', 3]) {
        const error = await refusal(call, wrong);
        assert.equal(error?.code, 'wrong_type');
        assert.equal(error.argument, 'options');
      }
    });
  });
}

describe('a misspelled option', () => {
  for (const [call, name, expected] of [
    ['crossEntropy', 'label_smoothing', 'labelSmoothing'],
    ['crossEntropy', 'labelSmoothin', 'labelSmoothing'],
    ['crossEntropy', 'labelsmoothing', 'labelSmoothing'],
    ['crossEntropy', 'smoothing', 'labelSmoothing'],
    ['crossEntropy', 'alpha', 'labelSmoothing'],
    ['crossEntropy', 'weight', 'classWeights'],
    ['crossEntropy', 'classWeight', 'classWeights'],
    ['crossEntropy', 'class_weights', 'classWeights'],
    ['crossEntropy', 'ignore_index', 'ignoreIndex'],
    ['crossEntropy', 'padding_idx', 'paddingIndex'],
    ['crossEntropyAndGradient', 'z_loss', 'zLoss'],
    ['crossEntropyAndGradient', 'reduce', 'reduction'],
    ['softmax', 'num_classes', 'classes'],
    ['klDiv', 'log_target', 'logTarget'],
    ['calibration', 'n_bins', 'bins'],
    ['fitTemperature', 'ignore', 'ignoreIndex'],
    ['mlp', 'lr', 'learningRate'],
    ['mlp', 'weight_decay', 'weightDecay'],
    ['mlp', 'hiddenSizes', 'hidden'],
    ['dataset', 'test_size', 'testSize'],
    ['step with probabilities', 'temp', 'temperature'],
    ['load', 'Variant', 'variant'],
  ]) {
    it(`${name} of ${call} is told apart from ${expected}`, async () => {
      const [run, enough] = calls[call];
      const method = call.split(' ')[0];
      assert.deepEqual(await refusal(run, { ...enough, [name]: 0.1 }), {
        code: 'unknown_option',
        argument: name,
        message: `${name} is not an option of ${method}, expected ${expected}`,
      });
    });
  }

  it('is refused before an option that is missing because of it', async () => {
    const error = await refusal(calls.softmax[0], { num_classes: 5 });
    assert.equal(error?.argument, 'num_classes');
  });

  it('that an options object inherits is refused, a method of its prototype is not', async () => {
    class Options {
      classes = 5;
      withAlpha() {
        return this;
      }
    }
    assertClose(ls.softmax(x, new Options()), p);
    const error = await refusal(calls.softmax[0], Object.create({ classes: 5, temperatur: 2 }));
    assert.equal(error?.argument, 'temperatur');
  });

  it('may be called as a property of every object', async () => {
    for (const name of ['toString', 'constructor', 'hasOwnProperty', '__proto__']) {
      const options = JSON.parse(`{ "classes": 5, "${name}": 1 }`);
      assert.equal((await refusal(calls.softmax[0], options))?.argument, name);
    }
  });
});

describe('an option without effect', () => {
  for (const [call, options, argument, message] of [
    ['crossEntropy', { prior }, 'prior', "prior has no effect in crossEntropy without convention 'prior'"],
    [
      'crossEntropyAndGradient',
      { prior, convention: 'others' },
      'prior',
      "prior has no effect in crossEntropyAndGradient without convention 'prior'",
    ],
    ['smoothTargets', { prior }, 'prior', "prior has no effect in smoothTargets without convention 'prior'"],
    ['mlp', { prior: [0.5, 0.5] }, 'prior', "prior has no effect in mlp without convention 'prior'"],
    [
      'smoothTargets',
      { paddingIndex: 0, convention: 'others' },
      'paddingIndex',
      "paddingIndex has no effect in smoothTargets without convention 'padded'",
    ],
    ['crossEntropy', { out }, 'out', "out has no effect in crossEntropy without reduction 'none'"],
    ['crossEntropy', { out, reduction: 'sum' }, 'out', "out has no effect in crossEntropy without reduction 'none'"],
    ['klDiv', { out }, 'out', "out has no effect in klDiv without reduction 'none' or 'row'"],
    ['entropy', { out }, 'out', "out has no effect in entropy without reduction 'none'"],
    [
      'crossEntropy',
      { allIgnored: 'zero', reduction: 'sum' },
      'allIgnored',
      "allIgnored has no effect in crossEntropy without reduction 'mean'",
    ],
    ['mlp', { momentum: 0 }, 'momentum', "momentum has no effect in mlp without optimizer 'sgd'"],
    [
      'training.mlp',
      { momentum: 0.9, optimizer: 'adam' },
      'momentum',
      "momentum has no effect in mlp without optimizer 'sgd'",
    ],
    ['step', { temperature: 2 }, 'temperature', 'temperature has no effect in step without probabilities as targets'],
    ['step', { labels: [1] }, 'labels', 'labels has no effect in step without probabilities as targets'],
    ['step', { labelWeight: 0 }, 'labelWeight', 'labelWeight has no effect in step without probabilities as targets'],
  ]) {
    it(message, async () => {
      const [run, enough] = calls[call];
      assert.deepEqual(await refusal(run, { ...enough, ...options }), { code: 'unknown_option', argument, message });
    });
  }

  it('ignoreIndex with probabilities as targets', () => {
    for (const method of ['crossEntropy', 'crossEntropyAndGradient']) {
      for (const ignoreIndex of [-100, 0]) {
        assert.throws(() => ls[method](x, p, { classes: 5, ignoreIndex }), {
          code: 'unknown_option',
          argument: 'ignoreIndex',
          message: `ignoreIndex has no effect in ${method} without class indices as targets`,
        });
      }
    }
  });
});

describe('an option with effect', () => {
  const loss = (options) => ls.crossEntropy(x, [1], { classes: 5, labelSmoothing: 0.1, ...options });

  it('is taken whatever its value', () => {
    assertClose(loss({ convention: 'prior', prior: [0.5, 0.2, 0.1, 0.1, 0.1] }), 3.441914395938);
    // Without smoothing, conventions agree.
    for (const [convention, more] of [['uniform'], ['others'], ['padded', { paddingIndex: 0 }], ['prior', { prior }]]) {
      assertClose(loss({ labelSmoothing: 0, convention, ...more }), 3.451914395938);
    }
    assertClose(
      loss({ zLoss: 0, ignoreIndex: -100, allIgnored: 'nan', classWeights: [1, 1, 1, 1, 1] }),
      3.351914395938,
    );
  });

  it('paddingIndex, which takes rows out of a loss in every convention', () => {
    const rows = Float32Array.of(...x, ...x);
    for (const convention of ['uniform', 'others']) {
      const alone = loss({ convention, reduction: 'sum' });
      const options = { classes: 5, labelSmoothing: 0.1, convention, paddingIndex: 0, reduction: 'sum' };
      assertClose(ls.crossEntropy(rows, [1, 0], options), alone);
      assertClose(ls.crossEntropy(rows, Float32Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0, 0), options), alone);
    }
  });

  it('out of each element and of gradients', () => {
    const one = new Float32Array(1);
    assert.equal(loss({ reduction: 'none', out: one }), one);
    assert.equal(ls.crossEntropyAndGradient(x, [1], { classes: 5, out }).gradient, out);
    assert.equal(ls.klDiv(lp, p, { classes: 5, reduction: 'none', out }), out);
    assert.equal(ls.klDivAndGradient(lp, p, { classes: 5, out }).gradient, out);
  });

  it('momentum with sgd; labels and temperature with probabilities', () => {
    training.mlp({ inputs: 2, classes: 2, optimizer: 'sgd', momentum: 0.9 }).free();
    const options = { temperature: 2, labels: [1], labelWeight: 0.5 };
    assert.ok(Number.isFinite(net.step(features, Float32Array.of(0.5, 0.5), options)));
  });
});

describe('the other module', async () => {
  const read = (name) => readFile(new URL(`../../dist/wasm/${name}.simd.wasm`, import.meta.url));
  const kernels = await read('label-smoothing');
  const forTraining = await read('label-smoothing-training');

  for (const [name, call, bytes, rule] of [
    ['load', load, forTraining, /expected .*binary of the kernels/],
    ['loadTraining', loadTraining, kernels, /expected .*binary for training/],
  ]) {
    it(`is refused by ${name}, as bytes and compiled`, async () => {
      for (const wasm of [bytes, await WebAssembly.compile(bytes)]) {
        await assert.rejects(call({ wasm }), (error) => {
          assert.equal(error.code, 'invalid_wasm');
          assert.equal(error.argument, 'wasm');
          assert.match(error.message, rule);
          return true;
        });
      }
    });
  }

  it('is taken by its own call', async () => {
    assert.equal((await load({ wasm: kernels })).variant, 'simd');
    assert.equal((await loadTraining({ wasm: forTraining })).variant, 'simd');
  });
});
