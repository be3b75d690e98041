// Embeds in a hostile world, in Chromium: what hosts, links, messages and networks can do to them.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { root } from '../../scripts/shared/common.mjs';
import { openHosts, post, version } from './embed.mjs';
import { frames, settled, until } from './support.mjs';

let hosts;
let site;
let host;
let folder;
let script;
before(async () => {
  hosts = await openHosts();
  ({ site, host, folder, script } = hosts);
});
after(() => hosts?.close());

const visit = (...args) => hosts.visit(...args);
const withScript = (...args) => hosts.withScript(...args);
const figure = (attributes = '', content = '') =>
  `<label-smoothing figure="targets" ${attributes}>${content}</label-smoothing>`;

describe('the element in a host’s page', () => {
  it('loads its small entry and nothing else until a figure is near the viewport', async () => {
    const far = '<div id="space"></div>';
    const css = { head: '<link rel="stylesheet" href="/space.css">' };
    host.pages.set('later', 'later');
    host.pages.set('space.css', { type: 'text/css', text: '#space { height: 5000px }' });
    const { page, requests, problems, close } = await visit(
      'far',
      withScript(`${far}${figure()}${figure('alpha=".2"')}`, css),
    );
    // An observer like the element's own, which began later, has reported; what the page asks for then comes after all else.
    await page.evaluate(async () => {
      await customElements.whenDefined('label-smoothing');
      await new Promise((done) =>
        new IntersectionObserver(done, { rootMargin: '400px' }).observe(document.querySelector('label-smoothing')),
      );
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      await fetch('/later');
    });
    await until(() => requests.some((url) => url.endsWith('/later')));
    const ours = () => requests.filter((url) => url.startsWith(site.url));
    assert.deepEqual(ours(), [script]);
    await page.evaluate(() => {
      window.compiled = 0;
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = (...args) => {
        window.compiled++;
        return instantiate(...args);
      };
      scrollTo(0, 5000);
    });
    await page.evaluate(() =>
      Promise.all([...document.querySelectorAll('label-smoothing')].map((element) => element.ready)),
    );
    assert.equal(new Set(ours()).size, ours().length, 'something was loaded twice');
    assert.ok(
      ours().every((url) => url.startsWith(`${folder}${version}/`)),
      String(ours()),
    );
    assert.equal(await page.evaluate(() => window.compiled), 1);
    assert.deepEqual(problems, []);
    await close();
  });

  for (const [name, body] of [
    ['the element', () => withScript(figure())],
    ['an iframe', () => post(`<iframe src="${folder}targets/" width="100%" height="700"></iframe>`)],
  ]) {
    it(`asks for a figure’s code and the kernels while what every figure needs is on its way, in ${name}`, async () => {
      const awaited = new Set(['targets', 'relaxed-simd']);
      let asked;
      const bothAsked = new Promise((resolve) => {
        asked = resolve;
      });
      const { page, problems, close } = await visit('ahead', body(), {
        prepare: async (page) => {
          page.on('request', (request) => {
            awaited.delete(/\/([\w-]+)-[\w-]{8}\.js$/.exec(request.url())?.[1]);
            if (awaited.size === 0) asked();
          });
          // This one comes after them, or never.
          await page.route(/\/(view|every-figure)-[\w-]{8}\.js$/, async (route) => {
            await bothAsked;
            await route.continue();
          });
        },
      });
      const place = page.frames()[1] ?? page;
      await place.waitForFunction(() => document.querySelector('label-smoothing')?.getReadout().alpha === 0.1);
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('runs where Trusted Types are enforced', async () => {
    const policy = `require-trusted-types-for 'script'; trusted-types label-smoothing; script-src ${site.url} 'wasm-unsafe-eval'`;
    const { page, problems, close } = await visit('trusted', {
      text: withScript(
        `${figure('loading="eager"')}<label-smoothing figure="steps" loading="eager"></label-smoothing>`,
      ),
      headers: { 'Content-Security-Policy': policy },
    });
    await page.waitForFunction(() =>
      [...document.querySelectorAll('label-smoothing')].every(
        (element) => Object.keys(element.getReadout()).length > 0,
      ),
    );
    assert.deepEqual(problems, []);
    await close();
  });

  it('survives a second version of the script, in parts or as one file', async () => {
    for (const name of await readdir(join(root, 'dist/cdn'))) {
      const text = await readFile(join(root, 'dist/cdn', name), 'utf8');
      host.pages.set(`cdn/${name}`, { type: 'text/javascript', text });
    }
    const scripts = `<script type="module" src="${script}?first"></script><script type="module" src="/cdn/label-smoothing.js"></script>`;
    const { page, problems, close } = await visit('twice', withScript(scripts + figure('loading="eager"')));
    await page.evaluate(() => document.querySelector('label-smoothing').ready);
    assert.deepEqual(problems, []);
    await close();
  });

  it('is moved, cloned, taken out and put back', async () => {
    const { page, problems, close } = await visit(
      'moved',
      withScript(`${figure('id="one" alpha="0.3"', 'one')}<div id="there"></div>`),
    );
    const seen = await page.evaluate(async () => {
      const one = document.getElementById('one');
      await one.ready;
      one.setState({ alpha: 0.4 });
      const canvas = one.shadowRoot.querySelector('canvas');
      document.getElementById('there').append(one);
      await new Promise(requestAnimationFrame);
      const moved = canvas === one.shadowRoot.querySelector('canvas');
      const clone = one.cloneNode(true);
      document.body.append(clone);
      await clone.ready;
      one.remove();
      await new Promise(requestAnimationFrame);
      const out = [Object.keys(one.getReadout()).length, one.shadowRoot.querySelectorAll('canvas').length];
      document.body.append(one);
      await one.ready;
      return { moved, out, clone: [clone.alpha, clone.getReadout().alpha], back: one.getReadout().alpha };
    });
    assert.deepEqual(seen, { moved: true, out: [0, 0], clone: [0.4, 0.4], back: 0.4 });
    assert.deepEqual(problems, []);
    await close();
  });

  it('links the figures of a group, with events for readers and none for scripts', async () => {
    const body = `${figure('id="a" group="g" loading="eager" alpha="0.2"')}
      <label-smoothing id="b" figure="heatmap" group="g" loading="eager" classes="8"></label-smoothing>
      <label-smoothing id="c" figure="loss-curve" group="g"></label-smoothing>${figure('id="d" group="h"')}`;
    const { page, problems, close } = await visit('group', withScript(body));
    const result = await page.evaluate(async () => {
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => document.getElementById(id));
      await Promise.all([a.ready, b.ready]);
      const events = [];
      for (const type of ['input', 'change']) {
        document.addEventListener(type, ({ target, detail }) => events.push(`${type} ${target.id} ${detail.alpha}`));
      }
      const alphas = () => [a, b, c, d].map(({ alpha }) => alpha);
      const seen = { first: alphas() };
      a.setState({ alpha: 0.3 });
      seen.script = alphas();
      b.setAttribute('alpha', '0.5');
      await null;
      await null;
      seen.attribute = alphas();
      seen.silent = [...events];
      // More classes than the heat map allows.
      c.setState({ classes: 50 });
      seen.classes = [a, b, c].map(({ classes }) => classes);
      const slider = a.shadowRoot.querySelector('input#alpha');
      slider.value = '0.7';
      slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      slider.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
      seen.reader = alphas();
      seen.events = events;
      a.removeAttribute('group');
      b.alpha = 0.1;
      await null;
      await null;
      seen.left = alphas();
      return seen;
    });
    assert.deepEqual(result, {
      first: [0.2, 0.4, 0.1, 0.1],
      script: [0.3, 0.3, 0.3, 0.1],
      attribute: [0.5, 0.5, 0.5, 0.1],
      silent: [],
      classes: [20, 12, 50],
      reader: [0.7, 0.7, 0.7, 0.1],
      events: ['input a 0.7', 'input b 0.7', 'input c 0.7', 'change a 0.7', 'change b 0.7', 'change c 0.7'],
      left: [0.7, 0.1, 0.1, 0.1],
    });
    assert.deepEqual(problems, []);
    await close();
  });

  it('takes any attributes and content without an exception, a script or a lie', async () => {
    const { page, problems, close } = await visit('fuzzed', withScript('<div id="place"></div>'));
    const names = await page.evaluate(() => [...customElements.get('label-smoothing').observedAttributes]);
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.double().map(String),
      fc.array(fc.double(), { maxLength: 9 }).map(String),
      fc.constantFrom(
        '"><img src=x onerror=alert(1)>',
        'javascript:alert(1)',
        '1e999',
        '-0',
        '٣',
        '0x10',
        '__proto__',
        '1,'.repeat(5000),
      ),
    );
    const kind = fc.constantFrom(
      'targets',
      'heatmap',
      'steps',
      'loss-curve',
      'cross-entropy',
      'pie',
      '__proto__',
      'toString',
    );
    const element = fc.record({
      figure: kind,
      attributes: fc.dictionary(fc.constantFrom(...names), nasty, { maxKeys: 6 }),
      content: nasty,
    });
    await fc.assert(
      fc.asyncProperty(element, async (sample) => {
        const alphas = await page.evaluate(async ({ figure, attributes, content }) => {
          const element = document.createElement('label-smoothing');
          for (const [name, value] of Object.entries({ ...attributes, figure, loading: 'eager' }))
            element.setAttribute(name, value);
          element.textContent = content;
          document.getElementById('place').replaceChildren(element);
          await element.ready.catch(() => {});
          await new Promise(requestAnimationFrame);
          const { alpha, classes } = element.getState();
          return [alpha, classes];
        }, sample);
        const [alpha, classes] = alphas;
        if (alpha !== undefined) assert.ok(alpha >= 0 && alpha <= 1, String(alpha));
        if (classes !== undefined)
          assert.ok(Number.isInteger(classes) && classes >= 2 && classes <= 50, String(classes));
        assert.deepEqual(problems, []);
      }),
      { numRuns: 60, seed: 7 },
    );
    await close();
  });

  it('keeps its children and says why where the network fails, and waits where it is slow', async () => {
    for (const [path, route, ok] of [
      ['failing', (route) => route.abort(), false],
      ['missing', (route) => route.fulfill({ status: 404, body: 'gone' }), false],
      ['slow', (route) => setTimeout(() => route.continue(), 1500), true],
    ]) {
      const { page, close } = await visit(
        path,
        withScript(figure('loading="eager"', '<b id="fallback">still here</b>')),
        {
          prepare: (tab) => tab.route(/\/chunks\//, route),
        },
      );
      await page.evaluate(() => customElements.whenDefined('label-smoothing'));
      assert.ok(await page.isVisible('#fallback'), path);
      const [isReady, alert] = await page.evaluate(async () => {
        const element = document.querySelector('label-smoothing');
        const isReady = await element.ready.then(
          () => true,
          () => false,
        );
        return [isReady, element.shadowRoot.querySelector('[role=alert]')?.textContent ?? ''];
      });
      assert.equal(isReady, ok, path);
      assert.equal(await page.isVisible('#fallback'), !ok, path);
      assert.equal(/could not be loaded/.test(alert), !ok, alert);
      await close();
    }
  });

  it('is refused whole where its hash does not match', async () => {
    const wrong = `<script type="module" src="${script}" integrity="sha384-${'A'.repeat(64)}" crossorigin></script>`;
    const { page, problems, close } = await visit('hash', post(wrong + figure('', '<b id="fallback">still here</b>')));
    await until(() => problems.some((problem) => /integrity/.test(problem)));
    assert.ok(await page.isVisible('#fallback'));
    assert.equal(await page.evaluate(() => customElements.get('label-smoothing') === undefined), true);
    await close();
  });
});

describe('the page for iframes', () => {
  const frame = (query, attributes = '') =>
    post(
      `<script src="${folder}resize.js"></script><iframe src="${folder}${query}" width="600" height="300" ${attributes}></iframe>`,
    );

  it('names no more files than browsers open connections, and the largest first', async () => {
    for (const path of ['', 'targets/', 'targets/zh-Hant/']) {
      const html = await (await fetch(folder + path)).text();
      const files = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file);
      const sizes = await Promise.all(
        files.map(async (file) => (await (await fetch(new URL(file, folder + path))).arrayBuffer()).byteLength),
      );
      assert.ok(files.length <= 6, `${path}: ${files}`);
      assert.equal(sizes[0], Math.max(...sizes), `${path}: ${files}`);
    }
  });

  it('lets the fragment win over the query and clamps both', async () => {
    const { page, problems, close } = await site.open('embed/?figure=targets&alpha=0.3&classes=7#alpha=9&target=99');
    const state = () => page.evaluate(() => document.querySelector('label-smoothing').getState());
    const { figure, alpha, classes, target } = await state();
    assert.deepEqual([figure, alpha, classes, target], ['targets', 1, 7, 6]);
    await page.evaluate(() => {
      location.hash = '#v=1&figure=heatmap&targets=1,1';
    });
    await page.waitForFunction(() => document.querySelector('label-smoothing').figure === 'heatmap');
    assert.equal((await state()).alpha, 0.4);
    await page.evaluate(() => document.querySelector('label-smoothing').reset());
    assert.deepEqual([(await state()).figure, (await state()).alpha], ['targets', 0.3]);
    assert.deepEqual(problems, []);
    await close();
  });

  it('tells its height in its own words and in AMP’s, and asks nothing of a host that does not listen', async () => {
    const silent = post(`<iframe id="f" src="${folder}?figure=targets&id=mine" width="600" height="300"></iframe>`, {
      head: '<script src="/collect.js"></script>',
    });
    host.pages.set('collect.js', {
      type: 'text/javascript',
      text: `window.told = []; addEventListener('message', ({ data, source, origin }) => told.push({ data, origin, own: source === document.getElementById('f').contentWindow }));`,
    });
    const { page, problems, close } = await visit('silent', silent);
    await page.waitForFunction(() => window.told.length >= 2);
    const told = await settled(() => page.evaluate(() => window.told));
    const [{ data, origin, own }, amp] = told.slice(-2);
    assert.deepEqual({ ...data['label-smoothing'], height: 0 }, { v: 1, id: 'mine', type: 'resize', height: 0 });
    assert.ok(data['label-smoothing'].height > 300 && own && `${origin}/` === site.url);
    assert.deepEqual(amp.data, { sentinel: 'amp', type: 'embed-size', height: data['label-smoothing'].height });
    assert.ok(told.length <= 10, `${told.length} messages`);
    assert.equal(await page.evaluate(() => document.getElementById('f').clientHeight), 300);
    assert.deepEqual(problems, []);
    await close();
  });

  it('takes theme, language and values from its host, and from nobody else', async () => {
    const { page, problems, close } = await visit('told', frame('?figure=targets'));
    const inside = page.frames()[1];
    await inside.waitForFunction(() => document.querySelector('label-smoothing')?.getReadout().alpha);
    const post = (message) => page.evaluate((message) => frames[0].postMessage(message, '*'), message);
    await post({ 'label-smoothing': { v: 1, type: 'set', theme: 'dark', lang: 'zh-Hant', state: { alpha: 0.6 } } });
    await inside.waitForFunction(() => document.querySelector('label-smoothing').alpha === 0.6);
    assert.deepEqual(
      await inside.evaluate(() => [document.querySelector('label-smoothing').theme, document.documentElement.lang]),
      ['dark', 'zh-Hant'],
    );
    await inside.evaluate(() => postMessage({ 'label-smoothing': { type: 'set', state: { alpha: 0.1 } } }, '*'));
    // Messages arrive in order.
    await post({ 'label-smoothing': { v: 1, type: 'set', theme: 'light' } });
    await inside.waitForFunction(() => document.querySelector('label-smoothing').theme === 'light');
    assert.equal(await inside.evaluate(() => document.querySelector('label-smoothing').alpha), 0.6);
    assert.deepEqual(problems, []);
    await close();
  });

  it('takes any address and any message without an exception, a script or an endless resize', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '"><script>alert(1)</script>',
        'javascript:alert(1)',
        '%',
        '%E0%A4%A',
        'NaN',
        '1e400',
        '-1',
        '9'.repeat(300),
      ),
    );
    const key = fc.oneof(
      fc.constantFrom(
        'figure',
        'alpha',
        'classes',
        'targets',
        'hide',
        'lang',
        'theme',
        'id',
        'loading',
        'v',
        '__proto__',
      ),
      text,
    );
    const pairs = fc.array(fc.tuple(key, text), { maxLength: 5 });
    const message = fc.oneof(
      fc.jsonValue(),
      fc.record({
        'label-smoothing': fc.oneof(
          fc.jsonValue(),
          fc.record(
            {
              v: fc.constant(1),
              type: fc.constantFrom('set', 'measure', 'resize'),
              state: fc.dictionary(
                fc.constantFrom('alpha', 'classes', 'figure', 'target', '__proto__'),
                fc.jsonValue(),
              ),
              theme: fc.jsonValue(),
              lang: fc.jsonValue(),
              height: fc.oneof(fc.double(), fc.constant(1e9)),
            },
            { requiredKeys: [] },
          ),
        ),
      }),
    );
    const written = (list) =>
      list
        .map(
          ([name, value]) =>
            `${encodeURIComponent(name.toWellFormed?.() ?? '')}=${encodeURIComponent(value.toWellFormed?.() ?? '')}`,
        )
        .join('&');
    const { page, problems, close } = await visit('any', frame('?figure=targets'));
    await fc.assert(
      fc.asyncProperty(pairs, pairs, fc.array(message, { maxLength: 4 }), async (query, fragment, messages) => {
        await page.evaluate(
          async ({ address, messages }) => {
            const frame = document.querySelector('iframe');
            const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
            frame.src = address;
            await loaded;
            for (const message of messages) {
              frame.contentWindow.postMessage(message, '*');
              postMessage(message, '*');
            }
          },
          { address: `${folder}?figure=targets&${written(query)}#${written(fragment)}`, messages },
        );
        // Both have taken the messages, and the host what the frame said to them.
        for (const one of page.frames()) await frames(one);
        await frames(page);
        const height = await page.evaluate(() => document.querySelector('iframe').clientHeight);
        assert.ok(height <= 10_000, `the iframe is ${height} high`);
        assert.deepEqual(problems, []);
      }),
      { numRuns: 30, seed: 11 },
    );
    await close();
  });

  it('obeys a height only of the frame that it is about', async () => {
    const { page, close } = await visit('forged', frame('?figure=targets', 'id="f"'));
    await page.frames()[1].waitForFunction(() => document.querySelector('label-smoothing')?.getReadout().alpha);
    const before = await settled(() => page.evaluate(() => document.getElementById('f').clientHeight));
    await page.evaluate(
      () =>
        new Promise((done) => {
          postMessage({ 'label-smoothing': { v: 1, type: 'resize', height: 50 } }, '*');
          addEventListener('message', ({ data }) => data === 'later' && done());
          postMessage('later', '*');
        }),
    );
    assert.equal(await page.evaluate(() => document.getElementById('f').clientHeight), before);
    await close();
  });
});

describe('oEmbed', () => {
  it('is found on the page of each figure and answers with an iframe of it', async () => {
    const names = await (await fetch(`${folder}`)).text();
    const figures = [...names.matchAll(/\?figure=([a-z-]+)/g)].map(([, name]) => name);
    assert.ok(figures.length >= 5, String(figures));
    for (const name of figures) {
      for (const lang of ['', 'en', 'zh-Hant']) {
        const html = await (await fetch(`${folder}${name}/${lang && `${lang}/`}`)).text();
        const href = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(html)?.[1];
        // The build wrote another address for the site than this test serves it at.
        const here = (address) => new URL(new URL(address).pathname, site.url);
        const answer = await (await fetch(here(href))).json();
        assert.deepEqual([answer.version, answer.type], ['1.0', 'rich']);
        assert.equal(/[\u4e00-\u9fff]/.test(answer.title), lang === 'zh-Hant', answer.title);
        assert.ok(answer.width > 0 && answer.height > 400, JSON.stringify(answer));
        assert.match(
          answer.html,
          new RegExp(
            `^<iframe src="https?://[^"]+/embed/\\?figure=${name}${lang && `&amp;lang=${lang}`}" title="[^"]+" width="700" height="${answer.height}" loading="lazy" style="border:0"></iframe>$`,
          ),
        );
        assert.equal(/<meta property="og:image" content="([^"]+)"/.exec(html)[1], answer.thumbnail_url);
        assert.equal((await fetch(here(answer.thumbnail_url))).headers.get('content-type'), 'image/png');
      }
    }
  });

  it('leads to pages that show the figure, in the language of their address', async () => {
    for (const [path, locale, lang] of [
      ['targets/', 'zh-TW', 'zh-Hant'],
      ['targets/en/', 'zh-TW', 'en'],
      ['targets/zh-Hant/', 'en-US', 'zh-Hant'],
    ]) {
      const { page, problems, close } = await site.open(`embed/${path}`, { locale });
      await page.waitForFunction(() => document.querySelector('main > p > a'));
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
      const article = await page.locator('main > p > a').evaluate((link) => link.href);
      assert.equal(article, `${site.url}${lang === 'en' ? 'en/' : ''}#v=2&figure=targets`);
      assert.deepEqual(problems, []);
      await close();
    }
  });
});

describe('the builder', () => {
  it('hands out snippets that show on another site what was set up', async () => {
    const { page, problems, close } = await site.open('embed/builder/?lang=en&figure=heatmap');
    await page.evaluate(() => document.querySelector('label-smoothing').ready);
    await page.locator('label-smoothing input#alpha').fill('0.25');
    await page.selectOption('#theme', 'dark');
    await page.locator('#group').fill('a');
    await page.locator('input[value=prior]').uncheck();
    const code = async (tool) => {
      await page.locator(`#tab-${tool}`).click();
      return page.inputValue('#code');
    };
    // The preview is drawn anew, and measured.
    await page.waitForFunction(() => !document.querySelector('label-smoothing').shadowRoot.querySelector('#prior'));
    await code('html');
    const snippet = await settled(() => page.inputValue('#code'));
    // Measuring tries widths up to 1200 pixels, and then lets the preview fit its column again.
    assert.equal(
      await page.evaluate(() => document.querySelector('label-smoothing').offsetWidth),
      await page.evaluate(() => document.querySelector('label-smoothing').parentElement.offsetWidth),
    );
    const room = /padding-top:(calc\([^"]+\))"><\/i>/.exec(snippet)[1];
    assert.equal(
      snippet.split('\n')[1],
      `<label-smoothing figure="heatmap" alpha="0.25" theme="dark" group="a" hide="prior" style="display:flow-root"><i slot="room" style="float:left;font-size:max(1rem,16px);padding-top:${room}"></i><a href="${folder}?figure=heatmap&amp;alpha=0.25&amp;theme=dark&amp;hide=prior" style="display:block;height:0">Targets of a small batch</a></label-smoothing>`,
    );
    await page.selectOption('#source', 'mirror');
    assert.match(
      await page.inputValue('#code'),
      new RegExp(
        `^<script type="module" src="https://[^"]+/label-smoothing@${version}/dist/cdn/label-smoothing\\.js" integrity="sha384-[^"]{64}" crossorigin>`,
      ),
    );
    assert.equal(
      await code('hugo'),
      `{{< label-smoothing figure="heatmap" alpha="0.25" theme="dark" group="a" hide="prior" room="${room}" >}}\n\n[Label smoothing, live](${site.url}en/#v=2&figure=heatmap&alpha=0.25)`,
    );
    assert.equal(
      await code('readme'),
      `[Targets of a small batch](${folder}?figure=heatmap&alpha=0.25&theme=dark&hide=prior)`,
    );
    const frame = await code('iframe');
    assert.deepEqual(problems, []);
    await close();
    const other = await visit('pasted', post(`${snippet}${frame}`));
    await other.page.evaluate(() => document.querySelector('label-smoothing').ready);
    assert.equal(await other.page.evaluate(() => document.querySelector('label-smoothing').getReadout().alpha), 0.25);
    const inside = other.page.frames()[1];
    await inside.waitForFunction(() => document.querySelector('label-smoothing')?.getReadout().alpha === 0.25);
    assert.deepEqual(other.problems, []);
    await other.close();
  });

  it('speaks Chinese, too', async () => {
    const { page, problems, close } = await site.open('embed/builder/', { locale: 'zh-TW' });
    await page.evaluate(() => document.querySelector('label-smoothing').ready);
    assert.equal(await page.locator('h1').textContent(), '把圖放進你的文章');
    await page.waitForFunction(() => /硬標籤|標籤/.test(document.getElementById('code').value));
    assert.deepEqual(problems, []);
    await close();
  });
});
