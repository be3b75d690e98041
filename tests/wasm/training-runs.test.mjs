// The training behind the figures, without a browser: data, batches, jobs, projections, statistics.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import fashion from 'label-smoothing/data/fashion';
import {
  Batches,
  Comparison,
  distillationJobs,
  meanAndSpread,
  measureDistillation,
  measureSweep,
  planeThrough,
  project,
  resolve,
  runDistillationJob,
  runSettings,
  runSweepJob,
  splitTable,
  sweepJobs,
  underfitFrom,
} from '../../dist/figures/runs/index.js';
import { load, loadTraining } from '../../dist/lib/index.js';

let ls;
let training;
before(async () => {
  ls = await load();
  training = await loadTraining({ variant: 'simd' });
});

const small = {
  dataset: 'gaussian',
  classes: '3',
  samples: '60',
  batch: '16',
  epochs: '4',
  layers: '8',
  dimensions: '4',
  noise: '0.1',
};
const valuesOf = (figure, attributes = {}) =>
  resolve(figure, (name) => ({ ...small, ...attributes })[name] ?? null).values;

function assertClose(actual, expected, tolerance, what) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} is ${actual}, expected ${expected} ± ${tolerance}`);
}

describe('the plane of three templates', () => {
  const distance = (a, b) => Math.hypot(...a.map((value, index) => value - b[index]));

  it('keeps distances in the plane and ignores what is at right angles to it', () => {
    const corners = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const plane = planeThrough(...corners);
    const flat = corners.map((corner) => project(plane, corner));
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      assertClose(distance(flat[a], flat[b]), Math.SQRT2, 1e-12, `side ${a}${b}`);
    }
    // (1, 1, 1) is the normal of that plane.
    const shifted = project(plane, [0.2 + 5, 0.5 + 5, 0.3 + 5]);
    assertClose(distance(shifted, project(plane, [0.2, 0.5, 0.3])), 0, 1e-12, 'shift along the normal');
    // By hand: the basis is (−1, 1, 0)/√2 and (−1, −1, 2)/√6, the origin (1, 0, 0).
    const [across, up] = project(plane, [0.2, 0.5, 0.3]);
    assertClose(across, 1.3 / Math.SQRT2, 1e-12, 'across');
    assertClose(up, 0.9 / Math.sqrt(6), 1e-12, 'up');
  });

  it('is refused where there is none', () => {
    assert.equal(planeThrough([0, 0], [1, 1], [2, 2]), undefined);
    assert.equal(planeThrough([1, 2], [1, 2], [3, 4]), undefined);
  });
});

describe('data', () => {
  it('is dealt out and scaled: mean 0 and variance 1 over the training rows', () => {
    const count = 40;
    const table = {
      inputs: 2,
      classNames: ['a', 'b'],
      features: Float32Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? at * at : 7)),
      targets: Int32Array.from({ length: count }, (_, row) => row % 2),
    };
    const order = training.permutation(count, 3);
    const { train, test, classes } = splitTable(table, order);
    assert.deepEqual([train.targets.length, test.targets.length, classes], [28, 12, 2]);
    assert.deepEqual(
      [...test.targets, ...train.targets],
      Array.from(order, (row) => row % 2),
    );
    const column = (values, start) => Array.from(values).filter((_, at) => at % 2 === start);
    const first = column(train.features, 0);
    assertClose(first.reduce((a, b) => a + b) / 28, 0, 1e-6, 'mean');
    assertClose(first.reduce((a, b) => a + b * b, 0) / 28, 1, 1e-6, 'variance');
    assert.ok(
      column(train.features, 1).every((value) => value === 0),
      'a constant column says nothing',
    );
    assert.ok(test.features.every(Number.isFinite));
  });

  it('comes in batches that take every example once an epoch, in another order each time', () => {
    const data = { train: { targets: new Int32Array(23) } };
    const batches = new Batches(training, data, 5, 9);
    assert.equal(batches.perEpoch, 4);
    const epoch = () => Array.from({ length: 4 }, () => [...batches.next()]).flat();
    const [first, second] = [epoch(), epoch()];
    for (const rows of [first, second]) {
      assert.equal(new Set(rows).size, 20);
      assert.ok(rows.every((row) => row >= 0 && row < 23));
    }
    assert.notDeepEqual(first, second);
    const again = new Batches(training, data, 5, 9);
    assert.deepEqual(Array.from({ length: 4 }, () => [...again.next()]).flat(), first);
    assert.equal(new Batches(training, data, 500, 9).perEpoch, 1);
  });
});

describe('jobs', () => {
  it('agree: a sweep, a comparison and a teacher train the same network', () => {
    const values = valuesOf('training', { alpha: '0.1' });
    const run = new Comparison(training, runSettings(values, undefined), 0.1);
    let outcome = run.advance(0, undefined);
    while (outcome.step < 4 * outcome.stepsPerEpoch) outcome = run.advance(1, undefined);
    run.free();
    const jobs = sweepJobs(valuesOf('alpha-sweep', { runs: '1' }), undefined);
    for (const [alpha, index] of [
      [0, 0],
      [0.1, 1],
    ]) {
      const job = jobs.find((one) => one.alpha === alpha);
      const { testLogits, classes } = runSweepJob(training, job);
      assert.deepEqual(ls.softmax(testLogits, { classes }), outcome.networks[index].test, `α = ${alpha}`);
      const [teaching] = distillationJobs(valuesOf('distillation', { runs: '1' }), undefined).filter(
        (one) => one.alpha === alpha && one.temperatures.length > 0,
      );
      assert.deepEqual(runDistillationJob(training, teaching).networks[0].testLogits, testLogits);
    }
  });

  it('measure a sweep on all test examples, each half cooled by what fits the other', () => {
    // Of each half's four rows, three or two are right, with gaps of 2 and 4: β solves σ(gap β) = share.
    const rows = [
      [2, 0, 0],
      [2, 0, 0],
      [2, 0, 0],
      [2, 0, 1],
      [4, 0, 0],
      [4, 0, 0],
      [0, 4, 1],
      [4, 0, 1],
    ];
    const outcome = {
      classes: 2,
      trainLogits: Float32Array.of(2, 0, 0, 2),
      trainTargets: Int32Array.of(0, 1),
      testLogits: Float32Array.from(rows.flatMap(([a, b]) => [a, b])),
      testTargets: Int32Array.from(rows, ([, , target]) => target),
    };
    const point = measureSweep(ls, { alpha: 0, settings: { seed: 4 } }, outcome);
    assert.equal(point.seed, 4);
    assert.equal(point.trainAccuracy, 1);
    assert.equal(point.test.accuracy, 0.75);
    const sigmoid = (gap) => 1 / (1 + Math.exp(-gap));
    assertClose(point.test.confidence, (sigmoid(2) + sigmoid(4)) / 2, 1e-6, 'confidence');
    const [first, second] = [2 / Math.log(3), 4 / Math.log(3)];
    assertClose(point.scaled.temperature, (first + second) / 2, 1e-4, 'temperature');
    assertClose(point.scaled.confidence, (sigmoid(2 / second) + sigmoid(4 / first)) / 2, 1e-5, 'scaled confidence');
    assert.equal(point.scaled.accuracy, 0.75);
    assert.equal(measureSweep(ls, { alpha: 0.1, settings: { seed: 4 } }, outcome).scaled, undefined);
  });

  it('train a student on what its teacher says', () => {
    const values = valuesOf('distillation', { runs: '1', epochs: '60', temperatures: '1,3', student: '16' });
    const [job] = distillationJobs(values, undefined);
    const points = measureDistillation(ls, job, runDistillationJob(training, job));
    assert.deepEqual(
      points.map(({ role, temperature, seed }) => [role, temperature, seed]),
      [
        ['teacher', undefined, 1],
        ['student', 1, 1],
        ['student', 3, 1],
      ],
    );
    for (const { test } of points) assert.ok(test.accuracy > 0.6, `accuracy ${test.accuracy}`);
  });
});

describe('statistics', () => {
  it('are means and sample deviations', () => {
    assert.deepEqual(meanAndSpread([2, 4, 4, 4, 5, 5, 7, 9]), { mean: 5, spread: Math.sqrt(32 / 7) });
    assert.ok(Number.isNaN(meanAndSpread([1]).spread));
  });

  it('say where under-fitting begins: training and test accuracy clearly lower, from there on', () => {
    const alphas = [0, 0.05, 0.1, 0.2, 0.4, 0.7, 0.98];
    const points = (trainOf, testOf) =>
      alphas.flatMap((alpha) =>
        [0, 1, 2, 3].map((seed) => ({
          alpha,
          seed,
          trainAccuracy: trainOf(alpha) + seed / 1e4,
          test: { accuracy: testOf(alpha) + seed / 10 },
        })),
      );
    const drop = (from) => (alpha) => (alpha >= from ? 0.5 : 0.6);
    assert.equal(underfitFrom(points(drop(0.7), drop(0.2))), 0.7);
    assert.equal(underfitFrom(points(drop(0.2), drop(0.98))), 0.98);
    assert.equal(underfitFrom(points(drop(2), drop(0.2))), undefined);
    assert.equal(underfitFrom(points((alpha) => (alpha === 0.4 ? 0.5 : 0.6), drop(0.2))), undefined);
    // One seed proves nothing.
    assert.equal(underfitFrom(points(drop(0.7), drop(0.2)).filter(({ seed }) => seed === 0)), undefined);
  });
});

describe('what is stored for the page', () => {
  const rounded = (value) => Number(value.toFixed(4));

  it('is what the default settings come to now; otherwise run npm run claims', async () => {
    const claims = JSON.parse(await readFile(new URL('../../web/page/claims.json', import.meta.url), 'utf8'));
    const defaults = (figure, attributes) => resolve(figure, (name) => attributes[name] ?? null).values;
    const pictures = await fashion();
    const jobs = sweepJobs(defaults('alpha-sweep', { runs: String(claims.seeds) }), pictures);
    const recorded = async (name) =>
      JSON.parse(await readFile(new URL(`../../web/figures/recordings/${name}.json`, import.meta.url), 'utf8'));
    const sweep = (await recorded('alpha-sweep')).points;
    assert.equal(sweep.length, jobs.length);
    const inOrder = ({ accuracy, confidence, ece, nll }) => [accuracy, confidence, ece, nll].map(rounded);
    for (const place of [0, 17, jobs.length - 1]) {
      const { test, trainAccuracy, ...point } = measureSweep(ls, jobs[place], runSweepJob(training, jobs[place]));
      const stored = sweep[place].slice(0, 7);
      assert.deepEqual(stored, [point.alpha, point.seed, rounded(trainAccuracy), ...inOrder(test)]);
    }
    const distilled = (await recorded('distillation')).points;
    for (const [name, attributes] of Object.entries({ default: {}, noisy: { noise: '0.2' } })) {
      const [job] = distillationJobs(defaults('distillation', attributes), pictures);
      const points = measureDistillation(ls, job, runDistillationJob(training, job));
      points.forEach(({ role, temperature, test }, place) => {
        if (name === 'default') {
          const [, storedRole, , storedTemperature, ...measures] = distilled[place];
          const roleNumber = ['teacher', 'student', 'alone'].indexOf(role);
          assert.deepEqual([storedRole, storedTemperature, measures], [roleNumber, temperature ?? 0, inOrder(test)]);
          return;
        }
        const stored = claims.distillation[name][place];
        assert.deepEqual([stored.role, stored.temperature], [role, temperature]);
        assert.equal(stored.test.accuracy, rounded(test.accuracy));
      });
    }
    const accuracies = [];
    for (let seed = 1; seed <= claims.seeds; seed++) {
      const values = defaults('training', { seed: String(seed) });
      const job = { settings: runSettings(values, pictures), alpha: values.alpha, epochs: values.epochs };
      const { testLogits, testTargets, classes } = runSweepJob(training, job);
      accuracies.push(ls.calibration(ls.softmax(testLogits, { classes }), testTargets, { classes }).accuracy);
    }
    const { mean, spread } = meanAndSpread(accuracies);
    assert.deepEqual(claims.comparisons.default.smoothed.accuracy, { mean: rounded(mean), spread: rounded(spread) });
  });
});
