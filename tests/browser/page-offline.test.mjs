// npm test -- --all
// The page without a network and after a new build, served below a path, as on many hosts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { contentSecurityPolicy } from '../../scripts/shared/serve.mjs';
import { engineNames, openEngine } from './engines.mjs';
import { openChapters, openSite, patience, until } from './support.mjs';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Serves dist/site below /some/path/ with more `headers`; `edit` may change what is sent, nothing for what is not there. */
async function serveBelowPath(edit = (_, content) => content, headers = {}) {
  const server = createServer(async (request, response) => {
    const path = /^\/some\/path\/([^?]*)/.exec(request.url)?.[1];
    try {
      const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
      const content = edit(name, await readFile(join(root, 'dist/site', name)).catch(() => undefined));
      if (content === undefined) throw new Error('not found');
      for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
      response.setHeader('Content-Type', types[extname(name)]);
      response.setHeader('Content-Security-Policy', contentSecurityPolicy);
      response.setHeader('Cache-Control', name.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-cache');
      response.end(content);
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
  context.setDefaultTimeout(patience);
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

/**
 * What browsers do after half a minute. A driven Chromium that has done so by itself, to a worker that replaced another,
 * never answers the next navigation.
 */
async function stopWorkers(context, page) {
  const session = await context.newCDPSession(page);
  const stopped = new Promise((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some(({ status, runningStatus }) => status === 'activated' && runningStatus === 'stopped'))
        resolve();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await session.detach();
}

const allFiguresRun = async (page) => {
  await openChapters(page);
  for (const figure of await page.locator('label-smoothing').all()) {
    await figure.scrollIntoViewIfNeeded();
    await page.waitForFunction((element) => Object.keys(element.getReadout()).length > 0, await figure.elementHandle());
  }
};

/** Of all pictures of a page, in view or not, those that cannot be had; those in the page itself always can. */
const missingPictures = (page) =>
  page.evaluate(async () => {
    const sources = [...document.images].map(({ src }) => src).filter((src) => !src.startsWith('data:'));
    const answers = await Promise.all(sources.map(async (src) => [src, await fetch(src).catch(() => ({ ok: false }))]));
    return answers.filter(([, { ok }]) => !ok).map(([src]) => src);
  });

for (const [kind, headers] of [
  ['an origin makes no difference to', {}],
  // Module requests carry an origin, what the service worker keeps beforehand was asked for without.
  ['answers vary with the origin', { Vary: 'Origin', 'Access-Control-Allow-Origin': '*' }],
]) {
  test(`works without a network where ${kind}, in both languages, with every figure and picture`, async () => {
    const server = await serveBelowPath(undefined, headers);
    const { context, page } = await visit(server.url);
    await page.reload();
    await allFiguresRun(page);
    await server.close();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.url}#v=1&figure=targets&alpha=0.2`);
    await page.reload();
    await allFiguresRun(page);
    assert.deepEqual(await missingPictures(page), []);
    assert.equal(
      await page.evaluate(() =>
        document.getElementById('figure-targets').getReadout()['target-probability'].toFixed(4),
      ),
      '0.8400',
    );
    await page.click('#language');
    await page.waitForURL(/\/en\/#v=2/);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await allFiguresRun(page);
    assert.deepEqual(await missingPictures(page), []);
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`a page that was open before a release goes on where ${kind}`, async () => {
    let isReleased = false;
    // A change in the core gives every script another name.
    const scripts = (await readdir(join(root, 'dist/site/assets'))).filter((name) => name.endsWith('.js'));
    const released = new Map(scripts.map((name) => [name.replace(/.{3}\.js$/, 'new.js'), name]));
    const renamed = (text) => [...released].reduce((all, [newer, older]) => all.replaceAll(older, newer), text);
    const server = await serveBelowPath((name, content) => {
      if (!isReleased) return content;
      const [, script] = /^assets\/(.*\.js)$/.exec(name) ?? [];
      // The server has only the newest release.
      if (script && !released.has(script)) return undefined;
      if (script) return renamed(readFileSync(join(root, 'dist/site/assets', released.get(script)), 'utf8'));
      if (name === 'service-worker.js') return renamed(String(content)).replace("version = '", '$&new');
      return name.endsWith('.html') && content ? renamed(String(content)) : content;
    }, headers);
    const { context, page } = await visit(server.url);
    await page.reload();
    isReleased = true;
    const reader = await context.newPage();
    await reader.goto(server.url);
    // Until the worker of the release is in charge.
    await reader.waitForFunction(async () => {
      const { installing, waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {};
      const name = (await caches.keys()).find((name) => / new/.test(name));
      return (
        name &&
        !installing &&
        !waiting &&
        active?.state === 'activated' &&
        navigator.serviceWorker.controller === active &&
        (await (await caches.open(name)).match(location.href, { ignoreVary: true })) !== undefined
      );
    });
    // The page of the old release asks for its own parts.
    await allFiguresRun(page);
    await server.close();
    await stopWorkers(context, reader);
    // Pictures may still be on their way; that all are kept is tested above.
    await reader.reload({ waitUntil: 'domcontentloaded' });
    await allFiguresRun(reader);
    const loaded = await reader.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.ok(
      loaded.some((name) => /heatmap-.{5}new\.js$/.test(name)),
      String(loaded),
    );
    await context.close();
  });
}

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
    await fetch('first.js?x=1');
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

test('checks a model without a network, after a visit to that page alone', async () => {
  const server = await serveBelowPath();
  const context = await site.browser.newContext();
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto(`${server.url}en/check/`);
  // Its parts are kept one after the other, after the page itself.
  const parts = JSON.parse(await readFile(join(root, 'dist/site/check/files.json'), 'utf8'));
  await until(() =>
    page.evaluate(async (parts) => {
      const kept = await Promise.all(
        parts.map((part) => caches.match(new URL(`../../${part}`, location.href), { ignoreVary: true })),
      );
      return kept.every(Boolean);
    }, parts),
  );
  await server.close();
  await page.reload({ waitUntil: 'domcontentloaded' });
  const rows = Array.from({ length: 60 }, (_, row) => `${(row % 10) / 10},${1 - (row % 10) / 10},${row % 3 ? 1 : 0}`);
  await page.setInputFiles('input[type=file]', {
    name: 'predictions.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`first,second,label\n${rows.join('\n')}`),
  });
  // Sure of .5 to 1, .75 on average.
  await page.getByText('claims 75.0 %').first().waitFor();
  await page.waitForFunction(() => document.querySelector('label-smoothing').shadowRoot?.querySelector('canvas'));
  await context.close();
});

for (const name of engineNames.filter((name) => name !== 'chromium')) {
  test(`works without a network in ${name}, with every figure, after a visit and a reload`, async () => {
    const browser = await openEngine(name);
    const server = await serveBelowPath();
    const page = await browser.open(`${server.url}en/`);
    const keptBinary = async () => {
      const names = await caches.keys();
      const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().some(({ url }) => /\/(relaxed-simd|simd|scalar)-/.test(url));
    };
    await page.waitFor(keptBinary);
    await page.goto(`${server.url}en/`);
    await page.waitFor(() => navigator.serviceWorker.controller !== null);
    await server.close();
    // The page in the other language, which was not visited.
    await page.goto(`${server.url}#v=1&figure=targets&alpha=0.2`);
    const ids = await page.waitFor(() => [...document.querySelectorAll('label-smoothing')].map(({ id }) => id));
    assert.ok(ids.length >= 15);
    for (const id of ids) {
      await page.waitFor((id) => {
        const figure = document.getElementById(id);
        figure.closest('details')?.setAttribute('open', '');
        figure.scrollIntoView({ block: 'center', behavior: 'instant' });
        return Object.keys(figure.getReadout?.() ?? {}).length > 0;
      }, id);
    }
    const share = await page.evaluate(
      () => document.getElementById('figure-targets').getReadout()['target-probability'],
    );
    assert.equal(share.toFixed(4), '0.8400');
    await browser.close();
  });
}
