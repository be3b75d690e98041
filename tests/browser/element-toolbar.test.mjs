// The menu of a figure: links, files, and code, which is run to see whether it prints the figure's numbers.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { assertClose, lightFigures, show } from './element.mjs';
import { openSite } from './support.mjs';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const python = '/usr/bin/python3';
const hasTorch =
  existsSync(python) &&
  (await run(python, ['-c', 'import torch']).then(
    () => true,
    () => false,
  ));

let site;
let opened;
let page;
before(async () => {
  site = await openSite();
  opened = await site.open('en/', { permissions: ['clipboard-read', 'clipboard-write'] });
  page = opened.page;
});
after(() => site?.close());
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

const open = (figure) => figure.root.locator('.share > summary').click();
const press = (figure, name) => figure.root.locator('.menu').getByRole('button', { name }).click();
const copied = async (figure, name) => {
  await press(figure, name);
  await figure.root.locator('[role=status]', { hasText: name }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
};

describe('the menu', () => {
  it('copies a link that opens the figure as it is, and the code of a frame', async () => {
    const figure = await show(page, { figure: 'heatmap', alpha: '0.25', targets: '3,1', home: '' });
    await open(figure);
    const link = await copied(figure, 'Copy link');
    assert.equal(link, `${site.url}en/#v=2&figure=heatmap&alpha=0.25&targets=3,1`);
    const visit = await site.open(link.slice(site.url.length));
    await visit.page.waitForFunction(() => customElements.get('label-smoothing'));
    assert.deepEqual(
      await visit.page.evaluate(() => document.querySelector('[figure=heatmap]').getState()),
      await figure.state(),
    );
    await visit.close();
    const embed = await copied(figure, 'Copy embed code');
    const [, address] = /<iframe src="([^"]+)"/.exec(embed);
    assert.equal(address.replaceAll('&amp;', '&'), `${site.url}embed/?figure=heatmap&alpha=0.25&targets=3,1&lang=en`);
    assert.match(embed, /title="Targets of a small batch"/);
  });

  it('has no link without a home, or with one that is no page', async () => {
    for (const home of [undefined, 'javascript:alert(1)', 'http://[']) {
      const figure = await show(page, { figure: 'targets', alpha: '0.3', ...(home && { home }) });
      await open(figure);
      await figure.root.getByRole('button', { name: 'Copy embed code' }).waitFor();
      assert.equal(await figure.root.getByRole('button', { name: 'Copy link' }).count(), 0);
      // This page has the element from a bundle, of which nobody else has the address.
      assert.match(
        await copied(figure, 'Copy embed code'),
        /^<script type="module" src="https:\/\/cdn\.jsdelivr\.net\/npm\/label-smoothing\/dist\/cdn\/label-smoothing\.js"><\/script>\n<label-smoothing figure="targets" alpha="0\.3" lang="en" style="display:flow-root"><i slot="room" style="[^"]+"><\/i>A label before and after smoothing<\/label-smoothing>\n$/,
      );
    }
  });

  it('shows the text where the clipboard is refused', async () => {
    const figure = await show(page, { figure: 'targets' });
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', {
        configurable: true,
        value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
      });
    });
    await open(figure);
    await press(figure, 'Copy PyTorch code');
    const field = figure.root.getByLabel('Text to copy');
    await field.waitFor();
    assert.match(await field.inputValue(), /import torch/);
    assert.equal(
      await field.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)),
      await field.inputValue(),
    );
    assert.match(await figure.root.locator('[role=status]').textContent(), /does not allow access to the clipboard/);
    await page.evaluate(() => Reflect.deleteProperty(navigator, 'clipboard'));
  });

  it('fills the screen with large letters, and gives it back', async () => {
    const figure = await show(page, { figure: 'cross-entropy' });
    const measure = () =>
      figure.root.evaluate((element) => {
        const chart = element.shadowRoot.querySelector('.chart');
        const font = getComputedStyle(element.shadowRoot.querySelector('figure')).fontSize;
        return { wide: element.offsetWidth, high: chart.offsetHeight, font: Number.parseFloat(font) };
      });
    const before = await measure();
    const isFull = (full) => page.waitForFunction((full) => (document.fullscreenElement !== null) === full, full);
    await open(figure);
    await press(figure, 'Full screen');
    await isFull(true);
    await figure.settle();
    const full = await measure();
    const screen = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    assert.equal(full.wide, screen.width);
    assert.ok(full.font > before.font, `letters of ${full.font} px`);
    assert.ok(full.high > before.high && full.high > 0.5 * screen.height, `a chart of ${full.high} px`);
    assert.equal(await figure.root.locator('.share').getAttribute('open'), null);
    await open(figure);
    await press(figure, 'Full screen');
    await isFull(false);
    await figure.settle();
    assert.deepEqual(await measure(), before);
  });

  it('writes settings, convention and source into the pictures that it saves', async () => {
    const figure = await show(page, { figure: 'targets', alpha: '0.3', convention: 'others', home: './?from=here#x' });
    await figure.settle();
    const svg = await figure.get('toSVG');
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    const said = texts.slice(-3).join('\n');
    assert.match(said, /Smoothing α = 0\.3/);
    const convention = await figure.select('convention').evaluate((select) => select.selectedOptions[0].textContent);
    assert.ok(said.includes(convention), `${said} lacks “${convention}”`);
    assert.match(texts.at(-1), /^label-smoothing · http:\/\/127\.0\.0\.1:\d+\/en\/$/);
  });

  it('saves the picture and the numbers', async () => {
    const figure = await show(page, { figure: 'targets' });
    await open(figure);
    const save = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), press(figure, name)]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const csv = await save('Download CSV');
    assert.equal(csv.name, 'label-smoothing-targets.csv');
    assert.equal(csv.bytes.toString(), `\ufeff${await figure.get('toCSV')}`);
    const png = await save('Download PNG');
    assert.equal(png.name, 'label-smoothing-targets.png');
    assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
    const svg = await save('Download SVG');
    assert.equal(svg.name, 'label-smoothing-targets.svg');
    assert.equal(svg.bytes.toString(), await figure.get('toSVG'));
  });

  it('is operated by keyboard, closes by Escape and by going on, and speaks the present language', async () => {
    const figure = await show(page, { figure: 'targets' });
    const menu = figure.root.locator('.share');
    await menu.locator('summary').focus();
    await page.keyboard.press('Enter');
    await figure.root.getByRole('button', { name: 'Copy embed code' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal(await menu.getAttribute('open'), null);
    await page.keyboard.press('Enter');
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'zh-Hant'));
    await figure.root.getByRole('button', { name: '複製嵌入碼' }).waitFor();
    await figure.field('alpha').focus();
    assert.equal(await menu.getAttribute('open'), null);
    await page.evaluate(() => {
      const part = document.createElement('section');
      document.body.append(part);
      part.append(document.querySelector('label-smoothing'));
      part.lang = 'en';
    });
    await figure.root.getByRole('button', { name: 'Reset' }).waitFor();
  });

  it('can be left out', async () => {
    for (const [hide, shown] of [
      ['toolbar', false],
      ['controls', false],
      ['alpha', true],
    ]) {
      const figure = await show(page, { figure: 'targets', hide });
      assert.equal(await figure.root.locator('.share').isVisible(), shown, hide);
    }
  });
});

/** Runs that cover every branch of the code: kinds of data, optimizers, views, seeds. */
const trainedFigures = [
  { figure: 'training', dataset: 'gaussian', dimensions: '5', noise: '0.4', alpha: '0.3' },
  { figure: 'training', dataset: 'moons', optimizer: 'sgd', 'learning-rate': '0.05', view: 'confidence' },
  { figure: 'training', dataset: 'spirals', 'weight-decay': '0.01', view: 'reliability' },
  { figure: 'training', dataset: 'rings', classes: '4', view: 'histogram', layers: '9,7,5' },
  { figure: 'training', dataset: 'moons', view: 'regions', batch: '200' },
  { figure: 'training', dataset: 'gaussian', classes: '3', view: 'projection', seed: '9999' },
  { figure: 'training', dataset: 'digits', noise: '0.3', samples: '1000', batch: '50', epochs: '3' },
  { figure: 'training', dataset: 'fashion', samples: '1000', batch: '50', epochs: '3', view: 'histogram' },
  { figure: 'alpha-sweep', dataset: 'digits', layers: '6', runs: '1' },
  { figure: 'alpha-sweep', dataset: 'gaussian', classes: '3', dimensions: '4', layers: '8', runs: '2' },
  { figure: 'alpha-sweep', dataset: 'moons', layers: '6', runs: '1' },
  {
    figure: 'distillation',
    dataset: 'gaussian',
    classes: '3',
    dimensions: '4',
    layers: '8',
    student: '4',
    temperatures: '4,1',
    runs: '2',
  },
];

describe('the code', () => {
  /** Settings that cover branches of the code which the defaults do not. */
  const settings = [
    ...lightFigures.map((figure) => ({ figure })),
    { figure: 'targets', convention: 'prior', prior: '1,2,3,4,5' },
    { figure: 'targets', convention: 'padded', target: '0' },
    { figure: 'heatmap', convention: 'others', targets: '4,2' },
    { figure: 'loss-curve', alphas: '0.4', loss: 'cross-entropy', 'x-max': '20' },
    { figure: 'decomposition', convention: 'padded', alpha: '0.3' },
    { figure: 'gradient', convention: 'padded' },
    { figure: 'logit-gap', convention: 'others', 'class-counts': '4' },
    { figure: 'descent' },
    { figure: 'descent', convention: 'prior', classes: '4', logits: '3,-1,0.5,0', 'learning-rate': '0.3' },
    { figure: 'conventions', classes: '2', target: '1' },
    { figure: 'trace', convention: 'uniform', predictions: '0.1,0.2,0.3,0.2,0.2' },
    ...trainedFigures.map((attributes) => ({ samples: '60', batch: '25', epochs: '4', ...attributes })),
    // Over 800 steps rounding errors grow.
    { figure: 'training', dataset: 'gaussian' },
  ];
  /**
   * How far the numbers of a row may be from the figure's, for PyTorch. Adam takes a whole step by the sign of a gradient
   * that is all rounding: from then on a long training differs in some test examples.
   */
  const toleranceOf = ({ figure, epochs }, row) => {
    if (figure === 'training' && !epochs) return row < 16 ? 2e-5 : 3e-2;
    return epochs ? 2e-5 : 3e-6;
  };
  const numbersOf = (text) =>
    text
      .trim()
      .split('\n')
      .map((line) =>
        line.split(' ').map((word) => ({ inf: Infinity, '-inf': -Infinity, nan: Number.NaN })[word] ?? Number(word)),
      );
  let folder;
  let figures;
  before(async () => {
    await mkdir(join(root, 'build'), { recursive: true });
    // Inside the checkout, so that the package finds itself by its own name.
    folder = await mkdtemp(join(root, 'build', 'code-'));
    figures = [];
    for (const attributes of settings) {
      const figure = await show(page, attributes);
      await page.evaluate(async () => {
        const element = document.querySelector('label-smoothing');
        if (!element.shadowRoot.querySelector('.run')) return;
        const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
        await element.play();
        await done;
      });
      await open(figure);
      const code = {
        python: await copied(figure, 'Copy PyTorch code'),
        javascript: await copied(figure, 'Copy JavaScript code'),
      };
      // Where the figure is a picture, the code prints the learning curves that led to it.
      if (/regions|projection/.test(attributes.view)) await figure.get('setState', { view: 'learning' });
      figures.push({
        ...code,
        name: JSON.stringify(attributes),
        tolerance: (row) => toleranceOf(attributes, row),
        readout: await figure.readout(),
        rows: (await figure.get('toCSV')).trimEnd().split('\r\n').slice(1),
      });
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** The code of each figure prints the rows of its table. */
  const assertSame = (outputs, toleranceOf = () => () => 3e-6) => {
    figures.forEach(({ name, rows, ...figure }, index) => {
      const tolerance = toleranceOf(figure);
      const printed = numbersOf(outputs[index]);
      assert.equal(printed.length, rows.length, `${name} prints ${outputs[index]}`);
      printed.forEach((numbers, row) => {
        const expected = rows[row].split(',').slice(-numbers.length).map(Number);
        numbers.forEach((number, column) => {
          const isSame =
            Object.is(number, expected[column]) ||
            Math.abs(number - expected[column]) <= tolerance(row) * Math.max(1, Math.abs(number));
          assert.ok(isSame, `${name}, row ${row}: [${numbers}], the figure has [${expected}]`);
        });
      });
    });
  };

  it('in JavaScript prints the numbers of the figure', async () => {
    await Promise.all(figures.map(({ javascript }, index) => writeFile(join(folder, `${index}.mjs`), javascript)));
    await writeFile(
      join(folder, 'all.mjs'),
      `const outputs = [];
       for (let index = 0; index < ${figures.length}; index++) {
         const lines = [];
         console.log = (...words) => lines.push(words.map(String).join(' '));
         await import(\`./\${index}.mjs\`);
         outputs.push(lines.join('\\n').replaceAll('Infinity', 'inf').replaceAll('NaN', 'nan'));
       }
       process.stdout.write(JSON.stringify(outputs));`,
    );
    const { stdout } = await run(process.execPath, [join(folder, 'all.mjs')]);
    const outputs = JSON.parse(stdout);
    assertSame(outputs);
    // The readout has the test columns of the last epoch: hard, then smoothed.
    const { readout } = figures.at(-1);
    const columns = numbersOf(outputs.at(-1)).at(-1);
    const seen = ['loss', 'accuracy', 'confidence', 'ece'].flatMap((key) => [
      readout[`${key}-hard`],
      readout[`${key}-smoothed`],
    ]);
    seen.forEach((value, index) => {
      assertClose(columns[2 + 2 * index], value, 3e-6, `number ${index} of the readout`);
    });
  });

  it('is not offered for data that only the reader has', async () => {
    const figure = await show(page, { figure: 'training', dataset: 'csv' });
    await open(figure);
    await figure.root.getByRole('button', { name: 'Copy embed code' }).waitFor();
    assert.equal(await figure.root.getByRole('button', { name: 'Copy PyTorch code' }).count(), 0);
    await open(figure);
    await figure.get('setState', { data: 'moons' });
    await open(figure);
    assert.match(await copied(figure, 'Copy PyTorch code'), /math.cos\(angle\) - 0.5/);
  });

  it('for PyTorch prints the numbers of the figure', { skip: !hasTorch && 'no Python with PyTorch' }, async () => {
    await writeFile(join(folder, 'all.json'), JSON.stringify(figures.map(({ python }) => python)));
    const program = `import contextlib, io, json, sys
outputs = []
for code in json.load(open(sys.argv[1])):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(code, {})
    outputs.append(output.getvalue())
print(json.dumps(outputs))`;
    const { stdout } = await run(python, ['-c', program, join(folder, 'all.json')]);
    assertSame(JSON.parse(stdout), ({ tolerance }) => tolerance);
  });
});

describe('a preset', () => {
  it('sets what it is named after, and any control goes on from there', async () => {
    const figure = await show(page, { figure: 'targets', alpha: '0.3', convention: 'padded' });
    const presets = figure.root.getByLabel('Presets');
    const choose = async (label) => {
      await presets.selectOption({ label });
      const { alpha, convention } = await figure.state();
      return [alpha, convention];
    };
    assert.deepEqual(await choose('Transformer (α = 0.1, others)'), [0.1, 'others']);
    assert.deepEqual(await choose('Extreme (α = 0.9)'), [0.9, 'others']);
    assert.deepEqual(await choose('PyTorch (label_smoothing=0.1)'), [0.1, 'uniform']);
    assert.deepEqual(await choose('Annotated Transformer (padded)'), [0.1, 'padded']);
    assert.deepEqual(await choose('Defaults'), [0.1, 'uniform']);
    assert.equal((await figure.events('change')).length, 5);
    assert.equal(await presets.inputValue(), '');
  });

  it('is offered only where it means something', async () => {
    const labels = async (name) => {
      const figure = await show(page, { figure: name });
      const presets = figure.root.getByLabel('Presets');
      return (await presets.isVisible()) ? presets.locator('option').allTextContents() : [];
    };
    assert.equal((await labels('cross-entropy')).length, 0);
    assert.ok(!(await labels('steps')).some((label) => label.startsWith('PyTorch')));
  });
});
