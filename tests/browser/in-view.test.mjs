// The two settings of a figure that are in view, and the way to all others, behind "More settings".
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { show } from './element.mjs';
import { openSite } from './support.mjs';

let site;
let page;
let problems;
before(async () => {
  site = await openSite();
});
after(() => site?.close());
beforeEach(async () => {
  await page?.context().close();
  ({ page, problems } = await site.open('en/'));
});

/** What is in view of each figure, and what is behind the fold in its first state. */
const settings = {
  targets: ['alpha classes', 'convention target'],
  heatmap: ['alpha convention', 'classes targets padding-index'],
  steps: ['alpha classes', 'targets padding-index predictions'],
  'loss-curve': ['alpha x', 'alphas convention classes loss x-max'],
  'cross-entropy': ['classes probability', 'target'],
  decomposition: ['alpha probability', 'convention classes'],
  gradient: ['alpha logits', 'convention classes target'],
  'logit-gap': ['alpha class-counts', 'convention'],
  descent: ['alpha classes', 'convention target logits learning-rate'],
  conventions: ['alpha classes', 'target padding-index prior'],
  temperature: ['alpha temperature', 'classes target logits'],
  trace: ['alpha predictions', 'convention classes target padding-index'],
  training: ['alpha dataset', 'noise samples epochs speed layers optimizer learning-rate weight-decay batch seed'],
  'alpha-sweep': ['dataset runs', 'noise samples epochs layers optimizer learning-rate weight-decay batch seed'],
  distillation: [
    'alpha noise',
    'dataset samples epochs runs temperatures student layers optimizer learning-rate weight-decay batch seed',
  ],
  wall: ['alpha confidence', 'dataset noise samples epochs layers optimizer learning-rate weight-decay batch seed'],
  draw: [
    'alpha morph-to',
    'dataset morph-from noise samples epochs layers optimizer learning-rate weight-decay batch seed',
  ],
  calibration: ['bins binning', ''],
};

const folded = (attributes) => show(page, attributes, { unfolded: false });
const summary = (figure) => figure.root.locator('.fold > summary');

/** Names of the controls that can be seen. */
const seen = (figure) =>
  figure.root.locator('.control').evaluateAll((controls) =>
    controls
      .filter((control) => control.checkVisibility())
      .map((control) => control.querySelector('label').htmlFor)
      .join(' '),
  );

/** What has the focus inside the figure. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement } = document.querySelector('label-smoothing').shadowRoot;
    return activeElement && (activeElement.id || activeElement.className || activeElement.localName);
  });

describe('settings', () => {
  for (const [figure, [inView, others]] of Object.entries(settings)) {
    it(`of ${figure}: two are in view, the others a click away`, async () => {
      const drawn = await folded({ figure });
      assert.equal(await seen(drawn), inView);
      assert.equal(await summary(drawn).isVisible(), others !== '');
      if (others !== '') {
        await summary(drawn).click();
        assert.deepEqual((await seen(drawn)).split(' ').sort(), `${inView} ${others}`.split(' ').sort());
        await summary(drawn).click();
        assert.equal(await seen(drawn), inView);
      }
      assert.deepEqual(problems, []);
    });
  }

  it('are reached and changed by keys alone', async () => {
    const figure = await folded({ figure: 'targets' });
    await figure.field('alpha').focus();
    const stops = [];
    const press = async (key) => {
      await page.keyboard.press(key);
      stops.push(await focused());
    };
    await press('Tab');
    await press('Tab');
    await page.keyboard.press('Enter');
    for (let stop = 0; stop < 4; stop++) await press('Tab');
    assert.deepEqual(stops, ['classes-exact', 'summary', 'presets', 'convention', 'target-exact', 'button']);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowUp');
    assert.equal((await figure.state()).target, 3);
    // One stop for slider and field, which does what the slider does.
    await figure.field('alpha').focus();
    await page.keyboard.press('ArrowUp');
    assert.equal((await figure.state()).alpha, 0.11);
    await page.keyboard.press('PageUp');
    assert.equal((await figure.state()).alpha, 0.21);
    await figure.settle();
    assert.equal(await figure.field('alpha').inputValue(), '0.21');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    assert.equal((await figure.state()).alpha, 0.01);
    await page.keyboard.press('PageDown');
    assert.equal((await figure.state()).alpha, 0);
    await figure.settle();
    assert.equal(await figure.slider('alpha').inputValue(), '0');
    assert.deepEqual(problems, []);
  });

  it('tell their values while they are folded', async () => {
    const figure = await folded({ figure: 'targets', target: '3' });
    assert.equal(await figure.number('target'), '3');
    assert.equal(await figure.root.locator('dd[data-key="classes"]').count(), 0);
  });

  it('stay open or folded when the language changes', async () => {
    const figure = await folded({ figure: 'gradient' });
    const translate = async (language, title) => {
      await page.evaluate((language) => {
        document.documentElement.lang = language;
      }, language);
      await figure.root.locator('.fold > summary', { hasText: title }).waitFor();
    };
    await summary(figure).click();
    await translate('zh-Hant', '更多設定');
    assert.equal(await figure.field('target').isVisible(), true);
    await summary(figure).click();
    await translate('en', 'More settings');
    assert.equal(await figure.field('target').isVisible(), false);
  });

  it('that were refused are shown, until the reader folds them', async () => {
    const figure = await folded({ figure: 'targets', target: '9' });
    assert.equal(await figure.field('target').isVisible(), true);
    assert.match(await figure.text(), /The attribute target is “9”/);
    await summary(figure).click();
    await figure.field('alpha').fill('0.3');
    await figure.settle();
    assert.equal(await figure.field('target').isVisible(), false);
    // Another one later, from a script.
    await page.evaluate(() => document.querySelector('label-smoothing').setAttribute('convention', 'mine'));
    await figure.select('convention').waitFor();
  });

  it('take a notice about what was typed along when they are folded', async () => {
    const figure = await folded({ figure: 'targets' });
    await summary(figure).click();
    await figure.field('target').fill('9');
    assert.match(await figure.message('target').textContent(), /“9” was refused/);
    await summary(figure).click();
    await summary(figure).click();
    assert.equal(await figure.message('target').textContent(), '');
    assert.equal(await figure.field('target').inputValue(), '2');
  });

  it('come forward when those before them are hidden, and leave no empty fold', async () => {
    let figure = await folded({ figure: 'targets', hide: 'classes' });
    assert.equal(await seen(figure), 'alpha target');
    figure = await folded({ figure: 'cross-entropy', hide: 'target' });
    assert.equal(await summary(figure).isVisible(), false);
    figure = await folded({ figure: 'targets', hide: 'controls' });
    assert.equal(await figure.root.locator('.fold').count(), 0);
    // Nothing that matters: the frequencies count under one convention only.
    figure = await folded({ figure: 'decomposition', hide: 'classes' });
    await summary(figure).click();
    assert.equal(await seen(figure), 'alpha probability convention');
    await figure.select('convention').selectOption('prior');
    await figure.root.locator('#prior').waitFor();
  });

  it('leave the room of a snippet alone, open or folded', async () => {
    const figure = await folded({ figure: 'loss-curve' });
    const snippet = async () => {
      await figure.root.locator('.share > summary').click();
      await figure.root.getByRole('button', { name: 'Copy embed code' }).click();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      await page.keyboard.press('Escape');
      return text;
    };
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const before = await snippet();
    assert.match(before, /padding-top/);
    await summary(figure).click();
    await figure.root.locator('.more > details > summary').click();
    assert.equal(await snippet(), before);
  });
});
