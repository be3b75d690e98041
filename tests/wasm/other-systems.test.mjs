// Each row of the tables in docs/from-*.md: our call gives what the other system's call gives (tests/golden/make_other_systems.py).
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { load } from 'label-smoothing';
import { assertClose } from './support.mjs';

const root = new URL('../../', import.meta.url);
const golden = JSON.parse(await readFile(new URL('tests/golden/other_systems.json', root), 'utf8'));
const pages = (await readdir(new URL('docs/', root))).filter((name) => name.startsWith('from-'));
const ls = await load();

const { y, ...numbers } = golden.inputs;
const inputs = {
  y,
  ...Object.fromEntries(Object.entries(numbers).map(([name, list]) => [name, Float32Array.from(list)])),
};

for (const page of pages) {
  describe(page, async () => {
    const text = await readFile(new URL(`docs/${page}`, root), 'utf8');
    const rows = [...text.matchAll(/^\| `([^`]+)` \| `([^`]+)` \| (.+) \|$/gm)];
    const tableLines = text.split('\n').filter((line) => line.startsWith('|'));

    it('has a table in which every row is a test', () => {
      // The table's head takes two lines.
      assert.equal(rows.length, tableLines.length - 2);
      assert.deepEqual(
        rows.map(([, theirs]) => theirs),
        golden.cases.filter((one) => one.page === page).map(({ call }) => call),
      );
    });

    for (const [, theirs, ours] of rows) {
      it(theirs, () => {
        const { value } = golden.cases.find((one) => one.page === page && one.call === theirs);
        const result = new Function('ls', ...Object.keys(inputs), `return ${ours};`)(ls, ...Object.values(inputs));
        // Keras clips at 1e-7, which shifts its divergence by about as much where a target is 0.
        assertClose(typeof result === 'number' ? [result] : result, value, { relative: 2e-6, absolute: 1e-6 });
      });
    }
  });
}
