// Writes pictures.json: the losses of both networks of the figure `training` over their first steps, by PyTorch in double
// precision. The weights that they start with and the batches are the figure's; make_pictures.py trains.
//
//     npm run build && node tests/golden/make_pictures.mjs
//
// PYTHON names a Python with NumPy and PyTorch (Debian: python3-torch); /usr/bin/python3 without it.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { LockStep, resolve, runSettings } from '../../dist/figures/runs/index.js';
import fashion from '../../dist/lib/data/fashion.js';
import { loadTraining } from '../../dist/lib/index.js';

const steps = 50;
const training = await loadTraining({ variant: 'simd' });
const { values } = resolve('training', () => null);
const settings = runSettings(values, await fashion());
const { data, networks, batches } = new LockStep(training, settings, [0]);

const base64 = (numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
const run = {
  widths: [data.inputs, ...values.layers, data.classes],
  learningRate: values.learningRate,
  alphas: [0, values.alpha],
  parameters: base64(networks[0].parameters),
  batches: Array.from({ length: steps }, () => {
    const { features, targets } = batches.examples(batches.next());
    return { features: base64(features), targets: [...targets] };
  }),
};
const script = new URL('make_pictures.py', import.meta.url).pathname;
const python = process.env.PYTHON ?? '/usr/bin/python3';
const { about, losses } = JSON.parse(execFileSync(python, [script], { input: JSON.stringify(run), encoding: 'utf8' }));
const lines = losses.map((pair) => JSON.stringify(pair)).join(',\n');
await writeFile(
  new URL('pictures.json', import.meta.url),
  `{"about": ${JSON.stringify(about)}, "data": "${values.data}", "losses": [\n${lines}\n]}\n`,
);
