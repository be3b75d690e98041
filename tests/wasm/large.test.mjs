// npm test -- --all
// A call on a quarter of a gigabyte: WebAssembly memory, which is never given back, does not grow with it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { it } from 'node:test';
import { promisify } from 'node:util';

const script = `
  import { load } from 'label-smoothing';
  const ls = await load({ variant: 'simd' });
  const classes = 1000;
  const rows = 65536;
  const x = new Float32Array(rows * classes).fill(1);
  const targets = new Int32Array(rows);
  const options = { classes, labelSmoothing: 0.1 };
  const loss = ls.crossEntropy(x, targets, options);
  const { gradient } = ls.crossEntropyAndGradient(x, targets, options);
  const { ece } = ls.calibration(x, targets, { classes, logits: true });
  const { temperature } = ls.fitTemperature(x, targets, { classes });
  ls.softmax(x, { classes, out: x });
  const entropy = ls.entropy(x, { classes });
  ls.binaryCrossEntropy(x, x, { classes });
  ls.smoothTargets(targets, { ...options, out: x });
  const logProbs = x.map(Math.log);
  const { loss: divergence } = ls.klDivAndGradient(logProbs, x, { classes, out: logProbs });
  const megabytes = ls.matrix(1, 1).data.buffer.byteLength / 2 ** 20;
  console.log(JSON.stringify({ loss, first: gradient[0], last: x.at(-1), ece, temperature, entropy, divergence, megabytes }));
`;

it('256 MB of logits take less than 64 MiB of WebAssembly memory', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  const { loss, first, last, ece, temperature, entropy, divergence, megabytes } = JSON.parse(stdout);
  assert.ok(Math.abs(loss - Math.log(1000)) < 1e-5);
  assert.ok(Math.abs(first - (0.001 - 0.9 - 0.0001) / 65536) < 1e-10);
  // Of the smoothed target, which softmax came before: the last class is not the target.
  assert.ok(Math.abs(last - 0.0001) < 1e-8);
  assert.ok(Math.abs(entropy - Math.log(1000)) < 1e-4);
  assert.ok(Math.abs(divergence) < 1e-5);
  assert.ok(Math.abs(ece - 0.999) < 1e-5, 'every row is right, the first of equals');
  assert.equal(temperature, 1, 'nothing for it to change');
  assert.ok(megabytes <= 64, `${megabytes} MiB`);
});
