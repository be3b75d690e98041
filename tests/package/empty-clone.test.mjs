// The commands of package.json start in a fresh clone, before any npm package is installed: their static imports are part
// of Node or of this repository.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const programs = [...new Set(Object.values(scripts).map((command) => /^node (\S+\.mjs)/.exec(command)?.[1]))];

/** All packages that a file imports, directly or through its own imports, as "file: package". */
function packagesOf(path, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  const code = readFileSync(path, 'utf8');
  const names = [...code.matchAll(/^(?:import|export)\b[^'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'/gm)];
  return names.flatMap(([, from, alone]) => {
    const name = from ?? alone;
    if (name.startsWith('.')) return packagesOf(resolve(dirname(path), name), seen);
    return name.startsWith('node:') ? [] : [`${relative(root, path)}: ${name}`];
  });
}

for (const program of programs) {
  test(`${program} needs no npm package to begin`, () => {
    assert.deepEqual(packagesOf(join(root, program)), []);
  });
}
