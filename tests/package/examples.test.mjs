// npm test -- --all
// Every example, copied out of the checkout and run with the installed package. The expected values are PyTorch's.
import assert from 'node:assert/strict';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { importTool, installPackage, openBrowser, serveFolder, tools } from './support.mjs';

const examples = join(root, 'examples');
const tested = new Set();
let consumer;
let browser;
before(async () => {
  consumer = await installPackage();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await consumer?.close();
});

/** The lines that an example's script prints. */
async function linesOf(name, script) {
  tested.add(name);
  const folder = await consumer.copy(join(examples, name));
  const { stdout } = await consumer.run(process.execPath, [join(folder, script)]);
  return stdout.trimEnd().split('\n');
}

/** Builds an example with Vite and returns the result that its page shows. */
async function resultOf(name) {
  tested.add(name);
  const folder = await consumer.copy(join(examples, name));
  const vite = await importTool('vite');
  await vite.build({ root: folder, base: './', configFile: false, logLevel: 'error' });
  const server = await serveFolder(join(folder, 'dist'));
  try {
    return await browser.answerOf(server.url, { read: () => document.querySelector('output').textContent });
  } finally {
    await server.close();
  }
}

it('a script', async () => {
  assert.deepEqual(await linesOf('node', 'loss.mjs'), [
    'loss 3.351914',
    'after descent 0.389673',
    'entropy of the target 0.389673',
    'probabilities 0.020 0.920 0.020 0.020 0.020',
  ]);
});

it('networks trained with and without smoothing', async () => {
  assert.deepEqual(await linesOf('training', 'training.mjs'), [
    'α 0: accuracy 0.931, confidence 0.960, NLL 0.285',
    'α 0.1: accuracy 0.945, confidence 0.822, NLL 0.309',
  ]);
});

it('the loss of tokens with padding', async () => {
  assert.deepEqual(await linesOf('token-loss', 'token-loss.mjs'), [
    'loss 4.371753 over 6 tokens',
    'perplexity without smoothing 82.768',
    '[3 7 1 9 2] 2.301 5.536 4.747 5.194 0.000',
    '[5 4 2 0 0] 2.369 6.085 0.000 0.000 0.000',
    'the gradient of an ignored row is zero',
  ]);
});

it('a loss for TensorFlow.js with its gradient', async () => {
  // TensorFlow.js comes with the tools of these tests: no need to install hundreds of megabytes again.
  await symlink(join(tools, 'node_modules/@tensorflow'), join(consumer.folder, 'node_modules/@tensorflow'));
  assert.deepEqual(await linesOf('tfjs', 'custom-loss.mjs'), [
    'loss 1.529961, TensorFlow.js 1.529961',
    'the gradients agree',
    'training: 1.6094 to 0.4750',
  ]);
});

it('logits of an ONNX model', async () => {
  await symlink(join(tools, 'node_modules/onnxruntime-web'), join(consumer.folder, 'node_modules/onnxruntime-web'));
  assert.deepEqual(await linesOf('onnx', 'make-model.mjs'), ['digits.onnx: 2410 parameters']);
  const lines = await linesOf('onnx', 'evaluate.mjs');
  assert.deepEqual(
    lines.map((line) => line.replace(/\d+\.\d+/g, '#')),
    [
      '797 pictures, loss #, with α = # #',
      'accuracy #, confidence #, ECE #',
      'temperature #, ECE of the second half #',
    ],
  );
  // The last digit of the logits is the machine's.
  const numbers = lines.flatMap((line) => line.match(/\d+\.\d+/g)).map(Number);
  const expected = [0.32, 0.1, 1.752, 0.935, 0.968, 0.034, 1.28, 0.045];
  numbers.forEach((value, index) => {
    assert.ok(Math.abs(value - expected[index]) < 0.011, `${value}, expected ${expected[index]}`);
  });
  assert.equal(numbers.length, expected.length);
});

it('a page made with Vite', async () => {
  assert.equal(await resultOf('vite'), '3.351914');
});

it('a worker', async () => {
  assert.ok(Math.abs(Number(await resultOf('worker')) - 11.09851) < 2e-5);
});

it('each of them has been run', async () => {
  const folders = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  assert.deepEqual(
    folders.map(({ name }) => name),
    [...tested].sort(),
  );
});
