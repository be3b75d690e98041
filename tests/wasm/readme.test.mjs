// The README's example runs as printed: what its comments promise is what it prints.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { promisify } from 'node:util';

const root = new URL('../../', import.meta.url);

it('the ten-line example', async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8');
  const code = /```js\n(import \{ load \}.*?)```/s.exec(readme)[1];
  const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map((match) => match[1]);
  assert.ok(promised.length > 0);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
  });
  assert.deepEqual(stdout.trimEnd().split('\n'), promised);
});
