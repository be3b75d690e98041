// Training figures before anybody trains: the recorded run, its scrubber, what is said of it and what can be pointed at.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { assertClose, show } from './element.mjs';
import { openSite } from './support.mjs';

const recorded = async (name) => JSON.parse(await readFile(join(root, `web/figures/recordings/${name}.json`), 'utf8'));

let site;
let opened;
let page;
before(async () => {
  site = await openSite();
  opened = await site.open('en/');
  page = opened.page;
});
after(() => site?.close());
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

const csvOf = (text) =>
  text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
const findings = (figure) => figure.root.locator('.finding').allTextContents();

/** A row of a recording: the epoch, accuracy, confidence, ECE and NLL of both networks in training, then on test data. */
function assertShows(readout, row, stepsPerEpoch) {
  for (const [network, start] of [
    ['hard', 9],
    ['smoothed', 13],
  ]) {
    const shown = ['accuracy', 'confidence', 'ece', 'loss'].map((measure) => readout[`${measure}-${network}`]);
    assert.deepEqual(shown, row.slice(start, start + 4), network);
  }
  assert.equal(readout.steps, row[0] * stepsPerEpoch);
}

describe('training', () => {
  it('starts with the numbers of a recorded run, and says that it is one', async () => {
    const { history, stepsPerEpoch } = await recorded('gaussian-curves');
    const figure = await show(page, { figure: 'training', dataset: 'gaussian' });
    assertShows(await figure.readout(), history.at(-1), stepsPerEpoch);
    const rows = csvOf(await figure.get('toCSV'));
    assert.equal(rows.length, 1 + history.length);
    // Of every measure: hard in training, hard on test data, smoothed in training, smoothed on test data.
    assert.equal(Number(rows[11][6]), history[10][9], 'accuracy of the hard network on test data after ten epochs');
    await figure.root.getByText('A recorded run', { exact: true }).waitFor();
    assert.match(await figure.text(), /was recorded beforehand/);
    assert.equal(page.workers().length, 0, 'nothing is trained');
  });

  it('goes back in the run with all that it shows', async () => {
    const { history, bins, stepsPerEpoch } = await recorded('gaussian-curves');
    const figure = await show(page, { figure: 'training', dataset: 'gaussian', view: 'reliability' });
    const slider = figure.root.getByRole('slider', { name: 'Epoch', exact: true });
    assert.equal(await slider.getAttribute('aria-valuetext'), '80');
    await slider.focus();
    await page.keyboard.press('Home');
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight');
    await figure.settle();
    assert.equal(await slider.getAttribute('aria-valuetext'), '4');
    assertShows(await figure.readout(), history[4], stepsPerEpoch);
    const [, ...rows] = csvOf(await figure.get('toCSV'));
    for (const network of [0, 1]) {
      const counts = rows.map((row) => Number(row[1 + 3 * network]));
      assert.deepEqual(
        counts,
        bins[4][network].filter((_, index) => index % 3 === 0),
        `bins of network ${network}`,
      );
    }
    const words = (row, start) =>
      `On test data it claims ${row[start + 1].toFixed(2)} and is right ${row[start].toFixed(2)}.`;
    assert.deepEqual(await findings(figure), [words(history[4], 9), words(history[4], 13)]);
    // The map of the moment comes along.
    const coordinates = async () => (await figure.get('toCSV')).split('\r\n')[1];
    await figure.get('setState', { view: 'projection' });
    await page.waitForFunction(() => document.querySelector('label-smoothing').toCSV().split('\r\n').length > 300);
    const early = await coordinates();
    await slider.focus();
    await page.keyboard.press('End');
    await figure.settle();
    assert.notEqual(await coordinates(), early);
    assertShows(await figure.readout(), history.at(-1), stepsPerEpoch);
  });

  it('marks where each network was best, and only once that is reached', async () => {
    const { history } = await recorded('gaussian-curves');
    const best = (start, until) =>
      history.slice(1, until).reduce((one, other) => (other[start] > one[start] ? other : one));
    const text = async () => (await findings(figure))[1];
    const figure = await show(page, { figure: 'training', dataset: 'gaussian' });
    for (const [network, start] of [
      ['hard', 9],
      ['smoothed', 13],
    ]) {
      const { 0: epoch, [start]: accuracy } = best(start);
      assert.match(
        await text(),
        new RegExp(`${network} ${accuracy.toFixed(3).replace(/0+$/, '')} after epoch ${epoch}`),
      );
    }
    assert.match(await text(), /early stopping\) would beat both networks at the end/);
  });

  it('comes to the recorded numbers when it is trained, over the faint recording', async () => {
    const { history, stepsPerEpoch } = await recorded('gaussian-curves');
    const figure = await show(page, { figure: 'training', dataset: 'gaussian', speed: 'fast' });
    await page.evaluate(() => {
      const element = document.querySelector('label-smoothing');
      const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
      element.play();
      return done.then(() => undefined);
    });
    const readout = await figure.readout();
    assert.equal(readout.steps, history.at(-1)[0] * stepsPerEpoch);
    assertClose(readout['accuracy-hard'], history.at(-1)[9], 1e-4);
    assertClose(readout['loss-smoothed'], history.at(-1)[16], 1e-4);
    assert.doesNotMatch(await figure.text(), /was recorded beforehand/);
    await figure.root.getByRole('button', { name: 'Start over' }).click();
    assert.match(await figure.text(), /was recorded beforehand/);
  });

  it('has nothing recorded of other settings, and says so', async () => {
    const figure = await show(page, { figure: 'training', dataset: 'gaussian' });
    await figure.get('setState', { alpha: 0.2 });
    await figure.root.getByText('Not started').first().waitFor();
    assert.ok(Number.isNaN((await figure.readout())['accuracy-hard']));
    await figure.get('setState', { alpha: 0.1 });
    await figure.root.getByText('A recorded run', { exact: true }).waitFor();
    assert.ok((await figure.readout())['accuracy-hard'] > 0.5);
  });
});

describe('networks that are trained one by one', () => {
  it('start with recorded means over the seeds that are asked for', async () => {
    const { points } = await recorded('alpha-sweep');
    const figure = await show(page, { figure: 'alpha-sweep' });
    for (const runs of [5, 10]) {
      await figure.get('setState', { runs });
      await page.waitForFunction(
        (runs) => document.querySelector('label-smoothing').toCSV().split('\r\n')[1]?.split(',')[1] === String(runs),
        runs,
      );
      const hard = points.filter(([alpha, seed]) => alpha === 0 && seed <= runs);
      assert.equal(hard.length, runs);
      const mean = hard.reduce((sum, point) => sum + point[3], 0) / runs;
      assertClose((await figure.readout())['accuracy-hard'], mean, 1e-9);
    }
    await figure.root.getByText('A recorded run', { exact: true }).waitFor();
  });

  it('so do teachers and students', async () => {
    const { points } = await recorded('distillation');
    const figure = await show(page, { figure: 'distillation' });
    const alone = points.filter(([seed, role]) => role === 2 && seed <= 5);
    assert.equal(alone.length, 5);
    assertClose((await figure.readout()).alone, alone.reduce((sum, point) => sum + point[4], 0) / 5, 1e-9);
  });
});

describe('decision regions', () => {
  const settings = { figure: 'training', dataset: 'spirals', view: 'regions', samples: '60', batch: '20', epochs: '3' };
  const trained = async (attributes) => {
    const figure = await show(page, { ...settings, ...attributes });
    await page.evaluate(() => {
      const element = document.querySelector('label-smoothing');
      const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
      element.play();
      return done.then(() => undefined);
    });
    await figure.settle();
    return figure;
  };

  it('put a ring around each example with a wrong label', async () => {
    const { loadTraining } = await import(join(root, 'dist/lib/index.js'));
    const training = await loadTraining({ variant: 'simd' });
    const data = { kind: 'spirals', classes: 3, spread: 0.2, noise: 0.4, size: 60, testSize: 1, seed: 1 };
    const { targets, cleanTargets } = training.dataset(data).train;
    const wrong = targets.filter((target, index) => target !== cleanTargets[index]).length;
    assert.ok(wrong > 10 && wrong < 40, String(wrong));
    const rings = () =>
      page.evaluate(() => {
        const { prototype } = CanvasRenderingContext2D;
        const { arc } = prototype;
        let count = 0;
        prototype.arc = function (...values) {
          if (values[2] === 5.5) count++;
          return arc.apply(this, values);
        };
        const element = document.querySelector('label-smoothing');
        element.setAttribute('theme', 'dark');
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))).then(
          () => {
            prototype.arc = arc;
            return count;
          },
        );
      });
    await trained({ noise: '0.4' });
    const drawn = await rings();
    assert.ok(drawn > 0 && drawn % (2 * wrong) === 0, `${drawn} rings for ${wrong} wrong labels in two charts`);
    await trained({ noise: '0' });
    assert.equal(await rings(), 0);
  });

  it('tell what both networks say at a place, by pointer, finger and arrow keys', async () => {
    const figure = await trained({ noise: '0' });
    const spoken = () =>
      figure.root.locator('[aria-live]').evaluateAll((all) => all.map(({ textContent }) => textContent).join(' '));
    await figure.canvas(0).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() =>
      [...document.querySelector('label-smoothing').shadowRoot.querySelectorAll('[aria-live]')].some(
        ({ textContent }) => textContent.startsWith('At '),
      ),
    );
    const [, x, y, ...said] =
      /At ([−-]?[\d.e−-]+), ([−-]?[\d.e−-]+): hard ([\d., ]+); α\u00a0=\u00a00\.1 ([\d., ]+)\./.exec(await spoken()) ??
      [];
    assert.ok(x, await spoken());
    // The same place from another computation of the run.
    const work = await import(join(root, 'dist/figures/runs/index.js'));
    const { loadTraining } = await import(join(root, 'dist/lib/index.js'));
    const attributes = { ...settings, noise: '0' };
    const { values } = work.resolve('training', (name) => attributes[name] ?? null);
    const run = new work.Comparison(await loadTraining({ variant: 'simd' }), work.runSettings(values), values.alpha);
    for (let epoch = 0; epoch < 3; epoch++) run.advance(3);
    const { regions } = run.advance(0, { kind: 'regions', size: 96 });
    run.free();
    const { left, right, bottom, top } = regions.bounds;
    const number = (text) => Number(text.replace('−', '-'));
    const column = Math.floor(((number(x) - left) / (right - left)) * 96);
    const row = Math.floor(((number(y) - bottom) / (top - bottom)) * 96);
    said.forEach((text, network) => {
      text.split(', ').forEach((probability, one) => {
        const expected = regions.networks[network][(row * 96 + column) * 3 + one];
        assertClose(Number(probability), expected, 0.03, `network ${network}, class ${one}`);
      });
    });
    // What is drawn of it is drawn in both charts, and gone when the pointer is.
    const pictures = () =>
      figure.root.locator('canvas').evaluateAll((all) => all.map((canvas) => canvas.toDataURL()).join());
    await figure.canvas(0).blur();
    await figure.settle();
    const plain = await pictures();
    const [first] = await figure.root.locator('canvas').evaluateAll((all) => all.map((canvas) => canvas.toDataURL()));
    await page.mouse.move(...(await figure.point(0.5, 0.4, 1)));
    await figure.settle();
    const [pointed] = await figure.root.locator('canvas').evaluateAll((all) => all.map((canvas) => canvas.toDataURL()));
    assert.notEqual(pointed, first, 'the other chart shows the place, too');
    await page.mouse.move(2, 2);
    await figure.settle();
    assert.equal(await pictures(), plain);
    const [fingerX, fingerY] = await figure.point(0.5, 0.4, 0);
    const client = await page.context().newCDPSession(page);
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: fingerX, y: fingerY }] });
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await figure.settle();
    assert.notEqual(await pictures(), plain, 'what a finger pointed at stays');
  });
});
