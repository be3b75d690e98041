// npm run build: the compiler if missing, two WebAssembly modules in three variants, the npm package's files, the static
// site. Each step runs only if its inputs changed.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Failure,
  forgetStep,
  listFiles,
  main,
  releaseArchives,
  reproducible,
  root,
  run,
  seconds,
  stepIfChanged,
  withLock,
} from './shared/common.mjs';
import { ensureNodeModules } from './shared/node-modules.mjs';
import { ensureToolchain } from './toolchain.mjs';

export const variants = ['scalar', 'simd', 'relaxed-simd'];

/** The WebAssembly modules. `bindings` is a file of cpp/bindings, `prefix` begins the names of what web/lib imports. */
export const modules = [
  { name: 'label-smoothing', bindings: 'kernels', prefix: '' },
  { name: 'label-smoothing-training', bindings: 'training', prefix: 'training-' },
];

const lock = join(root, 'build', 'lock');
const generated = 'web/lib/wasm';
/** Sets of pictures, which scripts/data.mjs has packed. */
const packedData = { folder: 'web/lib/data', names: ['fashion', 'digits'] };
export const oneFile = 'dist/cdn/label-smoothing.js';
/** The same in parts: this small file first, the others when a figure comes near the viewport. */
export const embedScript = 'dist/embed/label-smoothing.js';
/** The README is the first page of the reference; what it links to comes along. */
const apiPages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const vite = [
  'package-lock.json',
  'web/vite.shared.ts',
  'cpp/bindings/licenses.md',
  'web/lib/data/licenses.md',
  'scripts/build.mjs',
  'tsconfig.json',
];
const wasmModule = (module, variant) => `build/wasm-${variant}/${module.name}.wasm`;
const glue = (module, variant) => `build/wasm-${variant}/${module.name}.mjs`;
/** What of a module is the same for every variant is made with this one, which is also the first that is built. */
const firstVariant = 'simd';
const declarations = (module) => `build/wasm-${firstVariant}/${module.bindings}.d.ts`;
const layouts = `build/wasm-${firstVariant}/layouts.cjs`;

/** Builds what changed; safe to call from several processes at once. */
export async function build() {
  const started = performance.now();
  await withLock(lock, async () => {
    const toolchain = await ensureTools();
    let changes = await buildCode(toolchain);
    changes += await declareTypes();
    changes += await buildCommand();
    changes += await buildOneFile();
    changes += await buildEmbedScript();
    changes += await buildCheckPage();
    changes += await buildSite();
    changes += await buildEmbedSite();
    changes += await buildApiSite();
    console.log(
      changes === 0
        ? `  ✓ nothing changed since the last build (${seconds(started)})`
        : `  built in ${seconds(started)}`,
    );
    for (const path of [embedScript, oneFile]) console.log(`  ${path}: integrity="${await integrity(path)}"`);
  });
}

/** The kernels and the library, from which the page's claims are measured: the site is made from those. */
async function buildCode(toolchain) {
  let changes = 0;
  for (const variant of variants) changes += await buildVariant(variant, toolchain);
  for (const module of modules) changes += await generateModule(module);
  changes += await generateData();
  return changes + (await buildLibrary());
}

/** Without the site. */
export const buildWithoutSite = () => withLock(lock, async () => buildCode(await ensureTools()));

/** One waits for the network while the other computes, so they run at once. */
async function ensureTools() {
  const [toolchain] = await Promise.all([ensureToolchain(), ensureNodeModules()]);
  return toolchain;
}

/** Holds the site that `buildFirstSite` makes. */
export const firstSite = 'build/first-site';

/** In a fresh clone: the site with one binary instead of three, without the API reference and the pages for embeds. */
export async function buildFirstSite() {
  await withLock(lock, async () => {
    const toolchain = await ensureTools();
    await buildVariant(firstVariant, toolchain);
    for (const module of modules) await generateFirst(module);
    await generateData();
    await buildLibrary();
    await buildCheckPage();
    await stepIfChanged(
      'build the site with what there is',
      { inputs: ['web', 'vite.config.ts', 'build/check', ...vite], outputs: [`${firstSite}/index.html`] },
      () => viteBuild('vite.config.ts', { outDir: join(root, firstSite) }),
    );
  });
}

/** The first binary as JavaScript. It stands in for the others until they are built. */
async function generateFirst(module) {
  await forgetStep(generation(module));
  await generateModule(module, [firstVariant]);
  for (const variant of variants) {
    if (variant === firstVariant) continue;
    const path = join(root, generated, `${module.prefix}${variant}.js`);
    await writeFile(path, `export { default } from './${module.prefix}${firstVariant}.js';\n`);
  }
}

function buildVariant(variant, toolchain) {
  const preset = `wasm-${variant}`;
  const folder = join(root, 'build', preset);
  const madeBy = join(folder, 'compiler.txt');
  return stepIfChanged(
    `compile the ${variant} kernels to WebAssembly`,
    {
      inputs: ['CMakeLists.txt', 'CMakePresets.json', 'cmake', 'cpp', 'scripts/build.mjs'],
      extra: [toolchain.identity],
      outputs: [
        ...modules.flatMap((module) => [wasmModule(module, variant), glue(module, variant)]),
        ...(variant === firstVariant ? [layouts, ...modules.map(declarations)] : []),
      ],
    },
    async (report) => {
      const { identity } = toolchain;
      const required = JSON.stringify(join(root, 'scripts/shared/relaxed-simd.cjs'));
      const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require ${required}`;
      const env = { ...toolchain.env, NODE_OPTIONS };
      // CMake cannot change the compiler of a build folder.
      if (!existsSync(madeBy) || (await readFile(madeBy, 'utf8')) !== identity) {
        await rm(folder, { recursive: true, force: true });
      }
      await run('cmake', ['--preset', preset], { env, hint: `Delete ${join('build', preset)} and try again.` });
      await writeFile(madeBy, identity);
      await run('cmake', ['--build', '--preset', preset], {
        env,
        onLine: (line) => {
          const progress = /^\[\d+\/\d+\]/.exec(line)?.[0];
          if (progress) report(progress);
        },
      });
    },
  );
}

/**
 * Turns a module into JavaScript that every bundler and engine loads without configuration: the glue once, and each binary
 * as a string in a module of its own, which is imported only if it is needed.
 */
function generateModule(module, made = variants) {
  const { name, prefix } = module;
  const path = (part) => `${generated}/${prefix}${part}`;
  const raw = (variant) => `dist/wasm/${name}.${variant}.wasm`;
  return stepIfChanged(
    generation(module, made),
    {
      inputs: [
        ...made.flatMap((variant) => [wasmModule(module, variant), glue(module, variant)]),
        declarations(module),
        layouts,
        'scripts/build.mjs',
      ],
      outputs: [
        ...['glue', ...made].flatMap((part) => [`${path(part)}.js`, `${path(part)}.d.ts`]),
        `${path('calls')}.ts`,
        ...made.map(raw),
      ],
    },
    async () => {
      const write = (file, content) => writeFile(join(root, file), content);
      await mkdir(join(root, generated), { recursive: true });
      await mkdir(join(root, 'dist/wasm'), { recursive: true });
      const glues = await Promise.all(made.map((variant) => readFile(join(root, glue(module, variant)), 'utf8')));
      const different = made.filter((_, index) => glues[index] !== glues[0]);
      if (different.length > 0) {
        throw new Failure(`Emscripten's JavaScript of ${different.join(', ')} differs from that of ${made[0]}`, {
          hint: `web/lib loads any binary with one glue. Compare ${made.map((variant) => glue(module, variant)).join(', ')} and make the variants export the same functions.`,
        });
      }
      await write(`${path('glue')}.js`, glues[0]);
      await cp(join(root, declarations(module)), join(root, `${path('glue')}.d.ts`));
      const { stdout } = await run(process.execPath, [layouts, module.bindings], {
        hint: 'cpp/bindings/layouts.cpp writes the structs of cpp/bindings/calls.h as TypeScript.',
      });
      await write(`${path('calls')}.ts`, stdout);
      for (const variant of made) {
        const bytes = await readFile(join(root, wasmModule(module, variant)));
        await write(raw(variant), bytes);
        await write(`${path(variant)}.js`, `export default '${await asText(bytes)}';\n`);
        await write(
          `${path(variant)}.d.ts`,
          '/** The binary, gzipped, in base64. */\ndeclare const binary: string;\nexport default binary;\n',
        );
      }
    },
  );
}

function generation({ name }, made = variants) {
  return `write ${name}.wasm as JavaScript${made === variants ? '' : `, ${made} only`}`;
}

/**
 * A binary as ASCII text, which survives any bundler, minifier and character set. It is gzipped before base64, because a
 * server's gzip cannot see byte boundaries in base64. Zopfli makes it 5 % smaller than zlib.
 */
async function asText(bytes) {
  const { gzipAsync } = await import('@gfx/zopfli');
  return Buffer.from(await gzipAsync(bytes, { numiterations: 15 })).toString('base64');
}

/** Packed files as JavaScript, as binaries are. */
function generateData() {
  const { folder, names } = packedData;
  const path = (name, extension) => `${folder}/packed/${name}.${extension}`;
  return stepIfChanged(
    'write the pictures as JavaScript',
    {
      inputs: [...names.map((name) => `${folder}/${name}.gz`), 'scripts/build.mjs'],
      outputs: names.flatMap((name) => [path(name, 'js'), path(name, 'd.ts')]),
    },
    async () => {
      await mkdir(join(root, folder, 'packed'), { recursive: true });
      for (const name of names) {
        const text = (await readFile(join(root, folder, `${name}.gz`))).toString('base64');
        await writeFile(join(root, path(name, 'js')), `export default '${text}';\n`);
        await writeFile(
          join(root, path(name, 'd.ts')),
          '/** Pictures, gzipped, in base64. */\ndeclare const packed: string;\nexport default packed;\n',
        );
      }
    },
  );
}

const libraryParts = ['lib', 'figures', 'element'];
const librarySources = [...libraryParts, 'locales'].map((name) => `web/${name}`);

/** The package's code. The build of the site runs it, too. */
function buildLibrary() {
  return stepIfChanged(
    'build the library',
    {
      inputs: [...librarySources, ...vite],
      outputs: ['element/package.json', 'dist/licenses.md', ...libraryParts.map((name) => `dist/${name}/index.js`)],
    },
    async () => {
      // The types of the code go with it.
      for (const name of [...libraryParts, 'locales', 'chunks'])
        await rm(join(root, 'dist', name), { recursive: true, force: true });
      await viteBuild('web/lib/vite.config.ts');
      await leadToElement();
    },
  );
}

function declareTypes() {
  return stepIfChanged(
    "declare the library's types",
    {
      inputs: [...librarySources, ...vite],
      outputs: ['dist/element/react.js', ...libraryParts.map((name) => `dist/${name}/index.d.ts`)],
    },
    async () => {
      await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'web/lib/tsconfig.declarations.json'], {
        hint: 'Correct the type errors above.',
      });
      // It adds only types. As an entry of the bundler, it would move the element into a shared chunk.
      await writeFile(join(root, 'dist/element/react.js'), "export * from './index.js';\n");
    },
  );
}

/** The command of the package, and the readers of files for tests. */
function buildCommand() {
  return stepIfChanged(
    'build the command',
    {
      inputs: ['web/cli', 'web/readers', 'web/figures', 'web/locales', ...vite],
      outputs: ['dist/cli/index.js', 'dist/cli/apart-thread.js', 'dist/cli/readers.js'],
    },
    () => viteBuild('web/cli/vite.config.ts'),
  );
}

/** Bundlers that do not read `exports` look for label-smoothing/element in a folder of this name. */
async function leadToElement() {
  const lead = {
    type: 'module',
    main: '../dist/element/index.js',
    types: '../dist/element/index.d.ts',
    sideEffects: true,
  };
  await mkdir(join(root, 'element'), { recursive: true });
  await writeFile(join(root, 'element/package.json'), `${JSON.stringify(lead, null, 2)}\n`);
}

/** For pages without a bundler. */
function buildOneFile() {
  return stepIfChanged(
    'build the one file for <script>',
    {
      inputs: ['web/lib', 'web/figures', 'web/locales', 'web/element', 'web/cdn', ...vite],
      outputs: [oneFile, 'dist/cdn/licenses.md'],
    },
    () => viteBuild('web/cdn/vite.config.ts'),
  );
}

/** For pages without a bundler that should load only a few kilobytes until a figure is near. */
function buildEmbedScript() {
  return stepIfChanged(
    'build the script for embeds',
    {
      inputs: ['web/lib', 'web/figures', 'web/locales', 'web/element', ...vite],
      outputs: [embedScript, 'dist/embed/licenses.md'],
    },
    () => viteBuild('web/element/vite.config.ts'),
  );
}

/** The hash that a page puts next to the address of a script, so that the browser refuses any other content. */
export async function integrity(path) {
  const hash = createHash('sha384').update(await readFile(join(root, path)));
  return `sha384-${hash.digest('base64')}`;
}

/** The page that checks a model. The build of the site takes it from there. */
function buildCheckPage() {
  return stepIfChanged(
    'build the page that checks a model',
    {
      inputs: ['web/page', 'web/readers', ...librarySources, ...vite],
      extra: [process.env.SITE_URL ?? ''],
      outputs: ['build/check/check/index.html', 'build/check/en/check/index.html'],
    },
    () => viteBuild('web/page/check/vite.config.ts'),
  );
}

function buildSite() {
  return stepIfChanged(
    'build the site',
    {
      inputs: ['web', 'vite.config.ts', 'build/check', ...vite],
      extra: [process.env.SITE_URL ?? ''],
      outputs: ['dist/site/index.html', 'dist/site/en/index.html', 'dist/site/licenses.md'],
    },
    () => viteBuild('vite.config.ts'),
  );
}

/** Where the scripts of released versions are unpacked, each in a folder of its own. */
const releases = 'build/releases';

/** `npm version` has kept the scripts of each release, see release.mjs: pages out there name them for good. */
function unpackReleases() {
  return stepIfChanged(
    'unpack the scripts of releases',
    { inputs: [releaseArchives], outputs: [releases] },
    async () => {
      await rm(join(root, releases), { recursive: true, force: true });
      await mkdir(join(root, releases), { recursive: true });
      for (const archive of await listFiles([releaseArchives])) {
        const folder = join(root, releases, basename(archive, '.tar.gz'));
        await mkdir(folder);
        await run('tar', ['-xzf', archive, '-C', folder]);
      }
    },
  );
}

/** The site's embed/: pages for iframes, builder, oEmbed, the script under its version, the Hugo module to download. */
async function buildEmbedSite() {
  const made = 'build/embed';
  const site = 'dist/site/embed';
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const archive = `label-smoothing-hugo-${version}.tar.gz`;
  const unpacked = await unpackReleases();
  const changed = await stepIfChanged(
    'build the pages for embeds',
    {
      inputs: [
        'web/embed',
        'web/element',
        'web/figures',
        'web/locales',
        'web/page',
        releases,
        'dist/embed',
        'dist/cdn',
        'package.json',
        ...vite,
      ],
      extra: [process.env.SITE_URL ?? ''],
      outputs: [`${made}/index.html`, `${made}/licenses.md`, `${made}/hugo/go.mod`],
    },
    async () => {
      await viteBuild('web/embed/vite.config.ts');
      await cp(join(root, 'dist/embed'), join(root, made, 'hugo/static/label-smoothing', version), { recursive: true });
    },
  );
  const put = await stepIfChanged(
    'put the embeds into the site',
    {
      inputs: [made, releases, 'dist/embed', 'scripts/build.mjs'],
      outputs: [`${site}/index.html`, `${site}/${archive}`, 'dist/site/_headers'],
    },
    async () => {
      const to = (name) => join(root, site, name);
      await rm(to(''), { recursive: true, force: true });
      await cp(join(root, made), to(''), { recursive: true, filter: (path) => path !== join(root, made, 'hugo') });
      await cp(join(root, releases), to(''), { recursive: true });
      // What changed since the release of this version has no number yet.
      const current = existsSync(to(version)) ? 'next' : version;
      await cp(join(root, 'dist/embed'), to(current), { recursive: true });
      // For those who want the newest compatible release, whichever that is.
      await writeFile(to('label-smoothing.js'), `export * from './${version}/label-smoothing.js';\n`);
      await run('tar', [
        ...reproducible,
        '-czf',
        to(archive),
        '-C',
        join(root, made),
        '--transform=s,^hugo,label-smoothing,',
        'hugo',
      ]);
      await writeFile(join(root, 'dist/site/_headers'), '/*\n  Access-Control-Allow-Origin: *\n');
    },
  );
  return unpacked + changed + put;
}

/** The reference in dist/site/api/. The site's build empties dist/site, so the reference is copied there afterwards. */
async function buildApiSite() {
  const made = 'build/api';
  const changed = await stepIfChanged(
    'document the API',
    {
      inputs: [
        'web/lib',
        'web/element',
        'web/figures',
        'web/locales',
        'docs',
        ...apiPages,
        'web/page/public/favicon.svg',
        ...vite,
      ],
      skip: [generated],
      outputs: [`${made}/index.html`],
    },
    async () => {
      await run(process.execPath, ['node_modules/typedoc/bin/typedoc', '--options', 'docs/typedoc.json'], {
        hint: 'Whatever is exported has to be documented: see the warnings above.',
      });
      await suitStrictPolicy(join(root, made));
    },
  );
  const put = await stepIfChanged(
    'put the API reference into the site',
    { inputs: [made], outputs: ['dist/site/api/index.html'] },
    async () => {
      await rm(join(root, 'dist/site/api'), { recursive: true, force: true });
      await cp(join(root, made), join(root, 'dist/site/api'), { recursive: true });
    },
  );
  return changed + put;
}

/** TypeDoc writes an inline script into its pages, which the site's content security policy forbids. */
async function suitStrictPolicy(folder) {
  const inlineScript = /<script>([^<]+)<\/script>/;
  let script = '';
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.html')) continue;
    const path = join(folder, name);
    const html = await readFile(path, 'utf8');
    script = inlineScript.exec(html)?.[1] ?? script;
    const assets = `${relative(dirname(path), folder) || '.'}/assets`;
    await writeFile(
      path,
      html.replace(inlineScript, () => `<script src="${assets}/theme.js"></script>`),
    );
  }
  await writeFile(join(folder, 'assets/theme.js'), `${script}\n`);
}

async function viteBuild(configFile, output = {}) {
  const { build: bundle } = await import('vite');
  try {
    await bundle({ configFile: join(root, configFile), logLevel: 'warn', build: output });
  } catch (error) {
    throw new Failure(`Vite could not build with ${configFile}`, { output: error.stack ?? String(error) });
  }
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) await main(build);
