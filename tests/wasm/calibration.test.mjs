// Calibration from batches, by resampling, and risk against coverage. Their values: golden.test.mjs and tests/cpp.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { load } from 'label-smoothing';
import { assertClose, describeVariants, randomLogits, randomTargets, variants } from './support.mjs';

const classes = 7;
const rows = 1000;
const logits = randomLogits(rows, classes, 81, 3);
// Every third label is the most probable class.
const targets = randomTargets(rows, classes, 82).map((y, r) => {
  if (r % 3 !== 0) return y;
  const row = logits.subarray(r * classes, (r + 1) * classes);
  return row.indexOf(Math.max(...row));
});

await describeVariants('calibrator', (ls) => {
  const probs = ls.softmax(logits, { classes });

  /** Adds rows in batches of these sizes, over and over. */
  function inBatches(data, options, sizes, width = classes) {
    const calibrator = ls.calibrator(options);
    for (let r = 0, i = 0; r < rows; i++) {
      const end = Math.min(rows, r + sizes[i % sizes.length]);
      calibrator.add(data.subarray(r * width, end * width), targets.subarray(r, end));
      r = end;
    }
    const result = calibrator.result();
    calibrator.free();
    return result;
  }

  it('measures what calibration does, to the last bit, whatever the batches', () => {
    for (const [data, logits] of [
      [probs, false],
      [randomLogits(rows, classes, 83), true],
    ]) {
      const options = { classes, logits, bins: 12, bootstrap: { resamples: 20 } };
      const { adaptiveEce, ks, ...expected } = ls.calibration(data, targets, options);
      assert.ok(ks > 0 && adaptiveEce > 0);
      for (const sizes of [[rows], [1], [3, 0, 250]]) assert.deepEqual(inBatches(data, options, sizes), expected);
    }
  });

  it('takes matrices, ignored rows, inner positions and a single column', () => {
    const calibrator = ls.calibrator({ classes, ignoreIndex: 3 });
    const matrix = ls.matrix(rows, classes);
    matrix.data.set(probs);
    calibrator.add(matrix, targets);
    const { adaptiveEce, ks, ...expected } = ls.calibration(probs, targets, { classes, ignoreIndex: 3 });
    assert.deepEqual(calibrator.result(), expected);
    matrix.free();
    calibrator.free();

    const p = Float32Array.of(0.1, 0.4, 0.75, 0.9);
    const binary = ls.calibrator({ classes: 1 });
    binary.add(p.subarray(0, 1), [0]);
    binary.add(p.subarray(1), [1, 1, 0]);
    assert.equal(binary.result().ece, ls.calibration(p, [0, 1, 1, 0], { classes: 1 }).ece);

    const lying = ls.calibrator({ classes: 2, inner: 2 });
    lying.add([0.3, 0.9, 0.7, 0.1], [1, 0]);
    assert.deepEqual(lying.result().bins, ls.calibration([0.3, 0.7, 0.9, 0.1], [1, 0], { classes: 2 }).bins);
  });

  it('adds nothing of a refused batch, and goes on', () => {
    const calibrator = ls.calibrator({ classes: 2 });
    calibrator.add([0.7, 0.3], [0]);
    const before = calibrator.result();
    assert.throws(() => calibrator.add([0.5, 0.5, 0.4, 0.6], [1, 2]), {
      code: 'target_out_of_range',
      message: 'targets[1] is 2, expected an integer in [0, 1]',
    });
    assert.throws(() => calibrator.add([0.5, 1.5], [1]), { code: 'target_not_a_probability', argument: 'probs' });
    assert.throws(() => calibrator.add([0.5, 0.5], [1, 1]), { code: 'wrong_length', argument: 'targets' });
    assert.deepEqual(calibrator.result(), before);
    calibrator.add([0.2, 0.8], [1]);
    assert.equal(calibrator.result().accuracy, 1);
  });

  it('has no measures before the first row, and none after it is freed', () => {
    const calibrator = ls.calibrator({ classes: 2, bootstrap: {} });
    const { ece, nll, classwiseEce, bins, intervals, consistency } = calibrator.result();
    for (const measure of [ece, nll, classwiseEce, intervals.accuracy[0], consistency.high]) {
      assert.ok(Number.isNaN(measure));
    }
    assert.deepEqual(
      bins.map(({ count }) => count),
      new Array(15).fill(0),
    );
    calibrator.free();
    calibrator.free();
    assert.throws(() => calibrator.result(), { code: 'freed_calibrator', argument: 'calibrator' });
    assert.throws(() => calibrator.add([0.5, 0.5], [1]), { code: 'freed_calibrator' });
  });
});

await describeVariants('calibration with bootstrap', (ls) => {
  it('has the intervals of the normal distribution for many rows', () => {
    // A million rows of confidence .8, of which .7 are right; only their counts matter.
    const n = 1e6;
    const probs = new Float32Array(n).fill(0.8);
    const right = Int8Array.from({ length: n }, (_, r) => Number(r % 10 < 7));
    const bootstrap = { resamples: 1000, seed: 3 };
    const start = performance.now();
    const { intervals, consistency } = ls.calibration(probs, right, { classes: 1, bootstrap });
    assert.ok(performance.now() - start < 5000, 'a second on a machine with nothing else to do');
    const half = 1.96 * Math.sqrt((0.7 * 0.3) / n);
    const close = { relative: 0, absolute: 0.15 * half };
    assertClose(intervals.accuracy, [0.7 - half, 0.7 + half], close);
    assertClose(intervals.confidenceGap, [0.1 - half, 0.1 + half], close);
    const deviation = Math.sqrt((0.8 * 0.2) / n);
    assertClose(consistency.mean, deviation * Math.sqrt(2 / Math.PI), { relative: 0.1 });
    assertClose(consistency.high, 1.96 * deviation, { relative: 0.1 });
  });

  it('follows its seed and level, and changes nothing else', () => {
    const plain = ls.calibration(logits, targets, { classes, logits: true });
    const draw = (bootstrap, binning) => ls.calibration(logits, targets, { classes, logits: true, binning, bootstrap });
    const { intervals, consistency, ...rest } = draw({});
    assert.deepEqual(rest, plain);
    assert.equal('intervals' in plain, false);
    assert.deepEqual(draw({ resamples: 1000, seed: 0, level: 0.95 }), draw({}));
    assert.notDeepEqual(draw({ seed: 1 }).intervals, intervals);
    const narrow = draw({ level: 0.5 });
    assert.ok(narrow.intervals.accuracy[0] > intervals.accuracy[0]);
    assert.ok(narrow.intervals.accuracy[1] < intervals.accuracy[1]);
    assert.deepEqual(narrow.consistency, consistency, 'a 95th percentile whatever the level');
    assert.ok(intervals.accuracy[0] < plain.accuracy && plain.accuracy < intervals.accuracy[1]);
    const gap = plain.confidence - plain.accuracy;
    assert.ok(intervals.confidenceGap[0] < gap && gap < intervals.confidenceGap[1]);
    assert.ok(consistency.mean < consistency.high && consistency.high < plain.ece, 'these rows are badly calibrated');
    assert.ok(draw({}, 'equal-mass').consistency.mean > 0);
  });

  it('refuses what it does not know', () => {
    const draw = (bootstrap) => ls.calibration([0.7, 0.3], [0], { classes: 2, bootstrap });
    assert.throws(() => draw(true), { code: 'wrong_type', argument: 'bootstrap' });
    assert.throws(() => draw({ samples: 5 }), {
      code: 'unknown_option',
      message: 'samples is not an option of bootstrap, expected resamples',
    });
    assert.throws(() => draw({ resamples: 0 }), { code: 'invalid_count', argument: 'resamples' });
    assert.throws(() => draw({ resamples: 1e6 + 1 }), { code: 'invalid_count', argument: 'resamples' });
    assert.throws(() => draw({ seed: -1 }), { code: 'invalid_count', argument: 'seed' });
    assert.throws(() => draw({ level: 95 }), {
      code: 'invalid_level',
      message: 'level is 95, expected a number above 0 and below 1',
    });
  });
});

await describeVariants('riskCoverage', (ls) => {
  it('by hand: equal confidences carry their mean error', () => {
    const probs = [0.9, 0.1, 0.9, 0.1, 0.8, 0.2, 0.6, 0.4];
    const { coverage, risk, aurc } = ls.riskCoverage(probs, [0, 1, 0, 1], { classes: 2, points: 4 });
    assert.deepEqual(coverage, Float64Array.of(0.25, 0.5, 0.75, 1));
    assertClose(risk, [0.5, 0.5, 1 / 3, 0.5], { relative: 1e-15, absolute: 0 });
    assertClose(aurc, (0.5 + 0.5 + 1 / 3 + 0.5) / 4, { relative: 1e-15, absolute: 0 });
  });

  it('goes from 1/n to 1 in 101 points, whatever the form of the data', () => {
    const probs = ls.softmax(logits, { classes });
    const expected = ls.riskCoverage(probs, targets, { classes });
    assert.equal(expected.coverage.length, 101);
    assert.equal(expected.risk.length, 101);
    assert.equal(expected.coverage[0], 1 / rows);
    assert.equal(expected.coverage[100], 1);
    assertClose(expected.risk[100], 1 - ls.calibration(probs, targets, { classes }).accuracy, { absolute: 1e-12 });
    assert.deepEqual(ls.riskCoverage(logits, targets, { classes, logits: true }), expected);
    const more = Float32Array.of(...logits, ...new Float32Array(classes).fill(NaN));
    assert.deepEqual(ls.riskCoverage(more, [...targets, -7], { classes, logits: true, ignoreIndex: -7 }), expected);
    const across = new Float32Array(logits.length);
    for (let r = 0; r < rows; r++) for (let c = 0; c < classes; c++) across[c * rows + r] = logits[r * classes + c];
    assert.deepEqual(ls.riskCoverage(across, targets, { classes, logits: true, inner: rows }), expected);
  });

  it('is the same for the logit and the probability of one class, and NaN without rows', () => {
    const logit = Float32Array.of(-3, 0.5, 2, -1);
    const p = logit.map((x) => 1 / (1 + Math.exp(-x)));
    const options = { classes: 1, points: 3 };
    assert.deepEqual(
      ls.riskCoverage(logit, [0, 0, 1, 1], { ...options, logits: true }),
      ls.riskCoverage(p, [0, 0, 1, 1], options),
    );
    const none = ls.riskCoverage([], [], { classes: 2, points: 2 });
    assert.ok(Number.isNaN(none.aurc) && Number.isNaN(none.risk[1]) && Number.isNaN(none.coverage[0]));
    assert.throws(() => ls.riskCoverage(p, [0, 0, 1, 2], options), { code: 'target_out_of_range' });
    assert.throws(() => ls.riskCoverage(p, [0, 0, 1, 1], { classes: 1, points: 0 }), { argument: 'points' });
  });
});

it('the logit of one class is measured exactly where its probability rounds to 1', async () => {
  const ls = await load();
  const { nll } = ls.calibration([40], [0], { classes: 1, logits: true });
  assertClose(nll, 40, { relative: 1e-6 });
});

it('batches, resamples and risk have the same bits in all variants', async () => {
  const all = await Promise.all(variants.map((variant) => load({ variant })));
  const probs = all[0].softmax(logits, { classes });
  const answers = all.map((ls) => {
    const calibrator = ls.calibrator({ classes, bootstrap: { seed: 11 } });
    calibrator.add(probs.subarray(0, 10 * classes), targets.subarray(0, 10));
    calibrator.add(probs.subarray(10 * classes), targets.subarray(10));
    return [calibrator.result(), ls.riskCoverage(probs, targets, { classes })];
  });
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
});
