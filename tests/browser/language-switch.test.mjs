// The other language opens where the reader was, with all that the reader has set.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openChapterOf, openSite, settled } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const figures = {
  targets: { alpha: 0.33 },
  heatmap: { alpha: 0.2, targets: [1, 2] },
  'loss-curve': { xMax: 50 },
  example: { classes: 7 },
};

const states = (page) =>
  page.evaluate(
    (names) => Object.fromEntries(names.map((name) => [name, document.getElementById(`figure-${name}`).getState()])),
    Object.keys(figures),
  );

/** The part of the article a third of the window down, and how far it is above that. */
const place = (page) =>
  page.evaluate(() => {
    const parts = [...document.querySelectorAll('.hero, .section-head, .row, .columns, .chapter')].filter((part) =>
      part.checkVisibility(),
    );
    const index = parts.findLastIndex((part) => part.getBoundingClientRect().top <= innerHeight / 3);
    const { top, height } = parts[index].getBoundingClientRect();
    return { index, share: (innerHeight / 3 - top) / height };
  });

for (const [path, other, size] of [
  ['', 'en/', { width: 1280, height: 900 }],
  ['en/', '', { width: 390, height: 800 }],
]) {
  describe(`from ${path || 'zh-Hant'} at ${size.width} pixels`, () => {
    it('keeps the place and the settings of all figures', async () => {
      const { page, problems, close } = await site.open(path, { viewport: size });
      await page.waitForFunction(() => customElements.get('label-smoothing'));
      await page.evaluate((figures) => {
        for (const [name, state] of Object.entries(figures)) document.getElementById(`figure-${name}`).setState(state);
      }, figures);
      const before = await states(page);
      await openChapterOf(page, '#figure-gradient');
      await page.evaluate(() => {
        const { top, height } = document.getElementById('figure-gradient').closest('.row').getBoundingClientRect();
        scrollBy({ top: top + height / 2, behavior: 'instant' });
      });
      await settled(() => page.evaluate(() => scrollY));
      const from = await place(page);
      await page.locator('#language').click();
      await page.waitForURL((url) => url.pathname.endsWith(`/${other}`));
      await page.waitForLoadState('load');
      await settled(() => page.evaluate(() => scrollY));
      const to = await place(page);
      assert.equal(to.index, from.index);
      assert.ok(Math.abs(to.share - from.share) < 0.03, `${from.share} became ${to.share}`);
      assert.deepEqual(await states(page), before);
      assert.deepEqual(problems, []);
      // What was handed over is not handed over again.
      await page.goto(`${site.url}${path}`);
      await page.goto(`${site.url}${other}`);
      await page.waitForFunction(() => customElements.get('label-smoothing'));
      assert.equal((await states(page)).targets.alpha, 0.1);
      await close();
    });
  });
}
