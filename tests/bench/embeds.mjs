// node tests/bench/embeds.mjs: scrolls through another site's page with 50 figures in Chromium and reports its longest task
// (budget 50 ms), the bytes loaded (the tenth figure under 5 KB) and the WebAssembly instances (one). Then opens a page with
// one figure on a slow line: with the script in parts, as one file, and as an iframe.
import { join } from 'node:path';
import { figureModules } from '../../dist/figures/index.js';
import { root } from '../../scripts/shared/common.mjs';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { openHost, post, version } from '../browser/embed.mjs';
import { openSite } from '../browser/support.mjs';

const count = 50;
// Figures that train wait to be asked, and then use workers.
const light = ['targets', 'heatmap', 'loss-curve', 'cross-entropy', 'steps'].filter((name) => name in figureModules);

const site = await openSite();
const host = await openHost();
const figures = Array.from(
  { length: count },
  (_, index) => `<p>Text.</p><label-smoothing figure="${light[index % light.length]}"></label-smoothing>`,
);
host.pages.set(
  'fifty',
  post(`<script type="module" src="${site.url}embed/${version}/label-smoothing.js"></script>${figures.join('')}`),
);
const page = await (await site.browser.newContext({ viewport: { width: 900, height: 900 } })).newPage();
await page.addInitScript(() => {
  window.tasks = [];
  new PerformanceObserver((list) =>
    window.tasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration])),
  ).observe({
    type: 'longtask',
    buffered: true,
  });
  window.instances = 0;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (...args) => {
    window.instances++;
    return instantiate(...args);
  };
});
let bytes = 0;
const session = await page.context().newCDPSession(page);
await session.send('Network.enable');
session.on('Network.loadingFinished', ({ encodedDataLength }) => {
  bytes += encodedDataLength;
});
await page.goto(`${host.url}fifty`);
await page.evaluate(() => document.querySelector('label-smoothing').ready);
await page.waitForTimeout(1000);
const first = { bytes, start: await page.evaluate(() => performance.now()) };
// One notch of a mouse wheel is 120 px.
const height = await page.evaluate(() => document.documentElement.scrollHeight);
let afterFive = 0;
for (let y = 0; y < height + 20_000; y += 120) {
  await page.mouse.wheel(0, 120);
  await page.waitForTimeout(16);
  const ready = await page.evaluate(
    () => [...document.querySelectorAll('label-smoothing')].filter((figure) => figure.getReadout().classes).length,
  );
  if (ready >= light.length && afterFive === 0) afterFive = bytes;
  if (ready === count) break;
}
const { tasks, instances } = await page.evaluate(() => ({ tasks: window.tasks, instances: window.instances }));
const scrolling = tasks.filter(([start]) => start > first.start).map(([, duration]) => duration);
console.log(`first figure ready: ${(first.bytes / 1024).toFixed(1)} KB with the page`);
console.log(
  `long tasks while scrolling over ${count} figures: ${scrolling.length}, longest ${Math.max(0, ...scrolling)} ms (budget 50)`,
);
console.log(`loaded for figures ${light.length + 1} to ${count}: ${((bytes - afterFive) / 1024).toFixed(1)} KB`);
console.log(`WebAssembly instances: ${instances}`);

/** Slow 4G, as Lighthouse has it: 1.6 Mbit/s, 150 ms until a response begins. */
const slow = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const rounds = 9;
const cdn = await serveSite(4300, undefined, join(root, 'dist/cdn'));
const figure = '<label-smoothing figure="targets"></label-smoothing>';
const slowly = {
  'one file': `<script type="module" src="${cdn.url}label-smoothing.js"></script>${figure}`,
  'in parts': `<script type="module" src="${site.url}embed/${version}/label-smoothing.js"></script>${figure}`,
  iframe: `<iframe src="${site.url}embed/targets/" style="width: 100%; height: 700px"></iframe>`,
};
const times = Object.fromEntries(Object.keys(slowly).map((name) => [name, []]));
// In turns, so that whatever else the machine does affects all alike.
for (let round = 0; round < rounds; round++) {
  for (const [name, body] of Object.entries(slowly)) {
    host.pages.set('slow', post(body));
    const context = await site.browser.newContext({ viewport: { width: 900, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      // A frame tells its height when its figure is there.
      for (const type of ['ls-ready', 'message']) {
        addEventListener(type, () => requestAnimationFrame(() => (window.drawnAt ??= performance.now())));
      }
    });
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', slow);
    await page.goto(`${host.url}slow`, { waitUntil: 'commit' });
    times[name].push(await (await page.waitForFunction(() => window.drawnAt)).jsonValue());
    await context.close();
  }
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const oneFile = median(times['one file']);
console.log(`first figure on 1.6 Mbit/s and 150 ms, median of ${rounds} (budget 1.25 times the one file)`);
for (const [name, taken] of Object.entries(times)) {
  console.log(`  ${name}: ${median(taken).toFixed(0)} ms, ${(median(taken) / oneFile).toFixed(2)}×`);
}
await cdn.close();
await site.close();
await host.close();
process.exitCode = instances === 1 ? 0 : 1;
