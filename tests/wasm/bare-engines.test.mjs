// Test environments such as jsdom and Node's vm lack what browsers and Node have. Loading works there, too.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const root = new URL('../../', import.meta.url);

/** What a module prints in a process without these globals. */
async function printedWithout(names, code) {
  const source = `for (const name of ${JSON.stringify(names)}) delete globalThis[name];\n${code}`;
  const args = ['--input-type=module', '--eval', source];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

const lossOf = (entry, options = '{}') => `
  import { load } from 'label-smoothing${entry}';
  const ls = await load(${options});
  console.log(JSON.stringify([ls.variant, ls.crossEntropy([1, 2, 3, 4, 5], [1], { classes: 5, labelSmoothing: 0.1 })]));`;

const missing = ['Response', 'DecompressionStream', 'TextDecoder', 'TextEncoder', 'fetch'];
const noBuiltins = !process.getBuiltinModule && 'Node before 20.16';

describe(`without ${missing.join(', ')}`, () => {
  for (const variant of ['simd', 'scalar']) {
    it(`load of ${variant}`, async () => {
      const [picked, loss] = await printedWithout(missing, lossOf('', `{ variant: '${variant}' }`));
      assert.equal(picked, variant);
      assert.ok(Math.abs(loss - 3.351914395938) < 1e-6, String(loss));
    });

    it(`label-smoothing/${variant}`, { skip: noBuiltins }, async () => {
      const [picked, loss] = await printedWithout(missing, lossOf(`/${variant}`));
      assert.equal(picked, variant);
      assert.ok(Math.abs(loss - 3.351914395938) < 1e-6, String(loss));
    });
  }

  it('loadTraining', async () => {
    const code = `
      import { loadTraining } from 'label-smoothing/training';
      const training = await loadTraining({ variant: 'simd' });
      console.log(training.mlp({ inputs: 2, classes: 3, hidden: [4] }).parameterCount);`;
    assert.equal(await printedWithout(missing, code), 2 * 4 + 4 + 4 * 3 + 3);
  });

  for (const name of ['Response', 'DecompressionStream']) {
    it(`load without ${name} only`, async () => {
      const [, loss] = await printedWithout([name], lossOf(''));
      assert.ok(Math.abs(loss - 3.351914395938) < 1e-6, String(loss));
    });
  }
});

it('an entry that can unzip nowhere names what is missing', async () => {
  const code = `
    import { load } from 'label-smoothing/simd';
    delete process.getBuiltinModule;
    process.getBuiltinModule = undefined;
    load().catch(({ code, message }) => console.log(JSON.stringify({ code, message })));`;
  const { code: errorCode, message } = await printedWithout(['DecompressionStream'], code);
  assert.equal(errorCode, 'unsupported_engine');
  assert.match(message, /DecompressionStream/);
});
