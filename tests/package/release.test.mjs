// Releases: npm version keeps package.json, changelog and tag in step, and a checkout cannot publish.
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root, run } from '../../scripts/shared/common.mjs';

let folder;
const script = "import './chunks/view-a.js';";
const here = (command, ...args) => run(command, args, { cwd: folder, check: false });
const git = (...args) => here('git', '-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args);
const version = (part) => {
  const env = { ...process.env };
  for (const role of ['AUTHOR', 'COMMITTER']) {
    env[`GIT_${role}_NAME`] = 'test';
    env[`GIT_${role}_EMAIL`] = 'test@localhost';
  }
  return run('npm', ['version', part], { cwd: folder, env, check: false });
};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'label-smoothing-'));
  for (const path of [
    'package.json',
    'package-lock.json',
    'CHANGELOG.md',
    'scripts/release.mjs',
    'scripts/shared/common.mjs',
  ]) {
    await cp(join(root, path), join(folder, path));
  }
  const changelog = join(folder, 'CHANGELOG.md');
  const text = await readFile(changelog, 'utf8');
  await writeFile(changelog, text.replace('## [Unreleased]\n', '## [Unreleased]\n\n### Fixed\n\n- Something.\n'));
  // The build is tested elsewhere.
  await writeFile(join(folder, 'scripts/build.mjs'), '');
  await mkdir(join(folder, 'dist/embed/chunks'), { recursive: true });
  await writeFile(join(folder, 'dist/embed/label-smoothing.js'), script);
  await writeFile(join(folder, 'dist/embed/chunks/view-a.js'), '// a part');
  await writeFile(join(folder, '.gitignore'), 'dist/\n');
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Begin');
});
after(() => rm(folder, { recursive: true, force: true }));

it('npm version names the changes, commits and tags them, and the tag is accepted', async () => {
  const { code, output } = await version('7.1.0');
  assert.equal(code, 0, output);
  const today = new Date().toISOString().slice(0, 10);
  const text = await readFile(join(folder, 'CHANGELOG.md'), 'utf8');
  assert.match(text, new RegExp(`^## \\[Unreleased\\]\\n\\n## \\[7\\.1\\.0\\] - ${today}\\n\\n\\S`, 'm'));
  assert.equal((await git('show', 'v7.1.0:CHANGELOG.md')).stdout, text);
  assert.equal(JSON.parse((await git('show', 'v7.1.0:package.json')).stdout).version, '7.1.0');
  assert.equal((await here(process.execPath, 'scripts/release.mjs', 'check', 'v7.1.0')).code, 0);
});

it('keeps the script for embeds of each version with all its parts, in the commit of the release', async () => {
  const archive = join(folder, 'web/embed/releases/7.1.0.tar.gz');
  const { stdout } = await run('tar', ['-xzOf', archive, './label-smoothing.js', './chunks/view-a.js']);
  assert.equal(stdout, `// a part${script}`);
  const { stdout: files } = await git('show', '--name-only', '--format=', 'v7.1.0');
  assert.match(files, /^web\/embed\/releases\/7\.1\.0\.tar\.gz$/m);
});

it('another tag is refused', async () => {
  const { code, output } = await here(process.execPath, 'scripts/release.mjs', 'check', 'v7.1.1');
  assert.equal(code, 1);
  assert.match(output, /the tag is v7\.1\.1, expected v7\.1\.0/);
});

it('a release without changes is refused', async () => {
  const { code, output } = await version('7.2.0');
  assert.notEqual(code, 0);
  assert.match(output, /nothing under \[Unreleased\]/);
});

it('npm publish in a checkout is refused before anything is built', async () => {
  const { code, output } = await here('npm', 'publish', '--dry-run');
  assert.notEqual(code, 0);
  assert.match(output, /only the workflow of a version tag publishes/);
});

it('the workflow runs for version tags only and publishes what was tested', async () => {
  const text = await readFile(join(root, '.github/workflows/release.yml'), 'utf8');
  assert.match(text, /^on:\n {2}push:\n {4}tags: \['v\[0-9\]\+\.\[0-9\]\+\.\[0-9\]\+'\]\npermissions:/m);
  assert.match(text, /npm publish \.\/label-smoothing-\*\.tgz --provenance/);
  assert.doesNotMatch(text, /NODE_AUTH_TOKEN|secrets\./);
});

it('every action of a workflow is pinned by its commit', async () => {
  const folder = join(root, '.github/workflows');
  const used = [];
  for (const name of await readdir(folder)) {
    used.push(...(await readFile(join(folder, name), 'utf8')).matchAll(/\buses: *(.*)/g));
  }
  assert.ok(used.length > 0);
  for (const [, action] of used) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+$/);
});
