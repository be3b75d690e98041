// Addresses as mail, chats and word processors hand them on, of the page for iframes and of the article.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openSite } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** The state of the figure that an address opens, and what the reader is told of the address. */
async function opened(address, figure = 'targets') {
  const { page, problems, close } = await site.open(address);
  const selector = `label-smoothing[figure=${figure}]`;
  await page.waitForFunction((selector) => document.querySelector(selector)?.getState, selector);
  const state = await page.evaluate((selector) => document.querySelector(selector).getState(), selector);
  if (address.includes('abc') || address.includes('1,000') || address.includes('pie'))
    await page.locator('.refused').waitFor();
  const told = await page.locator('.refused').allInnerTexts();
  assert.deepEqual(problems, []);
  await close();
  return { ...state, told: told.join('\n') };
}

const mended = {
  'escaped ampersands': 'figure=targets&amp;alpha=.3&amp;classes=7',
  'ampersands escaped twice': 'figure=targets&amp;amp;alpha=.3&amp;amp;classes=7',
  'a decimal comma': 'figure=targets&classes=7&alpha=0,3',
  'a dot at the end': 'figure=targets&classes=7&alpha=0.3.',
  'a bracket and a full stop at the end': 'figure=targets&alpha=0.3&classes=7）。',
  'everything escaped': 'figure%3Dtargets%26alpha%3D0.3%26classes%3D7',
  'everything escaped twice': 'figure%253Dtargets%2526alpha%253D0.3%2526classes%253D7',
  'escaped but for the first pair': 'figure=targets%26alpha%3D.3%26classes%3D7',
};

for (const [place, prefix] of [
  ['query of an iframe', 'embed/?'],
  ['fragment of an iframe', 'embed/?figure=heatmap&lang=en#'],
  ['fragment of the article', 'en/#v=1&'],
]) {
  describe(`mended in the ${place}`, () => {
    for (const [what, text] of Object.entries(mended)) {
      it(what, async () => {
        const { alpha, classes, told } = await opened(prefix + text);
        assert.deepEqual([alpha, classes, told], [0.3, 7, '']);
      });
    }
  });
}

it('takes a whole fragment that was escaped', async () => {
  const { alpha } = await opened(`en/#${encodeURIComponent('v=1&figure=targets&alpha=0.3')}`);
  assert.equal(alpha, 0.3);
});

it('keeps lists with commas as they are', async () => {
  const { targets, alpha } = await opened('embed/?figure=heatmap&targets=2,1&alpha=0,25', 'heatmap');
  assert.deepEqual([targets, alpha], [[2, 1], 0.25]);
});

describe('says what it could not take', () => {
  for (const [what, address, told, alpha] of [
    [
      'in an iframe',
      'embed/?figure=targets&alpha=abc&lang=en',
      /“abc” for alpha, expected a number in \[0, 1\]; 0\.1 is used/,
      0.1,
    ],
    ['in the fragment of an iframe', 'embed/?figure=targets&alpha=.2&lang=en#alpha=abc', /“abc” for alpha/, 0.1],
    ['in the article', 'en/#v=1&figure=targets&alpha=abc', /“abc” for alpha/, 0.1],
    ['in Chinese', '#v=1&figure=targets&alpha=abc', /alpha 寫成「abc」，應為 0 到 1 之間的數字/, 0.1],
    ['where a comma has two readings', 'embed/?figure=targets&lang=en&alpha=1,000', /“1,000” for alpha/, 0.1],
    [
      'of a figure that does not exist',
      'en/#v=1&figure=pie',
      /the figure “pie”, which does not exist\. There are: targets, /,
      0.1,
    ],
  ]) {
    it(what, async () => {
      const seen = await opened(address);
      assert.match(seen.told, told);
      assert.equal(seen.alpha, alpha);
    });
  }
});
