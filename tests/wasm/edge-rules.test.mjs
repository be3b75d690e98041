// The eleven edge rules of the specification, each in every variant.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertClose, describeVariants, randomLogits, randomTargets } from './support.mjs';

await describeVariants('edge rules', (ls) => {
  it('1: q = 0 contributes nothing to loss and gradient, even where p = 0', () => {
    const { loss, gradient } = ls.crossEntropyAndGradient([0, 0, -Infinity], [0], { classes: 3 });
    assertClose(loss, Math.LN2);
    assertClose(gradient, [-0.5, 0.5, 0]);
    const kl = ls.klDivAndGradient([Math.log(0.5), Math.log(0.5), -Infinity], [0.5, 0.5, 0], { classes: 3 });
    assertClose(kl.loss, 0);
    assertClose(kl.gradient, [-0.5, -0.5, 0]);
    // PyTorch returns NaN for the rest of these. The expected values leave the masked class out.
    const x = [1, 2, -Infinity, 4, 5];
    const lse = Math.log([1, 2, 4, 5].reduce((sum, logit) => sum + Math.exp(logit), 0));
    const q = [0.5, 0.25, 0, 0.125, 0.125];
    const classWeights = [1, 1, 0, 1, 1];
    const ofProbabilities = lse - (0.5 + 0.5 + 0.5 + 0.625);
    assertClose(ls.crossEntropy(x, Float32Array.from(q), { classes: 5 }), ofProbabilities);
    assertClose(ls.crossEntropy(x, Float32Array.from(q), { classes: 5, classWeights }), ofProbabilities);
    // (1 − α)(lse − 2), and α/K from each of the four classes that are left.
    const ofWeights = 0.9 * (lse - 2) + 0.02 * (4 * lse - 12);
    assertClose(ls.crossEntropy(x, [1], { classes: 5, classWeights, labelSmoothing: 0.1 }), ofWeights);
  });

  it('2: q > 0 with p = 0 is +∞', () => {
    assert.equal(ls.crossEntropy([0, 0, -Infinity], [2], { classes: 3 }), Infinity);
    assert.equal(ls.crossEntropy([0, 0, -Infinity], [0], { classes: 3, labelSmoothing: 0.1 }), Infinity);
    assert.equal(ls.klDiv([0, -Infinity], [0.5, 0.5], { classes: 2 }), Infinity);
  });

  it('3: ignored and padding rows are inert, even when they hold NaN', () => {
    const logits = [1, 2, 3, NaN, NaN, NaN, NaN, Infinity, 0];
    const alone = ls.crossEntropyAndGradient([1, 2, 3], [1], { classes: 3, labelSmoothing: 0.1 });
    for (const convention of ['uniform', 'others', 'padded']) {
      const options = { classes: 3, labelSmoothing: 0.1, convention, paddingIndex: 0 };
      const expected = ls.crossEntropyAndGradient([1, 2, 3], [1], options);
      const { loss, gradient } = ls.crossEntropyAndGradient(logits, [1, -100, 0], options);
      assert.equal(loss, expected.loss);
      assert.deepEqual([...gradient], [...expected.gradient, 0, 0, 0, 0, 0, 0]);
      const rows = ls.crossEntropy(logits, [1, -100, 0], { ...options, reduction: 'none' });
      assert.deepEqual([...rows], [Math.fround(expected.loss), 0, 0]);
    }
    assert.equal(ls.crossEntropy(logits, [1, 7, 7], { classes: 3, labelSmoothing: 0.1, ignoreIndex: 7 }), alone.loss);
  });

  it('4: NaN in a row that counts propagates', () => {
    for (let position = 0; position < 9; position++) {
      const logits = Float32Array.from({ length: 9 }, (_, i) => (i === position ? NaN : i));
      assert.ok(Number.isNaN(ls.crossEntropy(logits, [3], { classes: 9 })), `position ${position}`);
      assert.ok(Number.isNaN(ls.crossEntropy(logits, [3], { classes: 9, labelSmoothing: 0.1 })));
      assert.ok(ls.crossEntropyAndGradient(logits, [3], { classes: 9 }).gradient.every(Number.isNaN));
    }
    assert.ok(Number.isNaN(ls.klDiv([NaN, 0], [0.5, 0.5], { classes: 2 })));
  });

  it('5: a logit of −∞ is a masked class', () => {
    const masked = ls.crossEntropy([1, 2, -Infinity, 0.5], [1], { classes: 4 });
    assertClose(masked, ls.crossEntropy([1, 2, 0.5], [1], { classes: 3 }));
    assertClose(ls.softmax([0, -Infinity, 0], { classes: 3 }), [0.5, 0, 0.5]);
    assertClose(ls.logSoftmax([0, -Infinity, 0], { classes: 3 }), [-Math.LN2, -Infinity, -Math.LN2]);
  });

  it('6: every row ignored gives NaN, 0 or an error', () => {
    const call = (options) => ls.crossEntropy([1, 2, 3, 4], [-100, -100], { classes: 2, ...options });
    assert.ok(Number.isNaN(call({})));
    assert.equal(call({ allIgnored: 'zero' }), 0);
    assert.equal(call({ reduction: 'sum' }), 0);
    assert.throws(() => call({ allIgnored: 'throw' }), { code: 'all_ignored', argument: 'targets' });
  });

  it('7: a target outside [0, K) names its row', () => {
    assert.throws(() => ls.crossEntropy(new Float32Array(50), [0, 1, 2, 12, 4], { classes: 10 }), {
      name: 'LabelSmoothingError',
      code: 'target_out_of_range',
      argument: 'targets',
      message: 'targets[3] is 12, expected an integer in [0, 9] or ignoreIndex -100',
    });
    assert.throws(() => ls.smoothTargets([0, -1], { classes: 3, labelSmoothing: 0.1 }), {
      message: 'targets[1] is -1, expected an integer in [0, 2]',
    });
  });

  it('8: a log-target of −∞ is probability 0', () => {
    const logTarget = [Math.log(0.5), Math.log(0.5), -Infinity];
    const logProbs = [0.25, 0.25, 0.5].map(Math.log);
    assertClose(ls.klDiv(logProbs, logTarget, { classes: 3, logTarget: true }), Math.LN2);
    assertClose(ls.klDiv([-1, -2, -Infinity], logTarget, { classes: 3, logTarget: true }), 1.5 - Math.LN2);
  });

  it('9: probability targets must be finite and ≥ 0, but need not sum to 1', () => {
    const x = [1, 2, 3, 4, 5];
    const p = ls.softmax(x, { classes: 5 });
    const { gradient } = ls.crossEntropyAndGradient(x, Float32Array.of(1, 1, 0, 0, 0), { classes: 5 });
    assertClose(
      gradient,
      [...p].map((v, i) => 2 * v - (i < 2 ? 1 : 0)),
    );
    for (const bad of [-0.5, NaN, Infinity]) {
      assert.throws(() => ls.crossEntropy(x, Float32Array.of(0, 1, bad, 0, 0), { classes: 5 }), {
        code: 'target_not_a_probability',
        message: `targets[2] is ${bad}, expected a finite probability >= 0`,
      });
    }
  });

  it('10: no rows: sum 0, mean and batchmean NaN, none empty', () => {
    const none = new Float32Array(0);
    for (const loss of [
      (reduction) => ls.crossEntropy(none, [], { classes: 3, reduction }),
      (reduction) => ls.klDiv(none, none, { classes: 3, reduction }),
      (reduction) => ls.entropy(none, { classes: 3, reduction }),
    ]) {
      assert.equal(loss('sum'), 0);
      assert.ok(Number.isNaN(loss('mean')));
      assert.ok(Number.isNaN(loss('batchmean')));
      assert.deepEqual(loss('none'), new Float32Array(0));
    }
  });

  it('11: a row gives the same bits whatever stands around it', () => {
    for (const classes of [1, 2, 3, 5, 10, 16, 17, 31, 64, 100, 257]) {
      const rows = 9;
      const logits = randomLogits(rows, classes, classes);
      const targets = randomTargets(rows, classes, classes);
      const options = { classes, labelSmoothing: 0.1, reduction: 'none' };
      const together = ls.crossEntropyAndGradient(logits, targets, options);
      for (let row = 0; row < rows; row++) {
        const x = logits.subarray(row * classes, (row + 1) * classes);
        const alone = ls.crossEntropyAndGradient(x, targets.subarray(row, row + 1), options);
        assert.equal(alone.loss[0], together.loss[row]);
        assert.deepEqual(alone.gradient, together.gradient.slice(row * classes, (row + 1) * classes));
      }
    }
  });
});
