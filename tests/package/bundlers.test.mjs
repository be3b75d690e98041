// The installed package in Node, and in a browser through Vite and esbuild with their default settings.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { openProjects } from './projects.mjs';
import { assertLoss, importTool, lossExpression, requireTool } from './support.mjs';

let projects;
before(async () => {
  projects = await openProjects();
});
after(() => projects?.close());

it('Node', async () => {
  await projects.consumer.write(
    'main.js',
    `import { load } from 'label-smoothing';\nconst ls = await load();\nconsole.log(ls.variant, ${lossExpression});\n`,
  );
  const [variant, loss] = (await projects.consumer.run(process.execPath, ['main.js'])).stdout.split(' ');
  assert.match(variant, /^(relaxed-)?simd$/);
  assertLoss(loss);
});

it('Vite, building', async () => {
  const root = await projects.project('vite', '<script type="module" src="./main.js"></script>');
  const vite = await importTool('vite');
  await vite.build({ root, base: './', configFile: false, logLevel: 'error' });
  assertLoss(await projects.browser.answerOf(`${projects.server.url}vite/dist/`));
});

it('Vite, serving sources', async () => {
  const root = await projects.project('vite-dev', '<script type="module" src="./main.js"></script>');
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
    assertLoss(await projects.browser.answerOf(`http://127.0.0.1:${dev.httpServer.address().port}/`));
  } finally {
    await dev.close();
  }
});

it('esbuild, into one file', async () => {
  const root = await projects.project('esbuild', '<script type="module" src="./dist/main.js"></script>');
  await requireTool('esbuild').build({
    entryPoints: [join(root, 'main.js')],
    bundle: true,
    format: 'esm',
    outdir: join(root, 'dist'),
    logLevel: 'error',
  });
  assertLoss(await projects.browser.answerOf(`${projects.server.url}esbuild/`));
});

it('esbuild, splitting', async () => {
  const root = await projects.project('esbuild-splitting', '<script type="module" src="./dist/main.js"></script>');
  await requireTool('esbuild').build({
    entryPoints: [join(root, 'main.js')],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: join(root, 'dist'),
    logLevel: 'error',
  });
  assertLoss(await projects.browser.answerOf(`${projects.server.url}esbuild-splitting/`));
});
