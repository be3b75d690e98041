// The contents of the package, and what its entries promise to bundlers, engines and compilers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { installPackage, requireTool, tools } from './support.mjs';

let consumer;
let manifest;
before(async () => {
  consumer = await installPackage();
  manifest = JSON.parse(await readFile(join(consumer.installed, 'package.json'), 'utf8'));
});
after(() => consumer?.close());

/** Bundles an import of the package without any plugin. Returns the code and the files that went into it. */
async function bundle(code, options = {}) {
  const esbuild = requireTool('esbuild');
  const result = await esbuild.build({
    stdin: { contents: code, resolveDir: consumer.folder },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    metafile: true,
    write: false,
    logLevel: 'silent',
    absWorkingDir: consumer.folder,
    ...options,
  });
  return { code: result.outputFiles[0].text, inputs: Object.keys(result.metafile.inputs), result };
}

describe('the tarball', () => {
  it('holds what users need and nothing else', () => {
    const unexpected = consumer.files.filter(
      (path) =>
        !/^(README\.md|LICENSE|CHANGELOG\.md|(element\/)?package\.json|dist\/((cdn|cli)\/)?licenses\.md)$/.test(path) &&
        !/^dist\/(lib(\/data)?|element(\/training|\/toolbar)?|figures(\/runs)?)\/[a-z-]+\.(js|d\.ts)$/.test(path) &&
        !/^dist\/locales\/([a-z-]+|(en|zh-Hant)\/rules)\.d\.ts$/.test(path) &&
        !/^dist\/chunks\/[a-z0-9-]+\.js$/.test(path) &&
        !/^dist\/(cdn|cli)\/[a-z0-9-]+\.js$/.test(path) &&
        !/^dist\/wasm\/label-smoothing(-training)?\.(scalar|simd|relaxed-simd)\.wasm$/.test(path),
    );
    assert.deepEqual(unexpected, []);
  });

  it('holds every file that its exports name, types first', () => {
    const targets = [];
    for (const [name, entry] of Object.entries(manifest.exports)) {
      if (typeof entry === 'string') {
        targets.push(
          ...(entry.includes('*') ? ['scalar', 'simd', 'relaxed-simd'] : ['']).map((variant) =>
            entry.replace('*', `label-smoothing.${variant}`),
          ),
        );
      } else {
        assert.equal(Object.keys(entry)[0], 'types', name);
        targets.push(...Object.values(entry));
      }
    }
    assert.ok(targets.length >= 8, String(targets));
    targets.push('./dist/cdn/label-smoothing.js');
    for (const target of targets) assert.ok(consumer.files.includes(target.replace('./', '')), target);
  });

  it('holds the licenses of the packages inside it, and its scripts keep their notices', async () => {
    const charts = { '@kurkle/color': 'LICENSE.md', 'chart.js': 'LICENSE.md', 'chartjs-chart-matrix': 'LICENSE' };
    const inside = {
      'dist/licenses.md': { fflate: 'LICENSE', papaparse: 'LICENSE', 'wasm-feature-detect': 'LICENSE' },
      'dist/cdn/licenses.md': { ...charts, fflate: 'LICENSE', papaparse: 'LICENSE' },
    };
    for (const [path, packages] of Object.entries(inside)) {
      const text = await readFile(join(consumer.installed, path), 'utf8');
      // Emscripten, its C library and the pictures are not npm packages.
      const others = [/Emscripten authors/, /Rich Felker/, /Zalando SE/, /Alpaydin/];
      for (const other of others) assert.match(text, other);
      assert.equal(text.match(/^## /gm).length, Object.keys(packages).length + others.length, path);
      for (const [name, file] of Object.entries(packages)) {
        const license = await readFile(join(root, 'node_modules', name, file), 'utf8');
        assert.ok(text.includes(license.trim()), `${path} has that of ${name}`);
      }
    }
    const everything = { ...inside['dist/licenses.md'], ...inside['dist/cdn/licenses.md'] };
    for (const path of ['dist/embed', 'dist/site', 'dist/site/embed', `dist/site/embed/${manifest.version}`]) {
      let text = await readFile(join(root, path, 'licenses.md'), 'utf8');
      // Vite lists no package that only a worker of the page contains: the embeds' list, on the same site, has it.
      if (path === 'dist/site') text += await readFile(join(root, path, 'embed/licenses.md'), 'utf8');
      for (const name of Object.keys(everything)) assert.ok(text.includes(`## ${name} - `), `${path} has ${name}`);
    }
    const script = await readFile(join(consumer.installed, 'dist/cdn/label-smoothing.js'), 'utf8');
    for (const name of Object.keys(charts)) assert.ok(script.toLowerCase().includes(`* ${name} v`), name);
  });

  it('has nothing for publint to say', async () => {
    const { publint } = await import(requireTool.resolve('publint'));
    const { formatMessage } = await import(requireTool.resolve('publint/utils'));
    const content = await readFile(consumer.tarball);
    const tarball = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    assert.equal(pkg.name, 'label-smoothing');
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it('has the right types for every ES module resolution', async () => {
    const attw = join(tools, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const { stdout, code } = await consumer.run(
      process.execPath,
      [attw, consumer.tarball, '--profile', 'esm-only', '--format', 'json'],
      { check: false },
    );
    const { analysis } = JSON.parse(stdout);
    assert.equal(code, 0, JSON.stringify(analysis.problems, null, 2));
    for (const entry of ['.', './element']) {
      const { resolutions } = analysis.entrypoints[entry];
      for (const kind of ['node16-esm', 'bundler']) {
        assert.match(resolutions[kind].resolution.fileName, /\/dist\/(lib|element)\/index\.d\.ts$/, `${entry} ${kind}`);
      }
    }
  });
});

describe('the API entry', () => {
  it('imports nothing from outside and no Node module', async () => {
    // The bundler fails on names from outside the package, Node's modules included.
    const { inputs, code } = await bundle("import * as api from 'label-smoothing'; console.log(api);");
    const own = inputs.filter((path) => path !== '<stdin>');
    assert.ok(own.length >= 4, String(own));
    for (const path of own) assert.match(path, /^node_modules\/label-smoothing\/dist\/(lib|chunks)\//);
    assert.doesNotMatch(code, /["']node:|\brequire\s*\(/);
  });

  it('compiles no text to code', async () => {
    const { code } = await bundle("import * as api from 'label-smoothing'; console.log(api);", { minify: true });
    assert.doesNotMatch(code, /\beval\s*\(|\bnew Function\b|\bFunction\s*\(/);
  });

  it('does nothing when it is imported', async () => {
    const source = `
      const used = [];
      for (const name of ['WebAssembly', 'fetch', 'setTimeout', 'queueMicrotask', 'atob', 'Response']) {
        const value = globalThis[name];
        // Node's own module loader may read them too.
        const ours = () => new Error().stack.includes('/label-smoothing/dist/');
        Object.defineProperty(globalThis, name, { get() { if (ours()) used.push(name); return value; } });
      }
      const names = Object.getOwnPropertyNames(globalThis);
      const api = await import('label-smoothing');
      const atImport = [...used];
      const ls = await api.load();
      console.log(JSON.stringify({
        atImport,
        atLoad: used.includes('WebAssembly'),
        globals: Object.getOwnPropertyNames(globalThis).filter((name) => !names.includes(name)),
      }));`;
    const path = await consumer.write('import-only.js', source);
    const { stdout } = await consumer.run(process.execPath, [path]);
    assert.deepEqual(JSON.parse(stdout), { atImport: [], atLoad: true, globals: [] });
  });

  it('vanishes from a bundle that does not use it', async () => {
    const { code } = await bundle("import 'label-smoothing'; import { load } from 'label-smoothing';");
    assert.equal(code.replace(/^\/\/.*$/gm, '').trim(), '');
  });
});

describe('the element entry', () => {
  it('stays in a bundle that only imports it', async () => {
    const { code } = await bundle("import 'label-smoothing/element';", { mainFields: ['module', 'main'] });
    assert.match(code, /customElements\.define\(["']label-smoothing["']/);
  });

  it('needs what the package depends on and nothing more', async () => {
    const { inputs } = await bundle("import 'label-smoothing/element';", { mainFields: ['module', 'main'] });
    const packages = new Set(
      inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean),
    );
    packages.delete('label-smoothing');
    // Chart.js brings its color library.
    packages.delete('@kurkle/color');
    assert.deepEqual([...packages].sort(), Object.keys(manifest.dependencies).sort());
  });

  it('can be imported where there is no document', async () => {
    const path = await consumer.write(
      'element-on-a-server.js',
      "const { LabelSmoothingElement } = await import('label-smoothing/element'); console.log(typeof LabelSmoothingElement);",
    );
    const { stdout } = await consumer.run(process.execPath, [path]);
    assert.equal(stdout, 'function\n');
  });
});

describe('the types', () => {
  const source = `
import { load, type LabelSmoothing, LabelSmoothingError, type Matrix } from 'label-smoothing';
import { LabelSmoothingElement } from 'label-smoothing/element';

export async function use(module: WebAssembly.Module): Promise<void> {
  const ls: LabelSmoothing = await load({ wasm: module });
  const logits = Float32Array.of(1, 2, 3, 4, 5);
  const options = { classes: 5, labelSmoothing: 0.1 };
  const mean: number = ls.crossEntropy(logits, [1], options);
  const rows: Float32Array = ls.crossEntropy(logits, [1], { ...options, reduction: 'none' });
  const { loss, gradient } = ls.crossEntropyAndGradient(logits, [1], options);
  const both: [number, Float32Array] = [loss, gradient];
  using m: Matrix = ls.matrix(1, 5);
  m.data.set(logits);
  const out: Matrix = ls.softmax(m, { classes: 5, out: m });
  // @ts-expect-error a reduced loss is a number
  const wrong: Float32Array = ls.crossEntropy(logits, [1], options);
  // @ts-expect-error no such convention
  ls.smoothTargets([1], { ...options, convention: 'keras' });
  // @ts-expect-error classes are required
  ls.softmax(logits, {});
  const element: LabelSmoothingElement = document.createElement('label-smoothing');
  element.alpha = 0.2;
  await element.ready;
  const error: unknown = new Error();
  if (error instanceof LabelSmoothingError) console.log(error.code, error.argument);
  console.log(mean, rows, both, out, wrong);
}
`;
  const settings = {
    bundler: { module: 'esnext', moduleResolution: 'bundler' },
    nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  };
  for (const [name, options] of Object.entries(settings)) {
    it(`pass tsc --strict with ${name} resolution, declarations included`, async () => {
      await consumer.write(`types-${name}/use.ts`, source);
      const config = {
        compilerOptions: {
          ...options,
          target: 'es2022',
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          skipLibCheck: false,
          types: [],
        },
        files: ['use.ts'],
      };
      const path = await consumer.write(`types-${name}/tsconfig.json`, JSON.stringify(config));
      const { output, code } = await consumer.run(
        process.execPath,
        [join(root, 'node_modules/typescript/bin/tsc'), '-p', path, '--pretty', 'false'],
        { check: false },
      );
      assert.equal(code, 0, output);
    });
  }
});
