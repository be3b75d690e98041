// npm test -- --all
// Figures of real pictures: the wall of test pictures, the square for drawing, and what they do where the pictures cannot
// be fetched.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertClose, show } from './element.mjs';
import { frames, openSite } from './support.mjs';

/** Enough to learn something, in a moment. */
const brief = { epochs: '8', samples: '300' };

let site;
let opened;
let page;
before(async () => {
  site = await openSite();
  opened = await site.open('en/', { viewport: { width: 1200, height: 1000 } });
  page = opened.page;
});
after(() => site?.close());
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

async function finish() {
  await page.evaluate(() => {
    const element = document.querySelector('label-smoothing');
    const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
    element.play();
    return done.then(() => undefined);
  });
}

const rowsOf = (csv) =>
  csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

const reach = (key, test = 'finite') =>
  page.waitForFunction(
    ([key, test]) => {
      const value = document.querySelector('label-smoothing').getReadout()[key];
      return test === 'finite' ? Number.isFinite(value) : Number.isNaN(value);
    },
    [key, test],
  );

/** What a network says in one row of the table: right class, answer, confidence. */
const answersIn = (csv, network) =>
  rowsOf(csv)
    .slice(1)
    .map((cells) => ({ label: cells[1], guess: cells[2 + 2 * network], confidence: Number(cells[3 + 2 * network]) }));

describe('wall', () => {
  it('starts with what recorded networks say, which training repeats', async () => {
    const figure = await show(page, { figure: 'wall' });
    await figure.root.getByText('This run was recorded beforehand').waitFor();
    assert.equal(page.workers().length, 0, 'nothing is trained');
    assert.equal(rowsOf(await figure.get('toCSV')).length, 1001);
    const recorded = await figure.readout();
    assert.ok(recorded['mistakes-above-smoothed'] < recorded['mistakes-above-hard']);
    await finish();
    const trained = await figure.readout();
    for (const [key, value] of Object.entries(trained)) {
      // Counts are the same; confidences are recorded in small steps.
      assertClose(recorded[key], value, 5e-5, key);
    }
    assert.doesNotMatch(await figure.text(), /recorded/);
  });

  it('counts the mistakes above a confidence that the slider sets', async () => {
    const figure = await show(page, { figure: 'wall', ...brief });
    assert.ok(Number.isNaN((await figure.readout())['mistakes-above-hard']));
    await finish();
    const csv = await figure.get('toCSV');
    assert.equal(rowsOf(csv).length, 1001);
    const counted = (network, threshold) =>
      answersIn(csv, network).filter(({ label, guess, confidence }) => confidence > threshold && guess !== label)
        .length;
    for (const threshold of [0.9, 0.6]) {
      await figure.slider('confidence').fill(String(threshold));
      const readout = await figure.readout();
      assert.equal(readout['mistakes-above-hard'], counted(0, threshold));
      assert.equal(readout['mistakes-above-smoothed'], counted(1, threshold));
      await figure.settle();
      const shown = (await figure.root.locator('.finding').allTextContents())[0];
      assert.match(shown, new RegExp(`^Above ${100 * threshold}%: \\d+ pictures, ${counted(0, threshold)} mistakes`));
    }
    const { 'mistakes-above-hard': hard, 'mistakes-above-smoothed': smoothed } = await figure.readout();
    assert.ok(smoothed < hard, `${hard} → ${smoothed}`);
  });

  it('reads out the area under the ROC curve and says that the order is not what gets better', async () => {
    const figure = await show(page, { figure: 'wall', ...brief });
    await finish();
    const csv = await figure.get('toCSV');
    const readout = await figure.readout();
    for (const [network, name] of ['hard', 'smoothed'].entries()) {
      const answers = answersIn(csv, network);
      const right = answers.filter(({ label, guess }) => guess === label);
      const wrong = answers.filter(({ label, guess }) => guess !== label);
      let pairs = 0;
      for (const one of right) {
        for (const other of wrong) {
          if (one.confidence > other.confidence) pairs += 1;
          else if (one.confidence === other.confidence) pairs += 0.5;
        }
      }
      assertClose(readout[`auroc-${name}`], pairs / (right.length * wrong.length), 1e-9, name);
    }
    assert.match(await figure.text(), /area under the ROC curve goes 0\.\d{3} → 0\.\d{3}/);
  });

  it('tells of the picture that the mouse or the arrow keys point at', async () => {
    const figure = await show(page, { figure: 'wall', ...brief });
    await finish();
    await figure.settle();
    const surest = answersIn(await figure.get('toCSV'), 0).reduce((best, one) =>
      one.confidence > best.confidence ? one : best,
    );
    const pixels = () =>
      page.evaluate(() => {
        const canvas = document.querySelector('label-smoothing').shadowRoot.querySelector('canvas');
        return canvas.toDataURL();
      });
    const before = await pixels();
    const box = await figure.canvas(0).boundingBox();
    // Just inside the plot's upper left corner, where the surest picture is.
    await page.mouse.move(box.x + 6, box.y + 28);
    await figure.settle();
    assert.notEqual(await pixels(), before, 'the picture is shown large');
    await page.mouse.move(0, 0);
    await figure.canvas(0).focus();
    for (let press = 0; press < 30; press++) {
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowLeft');
    }
    const said = figure.root.locator('[aria-live]').filter({ hasText: 'Right class' });
    await said.waitFor({ state: 'attached' });
    assert.match(await said.textContent(), new RegExp(`Right class: ${surest.label}; hard: ${surest.guess}, `));
  });

  it('names classes in the language of the page', async () => {
    const figure = await show(page, { figure: 'wall', ...brief, dataset: 'digits' }, { language: 'zh-Hant' });
    await finish();
    const labels = new Set(answersIn(await figure.get('toCSV'), 0).map(({ label }) => label));
    assert.deepEqual([...labels].sort(), ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'].sort());
    assert.match(await figure.text(), /Alpaydin.*CC BY 4\.0/s);
  });
});

describe('draw', () => {
  const attributes = { figure: 'draw', epochs: '20' };
  const pad = (figure) => figure.root.locator('canvas.pad');

  it('has a digit in its square, and trains for it as soon as it is seen', async () => {
    await page.evaluate(async (attributes) => {
      document.documentElement.lang = 'en';
      const element = document.createElement('label-smoothing');
      for (const [name, value] of Object.entries({ ...attributes, loading: 'eager' }))
        element.setAttribute(name, value);
      const above = document.createElement('div');
      above.style.blockSize = '3000px';
      document.body.replaceChildren(above, element);
      scrollTo(0, 0);
      await element.ready;
    }, attributes);
    await frames(page);
    assert.equal(page.workers().length, 0, 'nobody sees it');
    await page.evaluate(() => document.querySelector('label-smoothing').scrollIntoView());
    await reach('confidence-hard');
    await page.locator('label-smoothing').getByText('Finished').waitFor();
    const readout = await page.evaluate(() => document.querySelector('label-smoothing').getReadout());
    assert.deepEqual([readout['answer-hard'], readout['answer-smoothed']], [4, 4]);
    assert.ok(readout['confidence-smoothed'] < readout['confidence-hard']);
    assert.ok(readout['halfway-smoothed'] < readout['halfway-hard']);
  });

  it('answers what a mouse draws, in place of the first digit', async () => {
    const figure = await show(page, attributes);
    await reach('confidence-hard');
    await pad(figure).scrollIntoViewIfNeeded();
    const box = await pad(figure).boundingBox();
    const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
    // A zero.
    await page.mouse.move(...at(0.5, 0.15));
    await page.mouse.down();
    for (let step = 1; step <= 24; step++) {
      const angle = (2 * Math.PI * step) / 24;
      await page.mouse.move(...at(0.5 + 0.22 * Math.sin(angle), 0.5 - 0.35 * Math.cos(angle)));
    }
    await page.mouse.up();
    await reach('confidence-hard');
    await figure.root.getByText('Finished').waitFor();
    const { 'answer-hard': hard, 'answer-smoothed': smoothed, ...readout } = await figure.readout();
    assert.deepEqual([hard, smoothed], [0, 0]);
    assert.ok(readout['confidence-smoothed'] < readout['confidence-hard']);
    // The bars of the table are the probabilities.
    const rows = rowsOf(await figure.get('toCSV')).slice(1);
    assertClose(
      rows.reduce((sum, [, probability]) => sum + Number(probability), 0),
      1,
      1e-5,
      'the sum',
    );
    assert.deepEqual([rows[0][0], rows[9][0]], ['zero', 'nine']);
    assertClose(Number(rows[0][1]), readout['confidence-hard'], 1e-6, 'the row of zero');
    await figure.root.getByRole('button', { name: 'Clear' }).click();
    await reach('confidence-hard', 'nan');
  });

  it('takes arrow keys for a pen, and space lifts it', async () => {
    const figure = await show(page, attributes);
    await figure.root.getByText('Finished').waitFor();
    await pad(figure).focus();
    await page.keyboard.press('Delete');
    await reach('confidence-hard', 'nan');
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowDown');
    await reach('confidence-hard');
    await page.keyboard.press('Delete');
    await reach('confidence-hard', 'nan');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await figure.settle();
    assert.ok(Number.isNaN((await figure.readout())['confidence-hard']), 'the pen is lifted');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await reach('confidence-hard');
  });

  it('shows examples and letters, and blends of two digits', async () => {
    const figure = await show(page, { ...attributes, 'morph-from': '3', 'morph-to': '5' });
    await figure.root.getByLabel('Choose an example').selectOption('7');
    await figure.root.getByText('Finished').waitFor();
    await page.waitForFunction(() => document.querySelector('label-smoothing').getReadout()['answer-hard'] === 7);
    const readout = await figure.readout();
    assert.equal(readout['answer-smoothed'], 7);
    for (const key of ['halfway-hard', 'halfway-smoothed']) {
      assert.ok(readout[key] > 0.1 && readout[key] <= 1, `${key} ${readout[key]}`);
    }
    await figure.slider('morph-to').fill('8');
    await figure.settle();
    assert.notEqual((await figure.readout())['halfway-hard'], readout['halfway-hard']);
    await figure.root.getByRole('button', { name: 'Try a letter' }).click();
    await figure.root.getByText('A is no digit').waitFor();
    assert.ok((await figure.readout())['confidence-smoothed'] < 1);
  });

  it('is drawn in with a finger, and the page stays where it is', async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const { page: small, problems, close } = await site.open('en/', phone);
    const figure = await show(small, attributes);
    await pad(figure).scrollIntoViewIfNeeded();
    const { x, y, width, height } = await pad(figure).boundingBox();
    const top = await small.evaluate(() => scrollY);
    const client = await small.context().newCDPSession(small);
    const touch = (type, points) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await touch('touchStart', [{ x: x + width / 2, y: y + 0.2 * height }]);
    for (let step = 1; step <= 10; step++) {
      await touch('touchMove', [{ x: x + width / 2, y: y + (0.2 + 0.06 * step) * height }]);
    }
    await touch('touchEnd', []);
    await small.waitForFunction(() =>
      Number.isFinite(document.querySelector('label-smoothing').getReadout()['confidence-hard']),
    );
    assert.equal(await small.evaluate(() => scrollY), top);
    assert.equal(await small.evaluate(() => document.documentElement.scrollWidth), 360);
    assert.deepEqual(problems, []);
    await close();
  });
});

describe('pictures', () => {
  const isPictures = (url) => /\/(fashion|digits)-[\w-]{8}\.js$/.test(url);

  it('are fetched when somebody trains, and not before', async () => {
    const { page: own, close } = await site.open('en/');
    const asked = [];
    own.on('request', (request) => asked.push(request.url()));
    await show(own, { figure: 'wall', ...brief });
    assert.deepEqual(asked.filter(isPictures), []);
    await own.evaluate(() => document.querySelector('label-smoothing').play());
    await own.waitForFunction(() => document.querySelector('label-smoothing').getReadout().changed >= 0);
    assert.equal(asked.filter(isPictures).length, 1);
    await close();
  });

  it('are fetched for the recorded wall, which shows gray squares where they cannot be', async () => {
    const { page: own, close } = await site.open('en/', {}, []);
    const fetched = own.waitForRequest((request) => isPictures(request.url()));
    const figure = await show(own, { figure: 'wall' });
    await fetched;
    const numbers = await figure.readout();
    await own.route(isPictures, (route) => route.abort());
    await own.reload();
    const without = await show(own, { figure: 'wall' });
    await without.root.getByText('Gray squares stand for them').waitFor();
    assert.deepEqual(await without.readout(), numbers);
    assert.equal(rowsOf(await without.get('toCSV')).length, 1001);
    await show(own, { figure: 'draw' });
    await without.root.getByText('The pictures that the networks learn from cannot be fetched').waitFor();
    await close();
  });

  it('that cannot be fetched are said to be missing, and other data offered', async () => {
    const { page: own, close } = await site.open('en/', {}, []);
    await own.route(/\/fashion-[\w-]{8}\.js$/, (route) => route.abort());
    const figure = await show(own, { figure: 'training', dataset: 'fashion', epochs: '3' });
    await own.evaluate(() => document.querySelector('label-smoothing').play());
    await figure.root.getByText('The pictures cannot be fetched').waitFor();
    await figure.root.getByRole('button', { name: 'Train on Gaussian classes' }).click();
    await figure.root.getByText('Finished').waitFor();
    const { data, noise } = await figure.state();
    assert.deepEqual([data, noise], ['gaussian', 0.2]);
    await close();
  });

  it('are what a link of version 2 trains on by default, but not one of version 1', async () => {
    const { page: own, close } = await site.open('en/');
    for (const [version, data, samples] of [
      ['2', 'fashion', 1000],
      ['1', 'gaussian', 500],
    ]) {
      await own.goto(`${site.url}embed/?v=${version}&figure=training&epochs=3&lang=en`);
      await own.waitForFunction(() => document.querySelector('label-smoothing')?.getReadout().steps >= 0);
      const state = await own.evaluate(() => document.querySelector('label-smoothing').getState());
      assert.deepEqual([state.data, state.samples, state.epochs], [data, samples, 3]);
    }
    await close();
  });
});
