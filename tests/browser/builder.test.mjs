// The builder of snippets: its tabs, its link, what it hands out to download, and the folder for one's own site.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { root } from '../../scripts/shared/common.mjs';
import { serveFolder } from '../package/support.mjs';
import { openHost, post } from './embed.mjs';
import { openSite, patience, settled } from './support.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** Opens the builder and waits until its figure has been drawn and measured. */
async function open(path = '', options = {}) {
  const visit = await site.open(`embed/builder/?lang=en${path}`, options);
  await drawn(visit.page);
  return visit;
}

async function drawn(page) {
  await page.evaluate(() => document.querySelector('label-smoothing').ready);
  await settled(() => page.inputValue('#code'));
}

const fragment = (page) => page.evaluate(() => location.hash);

it('has tabs that arrow keys, Home and End choose, each with its own snippet', async () => {
  const { page, problems, close } = await open();
  const tabs = page.getByRole('tab');
  const names = await tabs.allTextContents();
  assert.deepEqual(names, [
    'HTML',
    'iframe',
    'Markdown',
    'README',
    'Hugo',
    'VitePress, Vue',
    'MDX, React',
    'Svelte',
    'Astro',
    'WordPress',
    'reveal.js',
    'Jupyter',
  ]);
  const chosen = async () => {
    const focused = page.locator('[role=tab]:focus');
    assert.equal(await focused.getAttribute('aria-selected'), 'true');
    assert.equal(await page.locator('[role=tab][tabindex="0"]').count(), 1);
    const name = await focused.textContent();
    assert.equal(await page.getByRole('tabpanel', { name, exact: true }).count(), 1);
    return name;
  };
  await tabs.first().focus();
  const texts = [await page.inputValue('#code')];
  for (const name of names.slice(1)) {
    await page.keyboard.press('ArrowRight');
    assert.equal(await chosen(), name);
    texts.push(await page.inputValue('#code'));
  }
  // Markdown takes the HTML as it is.
  assert.equal(new Set(texts).size, names.length - 1);
  for (const [key, name] of [
    ['ArrowRight', 'HTML'],
    ['ArrowLeft', 'Jupyter'],
    ['Home', 'HTML'],
    ['End', 'Jupyter'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await chosen(), name);
  }
  await page.keyboard.press('Tab');
  assert.equal(await page.locator('#code:focus').count(), 1);
  assert.deepEqual(problems, []);
  await close();
});

describe('its link', () => {
  it('has everything that is set, and opens it again', async () => {
    const { page, problems, close } = await open();
    await page.selectOption('#figure', 'heatmap');
    await drawn(page);
    await page.locator('label-smoothing input#alpha').fill('0.25');
    await page.selectOption('#lang', 'zh-Hant');
    await page.selectOption('#theme', 'dark');
    await page.selectOption('#loading', 'click');
    await page.locator('#group').fill('a');
    await page.locator('#picture').fill('https://example.org/a.png');
    for (const name of ['prior', 'notes']) await page.locator(`input[value=${name}]`).uncheck();
    await page.locator('#tab-svelte').click();
    await page.selectOption('#source', 'pinned');
    const expected =
      '#v=2&figure=heatmap&alpha=0.25&lang=zh-Hant&theme=dark&loading=click&group=a&picture=https%3A%2F%2Fexample.org%2Fa.png&hide=prior+notes&tool=svelte&source=pinned';
    await page.waitForFunction((expected) => location.hash === expected, expected, { timeout: patience });
    const code = await settled(() => page.inputValue('#code'));
    assert.match(code, /<img src="https:\/\/example\.org\/a\.png"/);
    assert.match(code, / loading="click"/);
    // In the other language, too.
    assert.equal(await page.getByRole('link', { name: '中文' }).getAttribute('href'), `?lang=zh-Hant${expected}`);
    await close();
    const again = await open(expected);
    assert.equal(await again.page.inputValue('#code'), code);
    assert.equal(await again.page.inputValue('#picture'), 'https://example.org/a.png');
    assert.equal(await fragment(again.page), expected);
    // Another link in the same tab.
    await again.page.evaluate(() => {
      location.hash = '#v=2&figure=targets&alpha=0.5&tool=hugo';
    });
    await again.page.waitForFunction(() => document.getElementById('code').value.includes('alpha="0.5" room='));
    assert.equal(await again.page.inputValue('#theme'), '');
    assert.equal(await again.page.inputValue('#loading'), '');
    assert.deepEqual([...problems, ...again.problems], []);
    await again.close();
  });

  it('opens the figure of a query, as links of old do', async () => {
    const { page, close } = await open('&figure=heatmap&alpha=0.2');
    assert.match(await page.inputValue('#code'), /<label-smoothing figure="heatmap" alpha="0\.2" style/);
    await close();
  });

  it('takes anything without an exception or a word of it in the code', async () => {
    const { page, problems, close } = await open();
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '"><script>alert(1)</script>',
        'javascript:alert(1)',
        'https://a.example/"onerror="alert(1)',
        '{{alert(1)}}',
        '"""+alert(1)+"""',
        '-->',
        '%E0%A4%A',
        '__proto__',
        'constructor',
      ),
    );
    const key = fc.constantFrom(
      'figure',
      'alpha',
      'lang',
      'theme',
      'loading',
      'group',
      'hide',
      'picture',
      'tool',
      'source',
      'v',
    );
    const encode = (value) => encodeURIComponent(value.toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(key, text), { maxLength: 6 }), async (pairs) => {
        const hash = ['figure=targets', ...pairs.map(([name, value]) => `${name}=${encode(value)}`)].join('&');
        await page.evaluate(async (hash) => {
          const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
          location.hash = location.hash === `#${hash}` ? `#${hash}&` : `#${hash}`;
          await changed;
          await document.querySelector('label-smoothing').ready.catch(() => {});
        }, hash);
        for (const tool of ['html', 'mdx', 'jupyter']) {
          await page.locator(`#tab-${tool}`).click();
          assert.doesNotMatch(await page.inputValue('#code'), /alert|-->/, hash);
        }
        assert.deepEqual(problems, []);
      }),
      { numRuns: 25, seed: 5 },
    );
    await close();
  });
});

it('shows in its preview what readers get, box by box, and has a compact preset', async () => {
  const { page, problems, close } = await open('#v=2&figure=targets');
  const preview = page.locator('.preview > label-smoothing').first();
  const parts = {
    toolbar: '.share',
    readout: '.readout',
    notes: '.notes',
    hint: '.hint',
    table: '.more > details',
    alpha: 'input#alpha',
  };
  for (const [name, selector] of Object.entries(parts)) {
    const part = preview.locator(selector);
    assert.ok(await part.isVisible(), name);
    await page.locator(`input[value=${name}]`).uncheck();
    await part.waitFor({ state: 'hidden' });
    await page.waitForFunction(
      (name) => new RegExp(`hide="[^"]*\\b${name}\\b`).test(document.getElementById('code').value),
      name,
    );
  }
  await page.getByRole('button', { name: 'Compact: chart and one control' }).click();
  await preview.locator('input#alpha').waitFor();
  for (const [name, selector] of Object.entries(parts)) {
    assert.equal(await preview.locator(selector).isVisible(), name === 'alpha', name);
  }
  assert.equal(await preview.locator('input[type=range]:visible').count(), 1);
  assert.ok(await preview.locator('canvas').isVisible());
  assert.ok(await preview.locator('figcaption').isVisible());
  await page.locator('input[value=caption]').uncheck();
  // Screen readers keep it.
  await page.waitForFunction(
    () => document.querySelector('.preview > label-smoothing').shadowRoot.querySelector('figcaption').clientWidth <= 1,
  );
  assert.deepEqual(problems, []);
  await close();
});

it('writes what the documents show, with the room and the picture besides', async () => {
  const text = await readFile(join(root, 'docs/embedding.md'), 'utf8');
  const shown = [...text.matchAll(/```(?:html)?\n(.*?)\n```/gs)].map(([, block]) =>
    block.replaceAll('SITE/', site.url),
  );
  const { page, close } = await open('#v=2&figure=targets&alpha=0.2&lang=en');
  const snippet = async (tool) => {
    await page.locator(`#tab-${tool}`).click();
    return (await page.inputValue('#code')).split('\n');
  };
  const [script, element] = await snippet('html');
  const [, opening] = /^(<label-smoothing .*?) style=/.exec(element);
  const inside = 'Shown until the figure is ready, and if it cannot be.';
  const withRoom = element
    .replace(/padding-top:[^"]*/, 'padding-top:calc(…)')
    .replace(/<\/i>.*<\/label/, '</i>…</label');
  const [box, resize] = await snippet('iframe');
  const frame = /<iframe .*<\/iframe>/
    .exec(box)[0]
    .replace(/height="\d+"/, 'height="640"')
    .replace(/border:0[^"]*/, 'border:0');
  const [shortcode] = await snippet('hugo');
  for (const code of [
    `${script}\n${opening}>${inside}</label-smoothing>`,
    withRoom,
    `${frame}\n${resize}`,
    shortcode.replace(/ room="[^"]*"/, ''),
  ]) {
    assert.ok(shown.includes(code), `docs/embedding.md shows no ${code}`);
  }
  await close();
});

describe('a figure that is loaded when readers click', () => {
  const fragmentOf = (tool) => `#v=2&figure=targets&alpha=0.3&loading=click&tool=${tool}`;

  it('says so in every snippet but that of a README', async () => {
    const { page, problems, close } = await open(fragmentOf('html'));
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      const code = await page.inputValue('#code');
      const name = await tab.textContent();
      if (name === 'README') assert.doesNotMatch(code, /click/);
      else if (code.includes('<iframe'))
        assert.match(code, /<iframe src="[^"?]+\?figure=targets&amp;alpha=0\.3" srcdoc="/, name);
      else assert.match(code, /label-smoothing figure="targets" alpha="0\.3" loading="click"/, name);
    }
    assert.deepEqual(problems, []);
    await close();
  });

  for (const [lang, heading, run] of [
    ['en', 'What readers see before they click', 'Run it here'],
    ['zh-Hant', '讀者按下按鈕前看到的', '在這裡操作'],
  ]) {
    it(`is shown below the preview as readers see it, and runs there: ${lang}`, async () => {
      const { page, problems, close } = await site.open(`embed/builder/?lang=${lang}#v=2&figure=targets&alpha=0.3`);
      await drawn(page);
      const before = page.locator('.before');
      assert.ok(await before.isHidden());
      await page.selectOption('#loading', 'click');
      await before.getByText(heading).waitFor();
      const picture = before.getByRole('img');
      await picture.waitFor();
      // It is that of the figure as it is set now.
      await page.locator('.preview > label-smoothing input#alpha').fill('0.5');
      await page.waitForFunction(() =>
        decodeURIComponent(document.querySelector('.before img').src).includes('α = 0.5'),
      );
      await before.getByRole('button', { name: run }).click();
      await page.waitForFunction(() => document.querySelector('.before label-smoothing').getReadout().alpha === 0.5);
      assert.ok(await picture.isHidden());
      await page.selectOption('#loading', '');
      await before.waitFor({ state: 'hidden' });
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('in an iframe fetches nothing but its picture until then', async () => {
    const { page, close } = await open('#v=2&figure=targets&loading=click&tool=iframe');
    const code = await page.inputValue('#code');
    await close();
    const host = await openHost();
    try {
      host.pages.set('click', post(code));
      const context = await site.browser.newContext({ viewport: { width: 900, height: 900 } });
      const tab = await context.newPage();
      const requests = [];
      tab.on('request', (request) => requests.push(request.url().replace(site.url, '')));
      await tab.goto(`${host.url}click`);
      const frame = tab.frameLocator('iframe');
      await frame.getByRole('img', { name: 'A label before and after smoothing' }).evaluate((image) => image.decode());
      const outside = new Set(requests.filter((url) => !url.startsWith(host.url) && !url.startsWith('data:')));
      assert.deepEqual([...outside].sort(), ['embed/resize.js', 'embed/targets.svg']);
      await frame.getByText('Run it here').click();
      await frame.locator('label-smoothing input#alpha').fill('0.4');
      await tab.waitForFunction(() => document.querySelector('iframe').style.height !== '100%');
      await context.close();
    } finally {
      await host.close();
    }
  });
});

it('hands out the same heights on a phone as on a desktop', async () => {
  const query = '&figure=steps#v=2&figure=steps&tool=iframe';
  const [phone, desktop] = await Promise.all(
    [
      { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 3 },
      { viewport: { width: 1280, height: 900 } },
    ].map(async (options) => {
      const { page, close } = await open(query, options);
      const code = await page.inputValue('#code');
      await close();
      return code;
    }),
  );
  assert.equal(phone, desktop);
});

describe('what it hands out to download', () => {
  async function download(page, name) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return [file.suggestedFilename(), await readFile(await file.path())];
  }

  it('is the figure as it is set, as SVG and PNG', async () => {
    const { page, problems, close } = await open('#v=2&figure=targets&alpha=0.3&theme=dark');
    const [svgName, svg] = await download(page, 'Download SVG');
    assert.equal(svgName, 'label-smoothing-targets.svg');
    assert.match(String(svg), /^<svg .*α = 0\.3/s);
    const [pngName, png] = await download(page, 'Download PNG');
    assert.equal(pngName, 'label-smoothing-targets.png');
    const [red, green, blue] = await page.evaluate(
      async (bytes) => {
        const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.drawImage(image, 0, 0);
        return [...canvas.getImageData(2, 2, 1, 1).data];
      },
      [...png],
    );
    assert.ok(red + green + blue < 200, 'the picture is dark');
    assert.deepEqual(problems, []);
    await close();
  });

  it('is a folder that works on another site, without this one', async () => {
    const { page, problems, close } = await open('#v=2&figure=targets&alpha=0.3&hide=notes');
    const [name, zip] = await download(page, 'Download folder (ZIP)');
    assert.equal(name, 'label-smoothing.zip');
    assert.deepEqual(problems, []);
    await close();
    const files = unzipSync(zip);
    const folder = await mkdtemp(join(tmpdir(), 'label-smoothing-folder-'));
    for (const [path, bytes] of Object.entries(files)) {
      if (path.endsWith('/')) continue;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const names = Object.keys(files);
    for (const part of ['label-smoothing.js', 'index.html', 'targets.svg', 'licenses.md']) {
      assert.ok(names.includes(`label-smoothing/${part}`), String(names));
    }
    const other = await serveFolder(folder);
    try {
      const context = await site.browser.newContext({ viewport: { width: 900, height: 900 } });
      const tab = await context.newPage();
      const wrong = [];
      tab.on('console', (message) => wrong.push(message.text()));
      tab.on('pageerror', (error) => wrong.push(String(error)));
      tab.on('request', (request) => request.url().startsWith(other.url) || wrong.push(request.url()));
      tab.on('response', (response) => response.ok() || wrong.push(`${response.status()} ${response.url()}`));
      await tab.goto(`${other.url}label-smoothing/index.html`);
      const answer = await tab.waitForFunction(
        () => document.querySelector('label-smoothing')?.getReadout?.()['target-probability'],
        undefined,
        { timeout: patience },
      );
      // 1 − α + α/K.
      assert.ok(Math.abs((await answer.jsonValue()) - 0.76) < 1e-6);
      // The lines that it shows work in a page at the top of the site.
      const lines = await tab.locator('code').textContent();
      await writeFile(join(folder, 'post.html'), post(lines));
      await tab.goto(`${other.url}post.html`);
      await tab.waitForFunction(() => document.querySelector('label-smoothing')?.getReadout?.().alpha === 0.3);
      assert.deepEqual(wrong, []);
      await context.close();
    } finally {
      await other.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('on an address that readers cannot reach', () => {
  /** The builder at this host, which leads to the test's server. */
  async function warningAt(hostname) {
    const { browser, url } = site;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route(`http://${hostname}/**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: `${url.slice(0, -1)}${pathname}${search}` }) });
    });
    await page.goto(`http://${hostname}/embed/builder/?lang=en`);
    await page.waitForSelector('h1');
    const text = await page.locator('.private').allTextContents();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
    return text;
  }

  it('warns', async () => {
    for (const host of ['localhost', '127.3.2.1', '10.0.0.7', '172.20.1.1', '192.168.1.5', '[fd00::1]', 'box.local']) {
      const [text] = await warningAt(host);
      assert.ok(text?.startsWith(`Only this machine or its network can reach ${host}.`), `${host}: ${text}`);
    }
  });

  it('and on others does not', async () => {
    for (const host of ['example.org', '172.32.0.1', '11.0.0.1', '[2001:db8::1]', 'local.example']) {
      assert.deepEqual(await warningAt(host), [], host);
    }
  });
});

it('leads to the oEmbed response of its figure, and to a picture', async () => {
  const href = (html) => /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(html)?.[1];
  const html = await (await fetch(`${site.url}embed/builder/`)).text();
  assert.match(href(html), /\/embed\/oembed\/targets\.json$/);
  const [, image] = /<meta property="og:image" content="([^"]+)"/.exec(html);
  const response = await fetch(new URL(new URL(image).pathname, site.url));
  assert.equal(response.headers.get('content-type'), 'image/png');
  const { page, close } = await open('#v=2&figure=heatmap');
  assert.match(
    await page.locator('link[type="application/json+oembed"]').getAttribute('href'),
    /oembed\/heatmap\.json$/,
  );
  await close();
});

it('has nothing that axe would change, and no sideways scrolling', async () => {
  for (const [path, options] of [
    ['', { viewport: { width: 1280, height: 900 } }],
    ['&lang=zh-Hant#v=2&figure=steps&tool=iframe', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
  ]) {
    const { page, close } = await open(path, { bypassCSP: true, ...options });
    await page.addScriptTag({ path: axe });
    const violations = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.flat().join(' ')}`));
    });
    assert.deepEqual(violations, []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await close();
  }
});
