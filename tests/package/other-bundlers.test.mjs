// npm test -- --all
// The installed package in a browser, through the other common bundlers with their default settings, without one, and in
// restricted pages.
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { contentSecurityPolicy } from '../../scripts/shared/serve.mjs';
import { openProjects, page, source, workerPage, workerSource } from './projects.mjs';
import { assertLoss, importTool, requireTool, serveFolder, tools } from './support.mjs';

let projects;
before(async () => {
  projects = await openProjects();
});
after(() => projects?.close());

describe('bundlers with their default settings', () => {
  it('webpack', async () => {
    const root = await projects.project('webpack', '<script src="./dist/main.js" defer></script>');
    await runWebpack({ context: root, entry: './main.js', mode: 'production', output: { path: join(root, 'dist') } });
    assertLoss(await projects.browser.answerOf(`${projects.server.url}webpack/`));
  });

  it('webpack, with a worker', async () => {
    const root = await projects.workerProject('webpack-worker', '<script src="./dist/main.js" defer></script>');
    await runWebpack({ context: root, entry: './main.js', mode: 'production', output: { path: join(root, 'dist') } });
    assertLoss(await projects.browser.answerOf(`${projects.server.url}webpack-worker/`));
  });

  it('Rollup', async () => {
    const root = await projects.project('rollup', '<script type="module" src="./dist/main.js"></script>');
    const { rollup } = await importTool('rollup');
    const { nodeResolve } = await importTool('@rollup/plugin-node-resolve');
    const bundle = await rollup({ input: join(root, 'main.js'), plugins: [nodeResolve({ browser: true })] });
    await bundle.write({ dir: join(root, 'dist'), format: 'es' });
    await bundle.close();
    assertLoss(await projects.browser.answerOf(`${projects.server.url}rollup/`));
  });

  it('Parcel', async () => {
    const root = await projects.project('parcel', '<script type="module" src="./main.js"></script>');
    const parcel = join(tools, 'node_modules/parcel/lib/bin.js');
    const { code, output } = await projects.consumer.run(
      process.execPath,
      [parcel, 'build', 'index.html', '--dist-dir', 'dist', '--no-cache', '--no-autoinstall'],
      { cwd: root, check: false },
    );
    assert.equal(code, 0, output);
    const site = await serveFolder(join(root, 'dist'));
    try {
      assertLoss(await projects.browser.answerOf(site.url));
    } finally {
      await site.close();
    }
  });
});

describe('no bundler', () => {
  before(() =>
    cp(join(projects.consumer.installed, 'dist'), join(projects.consumer.folder, 'plain/label-smoothing'), {
      recursive: true,
    }),
  );

  const plainLoad = `import { load } from './label-smoothing/lib/index.js';\n`;
  const plain = (code) => code.replace(/import \{ load \} from 'label-smoothing';\n/, plainLoad);

  it('<script type="module"> from a static server', async () => {
    const code = plain(source).replace("import 'label-smoothing/element';\n", '');
    await projects.consumer.write('plain/main.js', code.replace(/ {2}await document.*\n/, ''));
    await projects.consumer.write('plain/index.html', page('<script type="module" src="./main.js"></script>', ''));
    assertLoss(await projects.browser.answerOf(`${projects.server.url}plain/`));
  });

  it('a Web Worker of the module kind', async () => {
    await projects.consumer.write('plain/worker.js', plain(workerSource));
    await projects.consumer.write('plain/start-worker.js', workerPage);
    await projects.consumer.write(
      'plain/worker.html',
      page('<script type="module" src="./start-worker.js"></script>', ''),
    );
    assertLoss(await projects.browser.answerOf(`${projects.server.url}plain/worker.html`));
  });
});

describe('restricted pages', () => {
  before(async () => {
    const root = await projects.project('strict', '<script type="module" src="./dist/main.js"></script>');
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
    const strict = await serveFolder(projects.consumer.folder, { 'Content-Security-Policy': contentSecurityPolicy });
    try {
      assertLoss(await projects.browser.answerOf(`${strict.url}strict/`));
    } finally {
      await strict.close();
    }
  });

  it('a frame with sandbox="allow-scripts"', async () => {
    // The frame's origin is opaque, so module scripts need permission from the server.
    const open = await serveFolder(projects.consumer.folder, { 'Access-Control-Allow-Origin': '*' });
    try {
      const frame = '<iframe sandbox="allow-scripts" src="./index.html" width="800" height="800"></iframe>';
      await projects.consumer.write('strict/frame.html', page('', frame));
      assertLoss(await projects.browser.answerOf(`${open.url}strict/frame.html`, { frame: true }));
    } finally {
      await open.close();
    }
  });
});

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
