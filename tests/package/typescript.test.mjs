// npm test -- --all
// The declarations are valid in the oldest TypeScript that docs/engines.md names, in one before typed arrays took their
// buffer as a parameter, and in the newest: with an old `lib` and without `skipLibCheck`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { installPackage, requireTool, tools } from './support.mjs';

const use = `
import digits from 'label-smoothing/data/digits';
import { type LabelSmoothingElement } from 'label-smoothing/element';
import { load, loadTraining, type LabelSmoothing, LabelSmoothingError, type Matrix } from 'label-smoothing';
import { load as loadSimd } from 'label-smoothing/simd';
import { loadTraining as loadOnlyTraining } from 'label-smoothing/training';

export async function use(element: LabelSmoothingElement): Promise<void> {
  const ls: LabelSmoothing = await load();
  const one: LabelSmoothing = await loadSimd();
  const logits = Float32Array.of(1, 2, 3, 4, 5);
  const options = { classes: 5, labelSmoothing: 0.1 };
  const mean: number = ls.crossEntropy(logits, [1], options);
  const rows: Float32Array = one.crossEntropy(logits, [1], { ...options, reduction: 'none' });
  const gradient: Float32Array = ls.crossEntropyAndGradient(logits, BigInt64Array.of(BigInt(1)), options).gradient;
  const matrix: Matrix = ls.matrix(1, 5);
  matrix.data.set(logits);
  const out: Matrix = ls.softmax(matrix, { classes: 5, out: matrix });
  // @ts-expect-error a reduced loss is a number
  const wrong: Float32Array = ls.crossEntropy(logits, [1], options);
  const net = (await loadOnlyTraining()).mlp({ inputs: 2, classes: 2 });
  const step: number = net.step(logits, [1]);
  const { train } = await digits();
  element.alpha = 0.2;
  const error: unknown = new Error();
  if (error instanceof LabelSmoothingError) console.log(error.code, error.argument);
  console.log(mean, rows, gradient, out, wrong, step, train.features, loadTraining);
}
`;

let consumer;
before(async () => {
  consumer = await installPackage();
  await consumer.write('use.ts', use);
});
after(() => consumer?.close());

for (const name of ['typescript-5.0', 'typescript-5.6', 'typescript-newest']) {
  const { version } = requireTool(`${name}/package.json`);
  it(`TypeScript ${version}`, async () => {
    const compilerOptions = {
      target: 'es2020',
      lib: ['ES2020', 'DOM'],
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: [],
    };
    const path = await consumer.write(`tsconfig.${name}.json`, JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const tsc = join(tools, 'node_modules', name, 'bin/tsc');
    const { output, code } = await consumer.run(process.execPath, [tsc, '-p', path, '--pretty', 'false'], {
      check: false,
    });
    assert.equal(code, 0, output);
  });
}

it('the oldest of them is the one in the documents', async () => {
  const documents = await readFile(join(root, 'docs/engines.md'), 'utf8');
  const [, oldest] = /TypeScript (\d+\.\d+) and newer/.exec(documents);
  assert.ok(requireTool('typescript-5.0/package.json').version.startsWith(`${oldest}.`));
});
