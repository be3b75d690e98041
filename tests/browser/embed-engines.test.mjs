// npm test -- --all
// The element and the iframe in pages of another origin, in the three engines.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { serveSite } from '../../scripts/shared/serve.mjs';
import { openHost, post, version } from './embed.mjs';
import { engineNames, openEngine, useEngine } from './engines.mjs';
import { settled } from './support.mjs';

let site;
let host;
let folder;
before(async () => {
  site = await serveSite(4200);
  folder = `${site.url}embed/`;
  host = await openHost();
  const script = await readFile(join(root, 'dist/embed/label-smoothing.js'));
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  const strict = {
    'Content-Security-Policy': `default-src 'none'; script-src 'self' ${site.url} 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:`,
  };
  host.pages.set('hostile.css', {
    type: 'text/css',
    // The kind of rules that themes apply to everything, and worse.
    text: `* { letter-spacing: .4em !important; text-transform: uppercase; font: italic 700 40px/3 serif; box-sizing: content-box; }
      button, input, table, canvas, figure, ul, p { display: none !important; color: red; width: 7px !important; }
      .view, .frame, .controls { display: none !important; }`,
  });
  host.pages.set('element', {
    text: post(
      `<script type="module" src="${folder}${version}/label-smoothing.js" integrity="${integrity}" crossorigin></script>
      <p id="before">before</p>
      <label-smoothing id="bars" figure="targets" alpha="0.3" group="a">bars</label-smoothing>
      <label-smoothing id="map" figure="heatmap" group="a" loading="eager">map</label-smoothing>
      <label-smoothing id="alone" figure="targets" loading="eager">alone</label-smoothing>
      <label-smoothing id="nothing" figure="pie">fallback</label-smoothing>`,
      { head: '<link rel="stylesheet" href="/hostile.css">' },
    ),
    headers: strict,
  });
  // The builder's own way of keeping room, measured by the builder in Chromium; the script comes late.
  host.pages.set('late.js', {
    type: 'text/javascript',
    text: `window.tops = new Set();
      const look = () => {
        const after = document.getElementById('after');
        if (after) tops.add(Math.round(after.getBoundingClientRect().top));
        requestAnimationFrame(look);
      };
      look();
      setTimeout(() => {
        const script = document.createElement('script');
        script.type = 'module';
        script.src = '${folder}label-smoothing.js';
        document.head.append(script);
      }, 400);`,
  });
  const length = await builderLength();
  host.pages.set(
    'room',
    post(
      `<script src="/late.js"></script><p>Before.</p>
      <label-smoothing figure="targets" lang="en" style="display:flow-root"><i slot="room" style="${length}"></i>Targets</label-smoothing>
      <p id="after">After.</p>`,
    ),
  );
  host.pages.set(
    'click',
    post(
      `<script type="module" src="${folder}${version}/label-smoothing.js"></script>
      <label-smoothing figure="targets" lang="en" loading="click"><img src="${folder}targets.svg" alt="bars" width="680" height="464"></label-smoothing>`,
    ),
  );
  host.pages.set('frames', {
    text: post(
      `<script async src="${folder}resize.js"></script>
      <iframe id="frame" src="${folder}?figure=targets&alpha=0.3&theme=dark&lang=zh-Hant" width="700" height="200"></iframe>
      <iframe id="sandboxed" sandbox="allow-scripts" src="${folder}?figure=heatmap&id=two" width="100%" height="200"></iframe>
      <iframe id="own" src="${folder}cross-entropy/?classes=4#probability=0.5" width="700" height="200"></iframe>
      <p id="after">after</p>`,
    ),
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src ${site.url}; frame-src ${site.url}; img-src data:`,
    },
  });
});
after(async () => {
  await host?.close();
  await site?.close();
});

/** The style of the room that the builder writes for `targets`. */
async function builderLength() {
  const chromium = await openEngine('chromium');
  const page = await chromium.open(`${folder}builder/?lang=en&figure=targets`);
  const length = await page.waitFor(() => {
    const [, style] = /<i slot="room" style="([^"]+)">/.exec(document.getElementById('code')?.value ?? '') ?? [];
    return style?.includes('clamp') && style;
  });
  await chromium.close();
  return length;
}

for (const name of engineNames) {
  describe(name, () => {
    const browser = useEngine(name);

    it('shows elements under the host’s strict policy and against its styles, and links those of a group', async () => {
      const page = await browser.open(`${host.url}element`, { width: 900, height: 700 });
      await page.evaluate(() => Promise.all(['bars', 'map', 'alone'].map((id) => document.getElementById(id).ready)));
      await page.focus('#bars >>> input#alpha');
      await page.press('ArrowRight');
      await page.waitFor(() => document.getElementById('map').alpha === 0.31);
      const seen = await page.evaluate(() => {
        const { shadowRoot } = document.getElementById('bars');
        const style = (selector) => getComputedStyle(shadowRoot.querySelector(selector));
        return {
          alphas: ['bars', 'map', 'alone'].map((id) => document.getElementById(id).alpha),
          others: document.getElementById('map').getReadout()['other-probability'],
          letters: style('label').letterSpacing,
          transform: style('label').textTransform,
          weight: style('dt').fontWeight,
          canvas: shadowRoot.querySelector('canvas').getBoundingClientRect().width > 200,
          button: style('button').display !== 'none',
          fallback: document.getElementById('nothing').innerText.length > 0,
          host: getComputedStyle(document.getElementById('before')).fontStyle,
          leaked: document.adoptedStyleSheets.length,
        };
      });
      assert.deepEqual(
        { ...seen, others: seen.others.toFixed(6) },
        {
          alphas: [0.31, 0.31, 0.1],
          others: (0.31 / 3).toFixed(6),
          letters: 'normal',
          transform: 'none',
          weight: '400',
          canvas: true,
          button: true,
          fallback: true,
          host: 'italic',
          leaked: 0,
        },
      );
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('loads a figure when its button is pressed, and goes on in the figure', async () => {
      const page = await browser.open(`${host.url}click`, { width: 900, height: 700 });
      await page.waitFor(() => Boolean(document.querySelector('label-smoothing').shadowRoot?.querySelector('button')));
      const loaded = () =>
        page.evaluate(
          () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/chunks/')).length,
        );
      assert.equal(await loaded(), 0);
      await page.click('label-smoothing >>> button');
      await page.waitFor(() => document.querySelector('label-smoothing').getReadout().entropy);
      assert.ok((await loaded()) > 0);
      await page.waitFor(
        () => document.querySelector('label-smoothing').shadowRoot.activeElement?.tagName === 'FIGURE',
      );
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('moves nothing while a figure of the builder comes, wide and narrow', async () => {
      for (const width of [1000, 480]) {
        const page = await browser.open(`${host.url}room`, { width, height: 800 });
        await page.waitFor(
          () => Object.keys(document.querySelector('label-smoothing').getReadout?.() ?? {}).length > 0,
        );
        await settled(() => page.evaluate(() => document.querySelector('label-smoothing').offsetHeight));
        const [tops, empty] = await page.evaluate(() => {
          const figure = document.querySelector('label-smoothing');
          const card = figure.shadowRoot.querySelector('.frame').getBoundingClientRect();
          return [[...window.tops], figure.getBoundingClientRect().bottom - card.bottom];
        });
        // Fonts differ from engine to engine, so the last line of a note may.
        assert.equal(tops.length, 1, `${width} pixels wide: ${tops}`);
        assert.ok(empty >= 0 && empty < 100, `${empty} pixels are empty`);
        assert.deepEqual(await page.problems(), []);
        await page.close();
      }
    });

    it('opens the builder at its link, and chooses its tabs by key', async () => {
      const page = await browser.open(`${folder}builder/?lang=en#v=2&figure=targets&alpha=0.3&tool=svelte`);
      const code = () =>
        document.getElementById('code')?.value.includes('calc(') && document.getElementById('code').value;
      assert.match(await page.waitFor(code), /^<svelte:head>.*\n<label-smoothing figure="targets" alpha="0\.3" /);
      await page.focus('#tab-svelte');
      await page.press('ArrowRight');
      await page.waitFor(() => location.hash === '#v=2&figure=targets&alpha=0.3&tool=astro');
      assert.match(await page.evaluate(code), /^<script is:inline type="module"/);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });

    it('shows iframes that tell their height, sandboxed or not, and do not grow for ever', async () => {
      const page = await browser.open(`${host.url}frames`, { width: 900, height: 700 });
      const heights = () => [...document.querySelectorAll('iframe')].map((frame) => frame.clientHeight);
      const frames = {};
      for (const id of ['frame', 'sandboxed', 'own']) {
        frames[id] = await page.frame(`#${id}`);
        await frames[id].waitFor(() => document.querySelector('label-smoothing')?.getReadout().classes);
      }
      await page.waitFor(() => [...document.querySelectorAll('iframe')].every((frame) => frame.clientHeight > 400));
      const before = await settled(() => page.evaluate(heights));
      assert.equal(await page.evaluate(() => scrollY), 0);
      for (const [index, frame] of Object.values(frames).entries()) {
        const [content, window] = await frame.evaluate(() => [
          document.querySelector('main').getBoundingClientRect().height,
          innerHeight,
        ]);
        assert.ok(
          Math.abs(content - before[index]) <= 2 && window >= content,
          `${index}: ${content} in ${before[index]}`,
        );
      }
      assert.deepEqual(
        await frames.frame.evaluate(() => {
          const { alpha, theme, shadowRoot } = document.querySelector('label-smoothing');
          return [alpha, theme, document.documentElement.lang, shadowRoot.querySelector('figure').lang];
        }),
        [0.3, 'dark', 'zh-Hant', 'zh-Hant'],
      );
      assert.deepEqual(
        await frames.own.evaluate(() => {
          const { figure, classes, probability } = document.querySelector('label-smoothing');
          return [figure, classes, probability];
        }),
        ['cross-entropy', 4, 0.5],
      );
      assert.equal(await frames.sandboxed.evaluate(() => origin), 'null');
      // Opening the details makes the content taller. A reader does so with the frame in view.
      await page.evaluate(() => document.getElementById('sandboxed').scrollIntoView());
      await frames.sandboxed.evaluate(() => {
        document.querySelector('label-smoothing').shadowRoot.querySelector('.more > details').open = true;
      });
      await page.waitFor((before) => document.getElementById('sandboxed').clientHeight > before + 50, before[1]);
      assert.deepEqual(await page.problems(), []);
      await page.close();
    });
  });
}
