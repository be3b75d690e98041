// The documents keep what they promise: the example runs as printed, the README stays short, links and lists are complete.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, readdir, readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { figureModules } from '../../dist/figures/index.js';

const root = new URL('../../', import.meta.url);
const read = (path) => readFile(new URL(path, root), 'utf8');

it('the example of the README prints what its comments say', async () => {
  const code = /```js\n(import \{ load \}.*?)```/s.exec(await read('README.md'))[1];
  const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map((match) => match[1]);
  assert.ok(promised.length > 0);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
  });
  assert.deepEqual(stdout.trimEnd().split('\n'), promised);
});

it('the README is read in a minute', async () => {
  const lines = (await read('README.md')).trimEnd().split('\n');
  assert.ok(lines.length <= 130, `${lines.length} lines`);
  assert.deepEqual(
    lines.filter((line) => [...line].length > 200),
    [],
  );
});

it('links between documents lead to files', async () => {
  const names = (await readdir(new URL('docs/', root))).filter((name) => name.endsWith('.md'));
  const documents = names.map((name) => `docs/${name}`);
  assert.ok(documents.length >= 9, String(documents));
  for (const path of ['README.md', 'CONTRIBUTING.md', 'examples/README.md', ...documents]) {
    for (const [, link] of (await read(path)).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      const { pathname } = new URL(link, new URL(path, root));
      await assert.doesNotReject(access(new URL(`file://${pathname}`)), `${path} links to ${link}`);
    }
  }
});

it('the document on embedding lists every figure', async () => {
  const rows = [...(await read('docs/embedding.md')).matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(rows.toSorted(), Object.keys(figureModules).sort());
});
