// npm test -- --all
// The ten-minute path as readers take it, one gesture at each step: by mouse, by finger and by keys.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertClose } from './element.mjs';
import { openSite, until } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** How readers move sliders and press things. */
const hands = {
  mouse: {
    slide: (page, slider, share) => press(slider, (x, y) => page.mouse.click(x, y), share),
    press: (_page, button) => button.click(),
    choose: (_page, _choice, label) => label.click(),
  },
  finger: {
    slide: (page, slider, share) => press(slider, (x, y) => page.touchscreen.tap(x, y), share),
    press: (_page, button) => button.tap(),
    choose: (_page, _choice, label) => label.tap(),
  },
  keys: {
    // Whole pages from either end.
    slide: async (page, slider, share) => {
      await slider.focus();
      await page.keyboard.press('Home');
      for (let step = 0; step < Math.round(share * 10); step++) await page.keyboard.press('PageUp');
    },
    press: async (page, button) => {
      await button.focus();
      await page.keyboard.press('Enter');
    },
    choose: async (page, choice) => {
      await choice.focus();
      await page.keyboard.press('Space');
    },
  },
};

async function press(slider, act, share) {
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox();
  await act(x + share * width, y + height / 2);
}

const readers = [
  { name: 'an engineer with a mouse', path: 'en/', hand: 'mouse', viewport: { width: 1440, height: 900 } },
  {
    name: 'a student in Taipei with a phone',
    path: '',
    hand: 'finger',
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  },
  { name: 'somebody with a keyboard', path: 'en/', hand: 'keys', viewport: { width: 1280, height: 720 } },
  { name: 'a teacher with a projector', path: '', hand: 'mouse', viewport: { width: 1920, height: 1080 } },
];

describe('the path is walked by', () => {
  for (const { name, path, hand, ...options } of readers) {
    it(name, async () => {
      const { page, problems, close } = await site.open(path, {
        ...options,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const { slide, press, choose } = hands[hand];
      const figure = (id) => page.locator(`#figure-${id}`);
      const get = (id, method) =>
        figure(id).evaluate(async (element, method) => {
          await element.ready;
          return element[method]();
        }, method);
      const arrive = async (id) => {
        await figure(id).scrollIntoViewIfNeeded();
        return get(id, 'getReadout');
      };

      // The head: more α, less certainty.
      const sure = async () => Number(/[\d.]+/.exec(await page.locator('.hero-sure').last().textContent())?.[0]);
      await page.waitForSelector('#hero canvas:not([hidden])');
      await slide(page, page.locator('#hero-alpha'), 0.9);
      await until(async () => (await sure()) < 0.7);

      // Overconfident pictures: hardly a mistake is above a line so high.
      const wall = await arrive('wall');
      assert.ok(wall['mistakes-above-hard'] > 3 * wall['mistakes-above-smoothed']);
      await slide(page, figure('wall').locator('input[type=range]#confidence'), 0.5);
      assert.ok((await get('wall', 'getState')).confidence < 0.8);
      assert.ok((await get('wall', 'getReadout'))['mistakes-above-smoothed'] > wall['mistakes-above-smoothed']);

      // Cross-entropy never has enough.
      await arrive('cross-entropy');
      const loss = async () => {
        const { probability } = await get('cross-entropy', 'getState');
        const readout = await get('cross-entropy', 'getReadout');
        assertClose(readout.loss, -Math.log(probability), 1e-6);
        return readout.loss;
      };
      const before = await loss();
      await slide(page, figure('cross-entropy').locator('input[type=range]#probability'), 0.9);
      assert.ok((await loss()) < before);

      // The target: what is taken from the correct class is dealt out evenly.
      await arrive('targets');
      await slide(page, figure('targets').locator('input[type=range]#alpha'), 0.4);
      const { alpha, classes } = await get('targets', 'getState');
      assert.ok(alpha > 0.2 && alpha < 0.6);
      const targets = await get('targets', 'getReadout');
      assertClose(targets['target-probability'], 1 - alpha + alpha / classes, 1e-6);

      // Letting go: the gap comes to rest.
      const { 'resting-gap': rest } = await arrive('descent');
      assertClose(rest, Math.log((0.9 + 0.1 / 5) / (0.1 / 5)), 1e-6);
      await press(page, figure('descent').getByRole('button', { name: /^(Let go|放手)/ }));
      await until(async () => Math.abs((await get('descent', 'getReadout')).gap - rest) < 0.05);

      // Training: another view of the same run.
      const trained = await arrive('training');
      assert.ok(trained['ece-hard'] > trained['ece-smoothed']);
      const view = figure('training').locator('#view-reliability');
      await choose(page, view, figure('training').locator('label:has(#view-reliability), label[for=view-reliability]'));
      assert.equal((await get('training', 'getState')).view, 'reliability');

      // When to smooth, and what to take along.
      assert.ok((await page.locator('.decisions tbody tr').count()) >= 6);
      await press(page, page.locator('#developers .copy').nth(1));
      await until(async () => /labelSmoothing: 0\.1/.test(await page.evaluate(() => navigator.clipboard.readText())));
      assert.equal(await page.locator('#summary li').count(), 6);
      assert.deepEqual(problems, []);
      await close();
    });
  }
});
