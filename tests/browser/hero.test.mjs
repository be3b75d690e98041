// The picture in the page's head: two networks that train side by side, and the handle beneath them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const epoch = (page) => page.$eval('#hero-state', ({ textContent }) => Number(/\d+/.exec(textContent)?.[0]));
const isState = (page, word) =>
  page.waitForFunction((word) => document.getElementById('hero-state').textContent.startsWith(word), word);
const sureness = (page) =>
  page.$$eval('.hero-sure', (all) => all.map(({ textContent }) => Number(/[\d.]+/.exec(textContent)?.[0])));

/** How strong the color is along the edges of both maps: the mean difference from grey of their outermost pixels. */
const edges = (page) =>
  page.$$eval('#hero canvas', (all) =>
    all.map((canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
      let sum = 0;
      let count = 0;
      for (let place = 0; place < width; place++) {
        for (const [x, y] of [
          [place, 2],
          [place, height - 3],
          [2, place],
          [width - 3, place],
        ]) {
          const [red, green, blue] = data.subarray(4 * (y * width + x));
          sum += Math.max(red, green, blue) - Math.min(red, green, blue);
          count++;
        }
      }
      return sum / count;
    }),
  );

describe('the first screen', () => {
  for (const [path, width, height] of [
    ['', 1440, 900],
    ['en/', 1440, 900],
    ['', 360, 740],
    ['en/', 360, 740],
  ]) {
    it(`has title, sentence, picture and handle: /${path} at ${width} × ${height}`, async () => {
      const { page, problems, close } = await site.open(path, { viewport: { width, height } }, [
        () => {
          window.shifts = 0;
          new PerformanceObserver((list) => {
            for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
          }).observe({ type: 'layout-shift', buffered: true });
        },
      ]);
      await page.waitForSelector('#hero canvas:not([hidden])');
      for (const selector of [
        'h1',
        '.lede',
        '.hero-map:first-child',
        '.hero-map:last-child',
        '#hero-alpha',
        '#hero-play',
      ]) {
        const { x, y, width: wide, height: high } = await page.locator(selector).boundingBox();
        assert.ok(x >= 0 && x + wide <= width && y >= 0 && y + high <= height, `${selector} ends at ${y + high}`);
      }
      const tops = await page.$$eval('.hero-plot', (all) => all.map((plot) => plot.getBoundingClientRect().top));
      assert.equal(tops[0], tops[1]);
      // Sentences, not characters: the lede is one.
      assert.equal((await page.textContent('.lede')).split(/[.。](?:\s|$)/).filter(Boolean).length, 1);
      await page.waitForFunction(() => Number(/\d+/.exec(document.getElementById('hero-state').textContent)?.[0]) > 5);
      assert.equal(await page.evaluate(() => window.shifts), 0);
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('shows a still without JavaScript', async () => {
    const { page, close } = await site.open('en/', { javaScriptEnabled: false });
    const sizes = await page
      .locator('#hero img')
      .evaluateAll((all) =>
        all.map(({ complete, naturalWidth, alt }) => [complete, naturalWidth > 8, alt.length > 20]),
      );
    assert.deepEqual(sizes, [
      [true, true, true],
      [true, true, true],
    ]);
    await close();
  });
});

describe('the two networks', () => {
  it('change their colors beneath examples that are drawn once', async () => {
    const { page, close } = await site.open('en/', {}, [
      () => {
        window.marks = 0;
        const { stroke } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.stroke = function (...path) {
          window.marks++;
          return stroke.apply(this, path);
        };
      },
    ]);
    const marksAfter = async (passed) => {
      await page.waitForFunction(
        (passed) => Number(/\d+/.exec(document.getElementById('hero-state').textContent)[0]) > passed,
        passed,
      );
      return page.evaluate(() => window.marks);
    };
    await page.waitForSelector('#hero canvas:not([hidden])');
    const early = await marksAfter(0);
    assert.ok(early > 200, String(early));
    assert.equal(await marksAfter(60), early);
    await close();
  });

  it('pass as a recording, then live, and stop at a press', async () => {
    const { page, problems, close } = await site.open('en/');
    await isState(page, 'Recorded');
    const early = await epoch(page);
    await page.waitForFunction(
      (early) => Number(/\d+/.exec(document.getElementById('hero-state').textContent)[0]) > early,
      early,
    );
    assert.equal(page.workers().length, 0, 'nothing is trained for the recording');
    await isState(page, 'Live');
    assert.equal(page.workers().length, 1);
    const [hard, smoothed] = await sureness(page);
    assert.ok(hard > 0.85 && smoothed < hard - 0.1, `${hard} and ${smoothed}`);
    const [solid, halo] = await edges(page);
    assert.ok(solid > 1.2 * halo, `edges ${solid} and ${halo}`);
    await page.click('#hero-play');
    assert.equal(await page.textContent('#hero-play'), 'Play');
    const still = await page.evaluate(async () => {
      const state = document.getElementById('hero-state');
      // An answer may still be on its way.
      for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
      const before = state.textContent;
      for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
      return state.textContent === before;
    });
    assert.equal(still, true);
    assert.deepEqual(problems, []);
    await close();
  });

  it('go on learning with the labels that the handle gives, by mouse and by keys', async () => {
    const { page, problems, close } = await site.open('en/');
    await page.waitForSelector('#hero canvas:not([hidden])');
    const { x, y, width, height } = await page.locator('#hero-alpha').boundingBox();
    await page.mouse.move(x + width / 3, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 0.85 * width, y + height / 2, { steps: 4 });
    await page.mouse.up();
    const alpha = Number(await page.textContent('#hero-value'));
    assert.ok(alpha > 0.7 && alpha < 0.85, String(alpha));
    await isState(page, 'Live');
    // With α = .77 and three classes the right answer has .49.
    await page.waitForFunction(() => {
      const [hard, smoothed] = [...document.querySelectorAll('.hero-sure')].map(({ textContent }) =>
        Number(/[\d.]+/.exec(textContent)[0]),
      );
      return hard > 0.8 && smoothed < 0.55;
    });
    // Back to hard labels, without starting over.
    const before = await epoch(page);
    await page.focus('#hero-alpha');
    await page.keyboard.press('Home');
    assert.equal(await page.textContent('#hero-value'), '0');
    await page.waitForFunction(() => {
      const [, smoothed] = [...document.querySelectorAll('.hero-sure')].map(({ textContent }) =>
        Number(/[\d.]+/.exec(textContent)[0]),
      );
      return smoothed > 0.8;
    });
    assert.ok((await epoch(page)) > before);
    assert.deepEqual(problems, []);
    await close();
  });

  it('stand still for those who want no motion, until they are told to play', async () => {
    const { page, close } = await site.open('en/', { reducedMotion: 'reduce' });
    await page.waitForSelector('#hero canvas:not([hidden])');
    assert.equal(await page.textContent('#hero-play'), 'Play');
    assert.match(await page.textContent('#hero-state'), /^After 300 epochs/);
    const [hard, smoothed] = await sureness(page);
    assert.ok(hard > 0.9 && smoothed < 0.8, `${hard} and ${smoothed}`);
    assert.equal(page.workers().length, 0);
    await page.click('#hero-play');
    await isState(page, 'Recorded');
    assert.equal(await page.textContent('#hero-play'), 'Pause');
    await close();
  });

  it('say what they think of a place, by pointer and by arrow keys', async () => {
    const { page, close } = await site.open('en/', { reducedMotion: 'reduce' });
    await page.waitForSelector('#hero canvas:not([hidden])');
    const pictures = () => page.$$eval('#hero canvas', (all) => all.map((canvas) => canvas.toDataURL()));
    const plain = await pictures();
    await page.hover('#hero canvas >> nth=0', { position: { x: 40, y: 60 } });
    const pointed = await pictures();
    assert.ok(pointed[0] !== plain[0] && pointed[1] !== plain[1], 'both maps show the place');
    await page.mouse.move(5, 5);
    assert.deepEqual(await pictures(), plain);
    await page.focus('#hero canvas >> nth=1');
    await page.keyboard.press('ArrowUp');
    const [middle, up] = [await page.getAttribute('#hero canvas >> nth=1', 'aria-valuetext')].concat(
      await (async () => {
        await page.keyboard.press('ArrowUp');
        return page.getAttribute('#hero canvas >> nth=1', 'aria-valuetext');
      })(),
    );
    for (const text of [middle, up]) {
      const [hard, smoothed] = /^Hard ([\d., ]+); smoothed ([\d., ]+)$/
        .exec(text)
        .slice(1)
        .map((list) => list.split(', ').map(Number));
      for (const probabilities of [hard, smoothed]) {
        const sum = probabilities.reduce((total, one) => total + one, 0);
        assert.ok(Math.abs(sum - 1) < 0.02, text);
      }
    }
    assert.notEqual(up, middle);
    await close();
  });
});
