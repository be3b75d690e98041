// npm test -- --all
// The page without a network and after a new build, served below a path, as on many hosts.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { contentSecurityPolicy } from '../../scripts/shared/serve.mjs';
import { openSite } from './support.mjs';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** Serves dist/site below /some/path/; `edit` may change a response. */
async function serveBelowPath(edit = (_, content) => content) {
  const server = createServer(async (request, response) => {
    const path = /^\/some\/path\/([^?]*)/.exec(request.url)?.[1];
    try {
      const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
      const content = await readFile(join(root, 'dist/site', name));
      response.setHeader('Content-Type', types[extname(name)]);
      response.setHeader('Content-Security-Policy', contentSecurityPolicy);
      response.setHeader('Cache-Control', name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-cache');
      response.end(edit(name, content));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/some/path/`,
    close: () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** A first visit, until the service worker has stored the page and this engine's binary. */
async function visit(url) {
  const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(async () => {
    const isKept = async () => {
      const names = await caches.keys();
      const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().some((request) => /\/(relaxed-simd|simd|scalar)-/.test(request.url));
    };
    while (!(await isKept())) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  return { context, page };
}

const allFiguresRun = async (page) => {
  for (const figure of await page.locator('label-smoothing').all()) {
    await figure.scrollIntoViewIfNeeded();
    await page.waitForFunction((element) => Object.keys(element.getReadout()).length > 0, await figure.elementHandle());
  }
};

test('works without a network after the first visit, in both languages, with every figure', async () => {
  const server = await serveBelowPath();
  const { context, page } = await visit(server.url);
  await server.close();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${server.url}#v=1&figure=targets&alpha=0.2`);
  await page.reload();
  await allFiguresRun(page);
  assert.equal(
    await page.evaluate(() => document.getElementById('figure-targets').getReadout()['target-probability'].toFixed(4)),
    '0.8400',
  );
  await page.click('#language');
  await page.waitForURL(/\/en\/#v=1/);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await allFiguresRun(page);
  assert.deepEqual(errors, []);
  await context.close();
});

test('shows a new build at once, and leaves what is not the page alone', async () => {
  let title = '';
  const server = await serveBelowPath((name, content) =>
    name === 'index.html' && title ? String(content).replace(/<title>.*<\/title>/, `<title>${title}</title>`) : content,
  );
  const { context, page } = await visit(server.url);
  await page.reload();
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null));
  title = 'A new build';
  await page.reload();
  assert.equal(await page.title(), 'A new build');
  const kept = await page.evaluate(async () => {
    await fetch('theme.js?x=1');
    await fetch('nothing-here.txt');
    const names = await caches.keys();
    return {
      names,
      urls: (await Promise.all(names.map(async (name) => (await caches.open(name)).keys())))
        .flat()
        .map(({ url }) => url),
    };
  });
  assert.equal(kept.names.length, 1);
  assert.match(kept.names[0], /some\/path/);
  assert.ok(!kept.urls.some((url) => /nothing-here|\?/.test(url)));
  await server.close();
  await page.reload();
  assert.equal(await page.title(), 'A new build');
  await context.close();
});
