// What a reader does with the story: drags and types numbers in text and formulas, and guesses answers.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { noteReading, noteWords } from './drawing.mjs';
import { openChapterOf, openChapters, openSite, until } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const running = async (page, name) => {
  await openChapterOf(page, `#figure-${name}`);
  await page.locator(`#figure-${name}`).scrollIntoViewIfNeeded();
  await page.waitForFunction(
    (id) => Object.keys(document.getElementById(id).getReadout()).length > 0,
    `figure-${name}`,
  );
};

const state = (page, name) => page.evaluate((id) => document.getElementById(id).getState(), `figure-${name}`);

/** The distinct texts of a figure's number, wherever it appears. */
const shown = (page, figure, key) =>
  page.$$eval(`[data-figure="${figure}"][data-value="${key}"]`, (places) => [
    ...new Set(places.map((place) => place.value ?? place.textContent)),
  ]);

const waitUntilShown = (page, figure, key, text) =>
  page.waitForFunction(
    ([selector, expected]) =>
      [...document.querySelectorAll(selector)].every((place) => (place.value ?? place.textContent) === expected),
    [`[data-figure="${figure}"][data-value="${key}"]`, text],
  );

async function dragBy(page, field, pixels) {
  await field.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await field.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + pixels, y + height / 2, { steps: 6 });
  await page.mouse.up();
}

describe('numbers of the text', () => {
  test('are dragged: the figure, the other numbers and the link follow', async () => {
    const { page, problems, close } = await site.open('en/', { viewport: { width: 1440, height: 900 } });
    await running(page, 'targets');
    const alpha = page.locator('p input[data-figure="targets"][data-value="alpha"]');
    assert.equal(await alpha.inputValue(), '0.10');
    // Three pixels are one hundredth.
    await dragBy(page, alpha, 60);
    assert.equal((await state(page, 'targets')).alpha, 0.3);
    await waitUntilShown(page, 'targets', 'alpha', '0.30');
    assert.deepEqual(await shown(page, 'targets', 'target-probability'), ['0.7600']);
    await page.waitForFunction(() => location.hash.includes('alpha=0.3'));
    // Never outside its range.
    await dragBy(page, alpha, -900);
    assert.equal((await state(page, 'targets')).alpha, 0);
    await dragBy(page, page.locator('p input[data-figure="targets"][data-value="classes"]'), 140);
    assert.equal((await state(page, 'targets')).classes, 15);
    assert.deepEqual(problems, []);
    await close();
  });

  test('are dragged and typed inside a formula', async () => {
    const { page, problems, close } = await site.open('', { viewport: { width: 1440, height: 900 } });
    await running(page, 'loss-curve');
    const inFormula = page.locator('[data-formula="minimumNow"] mn[data-value="alpha"]').last();
    await dragBy(page, inFormula, 60);
    assert.equal((await state(page, 'loss-curve')).alpha, 0.3);
    await waitUntilShown(page, 'loss-curve', 'minimum-x', '7.00');
    await inFormula.click();
    await page.keyboard.type('0.75');
    await waitUntilShown(page, 'loss-curve', 'minimum-x', '1.00');
    assert.equal((await state(page, 'loss-curve')).alpha, 0.75);
    await page.keyboard.press('Enter');
    assert.equal(await inFormula.textContent(), '0.75');
    assert.deepEqual(problems, []);
    await close();
  });

  test('are typed and stepped with the keyboard, and refuse what is no value of theirs', async () => {
    const { page, problems, close } = await site.open('en/', { viewport: { width: 1440, height: 900 } });
    await running(page, 'targets');
    const figure = 'targets';
    const alpha = page.getByRole('spinbutton', { name: 'Smoothing α', exact: true });
    // The others become fields when their figures appear.
    const field = alpha.and(page.locator(`p input[data-figure="${figure}"]`)).first();
    await field.focus();
    const before = (await state(page, figure)).alpha;
    await page.keyboard.press('ArrowUp');
    assert.equal((await state(page, figure)).alpha, Math.round((before + 0.01) * 100) / 100);
    for (const [text, kept] of [
      ['0.25', 0.25],
      ['7', 0.25],
      ['', 0.25],
    ]) {
      await field.fill(text);
      assert.equal((await state(page, figure)).alpha, kept);
      assert.equal(await field.getAttribute('aria-invalid'), String(text !== '0.25'));
    }
    assert.match(await field.evaluate(({ validationMessage }) => validationMessage), /number in \[0, 1\]/);
    await field.blur();
    assert.equal(await field.inputValue(), '0.25');
    assert.equal(await field.getAttribute('aria-invalid'), 'false');
    assert.deepEqual(problems, []);
    await close();
  });
});

describe('what the reader points at', () => {
  test('in the text is marked in the figure, and the other way round', async () => {
    const { page, problems, close } = await site.open('en/', { viewport: { width: 1440, height: 900 } });
    await running(page, 'example');
    const smooth = page.locator('[data-vector-figure="example"][data-kind="smooth"] > *');
    const markedRows = () =>
      page
        .locator('#figure-example')
        .evaluate(({ shadowRoot }) =>
          [...shadowRoot.querySelectorAll('details tbody tr')].flatMap((row, index) =>
            row.querySelector('.marked') ? [index] : [],
          ),
        );
    await page.locator('#figure-example').getByText('Data table').click();
    assert.deepEqual(await markedRows(), []);
    await smooth.nth(3).hover();
    assert.deepEqual(await markedRows(), [3]);
    const inFormula = page.locator('[data-formula="example"] [data-value="target-probability"]');
    await inFormula.hover();
    assert.deepEqual(await markedRows(), [2]);
    await page.locator('#figure-example').getByRole('row').nth(3).hover();
    await page.waitForFunction(() => document.querySelectorAll('.pointed').length > 0);
    assert.deepEqual(await page.$$eval('.vector .pointed', (cells) => cells.map((cell) => cell.textContent)), [
      '1',
      '.9',
    ]);
    assert.deepEqual(await page.$$eval('math .pointed', (cells) => cells.map((cell) => cell.dataset.value)), [
      'target-probability',
    ]);
    assert.deepEqual(problems, []);
    await close();
  });

  /** What is marked in a section: symbols by letter, numbers by name, each with a count. */
  const inText = (page, section) =>
    page.$$eval(`#${section} .pointed`, (places) => {
      const counts = {};
      for (const { dataset, textContent } of places) {
        const name = dataset.value ?? textContent;
        counts[name] = (counts[name] ?? 0) + 1;
      }
      return counts;
    });
  /** Waits until only the named things are marked in a figure. */
  const named = (page, figure, texts) =>
    page.waitForFunction(
      ([id, expected]) =>
        [...document.getElementById(id).shadowRoot.querySelectorAll('.named')]
          .filter((place) => place.checkVisibility())
          .map((place) => (place.querySelector('label') ?? place.querySelector('dt') ?? place).textContent)
          .join() === expected,
      [`figure-${figure}`, texts.join()],
    );
  const countOf = (page, selector) => page.locator(selector).count();

  test('as a symbol is marked in formulas, text and figure', async () => {
    const { page, problems, close } = await site.open('en/', { viewport: { width: 1440, height: 900 } });
    await running(page, 'targets');
    const formula = page.locator('[data-formula="uniform"]');
    await formula.locator('mi', { hasText: 'α' }).first().hover();
    await named(page, 'targets', ['Smoothing α']);
    const symbols = await page.$$eval(
      '#smoothing mi',
      (letters) => letters.filter((mi) => mi.textContent === 'α').length,
    );
    assert.ok(symbols > 5);
    const numbers = await countOf(page, '#smoothing [data-value="alpha"]');
    assert.ok(numbers > 8);
    assert.deepEqual(await inText(page, 'smoothing'), { α: symbols, alpha: numbers });
    // Not the α of other sections.
    assert.equal(await countOf(page, '.pointed'), symbols + numbers);

    await formula.locator('mi', { hasText: /^K$/ }).first().hover();
    await named(page, 'targets', ['Classes K']);
    assert.deepEqual(Object.keys(await inText(page, 'smoothing')).sort(), ['K', 'classes']);
    await page.locator('#smoothing h2').hover();
    await named(page, 'targets', []);
    assert.equal(await countOf(page, '.pointed'), 0);
    assert.deepEqual(problems, []);
    await close();
  });

  test('as the label, the target or the prediction leaves the others faint', async () => {
    const { page, problems, close } = await site.open('en/', { viewport: { width: 1440, height: 1100 } });
    await running(page, 'gradient');
    const canvas = page.locator('#figure-gradient canvas');
    const formula = page.locator('#push [data-formula="gradient"]');
    await formula.scrollIntoViewIfNeeded();
    await page.locator('#figure-gradient').getByText('Data table').click();
    await page.mouse.move(2, 500);
    const before = await canvas.screenshot();
    await formula.locator('mi', { hasText: /^q$/ }).last().hover();
    // The column of the data table: its head and one cell for each class.
    await named(page, 'gradient', ['Target q', '0.02', '0.02', '0.92', '0.02', '0.02']);
    const withTarget = await canvas.screenshot();
    assert.ok(!before.equals(withTarget));
    await formula.locator('mi', { hasText: /^p$/ }).last().hover();
    await page.waitForFunction(() =>
      /^Prediction p/.test(
        document.getElementById('figure-gradient').shadowRoot.querySelector('.legend .named').textContent,
      ),
    );
    assert.ok(!withTarget.equals(await canvas.screenshot()));
    // The y of q_y is the correct class: its bars, its row and its control.
    await page.locator('[data-formula="gradientNow"] mi', { hasText: 'y' }).first().hover();
    await named(page, 'gradient', ['Correct class y']);
    assert.equal(
      await page
        .locator('#figure-gradient')
        .evaluate(({ shadowRoot }) => shadowRoot.querySelector('.data .marked').parentElement.sectionRowIndex),
      2,
    );
    await page.mouse.move(2, 500);
    await named(page, 'gradient', []);
    assert.ok(before.equals(await canvas.screenshot()));
    assert.deepEqual(problems, []);
    await close();
  });

  test('in the figure is marked at the symbols: controls and their keys, numbers, series', async () => {
    const { page, problems, close } = await site.open('', { viewport: { width: 1440, height: 900 } });
    await running(page, 'loss-curve');
    const figure = page.locator('#figure-loss-curve');
    await figure.locator('input#alpha').hover();
    await page.waitForFunction(() => document.querySelectorAll('#kl-loss mi.pointed').length > 2);
    assert.deepEqual(Object.keys(await inText(page, 'kl-loss')).sort(), ['alpha', 'α']);
    await figure.locator('dd[data-key="minimum-x"]').hover();
    await page.waitForFunction(() => document.querySelector('#kl-loss [data-value="minimum-x"].pointed'));
    assert.deepEqual(Object.keys(await inText(page, 'kl-loss')).sort(), ['minimum-x', 'x']);
    await figure.locator('figcaption').hover();
    assert.equal(await countOf(page, '.pointed'), 0);
    // By keyboard alone, until the focus leaves.
    await figure.locator('input#x').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.waitForFunction(() => document.querySelectorAll('#kl-loss mi.pointed').length > 2);
    assert.deepEqual(Object.keys(await inText(page, 'kl-loss')), ['x']);
    await page.locator('#contents a').first().focus();
    await page.waitForFunction(() => document.querySelectorAll('.pointed').length === 0);
    assert.deepEqual(problems, []);
    await close();
  });

  test('by touch stays marked until the next touch', async () => {
    const { page, problems, close } = await site.open('en/', {
      viewport: { width: 400, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await running(page, 'targets');
    await page.locator('[data-formula="uniform"] mi', { hasText: 'α' }).first().tap();
    await named(page, 'targets', ['Smoothing α']);
    assert.ok((await inText(page, 'smoothing')).α > 5);
    await page.locator('#smoothing h2').tap();
    await named(page, 'targets', []);
    assert.deepEqual(await inText(page, 'smoothing'), {});
    assert.deepEqual(problems, []);
    await close();
  });
});

describe('guesses', () => {
  // −log 0.1; 1 − 0.3 + 0.3/5; (K−2)/(K−1); 3·0.7/0.3: by hand.
  const questions = {
    loss: { figure: 'cross-entropy', key: 'loss', answer: Math.LN10, low: '1.3', off: '1' },
    kept: { figure: 'targets', key: 'target-probability', answer: 0.76, low: '0.7', off: '0.06' },
    overtaken: { figure: 'heatmap', key: 'target-probability', answer: 0.25, low: '0.5', off: '0.25' },
    minimum: { figure: 'loss-curve', key: 'minimum-x', answer: 7, low: '3', off: '4' },
  };

  for (const [lang, path, tooLow] of [
    ['zh-Hant', '', /低了/],
    ['en', 'en/', /too low/],
  ]) {
    test(`are asked before the answer, in ${lang}`, async () => {
      const { page, problems, close } = await site.open(path);
      for (const [name, { figure, key, answer, low, off }] of Object.entries(questions)) {
        const form = page.locator(`[data-prediction="${name}"]`);
        await openChapterOf(page, `#figure-${figure}`);
        assert.equal(await form.locator('.verdict').isVisible(), false);
        await form.getByRole('spinbutton').fill(low);
        await page.keyboard.press('Enter');
        const verdict = await form.getByRole('status').innerText();
        assert.match(verdict, tooLow);
        assert.ok(verdict.includes(low) && verdict.includes(off), `${name}: ${verdict}`);
        await running(page, figure);
        const readout = await page.evaluate((id) => document.getElementById(id).getReadout(), `figure-${figure}`);
        assert.ok(Math.abs(readout[key] - answer) < 1e-6, `${name} is ${readout[key]}`);
        // The true value appears to the right of a guess that is too low. Others are drawn in the figure: guesses.test.mjs.
        if (name !== 'overtaken') continue;
        const [guessed, truth] = await form.evaluate((element) =>
          ['.guessed', '.true'].map((mark) => element.querySelector(mark).getBoundingClientRect().x),
        );
        assert.ok(truth > guessed);
      }
      // The curve shows the guess next to the answer.
      assert.equal((await state(page, 'loss-curve')).x, 3);
      assert.deepEqual(problems, []);
      await close();
    });
  }

  test('can be made with the slider and the keyboard alone, mended, and left out', async () => {
    const { page, problems, close } = await site.open('en/');
    const form = page.locator('[data-prediction="kept"]');
    await form.getByRole('slider').focus();
    await page.keyboard.press('End');
    assert.equal(await form.getByRole('spinbutton').inputValue(), '1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.match(await form.getByRole('status').innerText(), /Your 1 is 0\.24 too high/);
    await form.getByRole('spinbutton').fill('0.76');
    await page.keyboard.press('Enter');
    assert.match(await form.getByRole('status').innerText(), /Spot on/);
    await form.getByRole('button', { name: 'Just show me' }).click();
    assert.match(await form.getByRole('status').innerText(), /It is 0\.76/);
    assert.deepEqual(problems, []);
    await close();
  });

  /** A page that notes what is written on its canvases. */
  const withNotes = (path) => site.open(path, { viewport: { width: 1440, height: 900 } }, [noteReading, noteWords]);

  /** What a reader can see of a figure and the text around it: the words of its row, and those on its canvases. */
  const visible = (page, figure) =>
    page.evaluate((id) => {
      const element = document.getElementById(id);
      const { shadowRoot } = element;
      const drawn = [...shadowRoot.querySelectorAll('canvas')].flatMap((canvas) =>
        (window.written.get(canvas) ?? []).map(({ text }) => text),
      );
      // What stands in the row, the question aside.
      const words = [...element.closest('.row').querySelectorAll('.prose, .gesture, .seen')].map(
        ({ innerText }) => innerText,
      );
      const spoken = [...shadowRoot.querySelectorAll('canvas')].map((canvas) => canvas.getAttribute('aria-label'));
      return [...words, shadowRoot.querySelector('figure').innerText, ...spoken, ...drawn].join('\n');
    }, `figure-${figure}`);

  const given = [
    { name: 'gap', figure: 'logit-gap', away: [/9\.1/, /two and a half|2\.5 倍/] },
    { name: 'minimum', figure: 'loss-curve', away: [/x\*? = 27/, /27\.00/] },
    { name: 'overtaken', figure: 'heatmap', away: [/0\.75/] },
    { name: 'kept', figure: 'targets', away: [/0\.84/] },
  ];
  for (const path of ['', 'en/']) {
    test(`are given away by nothing that is shown before: /${path}`, async () => {
      const { page, problems, close } = await withNotes(path);
      for (const { name, figure, away } of given) {
        await running(page, figure);
        const before = await visible(page, figure);
        for (const words of away) assert.doesNotMatch(before, words, `${name} beforehand`);
        await page.locator(`[data-prediction="${name}"] button[type=button]`).click();
        await page.waitForFunction((id) => !document.getElementById(id).hasAttribute('mask'), `figure-${figure}`);
        // Back to where it was, for what was masked there.
        await page.evaluate((id) => document.getElementById(id).reset(), `figure-${figure}`);
        await page.locator(`#figure-${figure}`).scrollIntoViewIfNeeded();
        await page.waitForFunction(
          (id) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(id)))),
          figure,
        );
        const after = await visible(page, figure);
        for (const words of away) assert.match(after, words, `${name} afterwards`);
      }
      assert.deepEqual(problems, []);
      await close();
    });
  }

  test('of a loss are not read off its curve', async () => {
    const { page, problems, close } = await withNotes('en/');
    await running(page, 'cross-entropy');
    // The color of the curve in the left fifth of the plot, where the question asks.
    const isDrawn = () =>
      page.$eval('#figure-cross-entropy', ({ shadowRoot }) => {
        const canvas = shadowRoot.querySelectorAll('canvas')[1];
        const { data, width, height } = window.read(canvas);
        const places = window.written.get(canvas).filter(({ text }) => text === '0.2' || text === '0');
        const left = Math.max(...places.filter(({ text }) => text === '0').map(({ x }) => x));
        const right = places.find(({ text }) => text === '0.2').x;
        // Clear of the handle, its lines and its words.
        for (let y = 0; y < height / 3; y++) {
          for (let x = Math.ceil(left) + 4; x < right; x++) {
            const at = 4 * (y * width + x);
            if ([11, 125, 114].every((part, place) => Math.abs(data[at + place] - part) < 4)) return true;
          }
        }
        return false;
      });
    const form = page.locator('[data-prediction="loss"]');
    // The handle goes down, out of where the curve would be.
    await form.getByRole('spinbutton').fill('1');
    await until(async () => !(await isDrawn()));
    await page.keyboard.press('Enter');
    await until(isDrawn);
    assert.deepEqual(problems, []);
    await close();
  });

  test('are hidden in the pictures that stand until a figure runs, and shown where no script does', async () => {
    const { page, close } = await site.open('', { viewport: { width: 1440, height: 900 } });
    // The author's, which tells the answer, and not that of the still, which masks it.
    const shows = (page) =>
      page.evaluate(() =>
        document.querySelector('#figure-logit-gap img.when-light').checkVisibility({ visibilityProperty: true }),
      );
    await openChapters(page);
    assert.equal(await shows(page), false);
    await close();
    const still = await site.open('', { javaScriptEnabled: false });
    await openChapters(still.page);
    assert.equal(await shows(still.page), true);
    assert.equal(await still.page.locator('[data-secret="overtaken"]').first().isVisible(), true);
    await still.close();
  });

  test('are not asked where nobody could answer', async () => {
    const { page, close } = await site.open('', { javaScriptEnabled: false });
    await openChapters(page);
    assert.equal(await page.locator('.prediction').first().isVisible(), false);
    await close();
  });
});
