// Readers whose browser does not list the language of the page are offered another, once and for all.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** A browser that lists these languages, and the names of what it offers at the top. */
async function visit(path, languages) {
  const list = `Object.defineProperty(navigator, 'languages', { get: () => ${JSON.stringify(languages)} });`;
  const opened = await site.open(path, {}, [list]);
  return { ...opened, offer: opened.page.getByRole('complementary', { name: /^(語言|Language)$/ }) };
}

describe('the offer of another language', () => {
  for (const [path, languages, offered] of [
    ['', ['en-US', 'en'], 'Read it in English'],
    ['', ['de'], 'Read it in English'],
    ['', ['zh-TW', 'zh', 'en-US', 'en'], undefined],
    ['', ['en-US', 'zh-TW'], undefined],
    ['', ['zh-CN'], undefined],
    ['en/', ['zh-TW', 'zh'], '改看中文版'],
    ['en/', ['en-GB', 'en'], undefined],
    ['en/', ['zh-TW', 'en'], undefined],
    ['en/', ['de'], undefined],
  ]) {
    it(`at /${path} to a browser that lists ${languages}: ${offered ?? 'none'}`, async () => {
      const { page, problems, offer, close } = await visit(path, languages);
      assert.equal(await offer.isVisible(), offered !== undefined);
      if (offered) {
        assert.equal(await offer.getByRole('link').innerText(), offered);
        // Above everything else, before any scrolling.
        assert.equal((await offer.boundingBox()).y, 0);
      }
      assert.equal(new URL(page.url()).pathname, `/${path}`);
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('leads to the other page in one press, with the settings of the address, and is remembered', async () => {
    const { page, problems, offer, close } = await visit('#v=1&figure=targets&alpha=0.25', ['de']);
    await offer.getByRole('link').click();
    await page.waitForURL((url) => url.pathname === '/en/');
    assert.equal(await page.evaluate(() => document.getElementById('figure-targets').getState().alpha), 0.25);
    // No redirect: an address in Chinese opens in Chinese, and offers what was chosen.
    await page.goto(site.url);
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-Hant');
    assert.ok(await offer.isVisible());
    assert.deepEqual(problems, []);
    await close();
  });

  it('is declined in one press, for good, and moves nothing before', async () => {
    const { page, problems, offer, close } = await visit('', ['fr']);
    const shift = await page.evaluate(
      () =>
        new Promise((done) => {
          new PerformanceObserver((list, observer) => {
            observer.disconnect();
            done(list.getEntries().reduce((sum, { value }) => sum + value, 0));
          }).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
        }),
    );
    assert.ok(shift < 0.01, `the layout shifted by ${shift}`);
    await offer.getByRole('button').click();
    assert.equal(await offer.isVisible(), false);
    await page.reload();
    assert.equal(await offer.isVisible(), false);
    assert.deepEqual(problems, []);
    await close();
  });
});
