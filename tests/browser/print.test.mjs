// npm test -- --all
// The print-out, as Chromium writes it to PDF and poppler's tools read it: charts of lines and letters, on white paper.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { show } from './element.mjs';
import { openSite } from './support.mjs';

const run = promisify(execFile);

let site;
let folder;
before(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'label-smoothing-print-'));
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Prints a page and takes the PDF apart: lines of text, raster images, paths with their colors. */
async function print(page) {
  const path = join(folder, 'page.pdf');
  await page.pdf({ path, format: 'A4' });
  const { stdout: text } = await run('pdftotext', [path, '-'], { maxBuffer: 1e8 });
  const { stdout: images } = await run('pdfimages', ['-list', path]);
  const sheets = [];
  for (let sheet = 1; sheet <= Number(/^Pages:\s+(\d+)/m.exec((await run('pdfinfo', [path])).stdout)[1]); sheet++) {
    const svg = join(folder, 'sheet.svg');
    await run('pdftocairo', ['-svg', '-f', String(sheet), '-l', String(sheet), path, svg]);
    sheets.push(await readFile(svg, 'utf8'));
  }
  // Colors are percentages; rounding restores the bytes.
  const hex = (color) =>
    `#${[...color.matchAll(/([\d.]+)%/g)]
      .map(([, part]) =>
        Math.round(Number(part) * 2.55)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`;
  const paths = [...sheets.join('').matchAll(/<path [^>]*style="([^"]*)"[^>]* d="([^"]*)"/g)].map(([, style, d]) => ({
    fill: hex(/\bfill:(rgb\([^)]*\))/.exec(style)?.[1] ?? ''),
    stroke: hex(/\bstroke:(rgb\([^)]*\))/.exec(style)?.[1] ?? ''),
    points: d.match(/[ML]|C/g)?.length ?? 0,
  }));
  return { lines: text.split('\n').map((line) => line.trim()), images: images.trim().split('\n').slice(2), paths };
}

const bars = (paths, color) => paths.filter(({ fill, points }) => fill === color && points >= 4).length;

/** Waits for the code that draws charts for paper, which loads when the page is idle. */
const canPrint = async (page, selector = 'label-smoothing') => {
  await page.locator(selector).scrollIntoViewIfNeeded();
  await page.evaluate((selector) => document.querySelector(selector).ready, selector);
  await page.waitForFunction(() =>
    performance
      .getEntriesByType('resource')
      .some(({ name, responseEnd }) => /\/picture-(?!sets)/.test(name) && responseEnd),
  );
  // The file has arrived; once it draws, what it imports has arrived too.
  await page.evaluate((selector) => document.querySelector(selector).toSVG(), selector);
};

describe('an embedded figure', () => {
  for (const [lang, axis] of [
    ['en', 'Class'],
    ['zh-Hant', '類別'],
  ]) {
    it(`is printed in vectors, its text as text, in the light theme: ${lang}`, async () => {
      const { page, problems, close } = await site.open(`embed/?figure=targets&lang=${lang}&theme=dark`, {
        colorScheme: 'dark',
      });
      await canPrint(page);
      const { lines, images, paths } = await print(page);
      assert.deepEqual(images, []);
      for (const text of ['0.92', '0.8', axis])
        assert.ok(lines.includes(text), `${text} is not in ${lines.join(' | ')}`);
      // K smoothed bars and one hard one, besides the legend's two squares; in the light theme's colors from style.ts.
      assert.equal(bars(paths, '#d97706'), 5 + 1);
      assert.equal(bars(paths, '#3567b0'), 1 + 1);
      assert.equal(bars(paths, '#f5a742') + bars(paths, '#7db0f7'), 0);
      assert.equal(await page.locator('label-smoothing svg').count(), 0, 'something for paper stayed on screen');
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('is drawn for paper when it arrives while others are printed', async () => {
    const { page, close } = await site.open('embed/?figure=targets&lang=en');
    await canPrint(page);
    const pictures = () =>
      page.evaluate(async () =>
        [...document.querySelectorAll('label-smoothing')].map(
          ({ shadowRoot }) => shadowRoot.querySelectorAll('.chart svg').length,
        ),
      );
    await page.evaluate(async () => {
      dispatchEvent(new Event('beforeprint'));
      const late = document.createElement('label-smoothing');
      Object.assign(late, { figure: 'loss-curve', loading: 'eager' });
      document.body.append(late);
      await late.ready;
    });
    assert.deepEqual(await pictures(), [1, 1]);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.deepEqual(await pictures(), [0, 0]);
    await close();
  });

  it('is printed with its curves', async () => {
    const { page, close } = await site.open('embed/?figure=loss-curve&lang=en');
    await canPrint(page);
    const { images, paths } = await print(page);
    assert.deepEqual(images, []);
    // About one point for each of the 99 x.
    assert.ok(paths.some(({ stroke, points }) => stroke === '#d97706' && points > 90));
    await close();
  });

  it('is printed with what has been trained', async () => {
    const { page, close } = await site.open('embed/?figure=training&view=regions&dataset=moons&epochs=2&lang=en');
    await canPrint(page);
    await page.evaluate(async () => {
      const figure = document.querySelector('label-smoothing');
      const done = new Promise((resolve) => figure.addEventListener('ls-done', resolve));
      await figure.play();
      await done;
    });
    const { lines, images, paths } = await print(page);
    assert.deepEqual(images, []);
    assert.ok(lines.includes('Hard labels') && lines.includes('Smoothed labels (α = 0.1)'), lines.join(' | '));
    // 500 examples in each of two charts.
    assert.ok(paths.length > 1000, `${paths.length} paths`);
    await close();
  });
});

describe('the page', () => {
  for (const path of ['', 'en/']) {
    it(`is printed in vectors and in the light theme, with the figures that nobody has seen: /${path}`, async () => {
      const { page, problems, close } = await site.open(path, { colorScheme: 'dark' });
      await page.selectOption('#theme', 'dark');
      await canPrint(page, '#figure-targets');
      const { images, paths } = await print(page);
      assert.deepEqual(images, []);
      // palette.css: --smoothed in light and in dark.
      assert.ok(bars(paths, '#cf6a10') > 20);
      assert.equal(bars(paths, '#ffab5e'), 0);
      assert.deepEqual(problems, []);
      await close();
    });
  }

  for (const path of ['', 'en/']) {
    it(`is printed with its chapters, or the path alone on at most twelve pages: /${path}`, async () => {
      const { page, close } = await site.open(path);
      const printed = async () => {
        const file = join(folder, 'path.pdf');
        await page.pdf({ path: file, format: 'A4' });
        const { stdout: text } = await run('pdftotext', [file, '-'], { maxBuffer: 1e8 });
        const pages = Number(/^Pages:\s+(\d+)/m.exec((await run('pdfinfo', [file])).stdout)[1]);
        return { pages, text };
      };
      // Of correction 8, in the last chapter but one.
      const everything = await printed();
      assert.match(everything.text, /1\.112457/);
      assert.equal(await page.locator('.chapter[open]').count(), 0);
      const printing = page.evaluate(
        () =>
          new Promise((done) => {
            window.print = () => done(document.documentElement.dataset.print);
            document.getElementById('print-path').click();
          }),
      );
      assert.equal(await printing, 'path');
      const short = await printed();
      assert.doesNotMatch(short.text, /1\.112457/);
      assert.ok(short.pages <= 12, `${short.pages} pages`);
      assert.ok(short.pages < everything.pages);
      await close();
    });
  }

  it('is printed with the article’s own run where nobody has trained the networks', async () => {
    const { page, close } = await site.open('en/', { colorScheme: 'dark' });
    await canPrint(page, '#figure-training');
    await page.locator('footer').scrollIntoViewIfNeeded();
    const last = '#figure-training .fallback tbody tr:last-child';
    assert.equal(await page.locator(last).isVisible(), false);
    const numbers = await page.locator(`${last} td`).allTextContents();
    assert.ok(numbers.length > 1);
    const { lines, paths } = await print(page);
    const words = new Set(lines.join(' ').split(' '));
    assert.deepEqual(
      numbers.filter((number) => !words.has(number)),
      [],
    );
    // Loss and accuracy after every fourth of 80 epochs, of the training data and of others; KL loss may be there as well.
    const curves = paths.filter(({ stroke, points }) => stroke === '#cf6a10' && points > 20);
    assert.ok(curves.length >= 4, `${curves.length} curves`);
    assert.equal(await page.locator(last).isVisible(), false);
    await close();
  });
});

describe('the menu', () => {
  it('prints when what draws for paper is there', async () => {
    const { page, close } = await site.open('en/');
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    await page.route('**/picture-*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.reload();
    const figure = await show(page, { figure: 'targets' });
    await page.evaluate(() => {
      window.print = () => {
        dispatchEvent(new Event('beforeprint'));
        window.onPaper = document.querySelector('label-smoothing').shadowRoot.querySelectorAll('.chart > svg').length;
        dispatchEvent(new Event('afterprint'));
      };
    });
    await figure.root.locator('.share > summary').click();
    await figure.root.getByRole('button', { name: 'Print' }).click();
    assert.equal(await page.evaluate(() => window.onPaper), undefined);
    release();
    await page.waitForFunction(() => window.onPaper !== undefined);
    assert.equal(await page.evaluate(() => window.onPaper), 1);
    await close();
  });
});
