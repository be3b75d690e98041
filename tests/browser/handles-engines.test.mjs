// npm test -- --all
// Handles in all three engines: a bar is dragged, and arrow keys do the same; a guess is dragged.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { engineNames, useEngine } from './engines.mjs';

let site;
before(async () => {
  site = await serveSite(4200);
});
after(() => site?.close());

/** The first and the last row of the smoothed bar of class 2 of 5, and its middle, as fractions of the picture. */
function barOf() {
  const canvas = document.querySelector('label-smoothing').shadowRoot.querySelector('canvas');
  // A copy: browsers warn when the picture itself is read often.
  const { width, height } = canvas;
  const ctx = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', {
    willReadFrequently: true,
  });
  ctx.drawImage(canvas, 0, 0);
  const { data } = ctx.getImageData(0, 0, width, height);
  // --series-2 on a light page.
  const isBar = (x, y) => [217, 119, 6].every((part, at) => Math.abs(data[4 * (y * width + x) + at] - part) < 6);
  const columns = [];
  for (let x = 0; x < width; x++) {
    const rows = [];
    for (let y = 0; y < height; y++) if (isBar(x, y)) rows.push(y);
    if (rows.length > height / 2) columns.push({ x, top: rows[0], bottom: rows.at(-1) + 1 });
  }
  const middle = columns[Math.floor(columns.length / 2)];
  return middle && { x: middle.x / width, top: middle.top / height, bottom: middle.bottom / height };
}

/** Whether the handle of a guess, in --series-3, is at a place of the picture: a ring at first, full once it was moved. */
function isHandleAt(x, y, isFull) {
  const canvas = document.querySelector('label-smoothing').shadowRoot.querySelector('canvas');
  const { width, height } = canvas;
  const ctx = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', {
    willReadFrequently: true,
  });
  ctx.drawImage(canvas, 0, 0);
  const scale = width / canvas.clientWidth;
  // To the right of the middle, where nothing is written.
  return (isFull ? [0] : [8, 9, 10]).some((aside) => {
    const place = [Math.round(x * width + aside * scale), Math.round(y * height)];
    return [13, 138, 114].every((part, at) => Math.abs(ctx.getImageData(...place, 1, 1).data[at] - part) < 30);
  });
}

for (const name of engineNames) {
  describe(name, () => {
    const browser = useEngine(name);

    it('changes α when the top of a bar is dragged, and by arrow keys', async () => {
      const page = await browser.open(`${site.url}embed/?figure=targets&theme=light&lang=en`, {
        width: 900,
        height: 700,
      });
      const bar = await page.waitFor(barOf);
      const unit = (bar.bottom - bar.top) / 0.92;
      const canvas = 'label-smoothing >>> canvas';
      await page.drag(canvas, [bar.x, bar.top], [bar.x, bar.bottom - 0.6 * unit]);
      const state = () => page.evaluate(() => document.querySelector('label-smoothing').getState());
      const { alpha, target } = await state();
      // 1 − α + α/5 = .6.
      assert.ok(Math.abs(alpha - 0.5) < 0.03, `α = ${alpha}`);
      assert.equal(target, 2);
      await page.focus(canvas);
      await page.press('ArrowUp');
      assert.equal((await state()).alpha, Number((alpha + 0.01).toFixed(2)));
      await page.press('ArrowRight');
      assert.equal((await state()).target, 3);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('moves a guess, and nothing else, when its handle is dragged', async () => {
      const page = await browser.open(`${site.url}embed/?figure=targets&theme=light&lang=en`, {
        width: 900,
        height: 700,
      });
      const bar = await page.waitFor(barOf);
      const unit = (bar.bottom - bar.top) / 0.92;
      const guess = { axis: 'y', at: 2.2, low: 0, high: 1, step: 0.01, start: 0.5 };
      await page.evaluate((text) => {
        const element = document.querySelector('label-smoothing');
        element.addEventListener('ls-guess', ({ detail }) => {
          window.guessed = detail;
        });
        element.setAttribute('guess', text);
      }, JSON.stringify(guess));
      const canvas = 'label-smoothing >>> canvas';
      await page.waitFor(isHandleAt, bar.x, bar.bottom - 0.5 * unit, false);
      await page.drag(canvas, [bar.x, bar.bottom - 0.5 * unit], [bar.x, bar.bottom - 0.25 * unit]);
      const { guess: moved, alpha } = await page.waitFor(() => window.guessed);
      assert.ok(Math.abs(moved - 0.25) < 0.03, `the guess is ${moved}`);
      assert.equal(alpha, 0.1);
      await page.waitFor(isHandleAt, bar.x, bar.bottom - moved * unit, true);
      const written = await page.evaluate(() => document.querySelector('label-smoothing').getAttribute('guess'));
      assert.deepEqual(JSON.parse(written).value, moved);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });
  });
}
