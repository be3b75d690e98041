// A link replays the same run: three engines and Node come to the same numbers, to the last bit.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveSite } from '../../scripts/serve.mjs';
import { openHost, post } from './embed.mjs';
import { engineNames, openEngine } from './engines.mjs';

const attributes = {
  figure: 'training',
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
before(async () => {
  site = await serveSite(4200);
  host = await openHost();
  const query = new URLSearchParams(attributes);
  host.pages.set(
    'post',
    post(`<iframe sandbox="allow-scripts" src="${site.url}embed/?${query}" width="880" height="600"></iframe>`),
  );
  expected = await runInNode();
});
after(async () => {
  await host?.close();
  await site?.close();
});

/** What the figure reads out at the end, computed without a browser. */
async function runInNode() {
  const { load, loadTraining } = await import('../../dist/lib/index.js');
  const { Comparison, resolve, runSettings } = await import('../../dist/figures/training/index.js');
  const ls = await load({ variant: 'simd' });
  const training = await loadTraining({ variant: 'simd' });
  const { values } = resolve('training', (name) => attributes[name] ?? null);
  const run = new Comparison(training, runSettings(values, undefined), values.alpha);
  let outcome = run.advance(0, undefined);
  while (outcome.step < values.epochs * outcome.stepsPerEpoch) outcome = run.advance(Infinity, undefined);
  const measured = outcome.networks.map(({ test }) => ls.calibration(test, outcome.testTargets, { classes: 3 }));
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

for (const name of engineNames) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await openEngine(name);
    });
    after(() => browser?.close());

    it('trains in a worker under the strict policy, to the numbers of every other engine', async () => {
      const page = await browser.open(`${site.url}en/`, { width: 900, height: 700 });
      const readout = await page.evaluate(async (attributes) => {
        const element = document.createElement('label-smoothing');
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.replaceChildren(element);
        scrollTo(0, 0);
        const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
        await element.play();
        await done;
        return element.getReadout();
      }, attributes);
      assert.deepEqual(readout, expected);
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
