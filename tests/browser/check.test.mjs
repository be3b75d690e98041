// The page that checks a model, as people use it: files chosen together and one after the other, dropped, pasted, refused;
// the answer; the figure; and that nothing leaves the page. Expected numbers are worked out here by their definitions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { measuresOf, predictionsOf } from '../predictions.mjs';
import { openSite } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const { logits, labels } = predictionsOf({ rows: 300, seed: 7 });
const expected = () => measuresOf({ logits, labels });

/** Where the negative log-likelihood is least, by golden sections. */
function bestTemperature() {
  const loss = (t) =>
    logits.reduce((sum, row, index) => {
      const lse = Math.log(row.reduce((all, x) => all + Math.exp((x - Math.max(...row)) / t), 0));
      return sum + lse - (row[labels[index]] - Math.max(...row)) / t;
    }, 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0.1, 20];
  for (let step = 0; step < 100; step++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

const file = (name, content) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
const predictionsFile = file('predictions.csv', `cat,dog,elk\n${logits.map((row) => row.join(',')).join('\n')}\n`);
const labelsFile = file('labels.csv', `label\n${labels.map((label) => ['cat', 'dog', 'elk'][label]).join('\n')}\n`);

const readout = (page) => page.evaluate(() => document.querySelector('label-smoothing').getReadout());

async function assertAnswer(page) {
  const { accuracy, confidence, ece } = expected();
  await page.locator('#first', { hasText: `right ${(100 * accuracy).toFixed(1)} % of the time` }).waitFor();
  const percent = (share) => (100 * share).toFixed(1);
  const first = await page.locator('#first').textContent();
  const [, low, high] =
    /overconfident by [\d.]+ points \(95 % interval ([\d.]+) to ([\d.]+)\)\.$/.exec(first) ?? assert.fail(first);
  assert.ok(first.includes(`claims ${percent(confidence)} %`), first);
  assert.ok(Number(low) < 100 * (confidence - accuracy) && 100 * (confidence - accuracy) < Number(high), first);
  await page.waitForFunction((rows) => {
    const figure = document.querySelector('label-smoothing');
    return figure.toCSV && figure.getReadout().accuracy !== undefined && figure.toCSV().includes(rows);
  }, '0.9333–1');
  await page.waitForFunction(
    (accuracy) => Math.abs(document.querySelector('label-smoothing').getReadout().accuracy - accuracy) < 1e-6,
    accuracy,
  );
  const numbers = await readout(page);
  assert.ok(Math.abs(numbers.ece - ece) < 1e-5, `${numbers.ece}, expected ${ece}`);
  assert.ok(numbers['ece-after'] < ece / 2);
  assert.ok(Math.abs(numbers.temperature - bestTemperature()) < 1e-3, `T is ${numbers.temperature}`);
}

describe('the page', () => {
  for (const path of ['check/', 'en/check/']) {
    it(`does not move when its script comes late: /${path}`, async () => {
      const context = await site.browser.newContext({ viewport: { width: 412, height: 823 }, serviceWorkers: 'block' });
      const page = await context.newPage();
      await page.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries())
            window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      let release;
      const painted = new Promise((resolve) => {
        release = resolve;
      });
      await page.route(/assets\/check\/page-.*\.js$/, async (route) => {
        await painted;
        await route.continue();
      });
      await page.goto(new URL(path, site.url).href, { waitUntil: 'commit' });
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      release();
      await page.waitForFunction(() => Object.keys(document.querySelector('#figure').getReadout?.() ?? {}).length > 0);
      assert.ok(await page.locator('.back').isVisible());
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
      await context.close();
    });
  }

  it('answers from two files chosen together, and sends nothing', async () => {
    const { page, problems, close } = await site.open('en/check/');
    const requests = [];
    page.on('request', (request) => requests.push(request));
    await page.locator('#files').setInputFiles([labelsFile, predictionsFile]);
    await assertAnswer(page);
    assert.match(await page.locator('#helps').textContent(), /One temperature, T = [\d.]+: fitted on one half/);
    assert.match(await page.locator('#pytorch').textContent(), /^probs = torch\.softmax\(logits \/ [\d.]+, dim=1\)$/);
    assert.deepEqual(
      requests.filter((request) => request.method() !== 'GET' || request.postData() !== null).map((each) => each.url()),
      [],
    );
    for (const request of requests) assert.ok(!/cat|dog|elk/.test(new URL(request.url()).search), request.url());
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /connect-src 'self'/);
    assert.deepEqual(problems, []);
    const { origin } = new URL(site.url);
    const refused = await page.evaluate(async (origin) => {
      const elsewhere = origin.replace('127.0.0.1', 'localhost');
      return fetch(elsewhere).then(
        () => 'sent',
        () => 'refused',
      );
    }, origin);
    assert.equal(refused, 'refused');
    await close();
  });

  it('takes files one after the other, in either order, and says what is missing', async () => {
    const { page, problems, close } = await site.open('en/check/');
    const input = page.locator('#files');
    await input.setInputFiles(predictionsFile);
    await page.locator('#refusal', { hasText: 'predictions.csv: there are no labels' }).waitFor();
    await input.setInputFiles(labelsFile);
    await assertAnswer(page);
    assert.equal(await page.locator('#refusal').textContent(), '');
    await page.reload();
    await input.setInputFiles(labelsFile);
    await page.locator('#refusal', { hasText: 'labels.csv' }).waitFor();
    await input.setInputFiles(predictionsFile);
    await assertAnswer(page);
    assert.deepEqual(problems, []);
    await close();
  });

  it('refuses with file, line, column, cell and rule, and reads the file again when it is mended', async () => {
    const { page, close } = await site.open('en/check/');
    const path = join(await mkdtemp(join(tmpdir(), 'label-smoothing-')), 'given.csv');
    const choose = async (content) => {
      await writeFile(path, content);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('#files').click()]);
      await chooser.setFiles(path);
    };
    await choose('p0,p1,label\n0.9,0.1,0\n0.2,abc,1\n');
    await page.locator('#refusal', { hasText: 'given.csv, line 3, column 2 (“p1”): “abc” is not a number.' }).waitFor();
    assert.ok(await page.locator('#answer').isHidden());
    await choose('p0,p1,label\n0.9,0.1,0\n0.2,0.8,1\n0.3,0.7,0\n');
    await page.locator('#first', { hasText: 'right 66.7 % of the time and claims 80.0 %' }).waitFor();
    assert.match(await page.locator('#helps').textContent(), /only 3 rows/);
    await close();
  });

  it('takes what is dropped or pasted', async () => {
    const { page, problems, close } = await site.open('en/check/');
    const table = 'a,b,y\n0.9,0.1,0\n0.2,0.8,1\n0.3,0.7,0\n';
    await page.evaluate((table) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([table], 'dropped.csv'));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }, table);
    await page.locator('#first', { hasText: 'right 66.7 %' }).waitFor();
    await page.locator('summary', { hasText: 'Paste a table' }).click();
    await page.locator('#pasted').fill(table.replace('0.3,0.7,0', '0.3,0.7,1'));
    await page.locator('#read').click();
    await page.locator('#first', { hasText: 'right 100.0 %' }).waitFor();
    assert.match(await page.locator('#helps').textContent(), /Every prediction is right/);
    assert.deepEqual(problems, []);
    await close();
  });

  it('names the classes of its examples in the language of the page', async () => {
    for (const [path, name, names] of [
      ['en/check/', 'hard labels', ['T-shirt', 'Ankle boot']],
      ['check/', '硬標籤', ['T 恤', '短靴']],
    ]) {
      const { page, close } = await site.open(path);
      const rows = (place) =>
        page.evaluate(
          (place) =>
            [...document.querySelector('label-smoothing').shadowRoot.querySelectorAll('.tables table')[place].rows].map(
              ({ cells }) => [...cells].map(({ textContent }) => textContent),
            ),
          place,
        );
      // Before anybody asks for it, and then.
      for (const ask of [false, true]) {
        if (ask) {
          await page.locator('[data-example="hard"]').click();
          await page.locator('#first p').waitFor();
          // What is saved has the names, too.
          const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
          const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
          assert.equal(saved.model, name);
          assert.deepEqual([saved.names[0], saved.names[9]], names);
        }
        await page.evaluate(() => document.querySelector('label-smoothing').ready);
        const [, ...classes] = await rows(0);
        assert.deepEqual([classes[0][0], classes[9][0]], names);
        const [, ...mistakes] = await rows(1);
        for (const [is, taken] of mistakes) {
          assert.ok(classes.some(([own]) => own === is) && classes.some(([own]) => own === taken), `${is}, ${taken}`);
        }
      }
      await close();
    }
  });

  it('compares two models of the examples, in Chinese, on a narrow dark screen', async () => {
    const { page, problems, close } = await site.open('check/', {
      viewport: { width: 360, height: 800 },
      colorScheme: 'dark',
    });
    await page.locator('[data-example="hard smoothed"]').click();
    await page.locator('#first', { hasText: '校準誤差：硬標籤' }).waitFor();
    await page.waitForFunction(() => {
      const figure = document.querySelector('label-smoothing');
      return figure.shadowRoot.querySelectorAll('canvas').length === 6;
    });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    assert.deepEqual(problems, []);
    await close();
  });

  it('lets people say what the numbers are', async () => {
    const { page, close } = await site.open('en/check/');
    await page.locator('#files').setInputFiles(file('a.csv', 'a,b,y\n0,1,1\n1,0,1\n0,1,0\n1,0,0\n'));
    await page.locator('#first', { hasText: 'claims 100.0 %' }).waitFor();
    await page.locator('#how summary').click();
    await page.locator('#kind').selectOption('logits');
    await page.locator('#again').click();
    // The softmax of 0 and 1.
    await page.locator('#first', { hasText: 'claims 73.1 %' }).waitFor();
    await close();
  });

  it('saves the numbers as JSON', async () => {
    const { page, close } = await site.open('en/check/');
    await page.locator('#files').setInputFiles([predictionsFile, labelsFile]);
    await page.locator('#answer').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
    assert.ok(Math.abs(saved.ece - expected().ece) < 1e-5);
    assert.deepEqual(saved.names, ['cat', 'dog', 'elk']);
    await close();
  });

  it('copies the lines that apply the temperature', async () => {
    const { page, close } = await site.open('en/check/', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('#files').setInputFiles([predictionsFile, labelsFile]);
    for (const [name, line] of [
      ['pytorch', /^probs = torch\.softmax\(logits \/ [\d.]+, dim=1\)$/],
      ['javascript', /^const calibrated = ls\.softmax\(logits, { classes: 3, temperature: [\d.]+ }\);$/],
    ]) {
      const button = page.locator(`[data-copy=${name}]`);
      await button.click();
      await page.locator(`[data-copy=${name}]`, { hasText: 'Copied' }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, line);
      assert.ok(Math.abs(Number(/[\d.]{3,}/.exec(copied)[0]) - bestTemperature()) < 0.01, copied);
    }
    await close();
  });

  it('shows how far it is, and stops when told', async () => {
    const { page, problems, close } = await site.open('en/check/');
    const row = '0.1,0.2,0.3,0.4,3\n';
    const large = file('large.csv', `a,b,c,d,label\n${row.repeat(1_500_000)}`);
    await page.evaluate(() => {
      const seen = [];
      globalThis.seen = seen;
      const { set } = Object.getOwnPropertyDescriptor(HTMLProgressElement.prototype, 'value');
      Object.defineProperty(document.getElementById('progress'), 'value', {
        set(share) {
          seen.push(share);
          set.call(this, share);
        },
      });
    });
    await page.locator('#files').setInputFiles(large);
    await page.waitForFunction(() => globalThis.seen.some((share) => share > 0));
    await page.locator('#cancel').click();
    await page.locator('#refusal', { hasText: 'Cancelled.' }).waitFor();
    assert.ok(await page.locator('#working').isHidden());
    assert.ok(await page.locator('#answer').isHidden());
    const seen = await page.evaluate(() => globalThis.seen);
    assert.deepEqual(
      seen,
      seen.toSorted((one, other) => one - other),
    );
    assert.ok(seen.at(-1) < 1);
    await page.locator('#files').setInputFiles([predictionsFile, labelsFile]);
    await assertAnswer(page);
    assert.deepEqual(problems, []);
    await close();
  });

  it('says what there is to say of special predictions', async () => {
    const { page, problems, close } = await site.open('en/check/');
    const calibrated = predictionsOf({ rows: 2000, sure: 1, seed: 1 });
    const rows = (content, times) => `a,b,y\n${content.repeat(times)}`;
    for (const [content, expected] of [
      [
        `a,b,c,y\n${calibrated.logits.map((row, index) => `${row},${calibrated.labels[index]}`).join('\n')}\n`,
        /^Nothing to mend: the calibration error of [\d.]+ is within/,
      ],
      [rows('0.9,0.1,0\n0.2,0.8,0\n', 100), /All labels are the same class \(a\)/],
      [rows('0.9,0.1,0\n0.2,0.8,1\n', 100), /^Every prediction is right: no temperature is cold enough/],
      [rows('0.5,0.5,0\n0.5,0.5,1\n', 100), /All rows have the same confidence/],
      [rows('1,0,0\n0,1,1\n1,0,1\n', 100), /^Every row claims 100 %: these look like the classes that were predicted/],
      [rows('0.9,0.1,1\n0.2,0.8,0\n', 2), /^There are only 4 rows, too few to trust the interval/],
    ]) {
      await page.locator('#files').setInputFiles(file('special.csv', content));
      await page.locator('#helps', { hasText: expected }).waitFor();
      assert.doesNotMatch(await page.locator('#answer').textContent(), /NaN|undefined/);
      const { accuracy } = await page.evaluate(async () => {
        await document.querySelector('label-smoothing').ready;
        return document.querySelector('label-smoothing').getReadout();
      });
      assert.ok(accuracy >= 0 && accuracy <= 1);
      // Where nothing is to be mended, nothing is to be applied.
      if (expected.source.startsWith('^Nothing')) assert.ok(await page.locator('#use').isHidden());
    }
    assert.deepEqual(problems, []);
    await close();
  });

  it('names the lines of the surest mistakes', async () => {
    const { page, close } = await site.open('en/check/');
    const content = '# by hand\ncat,dog,label\n0.9,0.1,cat\n\n0.2,0.8,cat\n0.3,0.7,dog\n0.05,0.95,cat\n';
    await page.locator('#files').setInputFiles(file('mistakes.csv', content));
    const table = page.locator('label-smoothing details', { hasText: 'Surest mistakes' }).locator('table');
    await page.locator('label-smoothing summary', { hasText: 'Surest mistakes' }).click();
    await table.locator('th', { hasText: 'Lines of the file' }).waitFor();
    assert.deepEqual(await table.locator('tbody tr').first().locator('td, th').allTextContents(), [
      'cat',
      'dog',
      '2',
      '7 (0.95), 5 (0.8)',
    ]);
    await close();
  });

  it('saves the figure as PNG, SVG and CSV', async () => {
    const { page, close } = await site.open('en/check/');
    await page.locator('#files').setInputFiles([predictionsFile, labelsFile]);
    await assertAnswer(page);
    const figure = page.locator('label-smoothing');
    await figure.locator('.share > summary').click();
    const save = async (name) => {
      const button = figure.locator('.menu').getByRole('button', { name });
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      return readFile(await download.path());
    };
    assert.equal((await save('Download PNG')).subarray(1, 4).toString(), 'PNG');
    assert.match((await save('Download SVG')).toString(), /^<svg[\s\S]*<\/svg>\s*$/);
    const table = await page.evaluate(() => document.querySelector('label-smoothing').toCSV());
    assert.equal((await save('Download CSV')).toString(), `\ufeff${table}`);
    await close();
  });

  it('can be used without a mouse and passes axe, in light and dark', async () => {
    for (const colorScheme of ['light', 'dark']) {
      const { page, close } = await site.open('en/check/', { colorScheme });
      await page.locator('[data-example="hard"]').focus();
      await page.keyboard.press('Enter');
      await page.locator('#first p').waitFor();
      await page.evaluate(() => document.querySelector('label-smoothing').ready);
      // axe puts its own style into the page, which the policy forbids; its source is run without.
      await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        [],
      );
      await close();
    }
  });
});

describe('the article', () => {
  it('loads nothing of the page that checks, and leads to it', async () => {
    const { page, close } = await site.open('en/');
    const link = page.locator('#training a[href$="check/"]');
    assert.equal(await link.count(), 1);
    const files = await page.evaluate(async () => (await fetch('../check/files.json')).json());
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    assert.ok(files.length > 10);
    assert.deepEqual(
      loaded.filter((name) => files.some((own) => name.endsWith(own))),
      [],
    );
    await link.click();
    await page.waitForURL('**/en/check/');
    await page.locator('#files').waitFor();
    await close();
  });
});

describe('figure="calibration"', () => {
  const { targets, networks } = JSON.parse(
    readFileSync(new URL('../../web/figures/recordings/fashion-gallery.json', import.meta.url), 'utf8'),
  );
  const recordedAccuracy =
    [...targets].filter((target, at) => target === networks[0].classes[at]).length / targets.length;
  const given = `{ logits: Float32Array.from(${JSON.stringify(logits.flat())}), targets: ${JSON.stringify(labels)}, classes: 3, names: ['cat', 'dog', 'elk'] }`;

  it('shows an example first, then what it is given, and has bins to choose', async () => {
    const { page, problems, close } = await site.open('en/check/');
    await page.locator('label-smoothing').scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelector('label-smoothing').ready);
    assert.ok(Math.abs((await readout(page)).accuracy - recordedAccuracy) < 1e-9);
    await page.evaluate(`document.querySelector('label-smoothing').setPredictions(${given})`);
    const { accuracy, ece } = expected();
    const numbers = await readout(page);
    assert.ok(Math.abs(numbers.accuracy - accuracy) < 1e-9);
    assert.ok(Math.abs(numbers.ece - ece) < 1e-5);
    await page.evaluate(() => document.querySelector('label-smoothing').setState({ bins: 1 }));
    const one = await readout(page);
    assert.ok(Math.abs(one.ece - Math.abs(one.confidence - one.accuracy)) < 1e-6);
    await page.evaluate(() => document.querySelector('label-smoothing').setState({ bins: 5, binning: 'equal-mass' }));
    const counts = await page.evaluate(() =>
      document
        .querySelector('label-smoothing')
        .toCSV()
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((row) => Number(row.split(',')[1])),
    );
    assert.deepEqual(counts, [60, 60, 60, 60, 60]);
    assert.ok(
      !(await page.evaluate(() => JSON.stringify(document.querySelector('label-smoothing').getState()))).includes(
        'logits',
      ),
    );
    assert.deepEqual(problems, []);
    await close();
  });

  it('sorts the table of classes by any column, by keyboard', async () => {
    const { page, close } = await site.open('en/check/');
    await page.evaluate(`document.querySelector('label-smoothing').setPredictions(${given})`);
    const figure = page.locator('label-smoothing');
    await figure.locator('summary', { hasText: 'Class by class' }).click();
    const table = figure.locator('.tables table').first();
    const column = (index) =>
      table.evaluate((table, index) => [...table.tBodies[0].rows].map((row) => row.cells[index].textContent), index);
    assert.deepEqual(await column(0), ['cat', 'dog', 'elk']);
    const counts = [0, 1, 2].map((label) => labels.filter((each) => each === label).length);
    assert.deepEqual(await column(1), counts.map(String));
    await table.locator('th button', { hasText: 'Rows' }).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await column(1), counts.sort((one, other) => other - one).map(String));
    assert.equal(await table.locator('th[aria-sort=descending]').count(), 1);
    await page.keyboard.press('Enter');
    assert.deepEqual(await column(1), counts.reverse().map(String));
    await close();
  });

  it('refuses what the package refuses, and keeps what it showed', async () => {
    const { page, close } = await site.open('en/check/');
    await page.evaluate(`document.querySelector('label-smoothing').setPredictions(${given})`);
    const before = await readout(page);
    const refuse = (predictions) =>
      page.evaluate(
        `document.querySelector('label-smoothing').setPredictions(${predictions}).then(() => 'shown', (error) => error.message)`,
      );
    assert.match(await refuse('{ probs: [0.5, 0.5], targets: [2], classes: 2 }'), /targets\[0\] is 2/);
    assert.match(await refuse('{ probs: [0.5, 1.5], targets: [1], classes: 2 }'), /probs/);
    assert.match(await refuse('{ targets: [1], classes: 2 }'), /either probs or logits/);
    assert.match(await refuse("{ probs: [0.5, 0.5], targets: [1], classes: 2, names: ['a'] }"), /names has 1/);
    assert.deepEqual(await readout(page), before);
    await close();
  });
});
