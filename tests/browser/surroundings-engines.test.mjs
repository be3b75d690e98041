// What is around a figure in other people's pages, in the three engines: the core of surroundings.test.mjs.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { isDark, openHost, post, version } from './embed.mjs';
import { engineNames, useEngine } from './engines.mjs';
import { settled } from './support.mjs';

let site;
let host;
const figure = (name = 'targets', attributes = '') =>
  `<label-smoothing figure="${name}" loading="eager" ${attributes}></label-smoothing>`;
before(async () => {
  site = await serveSite(4200);
  host = await openHost();
  const put = (path, body, head = '') =>
    host.pages.set(
      path,
      post(`<script type="module" src="${site.url}embed/${version}/label-smoothing.js"></script>${body}`, { head }),
    );
  put(
    'toggled',
    figure(),
    '<style>body { background: #fff; color: #222 } body.dark { background: #1d1e20; color: #ddd }</style>',
  );
  put('properties', figure(), '<style>body.dark { --ls-bg: #101010; --ls-fg: #f0f0f0 }</style>');
  put('rtl', figure('steps') + figure('heatmap'), '<style>:root { direction: rtl }</style>');
  put('shrunk', `<table><tr><td>${figure()}</td></tr></table><div style="float: left">${figure()}</div>`);
  put(
    'zoomed',
    `<div id="wrap" style="zoom: 1.5; width: 500px">${figure('decomposition')}</div>`,
    '<style>body { margin: 0 }</style>',
  );
  put('moved', `${figure()}<iframe id="other" width="700" height="600"></iframe>`);
  put(
    'keys',
    figure(),
    `<script>window.heard = []; for (const type of ['keydown', 'keyup']) document.addEventListener(type, ({ key }) => heard.push(key));</script>`,
  );
});
after(async () => {
  await host?.close();
  await site?.close();
});

for (const name of engineNames) {
  describe(name, () => {
    const browser = useEngine(name, { dark: true });

    async function visit(path) {
      const page = await browser.open(host.url + path, { width: 900, height: 700 });
      await page.waitFor(() => customElements.get('label-smoothing') !== undefined);
      await page.evaluate(() =>
        Promise.all([...document.querySelectorAll('label-smoothing')].map(({ ready }) => ready)),
      );
      return page;
    }
    const isNow = (page, wanted) => page.waitFor(`(isWanted) => (${isDark})() === isWanted`, wanted === 'dark');

    it('follows a class on the body of a page without a scheme, light under a dark system', async () => {
      const page = await visit('toggled');
      for (const wanted of ['light', 'dark', 'light']) {
        await isNow(page, wanted);
        await page.evaluate(() => {
          document.body.classList.toggle('dark');
        });
      }
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('follows custom properties of a style sheet that nothing else tells of', async () => {
      const page = await visit('properties');
      await isNow(page, 'light');
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(':root { --ls-bg: #101010; --ls-fg: #f0f0f0; --ls-muted: #ddd }');
        document.adoptedStyleSheets = [sheet];
      });
      await isNow(page, 'dark');
      await page.close();
    });

    it('reads the pointer where it is under zoom', async () => {
      const page = await visit('zoomed');
      const read = async () => {
        const { x, y, width, height } = await settled(() => page.box('label-smoothing >>> canvas'));
        // Engines without `currentCSSZoom` give boxes in the element's own pixels.
        const zoom = await page.evaluate(() =>
          'currentCSSZoom' in document.body ? 1 : Number(document.getElementById('wrap').style.zoom || 1),
        );
        const place = (fraction) => [zoom * (x + fraction * width), zoom * (y + height / 2)];
        await page.driver.drag([0.2, 0.45, 0.7].map(place));
        return page.evaluate(() => document.querySelector('label-smoothing').probability);
      };
      const zoomed = await read();
      await page.evaluate(() => document.getElementById('wrap').setAttribute('style', 'width: 500px'));
      const usual = await read();
      // Axes take another share of a canvas of another width.
      assert.ok(Math.abs(zoomed - usual) < 0.08, `${zoomed} under zoom, ${usual} without`);
      await page.close();
    });

    it('keeps the order of numbers from right to left, has room where parents shrink, and moves to another document', async () => {
      let page = await visit('rtl');
      const places = await page.evaluate(() => {
        const [steps, map] = [...document.querySelectorAll('label-smoothing')].map(({ shadowRoot }) => shadowRoot);
        const left = (element) => element.getBoundingClientRect().left;
        return [
          [...steps.querySelector('.tensor table').tBodies[0].rows[0].cells].map(left),
          [...map.querySelectorAll('.scale .ticks span')].map(left),
        ];
      });
      for (const lefts of places) {
        assert.ok(lefts.length > 3);
        assert.deepEqual(
          lefts,
          [...lefts].sort((a, b) => a - b),
        );
      }
      await page.close();

      page = await visit('shrunk');
      const widths = await page.evaluate(() =>
        [...document.querySelectorAll('label-smoothing')].map((element) => element.getBoundingClientRect().width),
      );
      for (const width of widths) assert.ok(width >= 500 && width <= 900, String(widths));
      await page.close();

      page = await visit('moved');
      const look = () =>
        page.evaluate(() => {
          const element =
            document.querySelector('label-smoothing') ??
            document.getElementById('other').contentDocument.querySelector('label-smoothing');
          const { borderTopLeftRadius, fontSize } = element.ownerDocument.defaultView.getComputedStyle(
            element.shadowRoot.querySelector('figure'),
          );
          return { borderTopLeftRadius, fontSize };
        });
      const before = await look();
      await page.evaluate(() => {
        document.getElementById('other').contentDocument.body.append(document.querySelector('label-smoothing'));
      });
      assert.deepEqual(await look(), before);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('keeps the keys that a control uses from the page', async () => {
      const page = await visit('keys');
      await page.focus('label-smoothing >>> input#alpha-exact');
      for (const key of ['.', '3', 'ArrowUp']) await page.press(key);
      await page.focus('label-smoothing >>> input#alpha');
      await page.press('ArrowRight');
      assert.deepEqual(await page.evaluate(() => window.heard), []);
      await page.press('f');
      assert.deepEqual(await page.evaluate(() => [...new Set(window.heard)]), ['f']);
      await page.close();
    });
  });
}
