// Logits that are grabbed and let go of: what runs, what is drawn, and what the hand does to it.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { noteWords } from './drawing.mjs';
import { assertClose, show } from './element.mjs';
import { openSite } from './support.mjs';

let site;
let opened;
let page;
before(async () => {
  site = await openSite();
  opened = await site.open('en/', {}, [noteWords]);
  page = opened.page;
});
after(() => site?.close());
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

/** z ← z − η(softmax(z) − q), in double precision. */
function descend(start, q, rate, steps) {
  let z = [...start];
  for (; steps > 0; steps--) {
    const powers = z.map((logit) => Math.exp(logit - Math.max(...z)));
    const sum = powers.reduce((total, power) => total + power, 0);
    z = z.map((logit, k) => logit - rate * (powers[k] / sum - q[k]));
  }
  return z;
}
const uniform = (alpha, classes, target) =>
  Array.from({ length: classes }, (_, k) => (k === target ? 1 - alpha : 0) + alpha / classes);
const gapOf = (z, target) => z[target] - Math.max(...z.filter((_, k) => k !== target));

const showDescent = (attributes = {}, options) =>
  show(page, { figure: 'descent', theme: 'light', ...attributes }, options);
const reach = (steps) =>
  page.waitForFunction((steps) => document.querySelector('label-smoothing').getReadout().steps >= steps, steps);
const written = (index) =>
  page.evaluate(
    (index) =>
      window.written
        .get(document.querySelector('label-smoothing').shadowRoot.querySelectorAll('canvas')[index])
        .map(({ text }) => text),
    index,
  );

describe('descent', () => {
  it('reads out the resting gap of every convention', async () => {
    const figure = await showDescent({ classes: '10', alpha: '0.1' });
    assertClose((await figure.readout())['resting-gap'], Math.log(1 + (10 * 0.9) / 0.1), 1e-9);
    assert.equal((await figure.readout()).gap, 0);
    for (const [convention, rest] of [
      ['others', Math.log((9 * 0.9) / 0.1)],
      ['padded', Math.log((8 * 0.9) / 0.1)],
    ]) {
      await figure.get('setState', { convention });
      assertClose((await figure.readout())['resting-gap'], rest, 1e-9, convention);
    }
    await figure.get('setState', { convention: 'uniform', alpha: 0 });
    assert.equal((await figure.readout())['resting-gap'], Infinity);
  });

  it('lists the numbers of the formula', async () => {
    const figure = await showDescent({ logits: '1,-2,0.5,3,0', target: '1', alpha: '0.2', 'learning-rate': '0.4' });
    const [header, ...rows] = (await figure.get('toCSV')).trimEnd().split('\r\n');
    assert.equal(header.split(',').length, 7);
    const q = uniform(0.2, 5, 1);
    for (const row of rows) {
      const [step, gap, ...logits] = row.split(',').map(Number);
      const expected = descend([1, -2, 0.5, 3, 0], q, 0.4, step);
      assertClose(gap, gapOf(expected, 1), 1e-6, `the gap after ${step}`);
      logits.forEach((logit, k) => {
        assertClose(logit, expected[k], 1e-6, `step ${step}, class ${k}`);
      });
    }
    assert.equal(rows.at(-1).split(',')[0], '1000');
  });

  it('steps by its button and method, and agrees with the formula', async () => {
    const figure = await showDescent({ alpha: '0.1' });
    await figure.get('step');
    await figure.root.getByRole('button', { name: 'One step' }).click();
    const { gap, steps } = await figure.readout();
    assert.equal(steps, 2);
    assertClose(gap, gapOf(descend([0, 0, 0, 0, 0], uniform(0.1, 5, 2), 0.5, 2), 2), 1e-9);
    await figure.root.getByRole('button', { name: 'Start over' }).click();
    assert.equal((await figure.readout()).steps, 0);
  });

  it('is let go of: at least 20 steps a second, to rest at the marked place', async () => {
    const figure = await showDescent({ classes: '10', alpha: '0.1' });
    await figure.root.getByRole('button', { name: 'Let go' }).click();
    await reach(5);
    const rate = await page.evaluate(async () => {
      const element = document.querySelector('label-smoothing');
      const [begun, before] = [performance.now(), element.getReadout().steps];
      await new Promise((done) => setTimeout(done, 1000));
      return ((element.getReadout().steps - before) * 1000) / (performance.now() - begun);
    });
    assert.ok(rate >= 20, `${rate} steps a second`);
    await reach(50);
    const rest = Math.log(91);
    assertClose((await figure.readout()).gap, rest, 0.2);
    await figure.settle();
    assert.ok((await written(1)).includes('at rest 4.51'), (await written(1)).join(' '));
    await figure.root.getByRole('button', { name: 'Pause' }).click();
    const { steps } = await figure.readout();
    await figure.settle();
    await figure.settle();
    assert.equal((await figure.readout()).steps, steps);
  });

  it('climbs for ever without smoothing, along a growing axis', async () => {
    const figure = await showDescent({ alpha: '0' });
    await figure.settle();
    assert.ok(!(await written(1)).some((text) => text.startsWith('at rest')));
    assert.ok(!(await written(1)).includes('1000'));
    await figure.get('play');
    await reach(20);
    const early = (await figure.readout()).gap;
    await reach(101);
    await figure.get('pause');
    await figure.settle();
    const late = (await figure.readout()).gap;
    assert.ok(late > early, `${early} then ${late}`);
    assert.ok((await written(1)).includes('1000'), 'the axis has grown');
    assert.match(await figure.text(), /no place of rest/);
  });

  it('goes on from where it is when α changes, to another place of rest', async () => {
    const figure = await showDescent({ alpha: '0.5' });
    await figure.get('play');
    await reach(30);
    await figure.slider('alpha').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const { steps, 'resting-gap': rest } = await figure.readout();
    assert.ok(steps >= 30, 'it has not begun anew');
    assertClose(rest, Math.log(1 + (5 * 0.99) / 0.01), 1e-9);
    const { gap } = await figure.readout();
    await reach(steps + 10);
    assert.ok((await figure.readout()).gap > gap);
    await figure.get('pause');
  });

  it('lets bars be taken by hand, and pulls them back', async () => {
    const figure = await showDescent({ alpha: '0.1' });
    const [x, top] = await figure.point(0.2, 0.2);
    const [, zero] = await figure.point(0.2, 0.46);
    await page.mouse.move(x, zero);
    await page.mouse.down();
    await page.mouse.move(x, (zero + top) / 2, { steps: 4 });
    await page.mouse.move(x, top, { steps: 4 });
    await page.mouse.up();
    const { logits } = await figure.state();
    assert.ok(logits[0] > 1, logits.join());
    assert.deepEqual(logits.slice(1), [0, 0, 0, 0]);
    const { gap, steps } = await figure.readout();
    assert.equal(steps, 0);
    assertClose(gap, -logits[0], 1e-9);
    await figure.get('step');
    assertClose((await figure.readout()).gap, gapOf(descend(logits, uniform(0.1, 5, 2), 0.5, 1), 2), 1e-9);
  });

  it('lets bars be moved by the keyboard', async () => {
    const figure = await showDescent();
    await figure.canvas(0).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.deepEqual((await figure.state()).logits, [0, 0.2, 0, 0, 0]);
  });

  it('has a name for everything, and fits 280 pixels', async () => {
    const figure = await showDescent();
    const unnamed = await page.evaluate(() =>
      [
        ...document
          .querySelector('label-smoothing')
          .shadowRoot.querySelectorAll('canvas, input, select, button, [role]'),
      ]
        .filter(
          (element) =>
            element.role !== 'alert' &&
            !(element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent),
        )
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(unnamed, []);
    await page.setViewportSize({ width: 280, height: 800 });
    await figure.settle();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels wider than the window`);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('moves by single steps only where motion is to be reduced, and speaks Chinese', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const figure = await showDescent({}, { language: 'zh-Hant' });
    assert.equal(await figure.root.getByRole('button', { name: '放手' }).count(), 0);
    await figure.root.getByRole('button', { name: '走一步' }).click();
    await figure.get('play');
    await figure.settle();
    await figure.settle();
    assert.equal((await figure.readout()).steps, 2);
    assert.match(await figure.text(), /一步一步/);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });
});
