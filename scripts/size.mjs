// npm run size: how large the package is for those who use it, and the limits it must stay under.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, variants } from './build.mjs';
import { Failure, main, root, run } from './common.mjs';

const gates = [
  {
    name: 'package entry with one WebAssembly variant, gzip -9, as a bundler emits it',
    limit: 25 * 1024,
    measure: measureEntry,
    hint: 'Look for what grew: code of web/lib, a new Embind type in cpp/bindings, a kernel inlined many times.',
  },
  {
    name: 'npm tarball, unpacked',
    limit: 1.5 * 1024 * 1024,
    measure: measureTarball,
    hint: 'See `npm pack --dry-run` for what is in it; "files" in package.json decides.',
  },
];

/** Measures every gate, prints it, and throws a Failure when one is over its limit. */
export async function checkSizes() {
  const lines = [];
  const over = [];
  for (const { name, limit, measure, hint } of gates) {
    const size = await measure();
    const fits = size <= limit;
    lines.push(`  ${fits ? '✓' : '✗'} ${name}: ${kilobytes(size)} of ${kilobytes(limit)}`);
    if (!fits) over.push(hint);
  }
  if (over.length > 0) throw new Failure('larger than the limit', { output: lines.join('\n'), hint: over.join(' ') });
  return lines;
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

/** What someone who imports `load` sends to a browser: their bundle, with the largest of the three binaries. */
async function measureEntry() {
  // Without a framework around it: Vite would add its own loader of chunks.
  const { build: bundle } = await import('rolldown');
  // Inside the checkout, so that the package finds itself by its own name.
  const folder = await mkdtemp(join(root, 'build', 'size-'));
  try {
    await writeFile(
      join(folder, 'consumer.js'),
      "import { load } from 'label-smoothing';\nload().then(console.log);\n",
    );
    await bundle({
      input: join(folder, 'consumer.js'),
      logLevel: 'warn',
      output: { dir: join(folder, 'out'), minify: true },
    });
    const out = join(folder, 'out');
    const files = await readdir(out, { recursive: true, withFileTypes: true });
    let shared = 0;
    let largestVariant = 0;
    let variantCount = 0;
    for (const file of files.filter((entry) => entry.isFile())) {
      const content = await readFile(join(file.parentPath, file.name));
      const size = gzipSync(content, { level: 9 }).length;
      // A chunk that is a binary and nothing else is named after its variant.
      if (variants.some((variant) => file.name.startsWith(`${variant}-`))) {
        variantCount++;
        largestVariant = Math.max(largestVariant, size);
      } else shared += size;
    }
    if (variantCount !== variants.length) {
      throw new Failure(`the bundle has ${variantCount} chunks with a binary, expected ${variants.length}`, {
        hint: 'web/lib/load.ts must import each variant dynamically, so that only one is sent.',
      });
    }
    return shared + largestVariant;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureTarball() {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
  return JSON.parse(stdout)[0].unpackedSize;
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await build();
    for (const line of await checkSizes()) console.log(line);
  });
}
