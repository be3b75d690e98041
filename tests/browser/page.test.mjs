// The page as a reader meets it, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { frames, openChapterOf, openChapters, openSite, until } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const languages = [
  { lang: 'zh-Hant', path: '', other: 'en/' },
  { lang: 'en', path: 'en/', other: '' },
];

const figureNames = [
  'cross-entropy',
  'targets',
  'conventions',
  'steps',
  'trace',
  'heatmap',
  'loss-curve',
  'decomposition',
  'gradient',
  'logit-gap',
  'descent',
  'temperature',
  'example',
  'training',
  'alpha-sweep',
  'distillation',
  'wall',
  'draw',
];

/** Brings a figure into view until it runs. */
const ready = async (page, name) => {
  await openChapterOf(page, `#figure-${name}`);
  await page.waitForFunction(
    (id) => {
      const figure = document.getElementById(id);
      if (Object.keys(figure.getReadout()).length > 0) return true;
      figure.scrollIntoView({ block: 'center', behavior: 'instant' });
      return false;
    },
    `figure-${name}`,
    { polling: 50 },
  );
};

async function allReady(page) {
  for (const name of figureNames) await ready(page, name);
}

/** Scrolls down as a reader does, so that figures come into view one by one. */
const readToTheEnd = (page) =>
  page.evaluate(async () => {
    while (scrollY + innerHeight < document.documentElement.scrollHeight - 1) {
      scrollBy({ top: 150, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

/** Every number that comes from a figure, in the order of the page. */
const liveNumbers = (page) =>
  page.$$eval('[data-figure][data-value]', (elements) =>
    elements.map((element) =>
      [element.dataset.figure, element.dataset.value, element.value ?? element.textContent].join(' '),
    ),
  );

/** The distinct texts of a figure's number, wherever it appears. */
const shown = (page, figure, value) =>
  page.$$eval(`[data-figure="${figure}"][data-value="${value}"]`, (elements) => [
    ...new Set(elements.map((element) => element.value ?? element.textContent)),
  ]);

const state = (page, name) => page.evaluate((id) => document.getElementById(id).getState(), `figure-${name}`);

/** Waits until the page's address contains the last change. */
const address = (page, part) => page.waitForFunction((text) => location.hash.includes(text), part);

for (const { lang, path, other } of languages) {
  describe(`page in ${lang}`, () => {
    test('loads all figures without a message, a CSP violation or a foreign request, and moves nothing', async () => {
      const { page, problems, close } = await site.open(path);
      /** From now on, or with what was before; an observer that is replaced may still have shifts to tell of. */
      const watchShifts = (buffered) =>
        page.evaluate((buffered) => {
          window.shifts?.disconnect();
          window.layoutShift = 0;
          window.shifts = new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.layoutShift += entry.value;
          });
          window.shifts.observe({ type: 'layout-shift', buffered });
        }, buffered);
      await watchShifts(true);
      const shift = () => page.evaluate(() => window.layoutShift);
      await readToTheEnd(page);
      assert.ok((await shift()) < 0.01, `the layout shifted by ${await shift()}`);
      await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      await openChapters(page);
      await frames(page);
      await watchShifts(false);
      await readToTheEnd(page);
      await allReady(page);
      assert.deepEqual(problems, []);
      assert.ok((await shift()) < 0.01, `with chapters open the layout shifted by ${await shift()}`);
      await close();
    });

    test('says before WebAssembly what the figures compute', async () => {
      const still = await site.open(path, { javaScriptEnabled: false });
      const written = await liveNumbers(still.page);
      await still.close();
      const { page, close } = await site.open(path);
      await allReady(page);
      assert.ok(written.length > 50);
      assert.deepEqual(await liveNumbers(page), written);
      await close();
    });

    test('dragging α changes formula and text', async () => {
      const { page, problems, close } = await site.open(path);
      await ready(page, 'targets');
      const slider = page.locator('#figure-targets').getByRole('slider', { name: 'α' }).first();
      const events = await page.evaluateHandle(() => {
        const seen = [];
        const figure = document.getElementById('figure-targets');
        for (const type of ['input', 'change']) figure.addEventListener(type, () => seen.push(type));
        return seen;
      });
      const box = await slider.boundingBox();
      await page.mouse.move(box.x + box.width * 0.1, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 5 });
      await page.mouse.up();
      assert.ok((await events.jsonValue()).includes('input'), 'the mouse moved the slider');
      // Wherever the mouse left it, the keyboard reaches 0.2 exactly.
      await slider.focus();
      await page.keyboard.press('Home');
      for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        () => document.querySelector('p [data-figure="targets"][data-value="alpha"]').value === '0.20',
      );
      assert.deepEqual(await shown(page, 'targets', 'target-probability'), ['0.8400']);
      assert.deepEqual(await shown(page, 'targets', 'other-probability'), ['0.0400']);
      assert.deepEqual(await shown(page, 'targets', 'sum'), ['1.0000']);
      const formula = await page.$$eval('[data-formula="targetsUniform"] :is(mn, mo, input)', (parts) =>
        parts.map((part) => part.value ?? part.textContent).join(''),
      );
      assert.match(formula, /1−0\.20\+0\.205=0\.8400/);
      assert.deepEqual(problems, []);
      await close();
    });

    test('switching the convention shows the formula that is then in force', async () => {
      const { page, close } = await site.open(`${path}#v=1&figure=targets&convention=others&alpha=0.2`);
      await ready(page, 'targets');
      const visible = () =>
        page.$$eval('[data-formula^="targets"]', (formulas) =>
          formulas
            .filter((formula) => formula.checkVisibility({ checkVisibilityCSS: true }))
            .map((f) => f.dataset.formula),
        );
      await page.waitForFunction(() => document.querySelector('[data-choice="uniform"]').matches('.not-chosen'));
      assert.deepEqual(await visible(), ['targetsOthers']);
      assert.deepEqual(await shown(page, 'targets', 'target-probability'), ['0.8000']);
      assert.deepEqual(await shown(page, 'targets', 'other-probability'), ['0.0500']);
      await close();
    });

    test('formulas stay true when the target is padding or another class is correct', async () => {
      const { page, close } = await site.open(path);
      await ready(page, 'example');
      await page.locator('#figure-example').evaluate((figure) => figure.setState({ target: 0 }));
      await page.waitForFunction(
        () => !document.querySelector('[data-choice-figure="example"] [data-choice="padding"]').matches('.not-chosen'),
      );
      assert.equal(await page.isVisible('[data-formula="example"]'), false);
      assert.deepEqual(await shown(page, 'example', 'target-probability'), ['0.0000']);
      await ready(page, 'cross-entropy');
      await page
        .locator('#figure-cross-entropy')
        .evaluate((figure) => figure.setState({ target: 7, probability: 0.5 }));
      await page.waitForFunction(
        () => document.querySelector('[data-figure="cross-entropy"][data-value="loss"]').textContent === '0.6931',
      );
      assert.deepEqual(await shown(page, 'cross-entropy', 'target'), ['7']);
      await close();
    });

    test('the other language opens in the same state', async () => {
      const { page, problems, close } = await site.open(path);
      await ready(page, 'heatmap');
      const slider = page.locator('#figure-heatmap').getByRole('slider', { name: 'α' }).first();
      await slider.focus();
      for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowLeft');
      await page.locator('#figure-heatmap').evaluate((figure) => figure.blur());
      await address(page, 'alpha=0.3');
      await page.click('#language');
      await page.waitForURL((url) => url.pathname.endsWith(`/${other}`));
      await ready(page, 'heatmap');
      assert.equal(await page.getAttribute('html', 'lang'), lang === 'en' ? 'zh-Hant' : 'en');
      assert.equal((await state(page, 'heatmap')).alpha, 0.3);
      assert.deepEqual(await shown(page, 'heatmap', 'target-probability'), ['0.7000']);
      assert.deepEqual(problems, []);
      await close();
    });

    test('without a change the other language opens at the same section', async () => {
      const { page, close } = await site.open(path);
      await page.evaluate(() => document.getElementById('kl-loss').scrollIntoView({ behavior: 'instant' }));
      await page.click('#language');
      await page.waitForURL((url) => url.pathname.endsWith(`/${other}`));
      assert.equal(new URL(page.url()).hash, '#kl-loss');
      await close();
    });

    test('a link opens its figure in its state and in view', async () => {
      const { page, problems, close } = await site.open(`${path}#v=1&figure=loss-curve&alpha=0.9`);
      await page.waitForFunction(() => {
        const { top, bottom } = document.getElementById('figure-loss-curve').getBoundingClientRect();
        return top >= 0 && top < innerHeight / 2 && bottom > 0;
      });
      await page.waitForFunction(
        () => Object.keys(document.getElementById('figure-loss-curve').getReadout()).length > 0,
      );
      assert.equal((await state(page, 'loss-curve')).alpha, 0.9);
      assert.deepEqual(await shown(page, 'loss-curve', 'loss-first'), ['0.072460']);
      assert.deepEqual(await shown(page, 'loss-curve', 'loss-last'), ['2.851627']);
      assert.deepEqual(problems, []);
      await close();
    });

    test('a linked figure is drawn before those around it, and moves nothing', async () => {
      const { page, close } = await site.open(other);
      await page.addInitScript(() => {
        window.drawn = [];
        window.layoutShift = 0;
        addEventListener('ls-ready', ({ target }) => window.drawn.push(target.id));
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.layoutShift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(new URL(`${path}#v=1&figure=loss-curve&alpha=0.3`, site.url).href);
      await page.waitForFunction(() => window.drawn.length > 0);
      await ready(page, 'descent');
      assert.equal(await page.evaluate(() => window.drawn[0]), 'figure-loss-curve');
      const shift = await page.evaluate(() => window.layoutShift);
      assert.ok(shift < 0.01, `the layout shifted by ${shift}`);
      await close();
    });

    for (const width of [360, 768, 1440]) {
      test(`${width} pixels wide, every figure is as high as the still that it replaces, and no higher than what it shows`, async () => {
        const { page, problems, close } = await site.open(path, { viewport: { width, height: 900 } }, [
          () => {
            window.shifts = [];
            new PerformanceObserver((list) => {
              for (const { value, sources } of list.getEntries())
                window.shifts.push([value, ...sources.map(({ node }) => node?.className || node?.nodeName)]);
            }).observe({ type: 'layout-shift', buffered: true });
          },
        ]);
        await openChapters(page);
        // It trains its networks as soon as it is seen, and says more then.
        await page.$eval('#drawing', (chapter) => {
          chapter.closest('details').open = false;
        });
        const heights = () =>
          page.$$eval('label-smoothing', (figures) =>
            figures.map((figure) => [
              figure.id,
              figure.offsetHeight,
              figure.shadowRoot.querySelector('.view').offsetHeight,
            ]),
          );
        const before = await heights();
        assert.ok(
          await page.$eval('#figure-distillation', ({ shadowRoot }) => shadowRoot.querySelector('.still') !== null),
        );
        await readToTheEnd(page);
        await page.waitForFunction(() => {
          const figures = [...document.querySelectorAll('label-smoothing')];
          return figures.filter(({ shadowRoot }) => shadowRoot.querySelector('.still')).length === 1;
        });
        const after = await heights();
        assert.deepEqual(after, before);
        for (const [name, whole, shown] of after) assert.equal(whole, shown, name);
        assert.deepEqual(await page.evaluate(() => window.shifts), []);
        assert.deepEqual(problems, []);
        await close();
      });
    }

    test('a figure far away can be searched and read, and none of its controls be reached', async () => {
      const { page, close } = await site.open(path);
      const still = page.locator('#figure-training .still');
      assert.ok(await still.locator('.chart img').first().isVisible());
      assert.equal(await page.locator('#figure-training table').first().isVisible(), false);
      const found = await page.evaluate(() => {
        const { shadowRoot } = document.getElementById('figure-training');
        return window.find(shadowRoot.querySelector('.still figcaption').textContent, true);
      });
      assert.ok(found);
      const focused = await still.evaluate(
        (figure) =>
          [...figure.querySelectorAll('button, input, select, summary, [tabindex]')].filter((control) => {
            control.focus();
            return figure.getRootNode().activeElement === control;
          }).length,
      );
      assert.equal(focused, 0);
      await close();
    });

    test('a link followed on the open page takes effect, and one to the example leaves the main figure alone', async () => {
      const { page, close } = await site.open(path);
      await ready(page, 'targets');
      await page.evaluate(() => {
        location.hash = 'v=1&figure=targets&convention=padded&alpha=0.3&at=example';
      });
      await ready(page, 'example');
      await page.waitForFunction(
        () => document.querySelector('[data-figure="example"][data-value="alpha"]').textContent === '0.30',
      );
      assert.deepEqual(await shown(page, 'example', 'other-probability'), ['0.1000']);
      assert.equal((await state(page, 'targets')).alpha, 0.1);
      await close();
    });

    test('says each of the eight corrections once, in the order of their numbers', async () => {
      const { page, close } = await site.open(path, { javaScriptEnabled: false });
      const corrections = await page.$$eval('[data-correction]', (notes) =>
        notes.map((note) => [note.dataset.correction, note.textContent]),
      );
      const mustSay = {
        1: [/Müller/, /Chandrasegaran/],
        2: [/0\.9333/, /0\.9\b/],
        3: [/0\.1333/, /0\.08/],
        4: [/0\s0\s0\s0\s0/],
        5: [/0\.1333/, /5\.97115/, /1\.12/, /1\.13/, /inf/, /nan/],
        6: [/K=2/, /0\.75/],
        7: [/0\.951350/, /0\.054421/, /0\.75/, /0\.07246/, /2\.85163/],
        8: [/0\.434944/, /1\.112457/],
      };
      assert.deepEqual(
        corrections.map(([number]) => number),
        Object.keys(mustSay),
      );
      for (const [number, text] of corrections) {
        for (const fact of mustSay[number]) assert.match(text.replace(/\s+/g, number === '4' ? ' ' : ''), fact);
      }
      await close();
    });

    test('is well-formed for readers of every kind', async () => {
      const { page, close } = await site.open(path);
      const found = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        h1: document.querySelectorAll('h1').length,
        levels: [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.localName[1])),
        unnamedImages: [...document.querySelectorAll('img:not([alt]), [role="img"]:not([aria-label])')].length,
        duplicateIds: [...document.querySelectorAll('[id]')]
          .map(({ id }) => id)
          .filter((id, i, all) => all.indexOf(id) !== i),
        brokenAnchors: [...document.querySelectorAll('a[href^="#"]')]
          .map((link) => link.getAttribute('href').slice(1))
          .filter((id) => !document.getElementById(id)),
        inlineStyles: document.querySelectorAll('[style], style').length,
        description: document.querySelector('meta[name="description"]').content.length,
        alternates: [...document.querySelectorAll('link[rel="alternate"]')].map((link) => [link.hreflang, link.href]),
        other: [document.getElementById('language').hreflang, document.getElementById('language').lang],
      }));
      assert.equal(found.lang, lang);
      assert.equal(found.h1, 1);
      found.levels.forEach((level, i) => {
        assert.ok(i === 0 || level <= found.levels[i - 1] + 1, `heading ${i} skips a level`);
      });
      assert.equal(found.unnamedImages, 0);
      assert.deepEqual(found.duplicateIds, []);
      assert.deepEqual(found.brokenAnchors, []);
      assert.equal(found.inlineStyles, 0);
      assert.ok(found.description > 50);
      assert.deepEqual(found.alternates, [
        ['zh-Hant', site.url],
        ['en', new URL('en/', site.url).href],
      ]);
      const otherLang = lang === 'en' ? 'zh-Hant' : 'en';
      assert.deepEqual(found.other, [otherLang, otherLang]);
      await close();
    });

    test('draws every formula as MathML of some size', async () => {
      const { page, close } = await site.open(path);
      await openChapters(page);
      const formulas = await page.$$eval('math', (elements) =>
        // Answers to questions stay hidden until the reader asks.
        elements
          .filter((element) => !element.closest('[hidden]'))
          .map((element) => {
            const { width, height } = element.getBoundingClientRect();
            return { namespace: element.namespaceURI, width, height, text: element.textContent };
          }),
      );
      assert.ok(formulas.length > 40);
      for (const { namespace, width, height, text } of formulas) {
        assert.equal(namespace, 'http://www.w3.org/1998/Math/MathML');
        assert.ok(width > 4 && height > 4, `formula ${text} is ${width} × ${height}`);
      }
      // A fraction is taller than a line only if MathML is laid out, not shown as text.
      const [softmax, line] = await page.evaluate(() => [
        document.querySelector('[data-formula="softmax"] math').getBoundingClientRect().height,
        Number.parseFloat(getComputedStyle(document.body).fontSize),
      ]);
      assert.ok(softmax > 2 * line);
      await close();
    });

    test('fits 320 pixels, before and after the figures run', async () => {
      const { page, close } = await site.open(path, { viewport: { width: 320, height: 640 } });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(await overflow(), 0);
      await allReady(page);
      assert.equal(await overflow(), 0);
      await close();
    });

    test('teaches without JavaScript', async () => {
      const { page, problems, close } = await site.open(path, { javaScriptEnabled: false });
      // A reader opens chapters without scripts too.
      for (const summary of await page.locator('.chapter > summary').all()) await summary.click();
      await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
      const tables = await page.$$eval('label-smoothing', (figures) =>
        figures.map((figure) => ({
          id: figure.id,
          // Only one of the pictures for the light and the dark theme is there.
          pictures: [...figure.querySelectorAll('img')]
            .filter((image) => image.checkVisibility())
            .map((image) => ({
              named: image.alt.length > 10,
              drawn: image.complete && image.naturalWidth > 100 && image.getBoundingClientRect().height > 100,
            })),
          tables: [...figure.querySelectorAll('table')].filter((table) => table.checkVisibility()).length,
          text: figure.textContent.replace(/\s+/g, ' '),
        })),
      );
      const textOf = (name) => tables.find(({ id }) => id === `figure-${name}`).text;
      assert.equal(tables.length, figureNames.length);
      for (const { id, pictures, tables: count } of tables) {
        // Networks that are yet to be trained have said nothing.
        assert.ok(count > 0 || /-(wall|draw)$/.test(id), `${id} has no table`);
        assert.ok(/-(steps|trace)$/.test(id) || pictures.length > 0, `${id} has no picture`);
        for (const { named, drawn } of pictures)
          assert.ok(named && drawn, `a picture of ${id} has no name or is empty`);
      }
      assert.match(textOf('targets'), /0\.02.*0\.92.*0\.02/);
      assert.match(textOf('example'), /0.*0\.033333.*0\.9.*0\.033333/);
      assert.match(textOf('loss-curve'), /0\.95135.*0\.054421/);
      assert.equal(await page.isVisible('.scripts-off'), true);
      assert.equal(await page.isVisible('#theme'), false);
      // With scripts switched off, Chromium blocks preloaded scripts and reports that as "csp".
      const refused = (problem) => /^failed: \S+\/assets\/\S+\.js csp$/.test(problem);
      assert.deepEqual(
        problems.filter((problem) => !refused(problem)),
        [],
      );
      await close();
    });

    test('teaches without WebAssembly', async () => {
      const { page, close } = await site.open(path);
      await page.addInitScript(() => {
        delete globalThis.WebAssembly;
      });
      await page.reload();
      const failed = await page.evaluateHandle(() => {
        const events = [];
        document.addEventListener('ls-error', ({ target }) => events.push(target.id));
        document.getElementById('figure-targets').scrollIntoView({ behavior: 'instant' });
        return events;
      });
      await page.waitForFunction((events) => events.includes('figure-targets'), failed);
      assert.equal(await page.isVisible('#figure-targets table'), true);
      assert.equal(await page.isVisible('#figure-targets img'), true);
      assert.deepEqual(await shown(page, 'targets', 'target-probability'), ['0.9200']);
      await close();
    });

    test('the first view costs at most 170 KB, and the whole page at most 350 KB', async () => {
      const { page, close } = await site.open(path);
      const total = async () => {
        const resources = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
        let bytes = 0;
        for (const url of [page.url(), ...resources]) {
          const response = await fetch(url);
          bytes += gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
        }
        return bytes;
      };
      // What is on the first screen: the picture in the head, with its recording.
      await page.waitForSelector('#hero canvas:not([hidden])');
      const firstView = await total();
      assert.ok(firstView > 20_000 && firstView <= 170 * 1024, `the first view has ${firstView} bytes`);
      await allReady(page);
      const whole = await total();
      assert.ok(whole <= 350 * 1024, `the page has ${whole} bytes`);
      await close();
    });
  });
}

describe('theme', () => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test('follows the system until the reader chooses, and remembers the choice', async () => {
    const light = await site.open('', { colorScheme: 'light' });
    const lightPaper = await paper(light.page);
    await light.close();
    const { page, problems, close } = await site.open('', { colorScheme: 'dark' });
    const darkPaper = await paper(page);
    assert.notEqual(darkPaper, lightPaper);
    const pending = new Set();
    page.on('request', (request) => pending.add(request));
    page.on('requestfinished', (request) => pending.delete(request));
    await page.selectOption('#theme', 'light');
    assert.equal(await paper(page), lightPaper);
    // The other theme has other pictures; opening the next page would abort their loads.
    await frames(page);
    await until(() => pending.size === 0);
    await page.goto(new URL('en/', site.url).href);
    assert.equal(await paper(page), lightPaper);
    assert.equal(await page.inputValue('#theme'), 'light');
    assert.equal(await page.getAttribute('#figure-targets', 'theme'), 'light');
    await page.selectOption('#theme', 'auto');
    assert.equal(await paper(page), darkPaper);
    assert.deepEqual(problems, []);
    await close();
  });
});

test('a setting stands in the text with all its decimals', async () => {
  const { page, close } = await site.open('en/#v=1&figure=targets&alpha=0.125');
  await ready(page, 'targets');
  assert.deepEqual(await shown(page, 'targets', 'alpha'), ['0.125']);
  assert.deepEqual(await shown(page, 'targets', 'target-probability'), ['0.9000']);
  await close();
});

test('is printed in dark ink on white paper from a dark screen, with its settings', async () => {
  const { page, problems, close } = await site.open('en/', { colorScheme: 'dark' });
  await page.selectOption('#theme', 'dark');
  await ready(page, 'targets');
  const ink = () =>
    page.evaluate(() => {
      const mostFrequentColors = (canvas) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
        const counts = new Map();
        for (const color of new Uint32Array(data.buffer)) counts.set(color, (counts.get(color) ?? 0) + 1);
        return [...counts]
          .sort((a, b) => b[1] - a[1])
          .slice(0, 3)
          .map(([color]) => color);
      };
      const { shadowRoot } = document.getElementById('figure-targets');
      const canvas = shadowRoot.querySelector('canvas');
      return [
        getComputedStyle(document.body).color,
        getComputedStyle(shadowRoot.querySelector('figcaption')).color,
        // Compares the most frequent colors, as the picture has more pixels on paper.
        mostFrequentColors(canvas),
      ];
    });
  await page.selectOption('#theme', 'light');
  await frames(page);
  const light = await ink();
  await page.selectOption('#theme', 'dark');
  await frames(page);
  const dark = await ink();
  for (const index of [0, 1, 2]) assert.notDeepEqual(dark[index], light[index]);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.deepEqual(await ink(), light);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('#figure-targets #alpha-exact').isVisible(), true);
  assert.equal(await page.locator('#figure-targets button').isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.deepEqual(await ink(), dark);
  assert.deepEqual(problems, []);
  await close();
});

describe('absurd and hostile links open a sane page', () => {
  const hostile = {
    'a figure that is markup': '#v=1&figure=<img src=x onerror=alert(1)>',
    'escaped markup': `#v=1&figure=${encodeURIComponent('"><script>alert(1)</script>')}`,
    'α that is no number': '#v=1&figure=targets&alpha=NaN',
    'α out of range': '#v=1&figure=heatmap&alpha=1.5',
    'a billion classes': '#v=1&figure=targets&classes=1e9',
    'half a class': '#v=1&figure=loss-curve&classes=2.5&x-max=-4',
    'a broken escape': '#v=1&figure=targets&alpha=%E0%A4%A',
    'a place that does not exist': '#v=1&figure=targets&alpha=0.2&at=language',
    'a prototype': '#v=1&figure=__proto__&at=constructor',
    '100 KB': `#v=1&figure=heatmap&targets=${'2,'.repeat(50_000)}`,
    'another version': '#v=2&figure=targets&alpha=0.9',
  };
  for (const [name, fragment] of Object.entries(hostile)) {
    test(name, async () => {
      const { page, problems, close } = await site.open(fragment);
      await ready(page, 'targets');
      await ready(page, 'loss-curve');
      assert.deepEqual(problems, []);
      for (const figure of figureNames) {
        // One figure compares several K.
        const { alpha = 0, classes = 5 } = await state(page, figure);
        assert.ok(alpha >= 0 && alpha <= 1, `${figure} has α ${alpha}`);
        assert.ok(Number.isInteger(classes) && classes >= 2 && classes <= 50, `${figure} has ${classes} classes`);
      }
      assert.equal(await page.locator('label-smoothing').count(), figureNames.length);
      assert.equal(await page.locator('main img:not([src*="assets/pictures/"], .hero img)').count(), 0);
      await close();
    });
  }
});
