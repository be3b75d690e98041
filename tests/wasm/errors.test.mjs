// Bad input is refused with argument, value and rule; nothing is modified and the next call works.
import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { LabelSmoothingError, load } from 'label-smoothing';
import { assertClose, describeVariants } from './support.mjs';

const x = Float32Array.of(1, 2, 3, 4, 5);

/** Calls that must be refused, with the code, argument and message of the error. */
const refused = [
  // labelSmoothing
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, labelSmoothing: -0.1 }),
    'label_smoothing_out_of_range',
    'labelSmoothing',
    'labelSmoothing is -0.1, expected a number in [0, 1]',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, labelSmoothing: 1.5 }),
    'label_smoothing_out_of_range',
    'labelSmoothing',
    'labelSmoothing is 1.5, expected a number in [0, 1]',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, labelSmoothing: NaN }),
    'label_smoothing_out_of_range',
    'labelSmoothing',
    'labelSmoothing is NaN, expected a number in [0, 1]',
  ],
  [
    (ls) => ls.smoothTargets([1], { classes: 5, labelSmoothing: Infinity }),
    'label_smoothing_out_of_range',
    'labelSmoothing',
    'labelSmoothing is Infinity, expected a number in [0, 1]',
  ],
  [
    (ls) => ls.smoothTargets([1], { classes: 5, labelSmoothing: '0.1' }),
    'wrong_type',
    'labelSmoothing',
    'labelSmoothing is "0.1", expected a number',
  ],
  [
    (ls) => ls.smoothTargets([1], { classes: 5 }),
    'wrong_type',
    'labelSmoothing',
    'labelSmoothing is undefined, expected a number',
  ],
  // classes
  [(ls) => ls.softmax(x, { classes: 0 }), 'invalid_count', 'classes', 'classes is 0, expected an integer >= 1'],
  [(ls) => ls.softmax(x, { classes: 2.5 }), 'invalid_count', 'classes', 'classes is 2.5, expected an integer >= 1'],
  [(ls) => ls.softmax(x, { classes: NaN }), 'invalid_count', 'classes', 'classes is NaN, expected an integer >= 1'],
  [(ls) => ls.softmax(x, {}), 'invalid_count', 'classes', 'classes is undefined, expected an integer >= 1'],
  [(ls) => ls.softmax(x), 'wrong_type', 'options', 'options is undefined, expected an object such as { classes: 10 }'],
  [
    (ls) => ls.softmax(x, { classes: 1e9 }),
    'wrong_length',
    'x',
    'x has 5 values, expected a multiple of classes 1000000000',
  ],
  [
    (ls) => ls.smoothTargets([1], { classes: 1e9, labelSmoothing: 0.1 }),
    'out_of_memory',
    'out',
    'out needs 4000000000 bytes, expected what WebAssembly memory can hold (at most 2 GiB in all)',
  ],
  [
    (ls) => ls.crossEntropy([1], [0], { classes: 1, labelSmoothing: 0.1, convention: 'others' }),
    'too_few_classes',
    'classes',
    "classes is 1, expected at least 2 for convention 'others'",
  ],
  [
    (ls) => ls.crossEntropy([1, 2], [0], { classes: 2, labelSmoothing: 0.1, convention: 'padded', paddingIndex: 0 }),
    'too_few_classes',
    'classes',
    "classes is 2, expected at least 3 for convention 'padded'",
  ],
  // targets
  [
    (ls) => ls.crossEntropy(x, [5], { classes: 5 }),
    'target_out_of_range',
    'targets',
    'targets[0] is 5, expected an integer in [0, 4] or ignoreIndex -100',
  ],
  [
    (ls) => ls.crossEntropy(x, [-1], { classes: 5 }),
    'target_out_of_range',
    'targets',
    'targets[0] is -1, expected an integer in [0, 4] or ignoreIndex -100',
  ],
  [
    (ls) => ls.crossEntropy(x, [2.5], { classes: 5 }),
    'target_out_of_range',
    'targets',
    'targets[0] is 2.5, expected an integer in [0, 4] or ignoreIndex -100',
  ],
  [
    (ls) => ls.crossEntropy(x, [4294967297], { classes: 5 }),
    'target_out_of_range',
    'targets',
    'targets[0] is 4294967297, expected an integer in [0, 4] or ignoreIndex -100',
  ],
  [
    (ls) => ls.crossEntropy(x, ['1'], { classes: 5 }),
    'wrong_type',
    'targets',
    'targets[0] is "1", expected an integer in [0, 4] or ignoreIndex -100',
  ],
  [
    (ls) => ls.crossEntropy(x, [1, 2], { classes: 5 }),
    'wrong_length',
    'targets',
    'targets has 2 values, expected 1 (one for each row of logits)',
  ],
  [
    (ls) => ls.crossEntropy(x, Float32Array.of(1), { classes: 5 }),
    'wrong_length',
    'targets',
    'targets has 1 values, expected 5 (as many as logits)',
  ],
  [
    (ls) => ls.crossEntropy(x, new DataView(new ArrayBuffer(4)), { classes: 5 }),
    'wrong_type',
    'targets',
    'targets is an object of type DataView, expected an Int32Array or number[]',
  ],
  [
    (ls) => ls.smoothTargets(null, { classes: 5, labelSmoothing: 0.1 }),
    'wrong_type',
    'targets',
    'targets is null, expected an Int32Array or number[]',
  ],
  // numbers
  [
    (ls) => ls.crossEntropy('hello', [1], { classes: 5 }),
    'wrong_type',
    'logits',
    'logits is "hello", expected a Float32Array, Float64Array, number[] or matrix',
  ],
  [(ls) => ls.softmax([1, '2'], { classes: 2 }), 'wrong_type', 'x', 'x[1] is "2", expected a number'],
  [
    (ls) => ls.softmax(new BigInt64Array(5), { classes: 5 }),
    'wrong_type',
    'x',
    'x is an object of type BigInt64Array, expected a Float32Array, Float64Array, number[] or matrix',
  ],
  [
    (ls) => ls.crossEntropy([1, 2, 3], [1], { classes: 5 }),
    'wrong_length',
    'logits',
    'logits has 3 values, expected a multiple of classes 5',
  ],
  [
    (ls) => ls.klDiv(x, [1, 2], { classes: 5 }),
    'wrong_length',
    'target',
    'target has 2 values, expected 5 (as many as logProbs)',
  ],
  [
    (ls) => ls.klDiv(x, [0, 0.5, -0.5, 1, 0], { classes: 5 }),
    'target_not_a_probability',
    'target',
    'target[2] is -0.5, expected a finite probability >= 0',
  ],
  [
    (ls) => ls.klDiv(x, [0, 0, Infinity, 0, 0], { classes: 5, logTarget: true }),
    'target_not_a_probability',
    'target',
    'target[2] is Infinity, expected a log-probability below Infinity',
  ],
  [
    (ls) => ls.klDiv([-1, 0, NaN, 1, -2], [0, 0.5, 0.5, 1, 0], { classes: 5 }),
    'target_not_a_probability',
    'logProbs',
    'logProbs[3] is 1, expected a log-probability <= 0',
  ],
  [
    (ls) => ls.klDivAndGradient([-1, Infinity], [1, 0], { classes: 2, reduction: 'none' }),
    'target_not_a_probability',
    'logProbs',
    'logProbs[1] is Infinity, expected a log-probability <= 0',
  ],
  [
    (ls) => ls.entropy([0.5, -0.5], { classes: 2 }),
    'target_not_a_probability',
    'probs',
    'probs[1] is -0.5, expected a probability in [0, 1]',
  ],
  [
    (ls) => ls.entropy([NaN, 2, 3], { classes: 3, reduction: 'none' }),
    'target_not_a_probability',
    'probs',
    'probs[1] is 2, expected a probability in [0, 1]',
  ],
  [
    (ls) => ls.calibration([0.5, 1.5], [0], { classes: 2 }),
    'target_not_a_probability',
    'probs',
    'probs[1] is 1.5, expected a probability in [0, 1]',
  ],
  [
    (ls) => ls.calibration([0.5, NaN], [0], { classes: 2 }),
    'target_not_a_probability',
    'probs',
    'probs[1] is NaN, expected a probability in [0, 1]',
  ],
  [
    (ls) => ls.calibration([0.5, 0.5], [2], { classes: 2 }),
    'target_out_of_range',
    'targets',
    'targets[0] is 2, expected an integer in [0, 1]',
  ],
  [
    (ls) => ls.calibration([0.5, 0.5], [0], { classes: 2, bins: 0 }),
    'invalid_count',
    'bins',
    'bins is 0, expected an integer in [1, 10000]',
  ],
  // other options
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, convention: 'padded' }),
    'padding_index_out_of_range',
    'paddingIndex',
    "paddingIndex is undefined, expected an integer in [0, 4] for convention 'padded'",
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, paddingIndex: 5 }),
    'padding_index_out_of_range',
    'paddingIndex',
    'paddingIndex is 5, expected an integer in [0, 4]',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, paddingIndex: -1 }),
    'padding_index_out_of_range',
    'paddingIndex',
    'paddingIndex is -1, expected an integer in [0, 4]',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, convention: 'szegedy' }),
    'wrong_type',
    'convention',
    "convention is \"szegedy\", expected one of 'uniform', 'others', 'padded', 'prior'",
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, convention: 'prior' }),
    'invalid_prior',
    'prior',
    'prior is undefined, expected 5 probabilities that sum to 1',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, convention: 'prior', prior: [1, 0] }),
    'wrong_length',
    'prior',
    'prior has 2 values, expected 5 (one for each class)',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, convention: 'prior', prior: [1, 1, 0, 0, 0] }),
    'invalid_prior',
    'prior',
    'prior sums to 2, expected 1',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, convention: 'prior', prior: [2, -1, 0, 0, 0] }),
    'invalid_prior',
    'prior',
    'prior[1] is -1, expected a finite probability >= 0',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, reduction: 'average' }),
    'wrong_type',
    'reduction',
    "reduction is \"average\", expected one of 'none', 'sum', 'mean', 'batchmean'",
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, classWeights: [1, 1, 1, 1, -1] }),
    'invalid_class_weights',
    'classWeights',
    'classWeights[4] is -1, expected a finite weight >= 0',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, zLoss: -1 }),
    'invalid_z_loss',
    'zLoss',
    'zLoss is -1, expected a finite number >= 0',
  ],
  [
    (ls) => ls.crossEntropy(x, [1], { classes: 5, ignoreIndex: 0.5 }),
    'wrong_type',
    'ignoreIndex',
    'ignoreIndex is 0.5, expected a 32-bit integer',
  ],
  [
    (ls) => ls.klDiv(x, x, { classes: 5, logTarget: 1 }),
    'wrong_type',
    'logTarget',
    'logTarget is 1, expected true or false',
  ],
  [
    (ls) => ls.softmax(x, { classes: 5, out: [] }),
    'wrong_type',
    'out',
    'out is an object of type Array, expected a Float32Array or matrix',
  ],
  [
    (ls) => ls.softmax(x, { classes: 5, out: new Float32Array(4) }),
    'wrong_length',
    'out',
    'out has 4 values, expected 5 (one for each element of the result)',
  ],
  [(ls) => ls.matrix(-1, 5), 'invalid_count', 'rows', 'rows is -1, expected an integer >= 0'],
  [
    (ls) => ls.matrix(1e5, 1e6),
    'out_of_memory',
    'rows * cols',
    'rows * cols needs 400000000000 bytes, expected what WebAssembly memory can hold (at most 2 GiB in all)',
  ],
];

await describeVariants('bad input', (ls) => {
  afterEach(() => {
    assert.deepEqual(x, Float32Array.of(1, 2, 3, 4, 5));
    assertClose(ls.crossEntropy(x, [1], { classes: 5, labelSmoothing: 0.1 }), 3.351914395938);
  });

  for (const [call, code, argument, message] of refused) {
    it(message, () => {
      assert.throws(
        () => call(ls),
        (error) => {
          assert.ok(error instanceof LabelSmoothingError && error instanceof Error);
          assert.deepEqual(
            { code: error.code, argument: error.argument, message: error.message },
            { code, argument, message },
          );
          return true;
        },
      );
    });
  }

  it('writes nothing to `out` when an argument is wrong', () => {
    const out = new Float32Array(10).fill(7);
    assert.throws(() => ls.smoothTargets([1, 9], { classes: 5, labelSmoothing: 0.1, out }));
    assert.throws(() => ls.crossEntropyAndGradient(new Float32Array(10), [1, 9], { classes: 5, out }));
    assert.deepEqual(out, new Float32Array(10).fill(7));
  });
});

it('load refuses unknown variants and foreign binaries, and works afterwards', async () => {
  await assert.rejects(load({ variant: 'fast' }), { code: 'wrong_type', argument: 'variant' });
  await assert.rejects(load({ wasm: Uint8Array.of(1, 2, 3) }), { code: 'invalid_wasm', argument: 'wasm' });
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  await assert.rejects(load({ wasm: empty }), { code: 'invalid_wasm', argument: 'wasm' });
  assert.equal((await load({ variant: 'scalar' })).variant, 'scalar');
});
