// npm test -- --all
// The built page in the three engines, and a check that the interface to them tells the truth.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { engineNames, useEngine } from './engines.mjs';
import { until } from './support.mjs';

let site;
before(async () => {
  site = await serveSite(4200);
});
after(() => site?.close());

for (const name of engineNames) {
  describe(name, () => {
    const browser = useEngine(name, { dark: true, reducedMotion: true });

    it('shows a figure that answers mouse and keyboard, in the reader’s color scheme, under the strict policy', async () => {
      const page = await browser.open(`${site.url}en/`, { width: 900, height: 700 });
      assert.deepEqual(await page.evaluate(() => [innerWidth, innerHeight]), [900, 700]);
      assert.deepEqual(
        await page.evaluate(() =>
          ['color-scheme: dark', 'reduced-motion'].map((q) => matchMedia(`(prefers-${q})`).matches),
        ),
        [true, true],
      );
      await page.evaluate(() => document.getElementById('figure-targets').scrollIntoView());
      await page.evaluate(() => document.getElementById('figure-targets').ready);
      const slider = '#figure-targets >>> input#alpha';
      await page.focus(slider);
      await page.press('ArrowRight');
      assert.equal(await page.evaluate(() => document.getElementById('figure-targets').alpha), 0.11);
      await page.drag(slider, [0.1, 0.5], [0.9, 0.5]);
      const dragged = await page.evaluate(() => document.getElementById('figure-targets').alpha);
      assert.ok(dragged > 0.8 && dragged < 1, String(dragged));
      await page.evaluate(() =>
        document.getElementById('figure-targets').shadowRoot.querySelector('#alpha-exact').select(),
      );
      await page.type('0.3');
      assert.equal(await page.evaluate(() => document.getElementById('figure-targets').alpha), 0.3);
      await page.click('#figure-targets >>> button');
      assert.equal(await page.evaluate(() => document.getElementById('figure-targets').alpha), 0.1);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('reports what goes wrong in a page', async () => {
      const page = await browser.open(`${site.url}en/`);
      await page.evaluate(() => {
        setTimeout(() => {
          throw new Error('on purpose');
        });
      });
      await page.evaluate(() => {
        document.body.append(Object.assign(document.createElement('img'), { src: 'https://elsewhere.example/x.png' }));
      });
      const problems = [];
      await until(async () => {
        problems.push(...(await page.problems()));
        return [/on purpose/, /img-src/].every((one) => one.test(problems.join('\n')));
      });
      await assert.rejects(
        page.evaluate(() => Promise.reject(new Error('mine'))),
        /mine/,
      );
      await page.close();
    });
  });
}
