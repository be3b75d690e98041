// npm test -- --all
// Handles in all three engines: a bar is dragged, and arrow keys do the same.
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
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
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
  });
}
