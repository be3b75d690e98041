// The path and what goes deeper: chapters that open on demand, corrections, one α for all figures, the length of it all.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const isOpen = (page, id) => page.evaluate((id) => document.getElementById(id).closest('.chapter').open, id);

/** Waits until something has the upper part of the window. */
const inView = (page, id) =>
  page.waitForFunction((id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    return bottom > 0 && top >= 0 && top < innerHeight * 0.6;
  }, id);

/** Scrolls down as a reader does. */
const readToTheEnd = (page) =>
  page.evaluate(async () => {
    while (scrollY + innerHeight < document.documentElement.scrollHeight - 1) {
      scrollBy({ top: 200, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
    }
  });

for (const path of ['', 'en/']) {
  describe(`chapters of /${path}`, () => {
    it('are closed, and their figures load nothing before they are opened', async () => {
      const { page, problems, close } = await site.open(path);
      await readToTheEnd(page);
      await page.waitForFunction(() => Object.keys(document.getElementById('figure-training').getReadout()).length > 0);
      const chapters = page.locator('.chapter');
      assert.ok((await chapters.count()) >= 13);
      assert.equal(await page.locator('.chapter[open]').count(), 0);
      const running = () =>
        page.$$eval('.chapter label-smoothing', (figures) =>
          figures.filter((figure) => Object.keys(figure.getReadout()).length > 0).map(({ id }) => id),
        );
      assert.deepEqual(await running(), []);
      await page.locator('.chapter:has(#floor) > summary').click();
      await page.waitForFunction(
        () => Object.keys(document.getElementById('figure-decomposition').getReadout()).length > 0,
      );
      assert.deepEqual(await running(), ['figure-decomposition']);
      // The address leads back here.
      assert.equal(new URL(page.url()).hash, '#floor');
      assert.deepEqual(problems, []);
      await close();
    });

    for (const [what, fragment, id] of [
      ['their own address', '#implementation', 'implementation'],
      ['the address that was a section once', '#example', 'example'],
      ['the address of a figure inside', '#v=1&figure=heatmap&alpha=0.2', 'figure-heatmap'],
      ['the address of a correction', '#correction-7', 'correction-7'],
    ]) {
      it(`open for ${what}`, async () => {
        const { page, problems, close } = await site.open(path + fragment);
        await page.waitForFunction((id) => document.getElementById(id).closest('.chapter').open, id);
        await inView(page, id);
        assert.equal(await page.locator('.chapter[open]').count(), 1);
        assert.deepEqual(problems, []);
        await close();
      });
    }

    it('lead from the mark in the margin to a correction and back', async () => {
      const { page, problems, close } = await site.open(path, { viewport: { width: 1440, height: 900 } });
      const mark = page.locator('.correction-mark[href="#correction-7"]');
      const box = await mark.boundingBox();
      const text = await page.locator('#kl-loss .prose > p:not(.correction-marks)').first().boundingBox();
      assert.ok(box.x + box.width <= text.x, 'the mark stands in the margin');
      await mark.click();
      await inView(page, 'correction-7');
      assert.match(await page.locator('#correction-7').innerText(), /0\.951350/);
      await page.locator('#correction-7 a[href="#passage-7"]').click();
      await inView(page, 'passage-7');
      // A passage in a chapter that is closed.
      assert.equal(await isOpen(page, 'passage-2'), false);
      await page.locator('#correction-2 a[href="#passage-2"]').click();
      await inView(page, 'passage-2');
      assert.equal(await isOpen(page, 'passage-2'), true);
      assert.deepEqual(problems, []);
      await close();
    });

    it('open without scripts', async () => {
      const { page, close } = await site.open(path, { javaScriptEnabled: false });
      assert.equal(await page.locator('#figure-steps table').first().isVisible(), false);
      await page.locator('.chapter:has(#implementation) > summary').click();
      assert.equal(await page.locator('#figure-steps table').first().isVisible(), true);
      assert.equal(await page.locator('#lock-alpha').isVisible(), false);
      await close();
    });

    it('leave a path of at most 25 screens of a phone', async () => {
      const { page, close } = await site.open(path, { viewport: { width: 390, height: 844 } });
      await readToTheEnd(page);
      const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
      assert.ok(screens <= 25, `${screens} screens`);
      await close();
    });

    it('leave at most 128 stops of the Tab key before a table is opened', async () => {
      const { page, close } = await site.open(path, { viewport: { width: 1440, height: 900 } });
      await readToTheEnd(page);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('label-smoothing')].every(
          (figure) => figure.closest('.chapter') || Object.keys(figure.getReadout()).length > 0,
        ),
      );
      const focused = () =>
        page.evaluate(() => document.activeElement !== document.body && document.activeElement !== null);
      await page.evaluate(() => scrollTo(0, 0));
      let stops = -1;
      do {
        await page.keyboard.press('Tab');
        stops++;
      } while (stops <= 200 && (await focused()));
      assert.ok(stops > 50 && stops <= 128, `${stops} stops`);
      await close();
    });

    it('and the path say when to smooth, each time with a source', async () => {
      const { page, close } = await site.open(path);
      const rows = await page.$$eval('.decisions tbody tr', (rows) =>
        rows.map((row) => ({
          cells: row.cells.length,
          sources: row.querySelectorAll('a').length,
          text: row.innerText,
        })),
      );
      assert.equal(rows.length, 6);
      for (const { cells, text } of rows) {
        assert.equal(cells, 5);
        assert.match(text, /α/);
      }
      // The last row is arithmetic of this page.
      for (const { sources, text } of rows.slice(0, -1)) assert.ok(sources > 0, text);
      await close();
    });
  });
}

describe('one α for the page', () => {
  it('is shared while the switch is on, and leaves everything else alone', async () => {
    const { page, problems, close } = await site.open('en/');
    const states = () =>
      page.$$eval('label-smoothing', (figures) =>
        Object.fromEntries(figures.map((figure) => [figure.id.slice(7), figure.getState()])),
      );
    const before = await states();
    const lock = page.getByRole('switch');
    await lock.check();
    // Now that of the figure beside the switch.
    for (const [name, { alpha }] of Object.entries(await states())) assert.ok([0.1, undefined].includes(alpha), name);
    const slider = page.locator('#figure-targets').getByRole('slider', { name: 'α' }).first();
    await slider.focus();
    for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.getElementById('figure-descent').getState().alpha === 0.2);
    for (const [name, { alpha, ...others }] of Object.entries(await states())) {
      assert.ok([0.2, undefined].includes(alpha), `${name} has α ${alpha}`);
      const { alpha: _, ...first } = before[name];
      assert.deepEqual(others, first, name);
    }
    // From any of them.
    await page.evaluate(() => document.getElementById('figure-loss-curve').setState({ alpha: 0.5 }));
    await page.waitForFunction(() => document.getElementById('figure-targets').getState().alpha === 0.5);
    await lock.uncheck();
    await page.evaluate(() => document.getElementById('figure-loss-curve').setState({ alpha: 0.7 }));
    await page.locator('#figure-loss-curve').scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.getElementById('figure-loss-curve').getReadout().alpha === 0.7);
    assert.equal((await states()).targets.alpha, 0.5);
    assert.deepEqual(problems, []);
    await close();
  });
});
