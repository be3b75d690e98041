// What can be taken hold of in the pictures: by mouse, by finger, by keys, and as assistive technology sees it.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertClose, show } from './element.mjs';
import { openSite } from './support.mjs';

let site;
let opened;
let page;
before(async () => {
  site = await openSite();
  opened = await site.open('en/', { hasTouch: true });
  page = opened.page;
});
after(() => site?.close());
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

/**
 * Where the top of a bar is drawn on the page: in the middle of a column, or aside by some of its width. The axes go
 * from 0 to 1 upwards and have one column for each class; their ends are read from the pixels of the grid.
 */
async function topOf(figure, index, classes, height, aside) {
  const plot = await figure.canvas().evaluate((canvas) => {
    // The plot has a line at 0 and one at 1: the longest runs of one color other than the background's.
    const { width, height: high } = canvas;
    const copy = new OffscreenCanvas(width, high).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, high);
    const same = (a, b) => [0, 1, 2, 3].every((part) => data[a + part] === data[b + part]);
    const ground = 4 * (width - 1);
    const rows = [];
    for (let y = 0; y < high; y++) {
      const at = 4 * (y * width + width - Math.round((12 * width) / canvas.clientWidth));
      if (!same(at, ground)) rows.push(y);
    }
    const scale = high / canvas.clientHeight;
    let left = 0;
    const axis = 4 * (Math.round(rows[0] + 3) * width);
    for (let x = 0; x < width; x++) {
      if (data[axis + 4 * x + 3] !== 0 && !same(axis + 4 * x, ground)) {
        left = x;
        break;
      }
    }
    return { top: rows[0] / scale, bottom: rows.at(-1) / scale, left: left / scale, right: canvas.clientWidth - 6 };
  });
  const box = await figure.canvas().boundingBox();
  const x = plot.left + ((index + 0.5 + aside) / classes) * (plot.right - plot.left);
  return [box.x + x, box.y + plot.bottom - height * (plot.bottom - plot.top), plot.bottom - plot.top];
}

async function dragWithMouse([x, y], to) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + (to - y) / 2);
  await page.mouse.move(x, to);
  await page.mouse.up();
}

async function dragWithFinger([x, y], to) {
  const client = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [{ x, y }]);
  for (let step = 1; step <= 6; step++) await send('touchMove', [{ x, y: y + ((to - y) * step) / 6 }]);
  await send('touchEnd', []);
}

describe('the smoothed bar of targets', () => {
  for (const [how, drag] of [
    ['a mouse', dragWithMouse],
    ['a finger', dragWithFinger],
  ]) {
    it(`changes α when its top is dragged with ${how}`, async () => {
      const figure = await show(page, { figure: 'targets' });
      // Class 2 of 5 has 1 − α + α/5 = .92.
      const [x, y, high] = await topOf(figure, 2, 5, 0.92, 0.2);
      await drag([x, y], y + 0.32 * high);
      await figure.settle();
      const { alpha, target } = await figure.state();
      // .6 is reached at α = .5.
      assertClose(alpha, 0.5, 0.03);
      assert.equal(target, 2);
      assert.equal((await figure.events('change')).length, 1);
    });
  }

  it('shows the pointer what can be moved, and takes a click for the choice of a class', async () => {
    const figure = await show(page, { figure: 'targets' });
    const [x, y, high] = await topOf(figure, 2, 5, 0.92, 0.2);
    const cursor = () => figure.canvas().evaluate((canvas) => getComputedStyle(canvas).cursor);
    await page.mouse.move(x, y);
    assert.equal(await cursor(), 'ns-resize');
    await page.mouse.move(x, y + high / 2);
    assert.equal(await cursor(), 'pointer');
    const [otherX] = await topOf(figure, 4, 5, 0.92, 0);
    await page.mouse.click(otherX, y + high / 2);
    assert.deepEqual((({ target, alpha }) => [target, alpha])(await figure.state()), [4, 0.1]);
  });
});

describe('other bars', () => {
  it('of the gradient move α and logits', async () => {
    const figure = await show(page, { figure: 'gradient', classes: '3', logits: '0,0,0', target: '1' });
    const [x, y, high] = await topOf(figure, 0, 3, 1 / 3, 0.2);
    await dragWithMouse([x, y], y - 0.3 * high);
    const { logits } = await figure.state();
    // p = .633 against two logits of 0.
    assertClose(logits[0], Math.log(0.633 / 0.367) + Math.log(2), 0.15);
    assert.deepEqual(logits.slice(1), [0, 0]);
    const [targetX, targetY] = await topOf(figure, 1, 3, 1 - 0.1 + 0.1 / 3, -0.2);
    await dragWithMouse([targetX, targetY], targetY + 0.3 * high);
    assertClose((await figure.state()).alpha, 0.55, 0.03);
  });

  it('of every convention change α', async () => {
    const figure = await show(page, { figure: 'conventions' });
    // Three conventions side by side; the last of them, padded, keeps 1 − α.
    const { 'target-padded': own } = await figure.readout();
    assertClose(own, 0.9, 1e-6);
    const [x, y, high] = await topOf(figure, 2, 5, 0.9, 0.8 / 3);
    await dragWithMouse([x, y], y + 0.4 * high);
    assertClose((await figure.state()).alpha, 0.5, 0.06);
  });
});

describe('warm bars and floors', () => {
  it('change the temperature at which a bar is as high', async () => {
    const figure = await show(page, {
      figure: 'temperature',
      classes: '3',
      logits: '0,2,0',
      target: '1',
      temperature: '2',
    });
    // e / (e + 2) at T = 2.
    const [x, y, high] = await topOf(figure, 1, 3, Math.E / (Math.E + 2), 0);
    await dragWithMouse([x, y], y + 0.1 * high);
    const { temperature, logits } = await figure.state();
    // p = .476: e^(2/T) = .476 · 2 / .524.
    assertClose(temperature, 2 / Math.log((0.476 * 2) / 0.524), 0.3);
    assert.deepEqual(logits, [0, 2, 0]);
  });

  it('change α until the entropy is as high as the floor, which arrow keys lift too', async () => {
    const figure = await show(page, { figure: 'decomposition', probability: '0.9' });
    const before = await figure.readout();
    // The axis goes to 3; its lines are 0 and 3.
    const [, y, high] = await topOf(figure, 0, 1, before.entropy / 3, 0);
    const [x] = await figure.point(0.5, 0.5);
    await dragWithMouse([x, y], y - 0.2 * high);
    const { entropy, alpha } = await figure.readout();
    assertClose(entropy, before.entropy + 0.6, 0.06);
    assert.equal((await figure.state()).probability, 0.9);
    await figure.canvas().focus();
    await page.keyboard.press('ArrowDown');
    assertClose((await figure.state()).alpha, alpha - 0.01, 1e-9);
    await page.keyboard.press('ArrowLeft');
    assert.equal((await figure.state()).probability, 0.89);
  });
});

describe('a picture that keys change', () => {
  for (const [name, key, read, expected] of [
    ['targets', 'ArrowUp', ({ alpha }) => alpha, 0.11],
    ['targets', 'ArrowRight', ({ target }) => target, 3],
    ['gradient', 'ArrowDown', ({ alpha }) => alpha, 0.09],
    ['cross-entropy', 'ArrowUp', ({ probability }) => probability, 0.76],
    ['heatmap', 'ArrowRight', ({ targets }) => targets[0], 3],
  ]) {
    it(`is a slider with a value: ${name}, ${key}`, async () => {
      const figure = await show(page, { figure: name });
      const slider = figure.canvas();
      assert.equal(await slider.getAttribute('role'), 'slider');
      const before = await slider.getAttribute('aria-valuetext');
      assert.ok(before.length > 20);
      await slider.focus();
      await page.keyboard.press(key);
      await figure.settle();
      assertClose(read(await figure.state()), expected, 1e-9);
      assert.notEqual(await slider.getAttribute('aria-valuetext'), before);
    });
  }

  it('is a plain image where no key does anything', async () => {
    const figure = await show(page, { figure: 'training' });
    assert.equal(await figure.canvas().getAttribute('role'), 'img');
    assert.equal(await figure.canvas().getAttribute('tabindex'), null);
  });
});

describe('the color bar', () => {
  it('marks the value of the cell under the pointer', async () => {
    const figure = await show(page, { figure: 'heatmap' });
    const where = figure.root.locator('.scale .where');
    assert.equal(await where.isVisible(), false);
    const [x, y] = await figure.point(0.55, 0.15);
    await page.mouse.move(x, y);
    await where.waitFor();
    const value = Number(await where.textContent());
    assert.ok([0, 0.133, 0.6].includes(value), String(value));
    const [bar, mark] = [await figure.root.locator('.scale .bar').boundingBox(), await where.boundingBox()];
    assertClose((mark.x + mark.width / 2 - bar.x) / bar.width, value / 0.6, 0.02);
    await page.mouse.move(3, 3);
    await where.waitFor({ state: 'hidden' });
  });
});
