// npm test [-- --all | --nightly] [--only STAGE] [--fuzz-seconds N]: everything from formatting to the built page in a
// browser; the last line counts. What is too slow for every push needs --all, or --nightly, which includes --all.
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run as runNodeTests } from 'node:test';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { formatters } from './format.mjs';
import { checkCommitSubjects } from './shared/commits.mjs';
import { describeFailure, Failure, listFiles, root, run, seconds, stepIfChanged, which } from './shared/common.mjs';
import { ensureSystemPackages } from './shared/system-packages.mjs';
import { checkSizes } from './size.mjs';
import { ensureToolchain } from './toolchain.mjs';

const levels = ['push', 'all', 'nightly'];
// A test file that is too slow for every push begins with the command that runs it.
const levelOfFile = /^\/\/ npm test -- --(all|nightly)$/m;

// Even on a very busy machine, a file that takes longer hangs.
const fileTimeout = 15 * 60 * 1000;
const sweepTimeout = 6 * 60 * 60 * 1000;
// With more failures than that, something is wrong with the build.
const mostRetries = 4;
// How long the fuzzers run; --fuzz-seconds sets it.
let fuzzSeconds = 10;
let level = 'push';

/** Each stage is a list of parts; `run` returns { passed, failures: [text] }. Without `level` a part is for every push. */
const stages = {
  build: [oneTest('npm run build', build)],
  lint: [
    oneTest('subjects of commits', checkCommitSubjects),
    ...formatters.map(({ name, check }) => oneTest(name, check)),
    oneTest('tsc', () => run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false'])),
    oneTest('clang-tidy', runClangTidy),
  ],
  native: [
    ...nativePresets().map(({ preset, level }) => ({ name: preset, level, run: () => runGoogleTest(preset) })),
    ...['release', 'scalar', 'avx2'].filter(canRun).map((preset) => ({
      name: `every float, ${preset}`,
      level: 'nightly',
      run: () => runGoogleTest(preset, { exhaustive: true }),
    })),
  ],
  fuzz: [{ name: 'libFuzzer', run: runFuzzers }],
  install: [{ ...oneTest('find_package', buildConsumer), level: 'all' }],
  wasm: [
    { name: 'Node', run: () => runTestFiles('tests/wasm', 2) },
    { name: 'every float', level: 'nightly', run: () => runTestFiles('tests/wasm', 1, { exhaustive: true }) },
  ],
  // Two at once, as for packages: most of their time other programs start or wait.
  browser: [{ name: 'Chromium, Firefox, WebKit', run: () => runTestFiles('tests/browser', 2, { retries: true }) }],
  package: [
    oneTest("the consumers' tools", installConsumerTools),
    { name: 'consumers', run: () => runTestFiles('tests/package', 2, { retries: true }) },
  ],
  size: [oneTest('npm run size', checkSizes)],
  recipes: [{ ...oneTest('embedding', tryRecipes), level: 'nightly' }],
};

/** A part that is one test: it passes unless `body` throws. Lines that `body` returns are printed. */
function oneTest(name, body) {
  return { name, run: async () => ({ passed: 1, failures: [], lines: await body() }) };
}

/** Every set of vector instructions and every compiler. For every push, `asan` is the one debug build. */
function nativePresets() {
  return [
    { preset: 'asan' },
    { preset: 'scalar' },
    { preset: 'avx2' },
    { preset: 'debug', level: 'all' },
    { preset: 'clang', level: 'all' },
    { preset: 'arm64', level: 'all' },
  ].filter(({ preset }) => canRun(preset));
}

function canRun(preset) {
  if (preset === 'avx2') {
    const flags = process.arch === 'x64' && process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : '';
    return /\bavx2\b/.test(flags) && /\bfma\b/.test(flags);
  }
  // On an arm64 machine all presets are arm64.
  return preset !== 'arm64' || (process.arch === 'x64' && process.platform === 'linux');
}

/** `exhaustive`: only the vector functions, over every float. */
async function runGoogleTest(preset, { exhaustive = false } = {}) {
  await compile(preset);
  const folder = join(root, 'build', preset);
  const report = join(folder, 'test-results.xml');
  await rm(report, { force: true });
  const command = [join(folder, 'label_smoothing_tests'), '--gtest_brief=1', `--gtest_output=xml:${report}`];
  if (preset === 'arm64') command.unshift('qemu-aarch64', '-L', '/usr/aarch64-linux-gnu');
  if (exhaustive) command.push('--gtest_filter=Math.*');
  const { code, output } = await run(command[0], command.slice(1), {
    check: false,
    env: exhaustive ? { ...process.env, LABEL_SMOOTHING_EXHAUSTIVE: '1' } : process.env,
  });
  const xml = await readFile(report, 'utf8').catch(() => '');
  const count = (name) => Number(new RegExp(`<testsuites[^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1] ?? 0);
  const skipped = xml.split('result="skipped"').length - 1;
  const failed = count('failures') + count('errors');
  // Without a report the program has crashed; nobody knows how many tests were left.
  const crashed = xml === '' || (code !== 0 && failed === 0);
  const failures = Array.from({ length: crashed ? 1 : failed }, (_, index) => (index === 0 ? output : ''));
  return { passed: Math.max(0, count('tests') - count('disabled') - skipped - failed), failures, skipped };
}

async function configure(preset) {
  const { env } = await ensureToolchain();
  await run('cmake', ['--preset', preset], { env, hint: `Delete build/${preset} and try again.` });
  return env;
}

async function compile(preset, ...buildArguments) {
  const env = await configure(preset);
  await run('cmake', ['--build', '--preset', preset, ...buildArguments], { env });
  return env;
}

function runClangTidy() {
  return stepIfChanged(
    'clang-tidy',
    { inputs: ['.clang-tidy', 'CMakeLists.txt', 'cmake', 'cpp', 'scripts/test.mjs'], outputs: [] },
    async () => {
      // Writes compile_commands.json.
      await configure('debug');
      const waiting = (await listFiles(['cpp/src'])).filter((path) => path.endsWith('.cpp'));
      const outputs = [];
      const worker = async () => {
        for (let file = waiting.pop(); file; file = waiting.pop()) {
          const { code, stdout } = await run(which('clang-tidy'), ['-p', 'build/debug', '--quiet', file], {
            check: false,
          });
          if (code !== 0) outputs.push(stdout);
        }
      };
      await Promise.all([worker(), worker()]);
      if (outputs.length > 0) throw new Failure('clang-tidy has something to say', { output: outputs.join('\n') });
    },
  );
}

/** Runs libFuzzer on the C++ API under the sanitizers for a while, all programs at once. */
async function runFuzzers() {
  await compile('fuzz');
  const names = ['cross_entropy_fuzz', 'operations_fuzz', 'training_fuzz'];
  const result = { passed: 0, failures: [], lines: [] };
  await Promise.all(
    names.map((name) =>
      fuzz(name).then(
        (line) => {
          result.passed++;
          result.lines.push(line);
        },
        (error) => result.failures.push(describeFailure(error)),
      ),
    ),
  );
  return result;
}

async function fuzz(name) {
  const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-'));
  try {
    const limits = [`-max_total_time=${fuzzSeconds}`, '-max_len=4096', `-artifact_prefix=${folder}/`];
    const { output } = await run(join(root, 'build/fuzz', name), limits, {
      hint: `The last lines above name the input in base64. Longer: npm test -- --only fuzz --fuzz-seconds 600`,
    });
    const runs = /Done (\d+) runs/.exec(output)?.[1] ?? '0';
    if (runs === '0') throw new Failure(`${name} tried nothing`, { output });
    return `${name}: ${runs} inputs in ${fuzzSeconds} s`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The recipes of docs/embedding.md, in the tools themselves. */
async function tryRecipes() {
  const { output } = await run(process.execPath, ['tests/recipes/recipes.mjs']);
  return output.trimEnd().split('\n');
}

/** Installs the library and builds a separate project against it. */
async function buildConsumer() {
  const env = await compile('release', '--target', 'label_smoothing');
  const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-'));
  try {
    const prefix = join(folder, 'prefix');
    const consumer = join(folder, 'consumer');
    await run('cmake', ['--install', 'build/release', '--prefix', prefix], { env });
    await run('cmake', ['-G', 'Ninja', '-S', 'tests/cpp/consumer', '-B', consumer, `-DCMAKE_PREFIX_PATH=${prefix}`], {
      env,
    });
    await run('cmake', ['--build', consumer], { env });
    const { stdout } = await run(join(consumer, 'consumer'), []);
    const expected = 'ok: 0.02 0.02 0.92 0.02 0.02\n';
    if (stdout !== expected) throw new Failure(`the consumer printed ${stdout}, expected ${expected}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Engines, bundlers and checkers that only tests/package needs. None needs its install script. `npm ci` would reject a lock
 * file that was made without some other platform's programs; `npm install` accepts it and installs what is locked.
 */
function installConsumerTools() {
  return stepIfChanged(
    "install the consumers' tools",
    {
      inputs: ['tests/package/package.json', 'tests/package/package-lock.json'],
      outputs: ['tests/package/node_modules/webpack/package.json'],
    },
    () =>
      run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: join(root, 'tests/package'),
        hint: 'Check the network and run the command again.',
      }),
  );
}

/**
 * Runs the *.test.mjs of a folder that belong to this level, each file in its own process, `concurrency` at once.
 * `exhaustive`: only the file that tries every float, in full. `retries`: of other people's programs, which now and then do
 * not start or answer on a busy machine. A few files that failed run once more, alone, and what failed only once is told
 * as flaky.
 */
async function runTestFiles(folder, concurrency, { exhaustive = false, retries = false } = {}) {
  const files = [];
  for (const name of (await readdir(join(root, folder))).sort()) {
    if (!name.endsWith('.test.mjs') || (exhaustive && name !== 'sweep.test.mjs')) continue;
    const path = join(root, folder, name);
    if (isChosen(levelOfFile.exec(await readFile(path, 'utf8'))?.[1])) files.push(path);
  }
  if (exhaustive) process.env.LABEL_SMOOTHING_EXHAUSTIVE = '1';
  const timeout = exhaustive ? sweepTimeout : fileTimeout;
  const results = await runOnce(files, concurrency, timeout);
  const failed = files.filter((file) => results.get(file).failures.length > 0);
  const lines = [];
  if (retries && failed.length <= mostRetries) {
    for (const [file, again] of await runOnce(failed, 1, timeout)) {
      if (again.failures.length > 0) continue;
      for (const failure of results.get(file).failures) lines.push(`flaky, passed alone: ${failure}`);
      results.set(file, again);
    }
  }
  const all = [...results.values()];
  const sum = (key) => all.reduce((total, result) => total + result[key], 0);
  return { passed: sum('passed'), failures: all.flatMap(({ failures }) => failures), skipped: sum('skipped'), lines };
}

/** What came of each test file. */
async function runOnce(files, concurrency, timeout) {
  const results = new Map(files.map((file) => [file, { passed: 0, failures: [], skipped: 0 }]));
  if (files.length === 0) return results;
  const path = [];
  for await (const { type, data } of runNodeTests({ files, concurrency, timeout })) {
    if (type === 'test:start') path.splice(data.nesting, path.length, data.name);
    if (type === 'test:stdout' || type === 'test:stderr') process.stdout.write(data.message);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const failed = type === 'test:fail';
    const { error, type: kind } = data.details;
    // Node reports a file that holds no test, or that ended too early, under its own name.
    const result = results.get(data.file) ?? results.get(data.name);
    if (data.skip !== undefined || data.todo !== undefined) result.skipped++;
    // Failures inside a suite are already counted, and a passing suite is not a test.
    else if (failed && error.failureType !== 'subtestsFailed') {
      const place = `${relative(root, data.file ?? data.name)}:${data.line ?? 1}`;
      const title = [...path.slice(0, data.nesting), data.name].join(' › ');
      result.failures.push(`${place}  ${title}\n${withoutNode(error.cause?.stack ?? error.cause ?? error)}`);
    } else if (!failed && files.includes(data.name)) result.failures.push(`${relative(root, data.name)} holds no test`);
    else if (!failed && kind !== 'suite') result.passed++;
  }
  return results;
}

/** Whether parts of this level run. The default level is every push. */
function isChosen(partLevel = 'push') {
  return levels.indexOf(partLevel) <= levels.indexOf(level);
}

/** A stack trace without Node's internal frames. */
function withoutNode(text) {
  return String(text).replace(/\n\s+at [^\n]*\(?node:[^\n]*/g, '');
}

function readOptions() {
  const names = Object.keys(stages);
  try {
    const { values } = parseArgs({
      options: {
        all: { type: 'boolean' },
        nightly: { type: 'boolean' },
        only: { type: 'string' },
        'fuzz-seconds': { type: 'string' },
      },
    });
    level = levels.findLast((name) => values[name]) ?? 'push';
    const seconds = values['fuzz-seconds'] ?? String(fuzzSeconds);
    if (!/^[1-9]\d{0,5}$/.test(seconds)) throw new Error(`--fuzz-seconds is ${seconds}, expected a whole number`);
    fuzzSeconds = Number(seconds);
    if (values.only === undefined) return names;
    if (!names.includes(values.only)) throw new Error(`--only is ${values.only}`);
    const parts = stages[values.only];
    if (!parts.some((part) => isChosen(part.level))) {
      throw new Error(`--only ${values.only} has nothing to run without --${parts[0].level}`);
    }
    // The other stages test the output of the build.
    return [...new Set(['build', values.only])];
  } catch (error) {
    throw new Failure(error.message, {
      hint: `npm test [-- --all | --nightly] [--only STAGE] [--fuzz-seconds N], with STAGE one of ${names.join(', ')}`,
    });
  }
}

/** Runs a part and prints one line, then its failures in full. A part that ran nothing has failed. */
async function runPart(stage, { name, run: body }) {
  const started = performance.now();
  let result;
  try {
    result = await body();
    if (result.passed + result.failures.length === 0) result.failures.push('nothing ran');
  } catch (error) {
    result = { passed: 0, failures: [describeFailure(error)] };
  }
  const { passed, failures, skipped = 0, lines } = result;
  const counts = [`${passed} passed`, failures.length && `${failures.length} failed`, skipped && `${skipped} skipped`];
  const mark = failures.length === 0 ? '✓' : '✗';
  console.log(`${mark} ${stage}: ${name}  ${counts.filter(Boolean).join(', ')} (${seconds(started)})`);
  if (Array.isArray(lines)) for (const line of lines) console.log(`  ${line}`);
  for (const failure of failures.filter(Boolean)) console.log(`${failure.trimEnd().replace(/^/gm, '    ')}\n`);
  return { passed, failed: failures.length };
}

async function main() {
  let passed = 0;
  let failed = 0;
  const started = performance.now();
  try {
    const chosen = readOptions();
    await ensureSystemPackages(
      (entry) => isChosen(entry.level) && entry.stages.some((stage) => chosen.includes(stage)),
    );
    for (const stage of chosen) {
      for (const part of stages[stage].filter((each) => isChosen(each.level))) {
        const result = await runPart(stage, part);
        passed += result.passed;
        failed += result.failed;
      }
      if (stage === 'build' && failed > 0) break;
    }
  } catch (error) {
    console.log(describeFailure(error));
    failed++;
  }
  console.log(`\nin ${seconds(started)}\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

await main();
