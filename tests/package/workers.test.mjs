// npm test -- --all
// `label-smoothing/simd` in one file without any import, where nothing can be imported later: service workers of both
// kinds, a web extension, a page that forbids WebAssembly. And `require`.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/shared/system-packages.mjs';
import { chromiumArguments } from '../browser/support.mjs';
import { assertLoss, importTool, installPackage, lossExpression, requireTool, serveFolder, tools } from './support.mjs';

const answering = `import { load } from 'label-smoothing/simd';
globalThis.answer = load().then((ls) => [ls.variant, ${lossExpression}, ls.liveMatrices], (error) => String(error.stack ?? error));
globalThis.addEventListener('message', ({ source, data }) => {
  if (data === 'answer') globalThis.answer.then((answer) => source.postMessage(answer));
});
`;

const page = (type) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>worker</title>
<link rel="icon" href="data:,"><script type="module">
  navigator.serviceWorker.onmessage = ({ data }) => { globalThis.answer = data; };
  navigator.serviceWorker.startMessages();
  await navigator.serviceWorker.register('./worker-${type}.js', { type: '${type}' });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage('answer');
</script></html>`;

let consumer;
let server;
before(async () => {
  consumer = await installPackage();
  await consumer.write('worker.js', answering);
  const { rollup } = await importTool('rollup');
  const { nodeResolve } = await importTool('@rollup/plugin-node-resolve');
  const bundle = await rollup({ input: join(consumer.folder, 'worker.js'), plugins: [nodeResolve()] });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  assert.equal(output.length, 1);
  await consumer.write('site/module/worker-module.js', output[0].code);
  await requireTool('esbuild').build({
    entryPoints: [join(consumer.folder, 'worker.js')],
    outfile: join(consumer.folder, 'site/classic/worker-classic.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    logLevel: 'error',
  });
  for (const type of ['module', 'classic']) await consumer.write(`site/${type}/index.html`, page(type));
  server = await serveFolder(join(consumer.folder, 'site'));
});
after(async () => {
  await server?.close();
  await consumer?.close();
});

function check(answer) {
  assert.ok(Array.isArray(answer), String(answer));
  const [variant, loss, matrices] = answer;
  assert.equal(variant, 'simd');
  assertLoss(loss);
  assert.equal(matrices, 0);
}

it('one file imports nothing, and has one binary', async () => {
  // Minified: without comments, which speak of import().
  const code = await readFile(join(consumer.folder, 'site/classic/worker-classic.js'), 'utf8');
  assert.doesNotMatch(code, /\bimport\b\s*[(."'{*]/);
  assert.equal(code.match(/[A-Za-z0-9+/]{5000,}/g).length, 1);
});

describe('in Chromium', () => {
  let context;
  before(async () => {
    // Extensions are loaded into a profile; this one is of its own.
    const extension = join(consumer.folder, 'extension');
    await consumer.write(
      'extension/manifest.json',
      JSON.stringify({
        manifest_version: 3,
        name: 'test',
        version: '1',
        background: { service_worker: 'worker.js', type: 'module' },
        content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" },
      }),
    );
    await cp(join(consumer.folder, 'site/module/worker-module.js'), join(extension, 'worker.js'));
    await cp(join(consumer.installed, 'dist/cdn'), join(extension, 'cdn'), { recursive: true });
    await consumer.write(
      'extension/popup.html',
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>popup</title><script type="module" src="popup.js"></script>
       <label-smoothing figure="targets" classes="5" target="2" alpha="0.1" loading="eager">fallback</label-smoothing></html>`,
    );
    await consumer.write(
      'extension/popup.js',
      `import './cdn/label-smoothing.js';
       const element = document.querySelector('label-smoothing');
       element.ready.then(() => { globalThis.answer = Object.values(element.getReadout()); });`,
    );
    context = await chromium.launchPersistentContext('', {
      executablePath: findChromium(),
      headless: false,
      args: [
        ...chromiumArguments,
        '--headless=new',
        `--disable-extensions-except=${extension}`,
        `--load-extension=${extension}`,
      ],
      ignoreDefaultArgs: ['--disable-extensions'],
    });
  });
  after(() => context?.close());

  for (const type of ['module', 'classic']) {
    it(`a service worker of the ${type} kind`, async () => {
      const tab = await context.newPage();
      await tab.goto(`${server.url}${type}/`);
      const answer = await tab.waitForFunction(() => globalThis.answer, undefined, { timeout: 120_000 });
      check(await answer.jsonValue());
      await tab.close();
    });
  }

  it('a web extension: its service worker, and a figure in its page', async () => {
    const isOurs = (worker) => worker.url().startsWith('chrome-extension://');
    const worker =
      context.serviceWorkers().find(isOurs) ?? (await context.waitForEvent('serviceworker', { predicate: isOurs }));
    check(await worker.evaluate(() => globalThis.answer));
    const tab = await context.newPage();
    const problems = [];
    tab.on('console', (message) => problems.push(message.text()));
    tab.on('pageerror', (error) => problems.push(String(error)));
    await tab.goto(new URL('/popup.html', worker.url()).href);
    const answer = await tab.waitForFunction(() => globalThis.answer, undefined, { timeout: 120_000 });
    // 1 − α + α/K of the target.
    assert.ok((await answer.jsonValue()).some((value) => Math.abs(value - 0.92) < 1e-6));
    assert.deepEqual(problems, []);
    await tab.close();
  });
});

describe('a policy that forbids WebAssembly', () => {
  it('is named in the message', async () => {
    await consumer.write(
      'forbidden.js',
      `import { load } from 'label-smoothing/simd';
       load().catch(({ code, message }) => { globalThis.answer = { code, message }; });`,
    );
    await requireTool('esbuild').build({
      entryPoints: [join(consumer.folder, 'forbidden.js')],
      outfile: join(consumer.folder, 'site/forbidden/main.js'),
      bundle: true,
      format: 'esm',
      logLevel: 'error',
    });
    await consumer.write('site/forbidden/index.html', '<!doctype html><script type="module" src="main.js"></script>');
    const strict = await serveFolder(join(consumer.folder, 'site'), { 'Content-Security-Policy': "script-src 'self'" });
    const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
    try {
      const tab = await browser.newPage();
      await tab.goto(`${strict.url}forbidden/`);
      const answer = await tab.waitForFunction(() => globalThis.answer, undefined, { timeout: 120_000 });
      assert.deepEqual(await answer.jsonValue(), {
        code: 'unsupported_engine',
        message:
          'variant is "simd", expected a page whose Content-Security-Policy allows WebAssembly (script-src \'wasm-unsafe-eval\')',
      });
    } finally {
      await browser.close();
      await strict.close();
    }
  });
});

describe('require', () => {
  for (const major of [20, 22, 24, 26]) {
    const node = join(tools, `node_modules/node-${major}/bin/node`);
    it(`Node ${major}`, { skip: !existsSync(node) && 'the program for Linux on x64 is not installed' }, async () => {
      for (const entry of ['', '/simd']) {
        const path = await consumer.write(
          'required.cjs',
          `const { load, LabelSmoothingError } = require('label-smoothing${entry}');
           if (!(LabelSmoothingError.prototype instanceof Error)) throw new Error('no class');
           load({ variant: 'simd' }).then((ls) => console.log(${lossExpression}));`,
        );
        const { stdout } = await consumer.run(node, [path]);
        assertLoss(stdout);
        await rm(path);
      }
    });
  }
});
