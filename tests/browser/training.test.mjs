// npm test -- --all
// Figures that train networks, as readers and scripts use them, with small runs.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertClose, show } from './element.mjs';
import { openSite, settled, until } from './support.mjs';

/** 4 batches per epoch, 3 epochs. */
const small = {
  dataset: 'gaussian',
  classes: '3',
  samples: '40',
  batch: '10',
  epochs: '3',
  layers: '8',
  dimensions: '4',
};

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

const showSmall = (attributes = {}, options = {}) =>
  show(page, { figure: 'training', ...small, ...attributes }, options);

/** Plays the figure to its end and returns the readout. */
async function finish(figure) {
  await page.evaluate(() => {
    const element = document.querySelector('label-smoothing');
    const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
    element.play();
    return done.then(() => undefined);
  });
  return figure.readout();
}

/** Waits until a number of the readout is reached. */
const reach = (key, value) =>
  page.waitForFunction(
    ([key, value]) => document.querySelector('label-smoothing').getReadout()[key] >= value,
    [key, value],
  );

const csvOf = (text) =>
  text
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

describe('training', () => {
  it('comes to the same numbers from the same link, at every speed and by single steps', async () => {
    const figure = await showSmall();
    const first = await finish(figure);
    assert.equal(first.steps, 12);
    assert.ok(first['accuracy-hard'] > 0.34, 'better than chance');
    const csv = await figure.get('toCSV');
    for (const speed of ['slow', 'fast']) {
      const again = await showSmall({ speed });
      assert.deepEqual(await finish(again), first, speed);
      assert.equal(await again.get('toCSV'), csv, speed);
    }
    const stepped = await showSmall();
    for (let step = 1; step <= 12; step++) {
      await stepped.get('step');
      await reach('steps', step);
    }
    assert.deepEqual(await stepped.readout(), first);
    assert.equal(await stepped.get('toCSV'), csv);
    const other = await showSmall({ seed: '2' });
    assert.notDeepEqual(await finish(other), first);
  });

  it('trains two equal networks when α is 0, and different ones otherwise', async () => {
    const figure = await showSmall({ alpha: '0' });
    const equal = await finish(figure);
    for (const measure of ['accuracy', 'confidence', 'ece', 'loss']) {
      assert.equal(equal[`${measure}-smoothed`], equal[`${measure}-hard`], measure);
    }
    const smoothed = await finish(await showSmall({ alpha: '0.5' }));
    assert.equal(smoothed['accuracy-hard'], equal['accuracy-hard']);
    assert.equal(smoothed['loss-hard'], equal['loss-hard']);
    assert.ok(smoothed['confidence-smoothed'] < smoothed['confidence-hard']);
  });

  it('starts, pauses, steps, stops and starts over by its buttons', async () => {
    const figure = await showSmall({ speed: 'slow', epochs: '50' });
    const button = (name) => figure.root.getByRole('button', { name, exact: true });
    const steps = async () => (await figure.readout()).steps;
    await figure.root.getByText('Not started').waitFor();
    await button('Train').click();
    await reach('steps', 2);
    await button('Pause').click();
    const paused = await settled(steps);
    await button('One step').click();
    await reach('steps', paused + 1);
    // A slow run would take a step with each frame.
    await figure.settle();
    await figure.settle();
    assert.equal(await steps(), paused + 1);
    await button('Continue').click();
    await reach('steps', paused + 2);
    // The end can move closer during the run; results so far stay.
    const epochs = Math.ceil((await steps()) / 4) + 3;
    await figure.get('setState', { epochs });
    await figure.root.getByText('Finished').waitFor();
    assert.equal(await steps(), 4 * epochs);
    assert.equal(await button('One step').isDisabled(), true);
    await button('Start over').click();
    assert.equal(await steps(), 0);
    assert.ok(Number.isNaN((await figure.readout())['accuracy-hard']));
  });

  it('tells the page of its progress', async () => {
    const figure = await showSmall();
    await page.evaluate(() => {
      window.heard = [];
      for (const type of ['ls-progress', 'ls-done']) {
        document.addEventListener(type, ({ detail, composed }) =>
          window.heard.push({ type, composed, seed: detail.seed, done: detail.done, total: detail.total }),
        );
      }
    });
    await finish(figure);
    const heard = await page.evaluate(() => window.heard);
    assert.deepEqual(
      heard.map(({ type, done }) => [type, done]),
      [
        ['ls-progress', 4],
        ['ls-progress', 8],
        ['ls-progress', 12],
        ['ls-done', 12],
      ],
    );
    assert.ok(heard.every(({ composed, seed, total }) => composed && seed === 1 && total === 12));
  });

  it('tells those who cannot see it that it begins, of each quarter, and that it ends', async () => {
    // Twelve steps, one with each frame; networks one by one.
    for (const attributes of [
      { figure: 'training', ...small, speed: 'slow' },
      { figure: 'distillation', ...small, runs: '1', epochs: '200', student: '4', temperatures: '1', alpha: '0.3' },
    ]) {
      const figure = await show(page, attributes);
      const bar = figure.root.getByRole('progressbar', { name: 'Progress of the training' });
      await page.evaluate(() => {
        const spoken = document.querySelector('label-smoothing').shadowRoot.querySelector('.run [aria-live=polite]');
        window.told = [];
        new MutationObserver(() => window.told.push(spoken.textContent)).observe(spoken, { childList: true });
      });
      await finish(figure);
      await figure.settle();
      const told = await page.evaluate(() => window.told);
      assert.equal(told[0], 'Training has begun.');
      assert.equal(told.at(-1), 'The training has ended.');
      const quarters = told.slice(1, -1).map((text) => Number(/^(\d+)% of the training is done\.$/.exec(text)[1]));
      if (attributes.figure === 'training') assert.deepEqual(quarters, [25, 50, 75]);
      // At higher speed it announces less, never more.
      assert.deepEqual(quarters, [...new Set(quarters)].sort());
      assert.ok(quarters.every((percent) => [25, 50, 75].includes(percent)));
      assert.equal(await bar.evaluate(({ value, max }) => value === max), true);
    }
  });

  it('draws every view and its numbers, chosen by keyboard and kept in the link', async () => {
    const figure = await showSmall({ dataset: 'spirals' });
    await finish(figure);
    const readout = await figure.readout();
    const last = csvOf(await figure.get('toCSV')).at(-1);
    assert.equal(Number(last[0]), 3);
    await figure.root.locator('input[value=learning]').focus();
    for (const view of ['confidence', 'reliability', 'histogram', 'regions', 'projection']) {
      await page.keyboard.press('ArrowRight');
      assert.equal((await figure.state()).view, view);
      // The worker makes the pictures of the plane.
      await page.waitForFunction(
        () => document.querySelector('label-smoothing').toCSV().trimEnd().split('\r\n').length > 3,
      );
      await figure.settle();
      assert.equal(await figure.root.locator('canvas').count(), 2, view);
      const blobSize = await page.evaluate(async () => (await document.querySelector('label-smoothing').toBlob()).size);
      assert.ok(blobSize > 5000, `${view}: a picture of ${blobSize} bytes`);
    }
    await figure.get('setState', { view: 'reliability' });
    const [header, ...bins] = csvOf(await figure.get('toCSV'));
    assert.equal(bins.length, 15);
    // Accuracy, confidence and ECE are means over the bins of the reliability diagram.
    for (const [network, first] of [
      ['hard', 1],
      ['smoothed', 4],
    ]) {
      const rows = bins.map((row) => row.slice(first, first + 3).map(Number)).filter(([count]) => count > 0);
      const total = rows.reduce((sum, [count]) => sum + count, 0);
      const mean = (of) => rows.reduce((sum, row) => sum + row[0] * of(row), 0) / total;
      assert.equal(total, 2000, header.join());
      assertClose(
        mean(([, , accuracy]) => accuracy),
        readout[`accuracy-${network}`],
        1e-6,
      );
      assertClose(
        mean(([, confidence]) => confidence),
        readout[`confidence-${network}`],
        1e-6,
      );
      assertClose(
        mean(([, confidence, accuracy]) => Math.abs(accuracy - confidence)),
        readout[`ece-${network}`],
        1e-6,
      );
    }
  });

  for (const dataset of ['moons', 'spirals', 'rings']) {
    it(`trains on ${dataset} without further settings`, async () => {
      const figure = await show(page, { figure: 'training', dataset, epochs: '2', samples: '60', layers: '8' });
      const { steps, 'accuracy-hard': accuracy } = await finish(figure);
      assert.equal(steps, 2);
      assert.ok(accuracy > 0 && accuracy < 1);
      assert.equal((await figure.state()).classes, dataset === 'moons' ? 2 : 3);
    });
  }

  it('says why a view has nothing to show', async () => {
    const figure = await showSmall({ view: 'regions' });
    assert.match(await figure.text(), /Decision regions need a plane/);
    await figure.get('setState', { view: 'projection', classes: 2 });
    assert.match(await figure.text(), /there are only two/);
  });

  it('begins again when a setting changes, and not when only the view does', async () => {
    const figure = await showSmall();
    await finish(figure);
    await figure.get('setState', { view: 'histogram', speed: 'fast' });
    assert.equal((await figure.readout()).steps, 12);
    await figure.get('setState', { noise: 0.5 });
    await figure.settle();
    assert.equal((await figure.readout()).steps, 0);
    await finish(figure);
    await figure.get('reset');
    await figure.settle();
    assert.deepEqual([(await figure.readout()).steps, (await figure.state()).noise], [0, 0.2]);
  });

  it('stands still out of sight and ends with the element', async () => {
    const figure = await showSmall({ speed: 'slow', epochs: '1000' });
    await figure.get('play');
    await reach('steps', 2);
    const steps = async () => (await figure.readout()).steps;
    await page.evaluate(() => {
      const tall = Object.assign(document.createElement('div'), { id: 'tall' });
      tall.style.height = '5000px';
      document.body.prepend(tall);
      scrollTo(0, 0);
    });
    const hidden = await settled(steps);
    await page.evaluate(() => document.querySelector('label-smoothing').scrollIntoView());
    await reach('steps', hidden + 2);
    assert.equal(page.workers().length, 1);
    await page.evaluate(() => {
      window.kept = document.querySelector('label-smoothing');
      window.kept.remove();
      document.querySelector('#tall').remove();
    });
    await page.waitForFunction(() => Object.keys(window.kept.getReadout()).length === 0);
    await until(() => page.workers().length === 0);
  });

  it('uses one worker however often it runs', async () => {
    const figure = await showSmall({ epochs: '1', speed: 'fast' });
    for (let run = 0; run < 5; run++) await finish(figure);
    assert.equal(page.workers().length, 1);
  });

  it('takes hostile settings for the nearest sane ones', async () => {
    const figure = await show(page, {
      figure: 'training',
      ...small,
      classes: '1e9',
      layers: '9999,-3,x',
      samples: '-1',
      batch: '1e99',
      seed: 'NaN',
      view: '<img src=x onerror=alert(1)>',
      dataset: 'constructor',
      spread: '-Infinity',
      'learning-rate': '1e400',
      noise: '2',
    });
    const state = await figure.state();
    assert.deepEqual(
      [state.classes, state.layers, state.samples, state.batch, state.seed, state.view, state.data, state.noise],
      [10, [64, 64], 20, 500, 1, 'learning', 'fashion', 1],
    );
    assert.equal((await figure.events('ls-error')).length, 10);
    const readout = await finish(figure);
    assert.ok(readout.steps > 0);
  });

  it('says so where the page may have no worker', async () => {
    const figure = await showSmall();
    await page.evaluate(() => {
      window.RealWorker = Worker;
      window.Worker = class {
        constructor() {
          throw new DOMException('refused', 'SecurityError');
        }
      };
    });
    await figure.get('play');
    await figure.root.getByText('does not allow training in the background').waitFor();
    await page.evaluate(() => {
      window.Worker = window.RealWorker;
    });
    assert.equal((await finish(figure)).steps, 12);
  });

  it('speaks Chinese, and leaves out what it is told to', async () => {
    const figure = await showSmall({ hide: 'controls view' }, { language: 'zh-Hant' });
    await figure.root.getByRole('button', { name: '開始訓練' }).click();
    await figure.root.getByText('訓練完成').waitFor();
    assert.equal(await figure.root.locator('.controls, .views:visible').count(), 0);
    assert.match(await figure.text(), /測試標籤都是對的/);
  });
});

describe('own data', () => {
  const rows = (count) =>
    Array.from(
      { length: count },
      (_, row) => `${(row % 2) * 4 + (row % 5) / 5},${row % 7},${row % 2 ? 'odd' : 'even'}`,
    );
  const give = (figure, content, name = 'data.csv') =>
    figure.root.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  const refusal = (figure) => figure.root.locator('#csv-message');

  it('is trained on without leaving the browser', async () => {
    const figure = await showSmall({ dataset: 'csv', epochs: '20' });
    await figure.get('play');
    assert.match(await figure.text(), /Choose a CSV file first/);
    await give(figure, ['x,y,class', ...rows(60)].join('\n'));
    await figure.root.getByText('60 examples, 2 features, 2 classes.').waitFor();
    const readout = await finish(figure);
    assert.equal(readout['accuracy-hard'], 1);
    await figure.get('setState', { view: 'regions' });
    await page.waitForFunction(
      () => document.querySelector('label-smoothing').toCSV().trimEnd().split('\r\n').length > 100,
    );
  });

  it('may have words, empty cells and an index, as tables have', async () => {
    const figure = await showSmall({ dataset: 'csv' });
    const table = Array.from(
      { length: 40 },
      (_, row) => `${row},${row % 2 ? 'male' : 'female'},${row === 7 ? '' : row / 4},${row % 3 ? '' : 'C'},${row % 3}`,
    );
    await give(figure, [',sex,age,deck,survived', ...table].join('\n'), 'passengers.csv');
    await figure.root.getByText('39 examples, 2 features, 3 classes.').waitFor();
    const hint = await figure.root.locator('.file .hint').textContent();
    assert.match(hint, /“deck”/);
    assert.match(hint, /1 rows with empty cells are left out/);
  });

  it('is read again when the same file is chosen again', async () => {
    const figure = await showSmall({ dataset: 'csv' });
    const path = join(await mkdtemp(join(tmpdir(), 'label-smoothing-')), 'data.csv');
    const choose = async () => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        figure.root.locator('input[type=file]').click(),
      ]);
      await chooser.setFiles(path);
    };
    await writeFile(path, rows(30).join('\n'));
    await choose();
    await figure.root.getByText('30 examples, 2 features, 2 classes.').waitFor();
    await writeFile(path, rows(40).join('\n'));
    await choose();
    await figure.root.getByText('40 examples, 2 features, 2 classes.').waitFor();
  });

  for (const [what, content, expected] of [
    ['an empty file', '', /^data\.csv: there is no data/],
    [
      'a word among the numbers',
      ['a,b,class', '1,2,x', '1,oops,x', ...rows(20)].join('\n'),
      /^data\.csv, line 3, column 2 \(“b”\): “oops” is not a number/,
    ],
    [
      'a row that is too short',
      [...rows(20), '1,odd'].join('\n'),
      /^data\.csv, line 21: this row has 2 cells, expected 3/,
    ],
    [
      'lines inside quotation marks',
      ['a,b,"cl\nass"', ...rows(20), '1,?,odd'].join('\n'),
      /^data\.csv, line 23, column 2 \(“b”\): “\?” is not a number/,
    ],
    ['an open quotation mark', [...rows(20), '1,2,"odd'].join('\n'), /^data\.csv, line 21: a quotation mark/],
    [
      'one class',
      rows(40)
        .filter((_, row) => row % 2)
        .join('\n'),
      /all rows have the same class/,
    ],
    ['too few rows', rows(5).join('\n'), /only 5 complete rows/],
    ['too many rows', rows(5002).join('\n'), /more than 5000 rows/],
    [
      'a number for everything',
      Array.from({ length: 40 }, (_, row) => `${row},${row / 3}`).join('\n'),
      /more than 20 values/,
    ],
    [
      'one column',
      Array.from({ length: 40 }, (_, row) => `${row}`).join('\n'),
      /^data\.csv, line 1: there are 1 columns/,
    ],
    ['a huge number', ['1e39,2,odd', ...rows(20)].join('\n'), /^data\.csv, line 1, column 1: “1e\+39” is not a number/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), /neither CSV/],
    ['more than there may be', 'x'.repeat(2_000_001), /the file is too large/],
    [
      'markup',
      ['<script>alert(1)</script>,2,odd', '<b>,2,odd', ...rows(20)].join('\n'),
      /^data\.csv, line 2, column 1 \(“<script>alert\(1\)<\/script>”\): “<b>” is not a number/,
    ],
  ]) {
    it(`is refused in words: ${what}`, async () => {
      const figure = await showSmall({ dataset: 'csv' });
      await give(figure, content);
      await waitForText(refusal(figure), expected);
      await give(figure, rows(30).join('\n'));
      await waitForText(refusal(figure), /^$/);
    });
  }

  async function waitForText(locator, expected) {
    await until(async () => expected.test(await locator.textContent()));
  }
});

describe('alpha-sweep', () => {
  const tiny = { figure: 'alpha-sweep', ...small, runs: '2', epochs: '2' };

  it('trains every α with every seed, with the same numbers however many workers there are', async () => {
    const figure = await show(page, tiny);
    const first = await finish(figure);
    const csv = csvOf(await figure.get('toCSV'));
    assert.deepEqual(
      csv.slice(1).map(([alpha, seeds]) => [alpha, seeds]),
      [
        ...[0, 0.05, 0.1, 0.2, 0.4, 0.7, 0.98].map((alpha) => [String(alpha), '2']),
        ['"Hard labels', ' then temperature scaling"'],
      ],
    );
    assertClose(first['accuracy-hard'], Number(csv[1][2]), 1e-6);
    await page.evaluate(() =>
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: 1, configurable: true }),
    );
    assert.deepEqual(await finish(await show(page, tiny)), first);
    await page.evaluate(() => delete navigator.hardwareConcurrency);
    assert.equal(page.workers().length, 0);
  });

  it('agrees with the network that `training` trains', async () => {
    const settings = { ...small, epochs: '2' };
    const pair = await finish(await show(page, { figure: 'training', ...settings, alpha: '0.1' }));
    const figure = await show(page, { ...tiny, runs: '1' });
    await finish(figure);
    const csv = csvOf(await figure.get('toCSV'));
    const [hard, , smoothed] = csv.slice(1);
    for (const [name, row] of Object.entries({ hard, smoothed })) {
      assertClose(Number(row[2]), pair[`accuracy-${name}`], 1e-6, `accuracy, ${name}`);
      assertClose(Number(row[8]), pair[`confidence-${name}`], 1e-6, `confidence, ${name}`);
    }
  });

  it('can be canceled and goes on where it was', async () => {
    const figure = await show(page, { ...tiny, epochs: '400', samples: '500', runs: '3' });
    await figure.root.getByRole('button', { name: 'Train', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('label-smoothing').toCSV().split('\r\n').length > 2);
    await figure.root.getByRole('button', { name: 'Cancel' }).click();
    await until(() => page.workers().length === 0);
    // Nothing works any more that could add to it.
    const kept = await figure.get('toCSV');
    await figure.root.getByRole('button', { name: 'Continue' }).click();
    await page.waitForFunction((kept) => document.querySelector('label-smoothing').toCSV().length > kept, kept.length);
    await figure.root.getByRole('button', { name: 'Start over' }).click();
    assert.equal(csvOf(await figure.get('toCSV')).length, 1);
    await until(() => page.workers().length === 0);
  });
});

describe('distillation', () => {
  it('trains teachers and students at every temperature', async () => {
    const figure = await show(page, {
      figure: 'distillation',
      ...small,
      runs: '2',
      epochs: '20',
      student: '4',
      temperatures: '1,4',
      alpha: '0.3',
    });
    const readout = await finish(figure);
    assert.deepEqual(Object.keys(readout), [
      'teacher-hard',
      'student-hard-1',
      'student-hard-4',
      'teacher-smoothed',
      'student-smoothed-1',
      'student-smoothed-4',
      'alone',
    ]);
    for (const value of Object.values(readout)) assert.ok(value > 0.3 && value <= 1, String(value));
    assert.match(await figure.text(), /14 of 14 networks trained · Finished/);
  });
});

describe('claims of the page', () => {
  it('are one recording: a network has one accuracy in comparisons, sweeps and as a teacher', async () => {
    const read = async (path) => JSON.parse(await readFile(new URL(`../../web/${path}.json`, import.meta.url), 'utf8'));
    const { hard } = (await read('page/claims')).comparisons.default;
    const sweep = await read('figures/recordings/alpha-sweep');
    const distillation = await read('figures/recordings/distillation');
    const run = await read('figures/recordings/fashion-curves');
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    // α, seed, training accuracy, test accuracy, …
    const hardPoints = sweep.points.filter(([alpha]) => alpha === 0);
    // Seed, role, α, temperature, test accuracy, …
    const teachers = distillation.points.filter(([, role, alpha]) => role === 0 && alpha === 0);
    assertClose(mean(hardPoints.map((point) => point[3])), hard.accuracy.mean, 1e-4, 'the sweep');
    assertClose(mean(teachers.map((point) => point[4])), hard.accuracy.mean, 1e-4, 'the teachers');
    const [one] = hardPoints.filter(([, seed]) => seed === run.values.seed);
    const recorded = { accuracy: run.history.at(-1)[9] };
    assert.equal(recorded.accuracy, one[3]);
    // What is written of them is the same number everywhere, and names its seeds.
    const plain = await site.open('en/', { javaScriptEnabled: false });
    const text = await plain.page.locator('#training').innerText();
    await plain.close();
    assert.ok(
      text.includes(`seed 1; in that one alone the hard network’s accuracy is ${recorded.accuracy.toFixed(3)}`),
    );
    assert.ok(text.includes('means over the random seeds 1 to 10'));
    assert.match(text, new RegExp(`\\t${recorded.accuracy}\\s`), 'the table of the build');
  });

  for (const path of ['', 'en/']) {
    it(`agree with what was measured over ten seeds: /${path}`, async () => {
      const { comparisons, seeds } = JSON.parse(
        await readFile(new URL('../../web/page/claims.json', import.meta.url), 'utf8'),
      );
      assert.ok(seeds >= 10);
      const plain = await site.open(path, { javaScriptEnabled: false });
      const said = await plain.page.$$eval('[data-claim]', (elements) =>
        elements.map((element) => [...element.dataset.claim.split(' '), element.textContent]),
      );
      await plain.close();
      assert.ok(said.length >= 8);
      for (const [scenario, measure, direction, text] of said) {
        const { hard, smoothed, difference } = comparisons[scenario];
        assert.equal(text, `${hard[measure].mean.toFixed(3)} → ${smoothed[measure].mean.toFixed(3)}`);
        assertClose(difference[measure].mean, smoothed[measure].mean - hard[measure].mean, 2e-4, measure);
        const errors = difference[measure].mean / (difference[measure].spread / Math.sqrt(seeds) || 1);
        const found = errors > 2 ? 'rises' : errors < -2 ? 'falls' : 'same';
        assert.equal(found, direction, `${measure} in “${scenario}”`);
      }
    });
  }
});
