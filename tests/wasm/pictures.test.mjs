// Networks that learn from the sets of pictures, as the figures train them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import { load, loadTraining } from 'label-smoothing';
import digits from 'label-smoothing/data/digits';
import fashion from 'label-smoothing/data/fashion';
import {
  Comparison,
  LockStep,
  letters,
  pictureOf,
  probabilitiesOf,
  resolve,
  runSettings,
  strokesOf,
} from '../../dist/figures/runs/index.js';

let ls;
let training;
let sets;
before(async () => {
  ls = await load({ variant: 'simd' });
  training = await loadTraining({ variant: 'simd' });
  sets = { fashion: await fashion(), digits: await digits() };
});

const valuesOf = (attributes) => resolve('training', (name) => attributes[name] ?? null).values;

/** A comparison, and how it is after some epochs. */
function trained(attributes, picture) {
  const values = valuesOf(attributes);
  const run = new Comparison(training, runSettings(values, sets[values.data]), values.alpha);
  let outcome = run.advance(0, picture);
  while (outcome.step < values.epochs * outcome.stepsPerEpoch) outcome = run.advance(outcome.stepsPerEpoch, picture);
  run.free();
  return outcome;
}

describe('the split', () => {
  for (const [name, counts] of [
    ['fashion', [1000, 1000]],
    ['digits', [1000, 797]],
  ]) {
    it(`gives each seed other pictures of ${name}, and none twice`, () => {
      const { train, test } = sets[name];
      const size = train.features.length / train.targets.length;
      const known = new Map();
      for (const part of [train, test]) {
        part.targets.forEach((target, row) => {
          const key = part.features.subarray(row * size, (row + 1) * size).join();
          known.set(key, [...(known.get(key) ?? []), target]);
        });
      }
      const orders = ['1', '2'].map((seed) => {
        const values = valuesOf({ dataset: name, seed, epochs: '1' });
        const run = new Comparison(training, runSettings(values, sets[name]), 0.1);
        const { gallery, trainTargets } = run.advance(0, { kind: 'gallery' });
        run.free();
        assert.deepEqual([trainTargets.length, gallery.targets.length], counts);
        const found = new Map();
        gallery.targets.forEach((target, row) => {
          const key = gallery.features.subarray(row * size, (row + 1) * size).join();
          assert.ok(known.get(key)?.includes(target), `picture ${row} has its label`);
          found.set(key, (found.get(key) ?? 0) + 1);
        });
        for (const [key, times] of found) assert.ok(times <= known.get(key).length, 'no picture twice');
        return [...gallery.targets].join();
      });
      assert.notEqual(orders[0], orders[1]);
    });
  }

  it('gives exactly the share of training labels that noise says another class', () => {
    const clean = trained({ dataset: 'digits', epochs: '1', noise: '0' });
    const noisy = trained({ dataset: 'digits', epochs: '1', noise: '0.3' });
    const wrong = [...noisy.trainTargets].filter((target, row) => target !== clean.trainTargets[row]);
    assert.equal(wrong.length, 300);
    assert.deepEqual(noisy.testTargets, clean.testTargets);
    // To every other class about as often: 300 / 9 of each of nine shifts.
    const shifts = new Map();
    noisy.trainTargets.forEach((target, row) => {
      const shift = (target - clean.trainTargets[row] + 10) % 10;
      if (shift > 0) shifts.set(shift, (shifts.get(shift) ?? 0) + 1);
    });
    assert.deepEqual([...shifts.keys()].sort(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const count of shifts.values()) assert.ok(count === 33 || count === 34, `${count}`);
  });
});

describe('networks on pictures', () => {
  it('have the losses that PyTorch has from the same weights with the same batches', async () => {
    const golden = JSON.parse(await readFile(new URL('../golden/pictures.json', import.meta.url), 'utf8'));
    const values = valuesOf({});
    assert.equal(values.data, golden.data);
    const run = new LockStep(training, runSettings(values, sets.fashion), [0, values.alpha]);
    golden.losses.forEach((expected, step) => {
      run.advance().forEach((loss, network) => {
        const off = Math.abs(loss - expected[network]);
        assert.ok(off < 1e-4, `step ${step}, network ${network}: ${loss}, PyTorch ${expected[network]}`);
      });
    });
    assert.equal(golden.losses.length, 50);
    run.free();
  });

  it('learn digits, and smoothing makes them less sure', () => {
    const { networks, testTargets } = trained({ dataset: 'digits', epochs: '20' });
    const [hard, smoothed] = networks.map(({ test }) => ls.calibration(test, testTargets, { classes: 10 }));
    assert.ok(hard.accuracy > 0.93 && smoothed.accuracy > 0.93, `${hard.accuracy}, ${smoothed.accuracy}`);
    assert.ok(smoothed.confidence < hard.confidence - 0.05, `${hard.confidence} → ${smoothed.confidence}`);
  });

  it('say in the page what they say in the worker', () => {
    const picture = { kind: 'weights' };
    const { weights, networks, testTargets } = trained({ dataset: 'digits', epochs: '8', layers: '20,11' }, picture);
    const { features } = trained({ dataset: 'digits', epochs: '8', layers: '20,11' }, { kind: 'gallery' }).gallery;
    for (const network of [0, 1]) {
      for (const row of [0, 100, 796]) {
        const own = probabilitiesOf(weights, network, features.subarray(row * 64, (row + 1) * 64));
        networks[network].test.subarray(row * 10, (row + 1) * 10).forEach((expected, one) => {
          assert.ok(Math.abs(own[one] - expected) < 1e-6, `${own[one]}, expected ${expected}`);
        });
      }
    }
    assert.equal(weights.examples.length, 10);
    weights.examples.forEach((example, one) => {
      const row = testTargets.findIndex(
        (target, index) => target === one && features.subarray(index * 64, (index + 1) * 64).join() === example.join(),
      );
      assert.ok(row >= 0, `the example of ${one} is a test picture of it`);
    });
  });
});

describe('drawn strokes', () => {
  /** The same but for one of the 16 fine pixels in each, which rounding decides where it lies on the edge of a stroke. */
  const assertAlike = (one, other) =>
    one.forEach((level, at) => {
      assert.ok(Math.abs(level - other[at]) <= 1 / 16, `pixel ${at} is ${level} and ${other[at]}`);
    });
  const bar = (x) => [
    [
      [x, 0.2],
      [x, 0.8],
    ],
  ];

  it('become as thick as digits of the set, wherever and however large they are drawn', () => {
    const { features, targets } = sets.digits.train;
    const inks = [...targets.keys()].map((row) =>
      features.subarray(row * 64, (row + 1) * 64).reduce((sum, level) => sum + level, 0),
    );
    const mean = inks.reduce((sum, ink) => sum + ink, 0) / inks.length;
    const zero = (scale, left) => [
      Array.from({ length: 30 }, (_, index) => {
        const angle = (2 * Math.PI * index) / 29;
        return [left + scale * (0.5 + 0.3 * Math.sin(angle)), scale * (0.5 + 0.4 * Math.cos(angle))];
      }),
    ];
    const pictures = [zero(1, 0), zero(0.4, 0.5)].map(pictureOf);
    assertAlike(pictures[0], pictures[1]);
    const ink = pictures[0].reduce((sum, level) => sum + level, 0);
    assert.ok(Math.abs(ink - mean) < 2, `${ink}, the set has ${mean}`);
    // Levels are sixteenths, as in the set, and the hole of the zero stays open.
    for (const level of pictures[0]) assert.ok(Number.isInteger(16 * level) && level >= 0 && level <= 1);
    assert.ok(pictures[0][3 * 8 + 3] < 0.3 && pictures[0][4 * 8 + 4] < 0.3);
  });

  it('stand upright in the middle', () => {
    const picture = pictureOf(bar(0.1));
    for (let row = 0; row < 8; row++) {
      const line = picture.subarray(row * 8, (row + 1) * 8);
      assert.ok(line[3] + line[4] > 1, `row ${row}: ${line}`);
      assert.ok(Math.abs(line[3] - line[4]) < 0.3);
      assert.equal(line[0] + line[7], 0);
    }
    const leaning = pictureOf([
      [
        [0.5, 0.2],
        [0.4, 0.8],
      ],
    ]);
    assertAlike(leaning, picture);
  });

  it('are nothing, a dot or a dash without harm', () => {
    assert.ok(pictureOf([]).every((level) => level === 0));
    for (const strokes of [
      [[[0.5, 0.5]]],
      [
        [
          [0.1, 0.5],
          [0.9, 0.5],
        ],
      ],
      [
        [
          [0, 0],
          [0, 0],
        ],
      ],
    ]) {
      const picture = pictureOf(strokes);
      assert.ok(picture.every((level) => level >= 0 && level <= 1) && picture.some((level) => level > 0));
    }
  });

  it('write letters that look like nothing else', () => {
    const pictures = letters.map((letter) => pictureOf(strokesOf(letter)).join());
    assert.equal(new Set(pictures).size, letters.length);
  });
});
