// npm run format: formats everything and applies the linters' safe fixes. The tests run the same tools without writing.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, main, run, which } from './shared/common.mjs';
import { ensureNodeModules } from './shared/node-modules.mjs';
import { ensureSystemPackages } from './shared/system-packages.mjs';

const hint = 'npm run format';
const biome = (...args) => run(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', ...args], { hint });

/** `check` throws a Failure if the tool objects; `write` fixes what the tool can fix. */
export const formatters = [
  {
    name: 'biome',
    check: () => biome('--error-on-warnings', '--max-diagnostics=50'),
    write: () => biome('--write'),
  },
  {
    name: 'clang-format',
    check: async () => run(which('clang-format'), ['--dry-run', '-Werror', ...(await cppFiles())], { hint }),
    write: async () => run(which('clang-format'), ['-i', ...(await cppFiles())]),
  },
];

async function cppFiles() {
  const files = await listFiles(['cpp', 'tests/cpp', 'tests/fuzz', 'tests/bench'], {
    skip: ['tests/bench/node_modules'],
  });
  return files.filter((path) => /\.(cpp|h)$/.test(path));
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await ensureNodeModules();
    await ensureSystemPackages(({ stages }) => stages.includes('lint'));
    for (const { write } of formatters) await write();
  });
}
