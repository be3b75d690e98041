// The checks of a release. You run `npm version` and push the tag; only the tag's workflow publishes.
//   node scripts/release.mjs version      run by `npm version`: puts the unreleased changes under the new version, and
//                                         keeps the script for embeds, which stays on the site
//   node scripts/release.mjs check TAG    whether tag, package.json and CHANGELOG.md name the same version
//   node scripts/release.mjs refuse       run by `npm publish` in a checkout
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, main, releaseArchives, reproducible, root, run } from './shared/common.mjs';

const changelog = join(root, 'CHANGELOG.md');
const unreleased = '## [Unreleased]\n';

async function packageVersion() {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version;
}

async function nameChanges() {
  const version = await packageVersion();
  const text = await readFile(changelog, 'utf8');
  const changes = text.split(unreleased)[1]?.split(/^## /m)[0] ?? '';
  if (changes.trim() === '') {
    throw new Failure('CHANGELOG.md has nothing under [Unreleased]', {
      hint: 'List there what users will notice, commit it and run npm version again.',
    });
  }
  const today = new Date().toISOString().slice(0, 10);
  const archive = await keepScript(version);
  await writeFile(
    changelog,
    text.replace(unreleased, () => `${unreleased}\n## [${version}] - ${today}\n`),
  );
  // npm version commits package.json and whatever is staged.
  await run('git', ['add', 'CHANGELOG.md', archive]);
}

/** The script that the build has just made, and what it loads. Pages that name this version get it from every later site. */
async function keepScript(version) {
  const archive = `${releaseArchives}/${version}.tar.gz`;
  if (existsSync(join(root, archive))) {
    throw new Failure(`${archive} is there already: ${version} has been released`, { hint: 'Choose another version.' });
  }
  await mkdir(join(root, releaseArchives), { recursive: true });
  await run('tar', [...reproducible, '-czf', archive, '-C', 'dist/embed', '.'], { hint: 'Run npm run build first.' });
  return archive;
}

async function check(tag) {
  const version = await packageVersion();
  if (tag !== `v${version}`) {
    throw new Failure(`the tag is ${tag}, expected v${version} as in package.json`, {
      hint: 'Delete the tag, and let npm version make the commit and the tag together.',
    });
  }
  if (!(await readFile(changelog, 'utf8')).includes(`\n## [${version}] - `)) {
    throw new Failure(`CHANGELOG.md has no heading for ${version}`, { hint: 'Let npm version make the release.' });
  }
}

function refuse() {
  throw new Failure('only the workflow of a version tag publishes releases', {
    hint: 'npm version <major, minor or patch>, then git push --follow-tags.',
  });
}

await main(async () => {
  const [task, argument] = process.argv.slice(2);
  const tasks = { version: nameChanges, check, refuse };
  if (!Object.hasOwn(tasks, task ?? '')) {
    throw new Failure(`the task is ${task}, expected one of ${Object.keys(tasks).join(', ')}`);
  }
  await tasks[task](argument);
});
