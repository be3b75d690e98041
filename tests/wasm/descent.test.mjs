// Gradient descent on logits against the formula, with the same bits in every binary.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { load } from 'label-smoothing';
import { assertClose, describeVariants } from './support.mjs';

/** z ← z − η(softmax(z) − q), with the engine's exponential. */
function descend(start, q, rate, steps) {
  let z = [...start];
  for (; steps > 0; steps--) {
    const powers = z.map((logit) => Math.exp(logit - Math.max(...z)));
    const sum = powers.reduce((total, power) => total + power, 0);
    z = z.map((logit, k) => logit - rate * (powers[k] / sum - q[k]));
  }
  return z;
}

const start = [0.5, -2, 3, 0];
const options = { classes: 4, labelSmoothing: 0.1, learningRate: 0.5 };
const bits = (await load({ variant: 'scalar' })).descend(start, 1, { ...options, steps: 300 });

await describeVariants('descend', (ls) => {
  it('follows the formula', () => {
    const q = [0.025, 0.925, 0.025, 0.025];
    for (const steps of [0, 1, 7, 300]) {
      const z = ls.descend(start, 1, { ...options, steps });
      assert.ok(z instanceof Float64Array);
      assertClose(z, descend(start, q, 0.5, steps), { relative: 1e-12, absolute: 1e-12 });
    }
    assertClose(
      ls.descend(Float64Array.from(start), 1, { classes: 4, labelSmoothing: 0 }),
      descend(start, [0, 1, 0, 0], 0.5, 1),
      {
        relative: 1e-14,
        absolute: 1e-14,
      },
    );
  });

  it('comes to rest at log(1 + K(1 − α)/α)', () => {
    const z = ls.descend(new Float64Array(10), 3, { classes: 10, labelSmoothing: 0.1, steps: 5000 });
    assertClose(z[3] - z[0], Math.log(91), { relative: 1e-9, absolute: 0 });
  });

  it('gives the same bits in every binary', () => {
    assert.deepEqual(ls.descend(start, 1, { ...options, steps: 300 }), bits);
  });

  it('refuses what it cannot use, and writes to none of it', () => {
    const given = Float64Array.from(start);
    const refused = (act, code, argument) =>
      assert.throws(act, (error) => error.code === code && error.argument === argument, `${code}, ${argument}`);
    refused(() => ls.descend(given, 4, options), 'target_out_of_range', 'target');
    refused(() => ls.descend(given, -1, options), 'target_out_of_range', 'target');
    refused(() => ls.descend(given, 0.5, options), 'wrong_type', 'target');
    refused(() => ls.descend(given, 0, { ...options, classes: 3 }), 'wrong_length', 'logits');
    refused(() => ls.descend([1, NaN, 0, 0], 0, options), 'not_finite', 'logits');
    refused(() => ls.descend(given, 0, { ...options, learningRate: -1 }), 'invalid_learning_rate', 'learningRate');
    refused(() => ls.descend(given, 0, { ...options, steps: -1 }), 'invalid_count', 'steps');
    refused(() => ls.descend(given, 0, { ...options, lr: 1 }), 'unknown_option', 'lr');
    refused(() => ls.descend(given, 0, { ...options, paddingIndex: 0 }), 'unknown_option', 'paddingIndex');
    assert.deepEqual([...given], start);
  });
});
