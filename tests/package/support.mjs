// Packs the package as it would be published, installs the tarball outside the checkout, and runs there what consumers
// run.
//
//   const consumer = await installPackage();          once per file, in before(): a folder with node_modules/label-smoothing
//   await consumer.write('main.js', source);
//   await consumer.close();                            in after()
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { chromium } from 'playwright-core';
import { root, run } from '../../scripts/shared/common.mjs';
import { findChromium } from '../../scripts/shared/system-packages.mjs';
import { chromiumArguments } from '../browser/support.mjs';

/** Tools that only these tests need; scripts/test.mjs installs them. */
export const tools = join(root, 'tests/package');
export const requireTool = createRequire(join(tools, 'package.json'));
export const importTool = (name) => import(requireTool.resolve(name));

/** PyTorch's F.cross_entropy([[1, 2, 3, 4, 5]], [1], label_smoothing=0.1) in double precision. */
export const expectedLoss = 3.351914395938;

/** What every consumer computes, importing `label-smoothing` in its own way. */
export const lossExpression =
  'ls.crossEntropy(Float32Array.of(1, 2, 3, 4, 5), [1], { classes: 5, labelSmoothing: 0.1 })';

export function assertLoss(actual) {
  const value = Number(actual);
  assert.ok(Math.abs(value - expectedLoss) < 1e-6, `the loss is ${actual}, expected ${expectedLoss}`);
}

/** Packs dist/ as the build left it. Returns the path of the tarball in `folder`. */
async function packTarball(folder) {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const [{ filename, files }] = JSON.parse(stdout);
  return { tarball: join(folder, filename), files: files.map(({ path }) => path) };
}

const isSource = (path) => !['node_modules', 'dist', '.next'].includes(basename(path));
const installQuietly = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * A project in a temporary folder with the tarball and its dependencies installed: empty apart from that, or a copy of
 * `template`, a project with its own lock file.
 */
export async function installPackage({ template } = {}) {
  // Bundlers compare real paths; the system's temporary folder may be a link.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'label-smoothing-')));
  const write = async (path, text) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    return join(folder, path);
  };
  const npm = (...args) => run('npm', args, { cwd: folder, hint: 'Check the network and run the command again.' });
  if (template) {
    await cp(template, folder, { recursive: true, filter: isSource });
    await npm(...installQuietly);
  } else await write('package.json', '{ "name": "consumer", "version": "1.0.0", "private": true, "type": "module" }\n');
  const { tarball, files } = await packTarball(folder);
  await npm(...installQuietly, tarball);
  return {
    folder,
    tarball,
    files,
    installed: join(folder, 'node_modules/label-smoothing'),
    write,
    /** Copies a folder into the project, without anything installed or built, and returns its path. */
    async copy(source) {
      const target = join(folder, basename(source));
      await cp(source, target, { recursive: true, filter: isSource });
      return target;
    },
    run: (command, args, options) => run(command, args, { cwd: folder, ...options }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** A static server for a folder; every response has `headers`. */
export async function serveFolder(folder, headers = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const file = resolve(folder, `.${path.endsWith('/') ? `${path}index.html` : path}`);
    const content = file.startsWith(folder + sep) ? await readFile(file).catch(() => undefined) : undefined;
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(content ? 200 : 404, { 'Content-Type': content ? type : 'text/plain', ...headers });
    response.end(content ?? 'not found');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Chromium for a test file; close it in after(). */
export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  return {
    /**
     * Opens a page, waits until its script has left something in `globalThis.answer`, or where `read` looks, and returns
     * it. Any error in the page rejects.
     */
    async answerOf(url, { frame = false, read = () => globalThis.answer ?? null } = {}) {
      const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
      try {
        const page = await context.newPage();
        const problems = [];
        page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
        page.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
        });
        page.on('response', (response) => {
          if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
        });
        await page.goto(url);
        const place = frame ? page.frames().find((candidate) => candidate !== page.mainFrame()) : page.mainFrame();
        assert.ok(place, 'there is no frame');
        const answer = await place
          .waitForFunction(read, undefined, { timeout: 120_000 })
          .then((handle) => handle.jsonValue())
          .catch((error) => error.message);
        assert.deepEqual(problems, []);
        return answer;
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
