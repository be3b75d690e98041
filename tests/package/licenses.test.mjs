// Whatever npm package is in a script of the package or the site, its license is in the file beside it.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';

/** What is in a script if the package is. */
const signs = {
  '@kurkle/color': '@kurkle/color',
  'chart.js': 'Chart.js v',
  'chartjs-chart-matrix': 'chartjs-chart-matrix v',
  fflate: 'invalid zip data',
  hyparquet: 'parquet file invalid',
  papaparse: 'UndetectableDelimiter',
  // The smallest module with a vector instruction.
  'wasm-feature-detect': '0,97,115,109,1,0,0,0,1,5,1,96,0,1,123',
};

/** What builds, and what pages bring themselves. */
const notBundled = ['@resvg/resvg-js', 'happy-dom', 'label-smoothing', 'react', 'rolldown', 'temml', 'vite'];

const filesIn = async (folder, ending) =>
  (await readdir(join(root, folder), { recursive: true })).filter((name) => name.endsWith(ending));

test('every package that the sources import is known here', async () => {
  const imported = new Set();
  for (const name of await filesIn('web', '.ts')) {
    const source = await readFile(join(root, 'web', name), 'utf8');
    for (const [, specifier] of source.matchAll(/^(?:import|export) (?:.* from )?'([^'.][^']*)'/gm)) {
      if (!specifier.startsWith('node:')) imported.add(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)[0]);
    }
  }
  assert.ok(imported.size > 5);
  assert.deepEqual(
    [...imported].filter((name) => !(name in signs || notBundled.includes(name))),
    [],
  );
});

test('every script is beside the licenses of what is in it', async () => {
  const found = new Set();
  const missing = [];
  /** The nearest file of licenses at or above a script. */
  const licensesOf = async (folder) =>
    (await readFile(join(folder, 'licenses.md'), 'utf8').catch(() => undefined)) ??
    (folder === join(root, 'dist') ? '' : licensesOf(dirname(folder)));
  for (const name of await filesIn('dist', '.js')) {
    const path = join(root, 'dist', name);
    const script = await readFile(path, 'utf8');
    for (const [packageName, sign] of Object.entries(signs)) {
      if (!script.includes(sign)) continue;
      found.add(packageName);
      // Of the page that checks a model, scripts are with those of the site.
      const folder = name.startsWith('site/assets/check/') ? join(root, 'dist/site/check') : dirname(path);
      const licenses = await licensesOf(folder);
      if (!licenses.includes(`\n## ${packageName} - `)) missing.push(`${relative(root, path)}: ${packageName}`);
    }
  }
  assert.deepEqual([...found].sort(), Object.keys(signs).sort());
  assert.deepEqual(missing, []);
});
