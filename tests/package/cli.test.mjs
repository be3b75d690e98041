// The command `label-smoothing check`, installed from the tarball: what it prints, its numbers and its exit codes. The
// expected numbers are worked out here, in double precision, by their definitions.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { measuresOf, predictionsOf, softmax } from '../predictions.mjs';
import { installPackage } from './support.mjs';

let consumer;
let command;
before(async () => {
  consumer = await installPackage();
  command = join(consumer.folder, 'node_modules/.bin/label-smoothing');
});
after(() => consumer?.close());

const check = (...args) => consumer.run(command, ['check', ...args], { check: false });

const rows = 400;
const classes = 3;
const { logits, labels } = predictionsOf({ rows, classes, seed: 1 });
const table = [
  'cat,dog,elk,label',
  ...logits.map((row, index) => [...row, ['cat', 'dog', 'elk'][labels[index]]].join(',')),
].join('\n');

const expected = () => measuresOf({ logits, labels });

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
  const probs = logits.map(softmax);
  await consumer.write('probs.json', JSON.stringify({ probs, labels }));
  near(JSON.parse((await check('probs.json', '--json')).stdout).ece, expected().ece);
});

const parquet = (columns) => new Uint8Array(parquetWriteBuffer({ columnData: columns, codec: 'UNCOMPRESSED' }));

it('reads Parquet', async () => {
  const columns = ['cat', 'dog', 'elk'].map((name, column) => ({
    name,
    data: logits.map((row) => row[column]),
    type: 'DOUBLE',
  }));
  const bytes = parquet([...columns, { name: 'label', data: labels, type: 'INT32' }]);
  await writeFile(join(consumer.folder, 'predictions.parquet'), bytes);
  const { stdout, output } = await check('predictions.parquet', '--json');
  assert.ok(stdout, output);
  near(JSON.parse(stdout).ece, expected().ece);
});

it('gives up on a Parquet file that keeps its decoder busy for ever', async () => {
  const bytes = parquet([
    { name: 'p', data: [0.5, 0.25], type: 'DOUBLE' },
    { name: 'y', data: [0, 1], type: 'INT32' },
  ]);
  // The first page then says that its values are indices of 0 bits, and has a run of −8 of them.
  assert.deepEqual([...bytes.subarray(17, 19)], [0x15, 0]);
  bytes[18] = 0x10;
  bytes.set([0, 0xff, 0xff, 0xff, 0xff, 0x0f], 28);
  await writeFile(join(consumer.folder, 'hostile.parquet'), bytes);
  const { code, output } = await check('hostile.parquet');
  assert.match(output, /hostile\.parquet: it could not be read in 11 s, which is the limit for its size/);
  assert.equal(code, 2);
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
