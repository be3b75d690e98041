// What `label-smoothing check` says of files, beside scikit-learn and SciPy: tests/golden/make_check.py.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const golden = new URL('../golden/', import.meta.url);
const command = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
const { cases } = JSON.parse(await readFile(new URL('check.json', golden), 'utf8'));

for (const { files, expected } of cases) {
  it(files.join(' '), async () => {
    const cwd = fileURLToPath(new URL('check/', golden));
    const { stdout } = await promisify(execFile)(process.execPath, [command, 'check', ...files, '--json'], { cwd });
    const { temperature, ...said } = JSON.parse(stdout);
    const measures = { ...said, temperature: temperature.value, nllAfter: temperature.nllAfter };
    for (const [name, value] of Object.entries(expected)) {
      // Probabilities are float32.
      const bound = 1e-5 * Math.max(1, value);
      assert.ok(Math.abs(measures[name] - value) <= bound, `${name} is ${measures[name]}, expected ${value}`);
    }
  });
}
