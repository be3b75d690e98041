// npm run bench: this package against its peers, side by side in one run, in Node and in headless Chromium.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, platform, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.mjs';
import { Failure, main, root, run, seconds, step, stepIfChanged } from '../../scripts/shared/common.mjs';
import { readBetween, replaceBetween } from '../../scripts/shared/markers.mjs';
import { ensureToolchain } from '../../scripts/toolchain.mjs';
import { judge } from './budgets.mjs';
import { findPyTorch, openChromium, openNode } from './hosts.mjs';
import { measure } from './measure.mjs';
import { operations } from './problems.mjs';
import { formatFailures, formatMarkdown, formatText } from './report.mjs';
import { createRoster, loopsOnly, takesPart } from './roster.mjs';

const shapes = [
  [64, 10],
  [4096, 10],
  [1024, 1000],
  [64, 32000],
  [64, 128256],
];
/** For networks: rows of a batch × logits of each. */
const ownShapes = { inner: [[512 * 512, 21]], training: [[50, 10]], 'matrix-product': [[256, 512]] };
/** Where a loop is the only peer, longer rows would show nothing new. */
const longestOfLoops = 1000;
/** The same number of elements in ever longer rows. */
const growthProblems = [1000, 3000, 10_000, 30_000, 100_000, 300_000].map((classes) => ({
  operation: 'cross-entropy',
  rows: 1_200_000 / classes,
  classes,
}));
const thorough = { rounds: 11, milliseconds: 15, warmup: 100 };
const quick = { rounds: 3, milliseconds: 8, warmup: 100 };

const usage = `npm run bench [-- options]
  --json FILE       write every sample, error and verdict
  --markdown        print the tables as Markdown, and progress on stderr only
  --write           write the tables into docs/performance.md
  --quick           a few minutes less and rough numbers: fewer and shorter samples, without the largest shape
  --only OPERATION  ${operations.join(', ')}; may be repeated
  --shape NxK       of the losses, ${shapes.map((shape) => shape.join('x')).join(', ')}; may be repeated
  --in ENVIRONMENT  node or chromium; may be repeated; both unless given`;

await main(async () => {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return;
  }
  // Redirected into a file, the tables should stand alone.
  if (options.markdown) console.log = console.error;
  const started = performance.now();
  const load = loadavg()[0];
  // Fail now, not after ten minutes.
  if (options.json) await writeFile(options.json, '');
  if (options.write) await readBetween('docs/performance.md', 'bench');
  await build();
  await installPeers();
  await compileLimits();
  await bundleGradients();
  const pyTorch = await findPyTorch();
  if (!pyTorch) console.log('  no Python here imports torch: native PyTorch is left out');
  const report = {
    machine: { ...(await describeMachine()), load, quick: options.quick },
    settings: options.quick ? quick : thorough,
    peers: {
      ...JSON.parse(await readFile(join(root, 'tests/bench/package.json'), 'utf8')).dependencies,
      ...(pyTorch && { PyTorch: pyTorch.version }),
    },
    environments: [],
  };
  const openers = { node: openNode, chromium: openChromium };
  for (const name of options.in) {
    const environment = await openers[name]();
    if (!environment) {
      console.log('  no Chromium on PATH: only Node is measured');
      continue;
    }
    try {
      report.environments.push(await measureEnvironment(environment, createRoster(pyTorch), report, options));
    } finally {
      await environment.close();
    }
  }
  process.stdout.write(`\n${options.markdown ? formatMarkdown(report) : formatText(report)}`);
  for (const line of formatFailures(report)) console.log(`not timed: ${line}`);
  if (options.write) await replaceBetween('docs/performance.md', 'bench', formatMarkdown(report));
  if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 1)}\n`);
  console.log(`  measured in ${seconds(started)}`);
  if (report.environments.some(({ results }) => results.some(({ kind, failure }) => kind === 'ours' && failure))) {
    throw new Failure('some operations of this package could not be timed', { hint: 'See the lines above.' });
  }
});

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        json: { type: 'string' },
        markdown: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: operations },
        shape: { type: 'string', multiple: true },
        in: { type: 'string', multiple: true, default: ['node', 'chromium'] },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new Failure(error.message, { hint: usage });
  }
  const check = (option, given, allowed) => {
    const unknown = given.find((value) => !allowed.includes(value));
    if (unknown === undefined) return;
    throw new Failure(`--${option} is ${unknown}, expected one of ${allowed.join(', ')}`, { hint: usage });
  };
  check('only', values.only, operations);
  check('in', values.in, ['node', 'chromium']);
  const names = shapes.map((shape) => shape.join('x'));
  check('shape', values.shape ?? [], names);
  const wanted = values.shape ?? (values.quick ? names.slice(0, -1) : names);
  return { ...values, shapes: shapes.filter((_, index) => wanted.includes(names[index])) };
}

function installPeers() {
  return stepIfChanged(
    'install the peers to measure against',
    {
      inputs: ['tests/bench/package.json', 'tests/bench/package-lock.json'],
      outputs: ['tests/bench/node_modules/onnxruntime-web/package.json'],
    },
    () =>
      run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: join(root, 'tests/bench'),
        hint: 'Check the network and run the command again.',
      }),
  );
}

async function compileLimits() {
  const { env, identity } = await ensureToolchain();
  const modules = { simd: ['-msimd128'], 'relaxed-simd': ['-msimd128', '-mrelaxed-simd'] };
  const output = (variant) => `build/bench/limits.${variant}.wasm`;
  await stepIfChanged(
    "compile the machine's limits to WebAssembly",
    {
      inputs: ['tests/bench/limits', 'cpp/src/simd', 'tests/bench/bench.mjs'],
      extra: [identity],
      outputs: Object.keys(modules).map(output),
    },
    async () => {
      await mkdir(join(root, 'build/bench'), { recursive: true });
      for (const [variant, flags] of Object.entries(modules)) {
        // As in cpp/CMakeLists.txt; standalone, because it needs nothing from JavaScript.
        const compile = [
          '-std=c++17',
          '-O3',
          '-ffp-contract=off',
          '-fno-exceptions',
          '-fno-rtti',
          '-Icpp/src',
          ...flags,
        ];
        const link = ['--no-entry', '-sSTANDALONE_WASM', '-sALLOW_MEMORY_GROWTH', '-sMAXIMUM_MEMORY=4GB'];
        const sources = ['tests/bench/limits/limits.cpp', 'cpp/src/simd/math.cpp'];
        await run(join(env.EMSCRIPTEN_ROOT, 'em++'), [...compile, ...link, ...sources, '-o', output(variant)], { env });
      }
    },
  );
}

/** TensorFlow.js publishes its gradients for bundlers only; they find the library through a global registry. */
function bundleGradients() {
  const output = 'build/bench/tfjs-gradients.js';
  return stepIfChanged(
    'bundle the gradients of TensorFlow.js',
    { inputs: ['tests/bench/package-lock.json', 'tests/bench/bench.mjs'], outputs: [output] },
    async () => {
      const { build: bundle } = await import('rolldown');
      const core = 'tests/bench/node_modules/@tensorflow/tfjs-core/dist';
      await bundle({
        input: join(root, core, 'register_all_gradients.js'),
        logLevel: 'silent',
        output: { file: join(root, output), format: 'esm' },
      });
    },
  );
}

async function measureEnvironment(environment, roster, { settings, machine }, options) {
  const contestants = roster.map((contestant) => withHost(contestant, environment));
  const take = (name, chosen, problems) =>
    step(`${environment.name}: ${name}`, () => measure(chosen, problems, settings));
  const results = [];
  let growth = [];
  try {
    for (const operation of options.only) {
      const chosen = contestants.filter((contestant) => takesPart(contestant, operation));
      const isLoop = loopsOnly.includes(operation);
      const chosenShapes = options.shapes.filter(([, classes]) => !isLoop || classes <= longestOfLoops);
      for (const [rows, classes] of ownShapes[operation] ?? chosenShapes) {
        const problem = { operation, rows, classes };
        results.push(...(await take(`${operation} ${rows}×${classes}`, chosen, [problem])));
      }
    }
    if (options.only.includes('cross-entropy') && options.shape === undefined) {
      const ours = contestants.filter(({ kind }) => kind === 'ours');
      growth = await take('ever longer rows', ours, growthProblems);
    }
  } finally {
    for (const { restart } of contestants) await restart();
  }
  const { name, version } = environment;
  return { name, version, results, growth, verdicts: judge({ results, growth, l2Bytes: machine.l2Bytes }) };
}

/** Starts the host on first use. `restart` ends it; the next use starts another. */
function withHost({ kind, name, label, open }, environment) {
  let running;
  return {
    kind,
    name,
    label,
    host() {
      running ??= open(environment);
      return running;
    },
    async restart() {
      const host = await running?.catch(() => undefined);
      running = undefined;
      await host?.close();
    },
  };
}

async function describeMachine() {
  const linux = async (path, pattern) => pattern.exec(await readFile(path, 'utf8').catch(() => ''))?.[1];
  const l2KiB = await linux('/sys/devices/system/cpu/cpu0/cache/index2/size', /^(\d+)K/);
  return {
    cpu: cpus()[0]?.model.trim(),
    cores: availableParallelism(),
    l2Bytes: l2KiB === undefined ? Number.POSITIVE_INFINITY : 1024 * Number(l2KiB),
    system: (await linux('/etc/os-release', /^PRETTY_NAME="(.*)"/m)) ?? `${platform()} ${release()}`,
    date: new Date().toISOString().slice(0, 10),
  };
}
