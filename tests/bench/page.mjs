// npm run bench:page [-- --runs N] [--lighthouse]: what the page costs a reader, compared with two pages that draw the
// same bars with plain JavaScript and Chart.js, one inside the same article and one bare. One server sends all of them,
// compressed, to a browser with a cold cache.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from '../../scripts/build.mjs';
import { Failure, main, root, run, stepIfChanged } from '../../scripts/shared/common.mjs';
import { contentSecurityPolicy } from '../../scripts/shared/serve.mjs';
import { findChromium } from '../../scripts/shared/system-packages.mjs';
import { chromiumArguments, openChapters } from '../browser/support.mjs';

const frame = 1000 / 60;
const site = join(root, 'dist/site');
const plain = join(root, 'build/bench-page');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const quantile = (values, part) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)];
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** The competitor: the bars of the figure `targets`, with the parts of Chart.js that they need and nothing else. */
async function buildPlainPage() {
  const { build: bundle } = await import('rolldown');
  const code = `import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);
const [classes, target, alpha] = [5, 2, 0.1];
const hard = Array.from({ length: classes }, (_, index) => Number(index === target));
const smoothed = hard.map((y) => y * (1 - alpha) + alpha / classes);
new Chart(document.querySelector('canvas'), {
  type: 'bar',
  data: { labels: hard.map((_, index) => index), datasets: [{ label: 'hard', data: hard }, { label: 'smoothed', data: smoothed }] },
  options: { animation: false, maintainAspectRatio: false },
});
dispatchEvent(new Event('drawn'));
`;
  await mkdir(plain, { recursive: true });
  await writeFile(join(plain, 'source.js'), code);
  const { output } = await bundle({
    input: join(plain, 'source.js'),
    cwd: root,
    write: false,
    logLevel: 'warn',
    output: { minify: true },
  });
  await writeFile(join(plain, 'plain.js'), output[0].code);
  await writeFile(
    join(plain, 'plain.html'),
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Bars</title><script type="module" src="plain.js"></script><div><canvas></canvas></div>',
  );
  const article = (await readFile(join(site, 'index.html'), 'utf8'))
    .replace(/<(?:script [^>]*type="module"|link rel="modulepreload")[^>]*>(?:<\/script>)?/g, '')
    .replace(/<label-smoothing id="figure-targets".*?<\/label-smoothing>/s, '<div><canvas></canvas></div>')
    .replace('</head>', '<script type="module" src="plain.js"></script></head>');
  await writeFile(join(plain, 'plain.article.html'), article);
}

async function serve() {
  const compressed = new Map();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname.slice(1);
    const file = path.startsWith('plain.')
      ? join(plain, path)
      : join(site, path.endsWith('/') || !path ? `${path}index.html` : path);
    try {
      if (!compressed.has(file)) compressed.set(file, gzipSync(await readFile(file), { level: 9 }));
      response.writeHead(200, {
        'Content-Type': types[extname(file)],
        'Content-Encoding': 'gzip',
        'Content-Security-Policy': contentSecurityPolicy,
        'Cache-Control': path.startsWith('assets/') ? 'max-age=31536000, immutable' : 'no-cache',
      });
      response.end(compressed.get(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close(server.closeAllConnections()) };
}

/** Opens an address with a cold cache. */
async function openCold(browser, url, init) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  if (init) await page.addInitScript(init);
  await page.goto(url);
  return page;
}

const whenDrawn = () => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  for (const type of ['drawn', 'ls-ready']) {
    addEventListener(type, () => requestAnimationFrame(() => (window.drawnAt ??= performance.now())));
  }
};

async function timeToFirstFigure(browser, url) {
  const page = await openCold(browser, url, whenDrawn);
  const time = await (await page.waitForFunction(() => window.drawnAt)).jsonValue();
  await page.context().close();
  return time;
}

async function transfer(browser, url) {
  const page = await openCold(browser, url, whenDrawn);
  const bytes = () =>
    page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce(
        (sum, { encodedBodySize }) => sum + encodedBodySize,
        0,
      ),
    );
  await page.waitForSelector('#hero canvas:not([hidden])');
  const read = async () => {
    await page.evaluate(async () => {
      scrollTo({ top: 0, behavior: 'instant' });
      while (scrollY + innerHeight < document.documentElement.scrollHeight - 1) {
        scrollBy({ top: 300, behavior: 'instant' });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await page.waitForTimeout(1000);
    return bytes();
  };
  const firstView = await bytes();
  const path = await read();
  const shift = await page.evaluate(() => window.shift);
  await openChapters(page);
  const result = { firstView, path, shift, chapters: await read() };
  await page.context().close();
  return result;
}

/** Milliseconds that each of 200 moves of α takes, handler and drawing together. */
async function sliderMoves(browser, url, figure) {
  const page = await openCold(browser, url);
  await openChapters(page);
  await page.locator(`#figure-${figure}`).scrollIntoViewIfNeeded();
  await page.waitForFunction((id) => Object.keys(document.getElementById(id).getReadout()).length, `figure-${figure}`);
  const times = await page.evaluate(async (id) => {
    const slider = document.getElementById(id).shadowRoot.querySelector('#alpha');
    const measured = [];
    for (let move = 0; move < 200; move++) {
      await new Promise((resolve) => setTimeout(resolve, 8));
      slider.value = String(0.05 + (move % 80) / 100);
      const begun = performance.now();
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      const handled = performance.now() - begun;
      // The figure requested its frame first, so this one runs after it has drawn.
      const drawn = await new Promise((resolve) =>
        requestAnimationFrame((start) => resolve(performance.now() - start)),
      );
      measured.push(handled + drawn);
    }
    return measured;
  }, `figure-${figure}`);
  await page.context().close();
  return times;
}

/** The kernels' part of a move: the 99 losses of the curve, in Node. */
async function kernelTime() {
  const { load } = await import(join(root, 'dist/lib/index.js'));
  const ls = await load();
  const options = { classes: 5, reduction: 'sum' };
  const target = ls.smoothTargets([1], { classes: 5, labelSmoothing: 0.1, convention: 'padded', paddingIndex: 0 });
  const prediction = Float32Array.of(0.01, 0.6, 0.13, 0.13, 0.13).map(Math.log);
  const times = Array.from({ length: 200 }, () => {
    const begun = performance.now();
    for (let x = 1; x <= 99; x++) ls.klDiv(prediction, target, options);
    return performance.now() - begun;
  });
  return median(times);
}

/** Lighthouse's four scores on a simulated phone, and what lowered them. */
async function lighthouse(url) {
  await stepIfChanged(
    'install Lighthouse',
    {
      inputs: ['tests/bench/lighthouse/package.json', 'tests/bench/lighthouse/package-lock.json'],
      outputs: ['tests/bench/lighthouse/node_modules/lighthouse/package.json'],
    },
    () =>
      run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: join(root, 'tests/bench/lighthouse'),
        hint: 'Check the network and run the command again.',
      }),
  );
  const flags = ['--headless=new', ...chromiumArguments].join(' ');
  const { stdout } = await run(
    process.execPath,
    [
      join(root, 'tests/bench/lighthouse/node_modules/lighthouse/cli/index.js'),
      url,
      '--quiet',
      '--output=json',
      `--chrome-flags=${flags}`,
    ],
    { env: { ...process.env, CHROME_PATH: findChromium() } },
  );
  const { categories, audits } = JSON.parse(stdout);
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  console.log(`  ${url}: ${scores.join(', ')}`);
  const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  for (const { id } of counted) {
    const { score, title, displayValue = '' } = audits[id];
    if (score !== null && score < 0.9) console.log(`    ${title} ${displayValue}`);
  }
}

await main(async () => {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '15' }, lighthouse: { type: 'boolean' } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 3)
    throw new Failure(`--runs is ${values.runs}, expected an integer of at least 3`);
  await build();
  const { chromium } = await import('playwright-core');
  await buildPlainPage();
  const server = await serve();
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  const line = (name, value, budget, kept) => console.log(`  ${kept ? '✓' : '✗'} ${name}: ${value} (budget ${budget})`);
  try {
    for (const path of ['', 'en/']) {
      const { firstView, path: read, chapters, shift } = await transfer(browser, server.url + path);
      console.log(path === '' ? 'Traditional Chinese' : 'English');
      line('first view, with the picture in the head', kilobytes(firstView), '170 KB', firstView <= 170 * 1024);
      line('page read to the end', kilobytes(read), '350 KB', read <= 350 * 1024);
      console.log(`  with every chapter opened, which draws digits and trains: ${kilobytes(chapters)}`);
      line('cumulative layout shift', shift.toFixed(4), '0', shift < 0.0005);
    }
    const [ours, theirs, bare] = [[], [], []];
    for (let turn = 0; turn < runs; turn++) {
      // In turns, so that whatever else the machine does affects both alike.
      ours.push(await timeToFirstFigure(browser, `${server.url}#v=1&figure=targets`));
      theirs.push(await timeToFirstFigure(browser, `${server.url}plain.article.html#smoothing`));
      bare.push(await timeToFirstFigure(browser, `${server.url}plain.html`));
    }
    const ratio = median(ours) / median(theirs);
    console.log('First figure drawn, cold cache');
    line(
      `${median(ours).toFixed(0)} ms, same article with a plain chart ${median(theirs).toFixed(0)} ms, plain chart alone ${median(bare).toFixed(0)} ms`,
      `${ratio.toFixed(2)}×`,
      '1.5×',
      ratio <= 1.5,
    );
    for (const figure of ['targets', 'loss-curve', 'heatmap']) {
      const times = await sliderMoves(browser, `${server.url}en/`, figure);
      const within = times.filter((time) => time <= frame).length / times.length;
      line(
        `slider moves of ${figure} within a frame`,
        `${(100 * within).toFixed(1)} %, median ${median(times).toFixed(1)} ms, 95th percentile ${quantile(times, 0.95).toFixed(1)} ms`,
        '95 %',
        within >= 0.95,
      );
    }
    const kernels = await kernelTime();
    line('kernels of one move, 99 losses', `${kernels.toFixed(3)} ms`, '1 ms', kernels < 1);
    if (values.lighthouse) {
      console.log('Lighthouse, mobile');
      for (const path of ['', 'en/', 'check/', 'en/check/']) await lighthouse(server.url + path);
    }
  } finally {
    await browser.close();
    server.close();
  }
});
