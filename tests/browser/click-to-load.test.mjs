// loading="click" in a page of another site: a picture with a button, and nothing fetched until it is pressed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openHosts } from './embed.mjs';
import { frames } from './support.mjs';

let hosts;
before(async () => {
  hosts = await openHosts();
});
after(() => hosts?.close());

/** Opens a page with such a figure; `requests` are those to the site since the script ran. */
async function open({ lang = 'en', prepare } = {}) {
  const body = `<p>Before.</p><label-smoothing figure="targets" alpha="0.3" lang="${lang}" loading="click">
    <img src="${hosts.folder}targets.svg" alt="A label before and after smoothing" width="680" height="464">
    </label-smoothing><p id="after">After.</p><a href="#after">A link</a>`;
  const requests = [];
  const { page, problems, close } = await hosts.visit('click', hosts.withScript(body), {
    prepare: async (page) => {
      page.on('request', (request) => requests.push(request.url()));
      await page.addInitScript(() => {
        window.shifts = 0;
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await prepare?.(page);
    },
  });
  const button = page.getByRole('button', { name: lang === 'en' ? 'Run it here' : '在這裡操作' });
  await button.waitFor();
  return { page, problems, close, requests, button };
}

const drawn = (page) =>
  page.waitForFunction(() => document.querySelector('label-smoothing').getReadout().alpha === 0.3);
const focused = (page) =>
  page.evaluate(() => document.querySelector('label-smoothing').shadowRoot.activeElement?.className ?? '');

describe('loading="click"', () => {
  for (const lang of ['en', 'zh-Hant']) {
    it(`shows the picture and fetches nothing else until its button is pressed: ${lang}`, async () => {
      const { page, problems, close, requests, button } = await open({ lang });
      assert.ok(await page.getByRole('img', { name: 'A label before and after smoothing' }).isVisible());
      // Whatever would be loaded near the viewport, or in an idle moment, would be by now.
      await frames(page);
      await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
      const toSite = requests.filter((url) => url.startsWith(hosts.site.url)).map((url) => url.split('/').pop());
      assert.deepEqual(toSite.sort(), ['label-smoothing.js', 'targets.svg']);
      assert.equal(await page.evaluate(() => window.shifts), 0);
      await button.click();
      await drawn(page);
      assert.ok(requests.some((url) => /\/view-[\w-]+\.js$/.test(url)));
      assert.equal(await button.count(), 0);
      assert.equal(await page.locator('label-smoothing img').first().isVisible(), false);
      assert.equal(await page.locator('label-smoothing').getAttribute('loading'), 'eager');
      assert.equal(await focused(page), 'view light');
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('is pressed with the keyboard, which then is in the figure', async () => {
    const { page, close, button } = await open();
    await page.keyboard.press('Tab');
    assert.ok(await button.evaluate((element) => element.matches(':focus')));
    await page.keyboard.press('Enter');
    await drawn(page);
    assert.equal(await focused(page), 'view light');
    await page.keyboard.press('Tab');
    assert.ok(
      await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('label-smoothing');
        return shadowRoot.querySelector('.view').contains(shadowRoot.activeElement);
      }),
    );
    await close();
  });

  it('leaves the focus where the reader has gone meanwhile', async () => {
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    const { page, close, button } = await open({
      prepare: (page) =>
        page.route(/\/view-[\w-]+\.js$/, async (route) => {
          await released;
          await route.continue();
        }),
    });
    await button.click();
    await page.getByRole('link').focus();
    release();
    await drawn(page);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'A link');
    await close();
  });

  it('keeps the button where the figure could not be loaded, and tries again', async () => {
    let isCut = true;
    const { page, close, button } = await open({
      prepare: (page) =>
        page.route(/\/(view|targets)-[\w-]+\.js$/, (route) => (isCut ? route.abort() : route.continue())),
    });
    await button.click();
    await page.getByRole('alert').waitFor();
    assert.ok(await page.locator('label-smoothing img').first().isVisible());
    isCut = false;
    await button.click();
    await drawn(page);
    assert.equal(await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).count(), 0);
    await close();
  });
});
