// The core of what a reader does with the page, in all three engines.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { engineNames, useEngine } from './engines.mjs';
import { settled } from './support.mjs';

let server;
before(async () => {
  server = await serveSite(4200);
});
after(() => server?.close());

for (const engine of engineNames) {
  describe(engine, () => {
    const browser = useEngine(engine);

    test('a link opens its figure, a guess is answered, and a typed number moves figure, text and formula', async () => {
      const page = await browser.open(`${server.url}en/#v=1&figure=loss-curve&alpha=0.2`);
      const readout = () => document.getElementById('figure-loss-curve').getReadout()['minimum-x'];
      // 3·0.8/0.2, then 3·0.7/0.3, then 3·0.6/0.4.
      assert.ok(Math.abs((await page.waitFor(readout)) - 12) < 1e-6);
      await page.focus('[data-prediction="minimum"] input[type="number"]');
      await page.press('Enter');
      const verdict = await page.waitFor(() => {
        const text = document.querySelector('[data-prediction="minimum"] .verdict');
        return text.hidden ? '' : text.textContent;
      });
      assert.match(verdict, /Your 50 is 43 too high/);
      await page.waitFor(
        () => document.querySelector('p input[data-figure="loss-curve"][data-value="alpha"]') !== null,
      );
      await page.evaluate(() => {
        const field = document.querySelector('p input[data-figure="loss-curve"][data-value="alpha"]');
        field.focus();
        field.select();
      });
      await page.type('0.4');
      await page.waitFor(
        () => document.querySelector('[data-formula="minimumNow"] [data-value="minimum-x"]').textContent === '4.50',
      );
      assert.ok(Math.abs((await page.evaluate(readout)) - 4.5) < 1e-6);
      // A symbol of a formula leads to the control that sets it.
      await page.evaluate(() => {
        const alpha = [...document.querySelectorAll('[data-formula="minimum"] mi')].find(
          ({ textContent }) => textContent === 'α',
        );
        alpha.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true, pointerType: 'mouse' }));
      });
      const named = () =>
        document.getElementById('figure-loss-curve').shadowRoot.querySelector('.control.named label')?.textContent;
      assert.equal(await page.waitFor(named), 'Smoothing α');
      // A fraction is taller than a line only if formulas are laid out.
      await page.evaluate(() => {
        document.getElementById('softmax').closest('details').open = true;
      });
      const [formula, line] = await page.evaluate(() => [
        document.querySelector('[data-formula="softmax"] math').getBoundingClientRect().height,
        Number.parseFloat(getComputedStyle(document.body).fontSize),
      ]);
      assert.ok(formula > 2 * line);
      // Right-aligned text ends where its column ends.
      const ends = await page.evaluate(() =>
        [...document.querySelectorAll('.tml-right')]
          .filter((cell) => cell.textContent !== '' && !cell.closest('[hidden]'))
          .map((cell) => {
            const letters = [...cell.querySelectorAll('mi, mn, mo')].map((letter) => letter.getBoundingClientRect());
            return Math.max(...letters.map(({ right }) => right)) - cell.getBoundingClientRect().right;
          }),
      );
      assert.ok(ends.length > 10);
      assert.deepEqual(
        ends.filter((distance) => Math.abs(distance) > 2),
        [],
      );
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    test('the other language opens where the reader was, with what the reader set', async () => {
      const page = await browser.open(`${server.url}en/#v=1&figure=heatmap&alpha=0,25.`, { width: 1000, height: 800 });
      // An address as a word processor hands it on.
      await page.waitFor(() => document.getElementById('figure-heatmap').alpha === 0.25);
      const place = () => {
        const parts = [...document.querySelectorAll('.hero, .section-head, .row, .columns')];
        const index = parts.findLastIndex((part) => part.getBoundingClientRect().top <= innerHeight / 3);
        const { top, height } = parts[index].getBoundingClientRect();
        return [index, (innerHeight / 3 - top) / height];
      };
      await page.evaluate(() => {
        document.getElementById('figure-targets').setState({ alpha: 0.33 });
        const { top, height } = document.getElementById('figure-gradient').closest('.row').getBoundingClientRect();
        scrollBy({ top: top + height / 2, behavior: 'instant' });
      });
      await settled(() => page.evaluate(() => scrollY));
      const [index, share] = await page.evaluate(place);
      await page.click('#language');
      await page.waitFor(
        () => document.documentElement.lang === 'zh-Hant' && document.getElementById('figure-targets')?.alpha === 0.33,
      );
      await settled(() => page.evaluate(() => scrollY));
      const [newIndex, newShare] = await page.evaluate(place);
      assert.equal(newIndex, index);
      assert.ok(Math.abs(newShare - share) < 0.03, `${share} became ${newShare}`);
      assert.equal(await page.evaluate(() => document.getElementById('figure-heatmap').alpha), 0.25);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    test('every figure fits where it is, narrow or wide', async () => {
      for (const [path, width] of [
        ['en/', 320],
        ['', 1440],
      ]) {
        const page = await browser.open(server.url + path, { width, height: 800 });
        await page.evaluate(() => {
          for (const chapter of document.querySelectorAll('.chapter')) chapter.open = true;
        });
        const names = await page.evaluate(() =>
          [...document.querySelectorAll('label-smoothing')].map((figure) => {
            figure.loading = 'eager';
            return figure.id;
          }),
        );
        for (const name of names) {
          await page.waitFor((id) => Object.keys(document.getElementById(id).getReadout()).length > 0, name);
        }
        const wider = await page.evaluate(() => {
          const parts = [...document.querySelectorAll('label-smoothing')].flatMap(({ id, shadowRoot }) =>
            [...shadowRoot.querySelectorAll('.stage, .side > *, .more')].map((part) => ({ id, part })),
          );
          return parts
            .filter(({ part }) => {
              const figure = part.closest('.view').getBoundingClientRect();
              return part.getBoundingClientRect().right > figure.right;
            })
            .map(({ id, part }) => `${id} ${part.className}`);
        });
        assert.deepEqual(wider, []);
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        );
        await page.close();
      }
    });
  });
}
