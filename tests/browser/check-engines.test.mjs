// npm test -- --all
// The page that checks a model in the three engines: files, a sentence, numbers, a figure.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { measuresOf, predictionsOf } from '../predictions.mjs';
import { engineNames, useEngine } from './engines.mjs';

const predictions = predictionsOf({ rows: 300, seed: 7 });
const { accuracy, confidence, ece } = measuresOf(predictions);
const percent = (share) => (100 * share).toFixed(1);

let server;
before(async () => {
  server = await serveSite(4200);
});
after(() => server?.close());

for (const engine of engineNames) {
  describe(engine, () => {
    const browser = useEngine(engine);

    test('answers from two files and from a table that is pasted', async () => {
      const page = await browser.open(`${server.url}en/check/`);
      await page.evaluate(({ logits, labels }) => {
        const given = new DataTransfer();
        const { buffer } = Float32Array.from(logits.flat());
        const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${labels.length}, 3), }`.padEnd(117);
        const start = Uint8Array.of(0x93, ...[...'NUMPY'].map((letter) => letter.charCodeAt(0)), 1, 0, 118, 0);
        given.items.add(new File([start, header, '\n', buffer], 'logits.npy'));
        given.items.add(new File([labels.join('\n')], 'labels.txt'));
        const input = document.getElementById('files');
        input.files = given.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }, predictions);
      const first = await page.waitFor(() => document.querySelector('#first p')?.textContent);
      assert.ok(first.includes(`right ${percent(accuracy)} % of the time and claims ${percent(confidence)} %`), first);
      const measured = await page.waitFor(() => {
        const figure = document.querySelector('label-smoothing');
        const rows = document.getElementById('answer').hidden ? undefined : figure.getReadout?.();
        // The example, which is shown before, has another accuracy.
        return rows?.accuracy !== undefined && rows.accuracy !== 0.795 && rows;
      });
      assert.ok(Math.abs(measured.accuracy - accuracy) < 1e-6);
      assert.ok(Math.abs(measured.ece - ece) < 1e-5);
      await page.waitFor(() => document.querySelector('label-smoothing').shadowRoot.querySelectorAll('canvas').length);
      await page.evaluate(() => {
        document.getElementById('pasted').value = 'a,b,y\n0.9,0.1,0\n0.2,0.8,1\n0.3,0.7,0\n';
      });
      await page.evaluate(() => document.getElementById('read').click());
      await page.waitFor(() => document.querySelector('#first p').textContent.includes('right 66.7 %'));
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });
  });
}
