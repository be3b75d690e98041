// npm test -- --all
// The installed package in other people's tests: Jest as docs/engines.md says, and Vitest in threads and in threads of vm,
// whose globals are not all there.
import assert from 'node:assert/strict';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { expectedLoss, installPackage, lossExpression, tools } from './support.mjs';

const packages = join(tools, 'node_modules');

/** A test of somebody else, of what depends on the globals: every entry, typed arrays of another realm, networks. */
const someTest = `
import { load } from 'label-smoothing';
import { load as loadSimd } from 'label-smoothing/simd';
import digits from 'label-smoothing/data/digits';

test('a loss', async () => {
  const ls = await load();
  expect(${lossExpression}).toBeCloseTo(${expectedLoss}, 6);
  const one = await loadSimd();
  expect(one.crossEntropy([1, 2, 3, 4, 5], [1], { classes: 5, labelSmoothing: 0.1 })).toBeCloseTo(${expectedLoss}, 6);
  const net = await ls.mlp({ inputs: 2, classes: 2 });
  expect(net.step(Float64Array.of(1, 2), Uint8Array.of(1))).toBeGreaterThan(0);
  expect((await digits()).test.targets.length).toBe(797);
});
`;

/** Of a component with a figure in it. */
const componentTest = `
import 'label-smoothing/element';

test('a component', () => {
  document.body.innerHTML = '<label-smoothing figure="heatmap" alpha="0.3">fallback</label-smoothing>';
  expect(document.body.firstChild.alpha).toBe(0.3);
  expect(document.body.textContent).toBe('fallback');
});
`;

let consumer;
before(async () => {
  consumer = await installPackage();
  for (const name of ['jest', 'jest-environment-jsdom', 'vitest', 'jsdom']) {
    await symlink(join(packages, name), join(consumer.folder, 'node_modules', name));
  }
  await consumer.write('loss.test.js', someTest);
  await consumer.write('component.test.js', componentTest);
});
after(() => consumer?.close());

async function runTests(program, args, env = {}) {
  const { code, output } = await consumer.run(process.execPath, [join(packages, program), ...args], {
    check: false,
    env: { ...process.env, CI: 'true', NO_COLOR: '1', ...env },
  });
  assert.equal(code, 0, output);
  return output;
}

describe('Jest, as in the documents', () => {
  for (const [environment, files, count] of [
    ['jsdom', ['loss', 'component'], 2],
    ['node', ['loss'], 1],
  ]) {
    it(environment, async () => {
      const documents = await readFile(join(root, 'docs/engines.md'), 'utf8');
      const [, options] = /^NODE_OPTIONS=(\S+) npx jest$/m.exec(documents);
      const paths = files.map((name) => `/${name}\\.test\\.js$`);
      const args = ['--rootDir', consumer.folder, `--env=${environment}`, '--no-cache', ...paths];
      const output = await runTests('jest/bin/jest.js', args, { NODE_OPTIONS: options });
      assert.match(output, new RegExp(`^Tests: +${count} passed, ${count} total$`, 'm'));
    });
  }
});

describe('Vitest', () => {
  for (const [pool, environment, files] of [
    ['threads', 'node', ['loss']],
    ['vmThreads', 'node', ['loss']],
    ['vmThreads', 'jsdom', ['loss', 'component']],
  ]) {
    it(`${pool}, ${environment}`, async () => {
      const args = ['run', '--globals', '--root', consumer.folder, `--pool=${pool}`, `--environment=${environment}`];
      const output = await runTests('vitest/vitest.mjs', [...args, ...files]);
      assert.match(output, new RegExp(`Tests +${files.length} passed \\(${files.length}\\)`));
    });
  }
});
