// npm run size: checks how large the package is for its users, and writes the sizes into docs/performance.md.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, embedScript, modules, oneFile, variants } from './build.mjs';
import { Failure, main, root, run } from './shared/common.mjs';
import { readBetween, replaceBetween } from './shared/markers.mjs';

/**
 * What is measured: `measure` returns { raw, gzip, brotli } in bytes. Each file is compressed by itself, as servers do.
 * A limit, in KB, is what was reached; where that is not yet what we want, docs/performance.md tells why.
 */
const entries = [
  {
    name: '`label-smoothing`, bundled, with one variant',
    measure: () => bundled("import { load } from 'label-smoothing';\nload().then(console.log);\n", ['kernels']),
    limit: 43,
    hint: 'Look for what grew: code of web/lib, a new Embind type in cpp/bindings, a kernel inlined many times.',
  },
  {
    name: '`label-smoothing/simd`, bundled into one file',
    measure: () => bundledWhole("import { load } from 'label-smoothing/simd';\nload().then(console.log);\n"),
  },
  {
    name: '`label-smoothing`, bundled into one file without code splitting',
    measure: () => bundledWhole("import { load } from 'label-smoothing';\nload().then(console.log);\n"),
  },
  {
    name: '`label-smoothing/element`, bundled: at once',
    measure: () => bundled("import 'label-smoothing/element';\n"),
    limit: 7.5,
    hint: 'web/element/index.ts may import the parameter table and nothing else that is not loaded later.',
  },
  {
    name: '`label-smoothing/element`, bundled: with the figure `targets` on screen',
    measure: () => bundled("import 'label-smoothing/element';\n", ['view', 'targets', 'kernels']),
    limit: 130,
    hint: 'Look for what grew: a part of Chart.js that is registered, web/figures, web/element/view.ts.',
  },
  {
    name: `\`${oneFile}\``,
    measure: async () => sizes([await readFile(join(root, oneFile))]),
    limit: 131,
    hint: 'It is the element with all that web/cdn/index.ts imports and one variant: see the entries above.',
  },
  {
    name: `\`${embedScript}\`: at once`,
    measure: async () => sizes([await readFile(join(root, embedScript))]),
    limit: 7.5,
    hint: 'It is web/element/index.ts and the parameter table: whatever else has to be loaded later.',
  },
  {
    name: `\`${embedScript}\`: with \`targets\` on screen`,
    measure: measureEmbed,
    limit: 124,
    hint: 'See `label-smoothing/element` above.',
  },
  {
    name: '`loadTraining` of `label-smoothing`, bundled, with one variant',
    measure: () =>
      bundled("import { loadTraining } from 'label-smoothing';\nloadTraining().then(console.log);\n", ['training']),
    limit: 42,
    hint: 'Look for what grew: web/lib/training.ts, cpp/bindings/training.cpp, cpp/src/mlp.cpp, cpp/src/cross_entropy.cpp.',
  },
  ...modules.flatMap((module) =>
    variants.map((variant) => ({
      name: `\`label-smoothing/wasm/${module.name}.${variant}.wasm\``,
      // The entries above limit the kernels' binaries together with their JavaScript.
      ...(module.prefix !== '' && {
        limit: 22,
        hint: 'Look for what grew in cpp/bindings/training.cpp and what it calls.',
      }),
      measure: async () => sizes([await readFile(join(root, `dist/wasm/${module.name}.${variant}.wasm`))]),
    })),
  ),
];

const tarballLimit = 3.15 * 1024;

/** The documented table, and how far it may differ before it counts as out of date. */
const documented = ['docs/performance.md', 'sizes'];
const tolerance = 0.1;

/** Measures everything. Returns lines to print, or throws a Failure if something exceeds its limit. */
export async function checkSizes() {
  return report(await measureAll(), await readBetween(...documented));
}

async function measureAll() {
  const measured = [];
  for (const entry of entries) measured.push({ ...entry, size: await entry.measure() });
  return measured;
}

async function report(measured, table) {
  const lines = [];
  const hints = [];
  const gate = (name, size, limit, hint) => {
    lines.push(`  ${size <= limit * 1024 ? '✓' : '✗'} ${name}: ${kilobytes(size)} of ${kilobytes(limit * 1024)}`);
    if (size > limit * 1024) hints.push(hint);
  };
  for (const { name, size, limit, hint } of measured) {
    if (limit) gate(`${name.replaceAll('`', '')}, gzip -9`, size.gzip, limit, hint);
  }
  gate(
    'npm tarball, unpacked',
    await measureTarball(),
    tarballLimit,
    'See `npm pack --dry-run` for what is in it; "files" in package.json decides.',
  );
  const stale = staleRows(measured, table);
  if (stale.length > 0) {
    lines.push(`  ✗ ${documented[0]} is out of date: ${stale.join('; ')}`);
    hints.push('`npm run size` writes the table.');
  }
  if (hints.length > 0) {
    throw new Failure('larger than the limit, or than the documents say', {
      output: lines.join('\n'),
      hint: hints.join(' '),
    });
  }
  return lines;
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

function sizes(contents) {
  const sum = (measure) => contents.reduce((total, content) => total + measure(content).length, 0);
  return {
    raw: sum((content) => Buffer.from(content)),
    gzip: sum((content) => gzipSync(content, { level: 9 })),
    brotli: sum((content) => brotliCompressSync(content)),
  };
}

/** The chunks into which Rolldown bundles a consumer's module. (Vite would add its own loader of chunks.) */
async function bundle(code, options = {}) {
  const { build: rolldown } = await import('rolldown');
  // Inside the checkout, so that the package finds itself by its own name.
  const folder = await mkdtemp(join(root, 'build', 'size-'));
  try {
    await writeFile(join(folder, 'consumer.js'), code);
    const { output } = await rolldown({
      input: join(folder, 'consumer.js'),
      logLevel: 'warn',
      write: false,
      output: { minify: true, ...options },
    });
    return output.filter(({ type }) => type === 'chunk');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The one file of a bundler, or of a place, that knows no other. */
async function bundledWhole(code) {
  return sizes((await bundle(code, { codeSplitting: false })).map((chunk) => chunk.code));
}

/**
 * What a site that bundles this code sends to a browser.
 *
 * @param code the consumer's module
 * @param later names of the modules that it then imports dynamically; `kernels` is the glue and the largest binary
 */
async function bundled(code, later = []) {
  const chunks = await bundle(code);
  const sent = new Set();
  const send = (chunk) => {
    if (sent.has(chunk)) return;
    sent.add(chunk);
    for (const imported of chunk.imports) send(chunks.find(({ fileName }) => fileName === imported));
  };
  // Dynamically imported chunks are named after their module.
  const named = (wanted) => {
    const chunk = chunks.find(({ name, isDynamicEntry }) => isDynamicEntry && name === wanted);
    if (chunk) return chunk;
    throw new Failure(`the bundle has no chunk ${wanted}`, {
      hint: 'It must be imported dynamically, by web/element/index.ts, web/figures/index.ts or web/lib/load.ts.',
    });
  };
  const gzipped = ({ code }) => sizes([code]).gzip;
  const largest = (prefix) =>
    variants
      .map((variant) => named(`${prefix}${variant}`))
      .reduce((left, right) => (gzipped(left) > gzipped(right) ? left : right));
  send(chunks.find(({ isEntry }) => isEntry));
  for (const name of later) {
    if (name === 'kernels') for (const chunk of [named('glue'), largest('')]) send(chunk);
    else if (name === 'training') for (const chunk of [named('load-training'), largest('training-')]) send(chunk);
    else send(named(name));
  }
  return sizes([...sent].map(({ code }) => code));
}

/** The script and the files next to it that `targets` needs, with one binary. */
async function measureEmbed() {
  const folder = dirname(join(root, embedScript));
  const chunks = await readdir(join(folder, 'chunks'));
  const sent = new Set([join(root, embedScript)]);
  const wanted = ['view', 'targets', variants.at(-1)];
  for (const name of chunks)
    if (wanted.includes(name.replace(/-.{8}\.js$/, ''))) sent.add(join(folder, 'chunks', name));
  if (sent.size !== wanted.length + 1) {
    throw new Failure(`dist/embed/chunks has other files than ${wanted.join(', ')}: ${chunks.join(', ')}`, {
      hint: 'Name in measureEmbed of scripts/size.mjs what a figure loads.',
    });
  }
  // The loop also visits what is added to the set on the way.
  for (const path of sent) {
    for (const [, imported] of (await readFile(path, 'utf8')).matchAll(/\bfrom\s*["'`](\.[^"'`]+)["'`]/g)) {
      sent.add(resolve(dirname(path), imported));
    }
  }
  return sizes(await Promise.all([...sent].map((path) => readFile(path))));
}

async function measureTarball() {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
  return JSON.parse(stdout)[0].unpackedSize;
}

function tableOf(measured) {
  const rows = measured.map(({ name, size }) => `| ${name} | ${columns(size).join(' | ')} |`);
  return ['| what | raw | gzip | brotli |', '|---|--:|--:|--:|', ...rows, ''].join('\n');
}

function columns({ raw, gzip, brotli }) {
  return [raw, gzip, brotli].map(kilobytes);
}

/** The rows of the documented table that are missing or off by more than the tolerance. */
function staleRows(measured, table) {
  return measured.flatMap(({ name, size }) => {
    const row = table.split('\n').find((line) => line.startsWith(`| ${name} |`));
    if (!row) return [`no row for ${name}`];
    const written = row
      .split('|')
      .slice(2, 5)
      .map((cell) => Number.parseFloat(cell) * 1024);
    const isClose = [size.raw, size.gzip, size.brotli].every(
      (bytes, index) => Math.abs(written[index] - bytes) <= tolerance * bytes,
    );
    return isClose ? [] : [`${name} is ${columns(size).join(', ')}`];
  });
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await build();
    const measured = await measureAll();
    const table = tableOf(measured);
    await replaceBetween(...documented, table);
    for (const line of await report(measured, table)) console.log(line);
  });
}
