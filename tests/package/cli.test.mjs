// The command `label-smoothing check`, installed from the tarball: what it prints, its numbers and its exit codes. The
// expected numbers are worked out here, in double precision, by their definitions.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { installPackage } from './support.mjs';

let consumer;
let command;
before(async () => {
  consumer = await installPackage();
  command = join(consumer.folder, 'node_modules/.bin/label-smoothing');
});
after(() => consumer?.close());

const check = (...args) => consumer.run(command, ['check', ...args], { check: false });

/** The same everywhere: Park and Miller's generator. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const rows = 400;
const classes = 3;
const random = generator(1);
/** Four times as sure as it should be. */
const logits = Array.from({ length: rows }, () =>
  Array.from({ length: classes }, () => Math.fround(4 * Math.log(random()))),
);
const labels = logits.map((row) => {
  const weights = row.map((x) => Math.exp(x / 4));
  let left = random() * weights.reduce((sum, weight) => sum + weight);
  return weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
});
const table = [
  'cat,dog,elk,label',
  ...logits.map((row, index) => [...row, ['cat', 'dog', 'elk'][labels[index]]].join(',')),
].join('\n');

function expected() {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, right: 0, confidence: 0 }));
  let [right, sure, nll, brier] = [0, 0, 0, 0];
  logits.forEach((row, index) => {
    const max = Math.max(...row);
    const exps = row.map((x) => Math.exp(x - max));
    const sum = exps.reduce((all, e) => all + e);
    const p = exps.map((e) => e / sum);
    const confidence = Math.max(...p);
    const isRight = p.indexOf(confidence) === labels[index];
    const bin = bins[Math.min(14, Math.ceil(confidence * 15) - 1)];
    bin.count++;
    bin.right += isRight;
    bin.confidence += confidence;
    right += isRight;
    sure += confidence;
    nll -= Math.log(p[labels[index]]);
    brier += p.reduce((all, each, place) => all + (each - (place === labels[index])) ** 2, 0);
  });
  const ece = bins.reduce((all, bin) => all + Math.abs(bin.right - bin.confidence), 0) / rows;
  return { accuracy: right / rows, confidence: sure / rows, ece, nll: nll / rows, brier: brier / rows };
}

const near = (actual, wanted, tolerance = 1e-5) =>
  assert.ok(Math.abs(actual - wanted) <= tolerance, `${actual}, expected ${wanted}`);

it('says what matters first, and the numbers in text', async () => {
  await consumer.write('predictions.csv', table);
  const { code, stdout, output } = await check('predictions.csv');
  assert.equal(code, 0, output);
  const { accuracy, confidence, ece } = expected();
  const percent = (share) => (100 * share).toFixed(1);
  assert.match(
    stdout,
    new RegExp(
      `Your model is right ${percent(accuracy)} % of the time and claims ${percent(confidence)} %: overconfident by ${percent(confidence - accuracy)} points \\(95 % interval [\\d.]+ to [\\d.]+\\)\\.`,
    ),
  );
  assert.match(stdout, /predictions\.csv: 400 rows of 3 logits\./);
  assert.match(stdout, new RegExp(`ECE +${ece.toFixed(3)}`));
  assert.match(stdout, /█/);
});

it('answers JSON with the numbers of the definitions', async () => {
  await consumer.write('predictions.csv', table);
  const { code, stdout } = await check('predictions.csv', '--json');
  assert.equal(code, 0);
  const answer = JSON.parse(stdout);
  const { accuracy, confidence, ece, nll, brier } = expected();
  near(answer.accuracy, accuracy);
  near(answer.confidence, confidence);
  near(answer.ece, ece);
  near(answer.nll, nll);
  near(answer.brier, brier);
  assert.equal(answer.rows, rows);
  assert.deepEqual(answer.names, ['cat', 'dog', 'elk']);
  assert.equal(answer.verdict, 'overconfident');
  // The labels were drawn at T = 4.
  near(answer.temperature.value, 4, 0.8);
  assert.ok(answer.temperature.eceHeldOut < ece / 2);
  const [low, high] = answer.intervals.confidenceGap;
  assert.ok(low < confidence - accuracy && confidence - accuracy < high);
  assert.equal(
    answer.bins.reduce((sum, { count }) => sum + count, 0),
    rows,
  );
});

it('reads NumPy and labels apart, and probabilities like logits', async () => {
  const values = Float32Array.from(logits.flat());
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${classes}), }`;
  const padded = `${header.padEnd(128 - 10 - 1)}\n`;
  const start = Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([padded.length, 0]),
    Buffer.from(padded),
  ]);
  await writeFile(join(consumer.folder, 'logits.npy'), Buffer.concat([start, Buffer.from(values.buffer)]));
  await consumer.write('labels.txt', labels.join('\n'));
  const { stdout } = await check('logits.npy', '--labels', 'labels.txt', '--logits', '--json');
  const answer = JSON.parse(stdout);
  near(answer.ece, expected().ece);
  const probs = logits.map((row) => {
    const exps = row.map(Math.exp);
    return exps.map((e) => e / exps.reduce((all, each) => all + each));
  });
  await consumer.write('probs.json', JSON.stringify({ probs, labels }));
  near(JSON.parse((await check('probs.json', '--json')).stdout).ece, expected().ece);
});

it('exits with 1 above the limit', async () => {
  await consumer.write('predictions.csv', table);
  const { code, output } = await check('predictions.csv', '--max-ece', '0.05');
  assert.equal(code, 1);
  assert.match(output, /above the limit of 0\.05/);
  assert.equal((await check('predictions.csv', '--max-ece', '0.9')).code, 0);
});

it('exits with 2 and says why where it is used wrongly or cannot read', async () => {
  await consumer.write('broken.csv', 'p0,p1,label\n0.9,0.1,0\n0.2,abc,1\n');
  for (const [args, message] of [
    [['broken.csv'], /broken\.csv, line 3, column 2 \(“p1”\): “abc” is not a number\./],
    [['missing.csv'], /missing\.csv cannot be opened/],
    [[], /expected one file of predictions, got 0/],
    [['broken.csv', '--max-ece', 'x'], /--max-ece is x, expected a number from 0 to 1/],
    [['broken.csv', '--nonsense'], /nonsense/],
  ]) {
    const { code, output } = await check(...args);
    assert.equal(code, 2, output);
    assert.match(output, message);
  }
  assert.equal((await consumer.run(command, [], { check: false })).code, 2);
  const { code, stdout } = await consumer.run(command, ['--help'], { check: false });
  assert.equal(code, 0);
  assert.match(stdout, /--max-ece X/);
});
