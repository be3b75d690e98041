// The installed package in a browser, through every common bundler with its default settings, and without one.
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { contentSecurityPolicy } from '../../scripts/serve.mjs';
import {
  assertLoss,
  importTool,
  installPackage,
  lossExpression,
  openBrowser,
  requireTool,
  serveFolder,
  tools,
} from './support.mjs';

const page = (script, body = '<label-smoothing figure="targets"></label-smoothing>') => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>consumer</title>
<link rel="icon" href="data:,">${script}${body}</html>
`;

/** Computes a loss and draws a figure; leaves the loss, or the error, where the test finds it. */
const source = `import { load } from 'label-smoothing';
import 'label-smoothing/element';
load().then(async (ls) => {
  await document.querySelector('label-smoothing').ready;
  globalThis.answer = ${lossExpression};
}).catch((error) => { globalThis.answer = String(error.stack ?? error); });
`;

/** The same in a worker, without the figure. */
const workerSource = `import { load } from 'label-smoothing';
load().then((ls) => postMessage(${lossExpression}), (error) => postMessage(String(error.stack ?? error)));
`;
const workerPage = `const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => { globalThis.answer = data; };
worker.onerror = (event) => { globalThis.answer = event.message ?? 'the worker did not start'; };
`;

let consumer;
let browser;
let server;
before(async () => {
  consumer = await installPackage();
  browser = await openBrowser();
  server = await serveFolder(consumer.folder);
});
after(async () => {
  await browser?.close();
  await server?.close();
  await consumer?.close();
});

describe('bundlers with their default settings', () => {
  it('Vite, building', async () => {
    const root = await project('vite', '<script type="module" src="./main.js"></script>');
    const vite = await importTool('vite');
    await vite.build({ root, base: './', configFile: false, logLevel: 'error' });
    assertLoss(await browser.answerOf(`${server.url}vite/dist/`));
  });

  it('Vite, serving sources', async () => {
    const root = await project('vite-dev', '<script type="module" src="./main.js"></script>');
    const vite = await importTool('vite');
    const dev = await vite.createServer({
      root,
      configFile: false,
      logLevel: 'error',
      // Tries the next port if this one is taken.
      server: { host: '127.0.0.1', port: 4400 },
    });
    try {
      await dev.listen();
      assertLoss(await browser.answerOf(`http://127.0.0.1:${dev.httpServer.address().port}/`));
    } finally {
      await dev.close();
    }
  });

  it('webpack', async () => {
    const root = await project('webpack', '<script src="./dist/main.js" defer></script>');
    await runWebpack({ context: root, entry: './main.js', mode: 'production', output: { path: join(root, 'dist') } });
    assertLoss(await browser.answerOf(`${server.url}webpack/`));
  });

  it('webpack, with a worker', async () => {
    const root = await workerProject('webpack-worker', '<script src="./dist/main.js" defer></script>');
    await runWebpack({ context: root, entry: './main.js', mode: 'production', output: { path: join(root, 'dist') } });
    assertLoss(await browser.answerOf(`${server.url}webpack-worker/`));
  });

  it('Rollup', async () => {
    const root = await project('rollup', '<script type="module" src="./dist/main.js"></script>');
    const { rollup } = await importTool('rollup');
    const { nodeResolve } = await importTool('@rollup/plugin-node-resolve');
    const bundle = await rollup({ input: join(root, 'main.js'), plugins: [nodeResolve({ browser: true })] });
    await bundle.write({ dir: join(root, 'dist'), format: 'es' });
    await bundle.close();
    assertLoss(await browser.answerOf(`${server.url}rollup/`));
  });

  it('esbuild, into one file', async () => {
    const root = await project('esbuild', '<script type="module" src="./dist/main.js"></script>');
    await requireTool('esbuild').build({
      entryPoints: [join(root, 'main.js')],
      bundle: true,
      format: 'esm',
      outdir: join(root, 'dist'),
      logLevel: 'error',
    });
    assertLoss(await browser.answerOf(`${server.url}esbuild/`));
  });

  it('esbuild, splitting', async () => {
    const root = await project('esbuild-splitting', '<script type="module" src="./dist/main.js"></script>');
    await requireTool('esbuild').build({
      entryPoints: [join(root, 'main.js')],
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir: join(root, 'dist'),
      logLevel: 'error',
    });
    assertLoss(await browser.answerOf(`${server.url}esbuild-splitting/`));
  });

  it('Parcel', async () => {
    const root = await project('parcel', '<script type="module" src="./main.js"></script>');
    const parcel = join(tools, 'node_modules/parcel/lib/bin.js');
    const { code, output } = await consumer.run(
      process.execPath,
      [parcel, 'build', 'index.html', '--dist-dir', 'dist', '--no-cache', '--no-autoinstall'],
      { cwd: root, check: false },
    );
    assert.equal(code, 0, output);
    const site = await serveFolder(join(root, 'dist'));
    try {
      assertLoss(await browser.answerOf(site.url));
    } finally {
      await site.close();
    }
  });
});

describe('no bundler', () => {
  before(() =>
    cp(join(consumer.installed, 'dist'), join(consumer.folder, 'plain/label-smoothing'), { recursive: true }),
  );

  const plainLoad = `import { load } from './label-smoothing/lib/index.js';\n`;
  const plain = (code) => code.replace(/import \{ load \} from 'label-smoothing';\n/, plainLoad);

  it('<script type="module"> from a static server', async () => {
    const code = plain(source).replace("import 'label-smoothing/element';\n", '');
    await consumer.write('plain/main.js', code.replace(/ {2}await document.*\n/, ''));
    await consumer.write('plain/index.html', page('<script type="module" src="./main.js"></script>', ''));
    assertLoss(await browser.answerOf(`${server.url}plain/`));
  });

  it('a Web Worker of the module kind', async () => {
    await consumer.write('plain/worker.js', plain(workerSource));
    await consumer.write('plain/start-worker.js', workerPage);
    await consumer.write('plain/worker.html', page('<script type="module" src="./start-worker.js"></script>', ''));
    assertLoss(await browser.answerOf(`${server.url}plain/worker.html`));
  });
});

describe('restricted pages', () => {
  before(async () => {
    const root = await project('strict', '<script type="module" src="./dist/main.js"></script>');
    await requireTool('esbuild').build({
      entryPoints: [join(root, 'main.js')],
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir: join(root, 'dist'),
      logLevel: 'error',
    });
  });

  it('the strict content security policy', async () => {
    const strict = await serveFolder(consumer.folder, { 'Content-Security-Policy': contentSecurityPolicy });
    try {
      assertLoss(await browser.answerOf(`${strict.url}strict/`));
    } finally {
      await strict.close();
    }
  });

  it('a frame with sandbox="allow-scripts"', async () => {
    // The frame's origin is opaque, so module scripts need permission from the server.
    const open = await serveFolder(consumer.folder, { 'Access-Control-Allow-Origin': '*' });
    try {
      const frame = '<iframe sandbox="allow-scripts" src="./index.html" width="800" height="800"></iframe>';
      await consumer.write('strict/frame.html', page('', frame));
      assertLoss(await browser.answerOf(`${open.url}strict/frame.html`, { frame: true }));
    } finally {
      await open.close();
    }
  });
});

/** A project of two files in a folder of its own. It uses the node_modules of the folder above. */
async function project(name, script) {
  await consumer.write(`${name}/main.js`, source);
  await consumer.write(`${name}/index.html`, page(script));
  return join(consumer.folder, name);
}

async function workerProject(name, script) {
  await consumer.write(`${name}/main.js`, workerPage);
  await consumer.write(`${name}/worker.js`, workerSource);
  await consumer.write(`${name}/index.html`, page(script, ''));
  return join(consumer.folder, name);
}

function runWebpack(options) {
  const webpack = requireTool('webpack');
  return new Promise((done, reject) => {
    webpack(options, (error, stats) => {
      if (error) reject(error);
      else if (stats.hasErrors() || stats.hasWarnings())
        reject(new Error(stats.toString({ all: false, errors: true, warnings: true })));
      else done();
    });
  });
}
