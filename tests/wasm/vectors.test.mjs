// The test vectors of the specification: double precision, and PyTorch 1.13 where it has the operation.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertClose, describeVariants } from './support.mjs';

const logits = [1, 2, 3, 4, 5];
const prior = [0.5, 0.2, 0.1, 0.1, 0.1];
const table = [
  {
    options: { convention: 'uniform' },
    loss: 3.351914395938,
    entropy: 0.389672920658,
    kl: 2.962241475279,
    gradient: [-0.00834377, -0.88831508, 0.06612854, 0.21412166, 0.61640865],
  },
  {
    options: { convention: 'others' },
    loss: 3.326914395938,
    entropy: 0.463712409503,
    kl: 2.863201986434,
    gradient: [-0.01334377, -0.86831508, 0.06112854, 0.20912166, 0.61140865],
  },
  {
    options: { convention: 'padded', paddingIndex: 0 },
    loss: 3.251914395938,
    entropy: 0.434944202258,
    kl: 2.816970193679,
    gradient: [0.01165623, -0.86831508, 0.05279521, 0.20078832, 0.60307531],
  },
  {
    options: { convention: 'prior', prior },
    loss: 3.441914395938,
    entropy: 0.364652799481,
    kl: 3.077261596456,
    gradient: [-0.03834377, -0.88831508, 0.07612854, 0.22412166, 0.62640865],
  },
];

await describeVariants('specified vectors', (ls) => {
  for (const { options, loss, entropy, kl, gradient } of table) {
    const all = { classes: 5, labelSmoothing: 0.1, ...options };

    it(`${options.convention}: cross-entropy, entropy, KL and gradient`, () => {
      assertClose(ls.crossEntropy(logits, [1], all), loss);
      const both = ls.crossEntropyAndGradient(logits, [1], all);
      assertClose(both.loss, loss);
      assertClose(both.gradient, gradient, { absolute: 1e-7 });
      const q = ls.smoothTargets([1], all);
      assertClose(ls.entropy(q, { classes: 5 }), entropy);
      assertClose(ls.klDiv(ls.logSoftmax(logits, { classes: 5 }), q, { classes: 5 }), kl);
    });

    it(`${options.convention}: the row as a probability target, unsmoothed, gives the same`, () => {
      const q = ls.smoothTargets([1], all);
      assertClose(ls.crossEntropy(logits, q, { classes: 5 }), loss);
    });
  }

  it('class weights: one row, so mean is sum / w[y]', () => {
    const options = { classes: 5, labelSmoothing: 0.1, classWeights: [0.5, 1, 2, 3, 0.25] };
    assertClose(ls.crossEntropy(logits, [1], options), 3.407731399795);
    assertClose(ls.crossEntropy(logits, [1], { ...options, reduction: 'sum' }), 3.407731399795);
  });

  it('z-loss adds z · lse²', () => {
    assertClose(
      ls.crossEntropy(logits, [1], { classes: 5, labelSmoothing: 0.1, zLoss: 1e-4 }),
      3.351914395938 + 0.00297234,
    );
  });

  it('KL([.5, .5, 0] ‖ [.25, .25, .5]) = log 2', () => {
    const kl = ls.klDiv([0.25, 0.25, 0.5].map(Math.log), [0.5, 0.5, 0], { classes: 3 });
    assertClose(kl, Math.LN2);
  });

  it("the article's bars: .92 and .02", () => {
    assertClose(ls.smoothTargets([2], { classes: 5, labelSmoothing: 0.1 }), [0.02, 0.02, 0.92, 0.02, 0.02]);
  });

  it("the article's heat map", () => {
    const q = ls.smoothTargets([2, 1, 0], {
      classes: 5,
      labelSmoothing: 0.4,
      convention: 'padded',
      paddingIndex: 0,
    });
    const s = 0.4 / 3;
    assertClose(q, [0, s, 0.6, s, s, 0, 0.6, s, s, s, 0, 0, 0, 0, 0]);
  });

  it("the article's first example is +∞, and 5.97115 with zeros replaced by 1e-10", () => {
    const classes = 5;
    const q = ls.smoothTargets([2, 1, 0], { classes, labelSmoothing: 0.4, convention: 'padded', paddingIndex: 0 });
    const prediction = [0, 0.2, 0.7, 0.1, 0];
    const logs = (row) => [...row, ...row, ...row].map(Math.log);
    assert.equal(ls.klDiv(logs(prediction), q, { classes, reduction: 'sum' }), Infinity);
    const remedied = prediction.map((p) => (p === 0 ? 1e-10 : p) / (1 + 2e-10));
    assertClose(ls.klDiv(logs(remedied), q, { classes, reduction: 'sum' }), 5.97115, { absolute: 5e-6 });
  });
});
