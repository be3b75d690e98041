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

  it('class weights never touch the z term', () => {
    const one = { classes: 2, zLoss: 0.1 };
    assertClose(ls.crossEntropy([1, 0], [0], one), 0.485727, { absolute: 1e-6 });
    assertClose(ls.crossEntropy([1, 0], [0], { ...one, classWeights: [10, 10] }), 0.485727, { absolute: 1e-6 });
    // PyTorch: F.cross_entropy(x, y, weight=w) + .01 * torch.logsumexp(x, 1).pow(2).mean()
    const x = [1, 2, 3, 0.5, -1, 0.25];
    const call = (classWeights, reduction = 'mean') =>
      ls.crossEntropyAndGradient(x, [2, 1], { classes: 3, zLoss: 0.01, classWeights, reduction });
    for (const w of [1, 0.001, 300]) assertClose(call([w, w, w]).loss, 1.3660474870363);
    assertClose(call([1, 2, 3]).loss, 1.1873968648405464);
    assertClose(
      call([1, 2, 3]).gradient,
      [
        0.05708623108340562, 0.15517646460923545, -0.17818663604819734, 0.20577189401022378, -0.354086084335453,
        0.16025531218924838,
      ],
    );
    // `batchmean` divides both by N: the weighted losses and z lse² of the two rows.
    const rows = call([1, 2, 3], 'none').loss;
    assertClose(call([1, 2, 3], 'batchmean').loss, (rows[0] + rows[1]) / 2);
  });

  it('KL([.5, .5, 0] ‖ [.25, .25, .5]) = log 2', () => {
    const kl = ls.klDiv([0.25, 0.25, 0.5].map(Math.log), [0.5, 0.5, 0], { classes: 3 });
    assertClose(kl, Math.LN2);
  });

  it('calibration: confidences of few digits belong to the bin below their edge', () => {
    const probs = Float64Array.from({ length: 400 }, (_, i) => [0.6, 0.4, 0.7, 0.3][i % 4]);
    const targets = Array.from({ length: 200 }, (_, r) => (r % 2 === 0 ? Number(r >= 100) : Number(r >= 160)));
    const { ece, bins } = ls.calibration(probs, targets, { classes: 2, bins: 10 });
    assertClose(ece, 0.1);
    assert.deepEqual(
      bins.map(({ count }) => count),
      [0, 0, 0, 0, 0, 100, 100, 0, 0, 0],
    );
    bins.forEach(({ lower, upper }, b) => {
      assert.deepEqual([lower, upper], [Math.fround(b / 10), Math.fround((b + 1) / 10)]);
    });
  });

  it('calibration: equal confidences share a bin of equal mass, in whatever order rows come', () => {
    const probs = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 0.7 : 0.3));
    const sorted = Array.from({ length: 100 }, (_, r) => Number(r >= 70));
    const mixed = sorted.map((_, r) => sorted[(37 * r) % 100]);
    for (const targets of [sorted, mixed, sorted.toReversed()]) {
      const { ece, bins } = ls.calibration(probs, targets, { classes: 2, bins: 10, binning: 'equal-mass' });
      assertClose(ece, 0);
      assert.deepEqual(
        bins.map(({ count }) => count),
        [100, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      );
    }
  });

  it('calibration: class-wise, adaptive, debiased, root mean square and Kolmogorov–Smirnov errors', () => {
    // Ten rows of confidence .6, two of them right.
    const probs = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.6 : 0.4));
    const targets = Array.from({ length: 10 }, (_, r) => Number(r >= 2));
    const measures = ls.calibration(probs, targets, { classes: 2, bins: 10 });
    assertClose(measures.classwiseEce, 0.4);
    assertClose(measures.adaptiveEce, 0.4);
    assertClose(measures.debiasedEce, Math.sqrt(0.16 - 0.16 / 9));
    assertClose(measures.rmsce, 0.4);
    assertClose(measures.ks, 0.4);
  });

  it('fitTemperature: whatever the unit of the logits', () => {
    // Labels with the frequencies of softmax([2, 1, 0]) up to whole rows: T is near 1, and grows as the logits do.
    const targets = Array.from({ length: 1000 }, (_, r) => (r < 665 ? 0 : r < 910 ? 1 : 2));
    const rows = Array.from({ length: 1000 }, () => [2, 1, 0]).flat();
    const fit = (unit) =>
      ls.fitTemperature(
        rows.map((v) => v * unit),
        targets,
        { classes: 3 },
      );
    const { temperature, atBound } = fit(1);
    assertClose(temperature, 1, { relative: 0.005 });
    assert.equal(atBound, 'none');
    for (const unit of [1 / 1024, 1 / 64, 1024, 2 ** 40]) assertClose(fit(unit).temperature / unit, temperature);
  });

  it('fitTemperature: no finite temperature, or none that matters', () => {
    const fit = (logits, targets) => ls.fitTemperature(logits, targets, { classes: 3 });
    const right = fit([5, 0, 0, 0, 5, 0], [0, 1]);
    assert.deepEqual([right.temperature, right.atBound, right.nllAfter], [0, 'zero', 0]);
    const wrong = fit([5, 0, 0, 0, 5, 0], [1, 0]);
    assert.deepEqual([wrong.temperature, wrong.atBound], [Infinity, 'infinity']);
    assertClose(wrong.nllAfter, Math.log(3));
    const constant = fit([3, 3, 3, -7, -7, -Infinity], [1, 0]);
    assert.deepEqual([constant.temperature, constant.atBound], [1, 'none']);
    assert.ok(Number.isNaN(fit([NaN, 0, 0], [0]).temperature));
  });

  it('entropy and klDiv: NaN propagates', () => {
    assert.ok(Number.isNaN(ls.entropy([0.5, NaN], { classes: 2 })));
    assert.ok(Number.isNaN(ls.klDiv([-1, NaN], [1, 0], { classes: 2 })));
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
