// npm test -- --all
// A link replays a run: three engines and Node reach the same numbers, to the last bit.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { openHost, post } from './embed.mjs';
import { engineNames, useEngine } from './engines.mjs';
import { settled } from './support.mjs';

const attributes = {
  figure: 'training',
  dataset: 'gaussian',
  classes: '3',
  samples: '60',
  batch: '16',
  epochs: '6',
  layers: '9,7',
  dimensions: '5',
  alpha: '0.2',
};

let site;
let host;
let expected;
let expectedOfOwn;
before(async () => {
  site = await serveSite(4200);
  host = await openHost();
  const query = new URLSearchParams(attributes);
  host.pages.set(
    'post',
    post(`<iframe sandbox="allow-scripts" src="${site.url}embed/?${query}" width="880" height="600"></iframe>`),
  );
  expected = await runInNode(attributes);
  expectedOfOwn = await runInNode(ownAttributes, ownTable);
});
after(async () => {
  await host?.close();
  await site?.close();
});

/** A reader's own table: two features, and class names that a page must not take for markup. */
const ownRows = Array.from({ length: 30 }, (_, row) => [row % 7, (row * 5) % 11, row % 7 > 3 ? '<b>far</b>' : 'near']);
const ownTable = {
  features: Float32Array.from(ownRows.flatMap(([x, y]) => [x, y])),
  targets: Int32Array.from(ownRows, ([, , name]) => (name === 'near' ? 0 : 1)),
  inputs: 2,
  classNames: ['near', '<b>far</b>'],
};
const ownAttributes = { figure: 'training', dataset: 'csv', batch: '7', epochs: '5', layers: '6' };

/** What both networks say of every test picture after some epochs, computed without a browser. */
async function picturesInNode(attributes) {
  const { loadTraining } = await import('../../dist/lib/index.js');
  const { Comparison, resolve, runSettings } = await import('../../dist/figures/runs/index.js');
  const { default: unpack } = await import(`../../dist/lib/data/${attributes.dataset}.js`);
  const training = await loadTraining({ variant: 'simd' });
  const { values } = resolve('wall', (name) => attributes[name] ?? null);
  const run = new Comparison(training, runSettings(values, await unpack()), values.alpha);
  const { stepsPerEpoch } = run.advance(0, undefined);
  const { gallery } = run.advance(values.epochs * stepsPerEpoch, { kind: 'gallery' });
  run.free();
  return gallery.networks.map(({ confidences }) => [...confidences]);
}

/** The figure's final readout, computed without a browser. */
async function runInNode(attributes, table) {
  const { load, loadTraining } = await import('../../dist/lib/index.js');
  const { Comparison, resolve, runSettings } = await import('../../dist/figures/runs/index.js');
  const ls = await load({ variant: 'simd' });
  const training = await loadTraining({ variant: 'simd' });
  const { values } = resolve('training', (name) => attributes[name] ?? null);
  const run = new Comparison(training, runSettings(values, table), values.alpha);
  let outcome = run.advance(0, undefined);
  while (outcome.step < values.epochs * outcome.stepsPerEpoch) outcome = run.advance(Infinity, undefined);
  const measured = outcome.networks.map(({ test }) =>
    ls.calibration(test, outcome.testTargets, { classes: outcome.classes }),
  );
  const pair = (name, measure) => [
    [`${name}-hard`, measured[0][measure]],
    [`${name}-smoothed`, measured[1][measure]],
  ];
  return Object.fromEntries([
    ['steps', outcome.step],
    ...pair('accuracy', 'accuracy'),
    ...pair('confidence', 'confidence'),
    ...pair('ece', 'ece'),
    ...pair('loss', 'nll'),
  ]);
}

/** Trains one figure on the page to the end, and asks it. */
const trained = (page, attributes, method) =>
  page.evaluate(
    async (attributes, method) => {
      const element = document.createElement('label-smoothing');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.replaceChildren(element);
      scrollTo(0, 0);
      const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
      await element.play();
      await done;
      return element[method]();
    },
    attributes,
    method,
  );

for (const name of engineNames) {
  describe(name, () => {
    const browser = useEngine(name);

    it('trains in a worker under the strict policy, to the numbers of every other engine', async () => {
      const page = await browser.open(`${site.url}en/`, { width: 900, height: 700 });
      const readout = await trained(page, attributes, 'getReadout');
      assert.deepEqual(readout, expected);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    for (const dataset of ['fashion', 'digits']) {
      it(`is as sure of every picture of ${dataset} as every other engine, to the last bit`, async () => {
        const attributes = { figure: 'wall', dataset, epochs: '4' };
        const page = await browser.open(`${site.url}en/`, { width: 900, height: 700 });
        const csv = await trained(page, attributes, 'toCSV');
        const rows = csv
          .trimEnd()
          .split('\r\n')
          .slice(1)
          .map((row) => row.split(','));
        const confidences = [3, 5].map((column) => rows.map((row) => Math.fround(Number(row[column]))));
        assert.deepEqual(confidences, await picturesInNode(attributes));
        assert.deepEqual(await page.problems(), []);
        await page.close();
      });
    }

    it('trains on a table of the reader, refuses a broken one in words, and writes the numbers as CSV', async () => {
      const page = await browser.open(`${site.url}en/`, { width: 900, height: 700 });
      await page.evaluate(async (attributes) => {
        const element = document.createElement('label-smoothing');
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.replaceChildren(element);
        scrollTo(0, 0);
        await element.ready;
        window.give = (text) => {
          const files = new DataTransfer();
          files.items.add(new File([text], 'own.csv', { type: 'text/csv' }));
          const input = element.shadowRoot.querySelector('input[type=file]');
          input.files = files.files;
          input.dispatchEvent(new Event('change'));
        };
      }, ownAttributes);
      const message = 'label-smoothing >>> #csv-message';
      const table = ['x,y,class', ...ownRows].join('\n');
      await page.evaluate((text) => window.give(text), table.replace('3,4,', '3,<img src=x onerror=alert(1)>,'));
      await page.waitFor(() =>
        document
          .querySelector('label-smoothing')
          .shadowRoot.querySelector('#csv-message')
          .textContent.startsWith('own.csv, line 5, '),
      );
      assert.match(await page.text(message), /column 2 \(“y”\): “<img src=x onerror=alert\(1\)>” is not a number/);
      await page.evaluate((text) => window.give(text), table);
      await page.waitFor(() =>
        document
          .querySelector('label-smoothing')
          .shadowRoot.textContent.includes('30 examples, 2 features, 2 classes.'),
      );
      assert.equal(await page.text(message), '');
      const { readout, csv, markup } = await page.evaluate(async () => {
        const element = document.querySelector('label-smoothing');
        const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
        await element.play();
        await done;
        return {
          readout: element.getReadout(),
          csv: element.toCSV(),
          markup: element.shadowRoot.querySelectorAll('b, img').length,
        };
      });
      assert.deepEqual(readout, expectedOfOwn);
      assert.equal(markup, 0);
      // A header, the start and 5 epochs; the columns of the test data, in the order of the readout.
      const rows = csv
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(',').map(Number));
      assert.deepEqual(
        rows.map(([epoch]) => epoch),
        [0, 1, 2, 3, 4, 5],
      );
      // A number that is a float32 is written with as many digits as one needs.
      const assertWritten = (cell, value) => assert.equal(cell === value ? cell : Math.fround(cell), value);
      ['loss', 'accuracy', 'confidence', 'ece'].forEach((key, index) => {
        assertWritten(rows[5][2 + 4 * index], expectedOfOwn[`${key}-hard`]);
        assertWritten(rows[5][4 + 4 * index], expectedOfOwn[`${key}-smoothed`]);
      });
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('stops in the middle of a sweep, keeps what is done, goes on and starts over', async () => {
      const page = await browser.open(`${site.url}en/`, { width: 900, height: 700 });
      const numbers = () => page.evaluate(() => document.querySelector('label-smoothing').toCSV());
      const buttons = 'label-smoothing >>> .run-buttons > button';
      await page.evaluate(async () => {
        const element = document.createElement('label-smoothing');
        const attributes = {
          figure: 'alpha-sweep',
          dataset: 'gaussian',
          classes: '3',
          dimensions: '4',
          layers: '8',
          epochs: '1000',
          runs: '10',
        };
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.replaceChildren(element);
        scrollTo(0, 0);
        await element.play();
      });
      await page.waitFor(() => document.querySelector('label-smoothing').toCSV().split('\r\n').length > 2);
      await page.click(buttons);
      await page.waitFor(
        () =>
          document.querySelector('label-smoothing').shadowRoot.querySelector('.run-buttons > button').textContent ===
          'Continue',
      );
      const kept = await settled(numbers);
      await page.click(buttons);
      await page.waitFor((kept) => document.querySelector('label-smoothing').toCSV().length > kept, kept.length);
      await page.click(`${buttons}:last-child`);
      await page.waitFor(() => document.querySelector('label-smoothing').toCSV().trimEnd().split('\r\n').length === 1);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('takes hostile settings for the nearest sane ones', async () => {
      const query = 'figure=training&seed=-5&epochs=1e9&layers=99999,x&dataset=javascript:alert(1)&alpha=NaN&lang=en';
      const page = await browser.open(`${site.url}embed/?${query}`, { width: 900, height: 700 });
      await page.waitFor(() => document.querySelector('label-smoothing')?.getReadout().steps === 0);
      const { seed, epochs, layers, data, alpha } = await page.evaluate(() =>
        document.querySelector('label-smoothing').getState(),
      );
      assert.ok(seed >= 0 && seed <= 9999 && epochs >= 1 && epochs <= 1000, `seed ${seed}, epochs ${epochs}`);
      assert.deepEqual([layers, data, alpha], [[64, 64], 'fashion', 0.1]);
      const steps = await page.evaluate(async () => {
        const element = document.querySelector('label-smoothing');
        const stepped = new Promise((resolve) => element.addEventListener('ls-progress', resolve, { once: true }));
        await element.step();
        await stepped;
        return element.getReadout().steps;
      });
      assert.equal(steps, 1);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('trains in a sandboxed frame of another site as well', async () => {
      const page = await browser.open(`${host.url}post`, { width: 900, height: 700 });
      const frame = await page.frame('iframe');
      await frame.waitFor(() => document.querySelector('label-smoothing')?.getReadout().steps === 0);
      const readout = await frame.evaluate(async () => {
        const element = document.querySelector('label-smoothing');
        const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
        await element.play();
        await done;
        return element.getReadout();
      });
      assert.deepEqual(readout, expected);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });
  });
}
