// Installs the npm packages if node_modules is missing or does not match package-lock.json.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, root, run, step } from './common.mjs';

// Vite and the test runner need this; the built package runs in older versions.
const oldestNode = [20, 19];

const stamp = join(root, 'node_modules', '.label-smoothing-lock');

export async function ensureNodeModules() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Failure(`Node is ${process.versions.node}, expected ${oldestNode.join('.')} or newer`, {
      hint: 'Install a newer Node and run the command again.',
    });
  }
  const wanted = createHash('sha256')
    .update(await readFile(join(root, 'package-lock.json')))
    .digest('hex');
  const installed = await readFile(stamp, 'utf8').catch(() => '');
  if (installed.trim() === wanted) return;
  // npm empties node_modules first, so there is no stamp until the installation is complete.
  await step('install the npm packages', () =>
    run('npm', ['ci', '--no-audit', '--no-fund'], { hint: 'Check the network and run the command again.' }),
  );
  await writeFile(stamp, `${wanted}\n`);
}
