// Shared by all scripts: running programs, reporting progress, and skipping steps whose inputs have not changed. Imports
// only node: builtins, because it runs before the npm packages are installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** One archive for each released version: its script for embeds, with all parts. */
export const releaseArchives = 'web/embed/releases';

/** What makes `tar` write the same archive of the same files. */
export const reproducible =
  process.platform === 'linux' ? ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0'] : [];

/** A failure that is explained to the user (what happened, what to do), not shown as a stack trace. */
export class Failure extends Error {
  constructor(message, { hint = '', output = '' } = {}) {
    super(message);
    this.hint = hint;
    this.output = output;
  }
}

/** Runs a script's main function: failures become a message and exit code 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(`\n${describeFailure(error)}`);
    process.exitCode = 1;
  }
}

export function describeFailure(error) {
  if (!(error instanceof Failure)) return String(error?.stack ?? error);
  return [error.output.trimEnd(), `error: ${error.message}`, error.hint && `what to do: ${error.hint}`]
    .filter(Boolean)
    .join('\n');
}

/** The full path of an executable on PATH, or undefined. */
export function which(name, path = process.env.PATH ?? '') {
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder || '.', name);
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Runs a program to its end and returns { code, stdout, output }; output is stdout and stderr as they came.
 * Throws a Failure with the output when it cannot start or exits non-zero, unless `check` is false.
 */
export function run(command, args, { cwd = root, env = process.env, check = true, hint, onLine, statusFd } = {}) {
  return new Promise((done, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    if (statusFd) stdio.push('pipe');
    const child = spawn(command, args, { cwd, env, stdio });
    let stdout = '';
    let output = '';
    const lines = onLine && splitLines(onLine);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
      lines?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
      lines?.(text);
    });
    if (statusFd) child.stdio[3].setEncoding('utf8').on('data', splitLines(statusFd));
    const whole = [command, ...args].join(' ');
    const shown = whole.length > 200 ? `${whole.slice(0, 200)}…` : whole;
    child.on('error', (error) => reject(new Failure(`cannot run ${shown}: ${error.message}`, { hint })));
    child.on('close', (code, signal) => {
      if (code === 0 || !check) done({ code: code ?? 128, stdout, output });
      else {
        const how = signal ? `was ended by ${signal}` : `exited with ${code}`;
        reject(new Failure(`${shown} ${how}`, { hint, output }));
      }
    });
  });
}

function splitLines(onLine) {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) onLine(line);
  };
}

/** The running steps, each with the text to show. */
const running = new Set();

/** Runs `body` as a named step: prints its name, the last `report(text)`, and the time it took. */
export async function step(name, body) {
  const started = performance.now();
  const live = process.stdout.isTTY;
  let detail = '';
  const describe = () => `${name}${detail && `: ${detail}`} (${seconds(started)})`;
  const show = () => {
    if (!live) console.log(`  … ${describe()}`);
    else if (running.size > 0) process.stdout.write(`\r\x1b[K  … ${[...running].map((each) => each()).join(', ')}`);
  };
  const finish = (mark) => {
    running.delete(describe);
    console.log(`${live ? '\r\x1b[K' : ''}  ${mark} ${name} (${seconds(started)})`);
  };
  running.add(describe);
  const timer = setInterval(show, live ? 200 : 10_000);
  if (live) show();
  try {
    const result = await body((text) => {
      detail = text;
    });
    finish('✓');
    return result;
  } catch (error) {
    finish('✗');
    throw error;
  } finally {
    clearInterval(timer);
  }
}

export function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** The files in the given files and folders (relative to the root), sorted. Missing ones are left out. */
export async function listFiles(paths, { skip = [] } = {}) {
  const skipped = new Set(skip.map((path) => resolve(root, path)));
  const found = [];
  async function visit(path) {
    if (skipped.has(path) || !existsSync(path)) return;
    if (!statSync(path).isDirectory()) {
      found.push(path);
      return;
    }
    for (const name of await readdir(path)) await visit(join(path, name));
  }
  for (const path of paths) await visit(resolve(root, path));
  return [...new Set(found)].sort();
}

/** A hash over the names and contents of files, and of any extra strings. */
async function fingerprint(files, ...extra) {
  const hash = createHash('sha256');
  for (const text of extra) hash.update(`${text}\0`);
  for (const file of files) {
    hash.update(`${relative(root, file).split(sep).join('/')}\0`);
    hash.update(await readFile(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/**
 * Runs a step only if its inputs have changed since it last succeeded, or an output is missing. The stamp is removed first
 * and written last, so an interrupted step runs again.
 */
export async function stepIfChanged(name, { inputs, skip, extra = [], outputs }, body) {
  const stamp = stampOf(name);
  const before = await fingerprint(await listFiles(inputs, { skip }), ...extra);
  const fresh =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8').trim() === before &&
    outputs.every((path) => existsSync(resolve(root, path)));
  if (fresh) return false;
  await rm(stamp, { force: true });
  await step(name, body);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, `${before}\n`);
  return true;
}

/** Makes a step run next time, whatever its inputs. */
export function forgetStep(name) {
  return rm(stampOf(name), { force: true });
}

function stampOf(name) {
  return join(root, 'build', 'stamps', `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.txt`);
}

/** Holds a lock file while `body` runs, so that builds in one checkout take turns. */
export async function withLock(path, body) {
  await mkdir(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  await writeFile(mine, `${process.pid}\n`);
  try {
    // A hard link appears together with its content; an exclusive create would show an empty file for a moment.
    for (let told = false; !(await tryLink(mine, path)); ) {
      const holder = await lockHolder(path);
      if (holder === undefined) await rm(path, { force: true });
      else {
        if (!told) console.log(`  … waiting for another build (process ${holder})`);
        told = true;
        await new Promise((wake) => setTimeout(wake, 500));
      }
    }
  } finally {
    await rm(mine, { force: true });
  }
  try {
    return await body();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLink(from, to) {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The id of the process that holds a lock, or undefined if it is gone. */
async function lockHolder(path) {
  try {
    const holder = Number(await readFile(path, 'utf8'));
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : undefined;
  }
}
