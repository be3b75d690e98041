// Identities that hold for every input, tried on generated inputs.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { load } from 'label-smoothing';
import { crossEntropyRow, entropyRow, klRow, logSoftmax, rowsOf, smoothedTarget } from './reference.mjs';
import { assertClose, describeVariants, variants } from './support.mjs';

const runs = { numRuns: 150, seed: 20240601 };

/** A batch: K classes, N rows of logits in float32, targets, α. */
const batches = fc
  .record({ classes: fc.integer({ min: 3, max: 70 }), rows: fc.integer({ min: 1, max: 6 }) })
  .chain(({ classes, rows }) =>
    fc.record({
      classes: fc.constant(classes),
      logits: fc.array(fc.float({ min: -80, max: 80, noNaN: true }), {
        minLength: rows * classes,
        maxLength: rows * classes,
      }),
      targets: fc.array(fc.nat(classes - 1), { minLength: rows, maxLength: rows }),
      labelSmoothing: fc.double({ min: 0, max: 1, noNaN: true }),
      paddingIndex: fc.nat(classes - 1),
      weights: fc.array(fc.float({ min: 0.125, max: 4, noNaN: true }), { minLength: classes, maxLength: classes }),
    }),
  );
const conventions = ['uniform', 'others', 'padded', 'prior'];

function optionsFor(convention, { classes, labelSmoothing, paddingIndex, weights }) {
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    classes,
    labelSmoothing,
    convention,
    ...(convention === 'padded' && { paddingIndex }),
    ...(convention === 'prior' && { prior: weights.map((w) => Math.fround(w / total)) }),
  };
}

await describeVariants('properties', (ls) => {
  for (const convention of conventions) {
    it(`${convention}: targets, loss and gradient are those of the definition`, () => {
      fc.assert(
        fc.property(batches, (batch) => {
          const options = optionsFor(convention, batch);
          const { classes } = batch;
          const x = rowsOf(batch.logits, classes);
          const q = batch.targets.map((y) => smoothedTarget(y, classes, options));
          assertClose(ls.smoothTargets(batch.targets, options), q.flat(), { absolute: 1e-12, relative: 1e-7 });
          const expected = x.map((row, r) => crossEntropyRow(row, q[r]));
          const { loss, gradient } = ls.crossEntropyAndGradient(batch.logits, batch.targets, {
            ...options,
            reduction: 'none',
          });
          assertClose(
            loss,
            expected.map((row) => row.loss),
            { absolute: 1e-12 },
          );
          assertClose(
            gradient,
            expected.flatMap((row) => row.gradient),
            { absolute: 3e-7 },
          );
        }),
        runs,
      );
    });

    it(`${convention}: class weights`, () => {
      fc.assert(
        fc.property(batches, (batch) => {
          const options = { ...optionsFor(convention, batch), classWeights: batch.weights };
          const { classes } = batch;
          const q = batch.targets.map((y) => smoothedTarget(y, classes, options));
          const expected = rowsOf(batch.logits, classes).map((row, r) => crossEntropyRow(row, q[r], batch.weights));
          const { loss, gradient } = ls.crossEntropyAndGradient(batch.logits, batch.targets, {
            ...options,
            reduction: 'none',
          });
          assertClose(
            loss,
            expected.map((row) => row.loss),
            { absolute: 1e-12 },
          );
          assertClose(
            gradient,
            expected.flatMap((row) => row.gradient),
            { absolute: 2e-6 },
          );
        }),
        runs,
      );
    });

    it(`${convention}: CE − KL = H(q)`, () => {
      fc.assert(
        fc.property(batches, (batch) => {
          const options = optionsFor(convention, batch);
          const { classes } = batch;
          const q = ls.smoothTargets(batch.targets, options);
          const ce = ls.crossEntropy(batch.logits, batch.targets, { ...options, reduction: 'sum' });
          const logProbs = ls.logSoftmax(batch.logits, { classes });
          const kl = ls.klDiv(logProbs, q, { classes, reduction: 'sum' });
          // KL and H see targets rounded to float32; the difference inherits the error of the larger of the two.
          assertClose(ce - kl, ls.entropy(q, { classes, reduction: 'sum' }), { absolute: 1e-6 + 2e-6 * ce });
        }),
        runs,
      );
    });
  }

  it('uniform(α) = others(α(K−1)/K)', () => {
    fc.assert(
      fc.property(batches, ({ classes, logits, targets, labelSmoothing }) => {
        const uniform = ls.crossEntropy(logits, targets, { classes, labelSmoothing });
        const others = ls.crossEntropy(logits, targets, {
          classes,
          labelSmoothing: (labelSmoothing * (classes - 1)) / classes,
          convention: 'others',
        });
        assertClose(uniform, others, { absolute: 1e-12 });
      }),
      runs,
    );
  });

  it('log-softmax, KL and entropy are those of the definition', () => {
    fc.assert(
      fc.property(batches, (batch) => {
        const { classes } = batch;
        const x = rowsOf(batch.logits, classes);
        const lp = ls.logSoftmax(batch.logits, { classes });
        assertClose(lp, x.flatMap(logSoftmax), { absolute: 1e-6, relative: 1e-6 });
        const p = ls.softmax(
          batch.logits.map((v) => v / 16),
          { classes },
        );
        const target = rowsOf(p, classes);
        assertClose(ls.entropy(p, { classes, reduction: 'none' }), target.map(entropyRow), { absolute: 1e-6 });
        const kl = rowsOf(lp, classes).reduce((sum, row, r) => sum + klRow(row, target[r]), 0);
        assertClose(ls.klDiv(lp, p, { classes, reduction: 'sum' }), kl, { absolute: 1e-6, relative: 2e-6 });
      }),
      runs,
    );
  });

  it('a shift of all logits changes nothing', () => {
    fc.assert(
      fc.property(
        batches,
        fc.integer({ min: -1000, max: 1000 }),
        ({ classes, logits, targets, labelSmoothing }, shift) => {
          // Multiples of 2^-10 stay exact in float32 when shifted by an integer up to 1000.
          const grid = logits.map((v) => Math.round(v * 128) / 1024);
          const options = { classes, labelSmoothing };
          const plain = ls.crossEntropyAndGradient(grid, targets, options);
          const shifted = ls.crossEntropyAndGradient(
            grid.map((v) => v + shift),
            targets,
            options,
          );
          assertClose(shifted.loss, plain.loss, { absolute: 1e-12 });
          assertClose(shifted.gradient, plain.gradient, { absolute: 2e-7 });
        },
      ),
      runs,
    );
  });

  it('each gradient row sums to 0', () => {
    fc.assert(
      fc.property(batches, ({ classes, logits, targets, labelSmoothing }) => {
        const { gradient } = ls.crossEntropyAndGradient(logits, targets, { classes, labelSmoothing, reduction: 'sum' });
        for (const row of rowsOf(gradient, classes))
          assertClose(
            row.reduce((a, b) => a + b, 0),
            0,
            { absolute: 1e-6 },
          );
      }),
      runs,
    );
  });
});

// Training runs, which repeat to the last bit, show it in their readout.
it('calibration answers the same bits in all variants', async () => {
  const all = await Promise.all(variants.map((variant) => load({ variant })));
  fc.assert(
    fc.property(batches, fc.constantFrom('equal-width', 'equal-mass'), ({ classes, logits, targets }, binning) => {
      const probs = all[0].softmax(logits, { classes });
      const [first, ...others] = all.map((ls) => ls.calibration(probs, targets, { classes, bins: 5, binning }));
      for (const other of others) assert.deepEqual(other, first);
    }),
    runs,
  );
});
