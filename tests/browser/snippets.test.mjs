// The snippets that the builder and the menu hand out, pasted into a plain page of another site, on a slow line.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openHost, post } from './embed.mjs';
import { frames, openSite, patience, settled } from './support.mjs';

let site;
let host;
before(async () => {
  site = await openSite();
  host = await openHost();
});
after(async () => {
  await host?.close();
  await site?.close();
});

/** What the builder writes for a figure of these settings. */
async function snippetOf(tool, { query = 'figure=targets', hide = [], source = 'newest' } = {}) {
  const { page, problems, close } = await site.open(`embed/builder/?lang=en&${query}`);
  await page.evaluate(() => document.querySelector('label-smoothing').ready);
  for (const name of hide) await page.locator(`input[value=${name}]`).uncheck();
  await page.locator(`#tab-${tool}`).click();
  if (source !== 'newest') await page.selectOption('#source', source);
  const code = await settled(() => page.inputValue('#code'), 500);
  assert.deepEqual(problems, []);
  await close();
  return code;
}

/** Opens a page of the host with a snippet in it and waits for its figure; answers how far the page moved. */
async function shiftOf(snippet, width) {
  host.pages.set('plain', post(`<h1>A post</h1><p>Before.</p>${snippet}<p id="after">After.</p>`));
  const context = await site.browser.newContext({ viewport: { width, height: 2400 } });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.shifts.push([
          value,
          ...sources.map(
            ({ node, previousRect, currentRect }) => `${node?.nodeName} ${node?.id} ${previousRect.y} ${currentRect.y}`,
          ),
        ]);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // Slow enough for the page to be painted before each of them.
  await page.route(/\/embed\//, async (route) => {
    await new Promise((done) => setTimeout(done, 200));
    await route.continue();
  });
  await page.goto(`${host.url}plain`);
  const place = snippet.includes('<iframe') ? page.frames()[1] : page;
  await place.waitForFunction(
    () => {
      const figure = document.querySelector('label-smoothing');
      return figure?.shadowRoot && Object.keys(figure.getReadout()).length > 0;
    },
    undefined,
    { timeout: patience },
  );
  const after = await settled(
    () => page.evaluate(() => Math.round(document.querySelector('small, #after').getBoundingClientRect().top)),
    500,
  );
  await frames(page);
  const answer = await page.evaluate(() => {
    const box = document.querySelector('iframe, label-smoothing');
    const card = box.shadowRoot?.querySelector('.frame') ?? box;
    const { bottom, height } = card.getBoundingClientRect();
    return { shifts: window.shifts, bottom: Math.round(bottom), height };
  });
  assert.deepEqual(problems, []);
  await context.close();
  return { ...answer, after };
}

describe('nothing moves while a figure loads', () => {
  const cases = {
    'with the script': ['html'],
    'with the pinned script': ['html', { source: 'pinned' }],
    'in an iframe': ['iframe'],
    'with few controls': ['html', { query: 'figure=heatmap', hide: ['prior', 'convention', 'classes'] }],
    'without controls in an iframe': ['iframe', { query: 'figure=loss-curve', hide: ['controls'] }],
    'that is much higher where it is narrow': ['html', { query: 'figure=steps' }],
  };
  for (const [name, [tool, settings]] of Object.entries(cases)) {
    it(name, async () => {
      const snippet = await snippetOf(tool, settings);
      for (const width of [390, 820, 1280]) {
        const { shifts, after, bottom, height } = await shiftOf(snippet, width);
        assert.deepEqual(shifts, [], `${width} pixels wide`);
        // The room that was kept is the room that was needed, but for text that wraps at another width.
        assert.ok(after - bottom < 40 + 0.1 * height, `${width} pixels wide: ${after - bottom} pixels are empty`);
      }
    });
  }
});

it('the test above sees a page that moves', async () => {
  const snippet = await snippetOf('html');
  const { shifts } = await shiftOf(snippet.replace(/<i slot="room".*?<\/i>/, ''), 390);
  assert.notDeepEqual(shifts, []);
});

it('the menu of a figure without a page of its own copies the element with its script', async () => {
  const script = `${site.url}embed/label-smoothing.js`;
  host.pages.set(
    'own',
    post(
      `<script type="module" src="${script}"></script><label-smoothing figure="targets" alpha="0.3" loading="eager"></label-smoothing>`,
    ),
  );
  const context = await site.browser.newContext({
    viewport: { width: 800, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(`${host.url}own`);
  await page.locator('label-smoothing .share > summary').click();
  await page.locator('label-smoothing .menu').getByRole('button', { name: 'Copy embed code' }).click();
  await page.locator('label-smoothing .menu [role=status]', { hasText: 'Done' }).waitFor();
  const snippet = await page.evaluate(() => navigator.clipboard.readText());
  await context.close();
  assert.match(
    snippet,
    new RegExp(
      `^<script type="module" src="${script}"></script>\n<label-smoothing figure="targets" alpha="0.3" lang="en" `,
    ),
  );
  const { shifts } = await shiftOf(snippet, 800);
  assert.deepEqual(shifts, []);
});

describe('resize.js', () => {
  const heights = (page) =>
    page.evaluate(() => {
      const frame =
        document.querySelector('iframe') ?? document.getElementById('host').shadowRoot.querySelector('iframe');
      const { paddingTop, paddingBottom, borderTopWidth, borderBottomWidth } = getComputedStyle(frame);
      const around = [paddingTop, paddingBottom, borderTopWidth, borderBottomWidth]
        .map(Number.parseFloat)
        .reduce((a, b) => a + b);
      return Math.round(frame.getBoundingClientRect().height - around);
    });
  const inside = (page) =>
    page.frames()[1].evaluate(() => Math.ceil(document.querySelector('main').getBoundingClientRect().height));
  const frame = () =>
    `<iframe src="${site.url}embed/?figure=targets" title="Targets" width="600" height="200"></iframe>`;
  const script = () => `<script async src="${site.url}embed/resize.js"></script>`;

  async function open(body, head = '') {
    host.pages.set('frames.css', {
      type: 'text/css',
      text: 'iframe { padding: 10px; border: 3px solid; } .border-box iframe { box-sizing: border-box }',
    });
    host.pages.set('shadow.js', {
      type: 'text/javascript',
      text: `document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = document.getElementById('inside').innerHTML;`,
    });
    host.pages.set('frames', post(body, { head }));
    const context = await site.browser.newContext({ viewport: { width: 900, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${host.url}frames`);
    await page
      .frames()[1]
      .waitForFunction(
        () => Object.keys(document.querySelector('label-smoothing')?.getReadout?.() ?? {}).length > 0,
        undefined,
        { timeout: patience },
      );
    return { page, close: () => context.close() };
  }

  for (const box of ['content-box', 'border-box']) {
    it(`gives an iframe with padding and a border its content's height: ${box}`, async () => {
      const { page, close } = await open(
        `<div class="${box}">${frame()}</div>${script()}`,
        '<link rel="stylesheet" href="/frames.css">',
      );
      const height = await settled(() => heights(page));
      assert.equal(height, await inside(page));
      await close();
    });
  }

  it('finds frames in shadow roots', async () => {
    const { page, close } = await open(
      `<div id="host"></div><template id="inside">${frame()}</template><script src="/shadow.js"></script>${script()}`,
    );
    const height = await settled(() => heights(page));
    assert.equal(height, await inside(page));
    await close();
  });

  it('is told one height, that of the figure that has been drawn', async () => {
    host.pages.set('told.js', {
      type: 'text/javascript',
      text: `window.told = []; addEventListener('message', ({ data }) => { const { height } = data['label-smoothing'] ?? {}; if (height) told.push(height); });`,
    });
    const { page, close } = await open(`<script src="/told.js"></script>${frame()}`);
    const told = await settled(() => page.evaluate(() => window.told), 700);
    assert.deepEqual([...new Set(told)], [await inside(page)]);
    await close();
  });
});

describe('the builder', () => {
  it('writes an iframe without a bevel, and the newest script unless a version is asked for', async () => {
    assert.match(await snippetOf('iframe'), /<iframe [^>]*style="border:0;/);
    assert.match(
      await snippetOf('html'),
      new RegExp(`^<script type="module" src="${site.url}embed/label-smoothing\\.js"></script>`),
    );
    assert.match(
      await snippetOf('html', { source: 'pinned' }),
      /^<script type="module" src="[^"]+\/embed\/[\d.]+\/label-smoothing\.js" integrity="sha384-[^"]{64}" crossorigin><\/script>/,
    );
  });
});

describe('pictures', () => {
  it('has one of every figure, in both languages and as PNG, at an address that stays', async () => {
    const list = await (await fetch(`${site.url}embed/`)).text();
    const figures = [...list.matchAll(/\?figure=([a-z-]+)/g)].map(([, name]) => name);
    assert.ok(figures.length >= 14, String(figures));
    for (const name of figures) {
      const [en, zh, png] = await Promise.all(
        ['svg', 'zh-Hant.svg', 'png'].map(async (ending) =>
          Buffer.from(await (await fetch(`${site.url}embed/${name}.${ending}`)).arrayBuffer()),
        ),
      );
      const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(en) ?? [];
      assert.ok(width >= 640, `${name}.svg: ${en.subarray(0, 80)}`);
      assert.match(String(zh), /[\u4e00-\u9fff]/);
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * width, 2 * height]);
    }
  });

  it('holds all its texts, none of them squeezed', async () => {
    const list = await (await fetch(`${site.url}embed/`)).text();
    const { page, close } = await site.open('404.html');
    for (const [, name] of list.matchAll(/\?figure=([a-z-]+)/g)) {
      for (const file of [`${name}.svg`, `${name}.zh-Hant.svg`]) {
        const svg = await (await fetch(`${site.url}embed/${file}`)).text();
        assert.doesNotMatch(svg, /textLength/, file);
        const outside = await page.evaluate((svg) => {
          document.body.innerHTML = svg;
          const picture = document.querySelector('svg').getBoundingClientRect();
          return [...document.querySelectorAll('text')]
            .filter((text) => {
              const { left, right, bottom } = text.getBoundingClientRect();
              return left < picture.left || right > picture.right || bottom > picture.bottom;
            })
            .map(({ textContent }) => textContent);
        }, svg);
        assert.deepEqual(outside, [], file);
      }
    }
    await close();
  });

  it('stands where no script runs, if it shows what was set up', async () => {
    for (const tool of ['html', 'iframe']) {
      const snippet = await snippetOf(tool);
      const picture = `<img src="${site.url}embed/targets.svg" alt="A label before and after smoothing"`;
      assert.ok(snippet.includes(picture), snippet);
    }
    const snippet = await snippetOf('html');
    host.pages.set('plain', post(snippet));
    const context = await site.browser.newContext({ javaScriptEnabled: false, viewport: { width: 800, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${host.url}plain`, { waitUntil: 'networkidle' });
    const { width, height } = await page.locator('label-smoothing img').boundingBox();
    assert.ok(width > 600 && height > 400, `${width} × ${height}`);
    await context.close();
  });

  it('is what a feed shows, which takes out scripts, frames, styles and unknown elements', async () => {
    for (const tool of ['html', 'iframe', 'wordpress']) {
      const snippet = await snippetOf(tool);
      const { page, close } = await site.open('404.html', { viewport: { width: 800, height: 900 } });
      const { width, link } = await page.evaluate(async (snippet) => {
        const { body } = new DOMParser().parseFromString(snippet, 'text/html');
        for (const element of body.querySelectorAll('script, iframe')) element.remove();
        for (const element of body.querySelectorAll('[style]')) element.removeAttribute('style');
        for (const element of body.querySelectorAll('label-smoothing')) element.replaceWith(...element.childNodes);
        document.body.replaceChildren(...body.childNodes);
        const image = document.querySelector('img');
        image.loading = 'eager';
        await image.decode();
        return { width: image.getBoundingClientRect().width, link: image.closest('a').href };
      }, snippet);
      assert.ok(width > 600, `${tool}: ${width}`);
      assert.equal(link, `${site.url}embed/?figure=targets`);
      await close();
    }
  });

  it('is left out where it would show something else', async () => {
    const { page, close } = await site.open('embed/builder/?lang=en&figure=targets');
    await page.evaluate(() => document.querySelector('label-smoothing').ready);
    await page.locator('label-smoothing input#alpha').fill('0.5');
    const code = await settled(() => page.inputValue('#code'));
    assert.doesNotMatch(code, /<img/);
    assert.match(code, /<a href="[^"]+\/embed\/\?figure=targets&amp;alpha=0\.5"/);
    await close();
  });
});

it('an address that leads nowhere shows a page that leads back, in both languages', async () => {
  for (const address of ['nowhere', 'en/no/where/', 'embed/nothing.js']) {
    const response = await fetch(site.url + address);
    assert.equal(response.status, 404, address);
    const html = await response.text();
    assert.match(html, /<a href="\/">/);
    assert.match(html, /<a href="\/en\/">/);
  }
  const { page, close } = await site.open('404.html');
  const { left, right } = await page.getByRole('heading', { level: 1 }).evaluate((title) => {
    const { left, right } = title.getBoundingClientRect();
    return { left, right: innerWidth - right };
  });
  assert.ok(left > 100 && Math.abs(left - right) < 2, 'its style sheet is there: the text stands in the middle');
  await close();
});

describe('a saved page', () => {
  /** The page of a host with this in it, saved as MHTML once its figure has been drawn, and opened again. */
  async function saved(body, change) {
    host.pages.set('saved', post(body));
    const context = await site.browser.newContext({ viewport: { width: 900, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${host.url}saved`);
    const place = body.includes('<iframe') ? page.frames()[1] : page;
    await place.waitForFunction(() => document.querySelector('label-smoothing').getReadout?.().alpha !== undefined);
    await page.evaluate(() => document.querySelector('label-smoothing img')?.decode());
    await change?.(place);
    const session = await context.newCDPSession(page);
    const { data } = await session.send('Page.captureSnapshot', { format: 'mhtml' });
    const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-saved-'));
    const path = join(folder, 'page.mhtml');
    await writeFile(path, data);
    await page.goto(pathToFileURL(path).href);
    return {
      page,
      async close() {
        await context.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  }

  it('shows the picture in the figure’s place', async () => {
    const { page, close } = await saved(await snippetOf('html'));
    const image = page.locator('label-smoothing a.saved img');
    const { width, height } = await image.boundingBox();
    assert.ok(width > 600 && height > 400, `${width} × ${height}`);
    assert.ok(await image.evaluate(({ naturalWidth }) => naturalWidth > 600));
    assert.equal(await page.locator('label-smoothing input:visible').count(), 0);
    await close();
  });

  it('shows a picture of the figure as it was in an iframe', async () => {
    const { page, close } = await saved(await snippetOf('iframe'), async (frame) => {
      await frame.locator('input#alpha').fill('0.45');
      await frame.waitForFunction(() => {
        const { src } = document.querySelector('label-smoothing').shadowRoot.querySelector('.saved');
        return decodeURIComponent(src).includes('α = 0.45');
      });
    });
    const frame = page.frameLocator('iframe');
    const { width, height } = await frame.locator('label-smoothing .saved').boundingBox();
    assert.ok(width > 600 && height > 400, `${width} × ${height}`);
    assert.equal(await frame.locator('label-smoothing input:visible').count(), 0);
    await close();
  });

  it('has the figure’s numbers where there is no picture', async () => {
    const { page, close } = await saved(await snippetOf('html', { query: 'figure=targets&alpha=0.3' }));
    assert.ok(await page.locator('label-smoothing dd', { hasText: '0.76' }).isVisible());
    await close();
  });

  it('has nothing of that before it is saved, nor when the figure has left', async () => {
    host.pages.set('live', post(await snippetOf('html')));
    const context = await site.browser.newContext({ viewport: { width: 900, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${host.url}live`);
    await page.waitForFunction(() => document.querySelector('label-smoothing').getReadout?.().alpha !== undefined);
    assert.ok(await page.locator('label-smoothing input#alpha').isVisible());
    assert.equal(await page.locator('label-smoothing img:visible').count(), 0);
    const left = await page.evaluate(async () => {
      const figure = document.querySelector('label-smoothing');
      figure.remove();
      await new Promise((done) => setTimeout(done));
      return figure.shadowRoot.querySelectorAll('.saved, [hidden].box').length;
    });
    assert.equal(left, 0);
    await context.close();
  });
});
