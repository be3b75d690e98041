// Writes web/figures/calibration/examples.json: what the two networks of the page's training section (ten Gaussian classes
// in 16 dimensions, 500 training examples, 20 % wrong labels, seed 1, 80 epochs) say of 500 test examples.
import { writeFile } from 'node:fs/promises';
import { loadTraining } from '../../dist/lib/index.js';

const count = 500;
const training = await loadTraining({ variant: 'simd' });
const { train, test, classes, dimensions } = training.dataset({ noise: 0.2, size: 500, seed: 1 });
const batch = 50;

function predict(labelSmoothing) {
  const net = training.mlp({ inputs: dimensions, classes, labelSmoothing, learningRate: 0.003, seed: 1 });
  for (let epoch = 0; epoch < 80; epoch++) {
    const order = training.permutation(500, epoch);
    for (let first = 0; first < 500; first += batch) {
      const rows = order.subarray(first, first + batch);
      const features = new Float32Array(batch * dimensions);
      rows.forEach((sample, row) => features.set(train.features.subarray(sample * dimensions, (sample + 1) * dimensions), row * dimensions));
      net.step(features, Int32Array.from(rows, (sample) => train.targets[sample]));
    }
  }
  const probs = net.probabilities(test.features.slice(0, count * dimensions));
  net.free();
  // log p = −(byte / 63.75)², from 0 to −16: fine where p is near 1.
  const bytes = Uint8Array.from(probs, (p) => Math.round(63.75 * Math.sqrt(Math.min(16, -Math.log(Math.max(p, 1e-30))))));
  return Buffer.from(bytes).toString('base64');
}

const example = { classes, targets: [...test.targets.slice(0, count)].join(''), hard: predict(0), smoothed: predict(0.1) };
await writeFile(new URL('../../web/figures/calibration/examples.json', import.meta.url), `${JSON.stringify(example, null, 1)}\n`);
