// npm test -- --all
// WCAG 2.2 AA as far as a program can judge it: axe in every state of the page, and checks that axe lacks.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { openChapters, openSite, settled } from './support.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** Brings every figure into view until it runs, or reports why it does not. */
async function allFigures(page) {
  await openChapters(page);
  for (const figure of await page.locator('label-smoothing').all()) {
    await figure.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await page.waitForFunction(
      (element) => Object.keys(element.getReadout()).length > 0 || element.shadowRoot.querySelector('[role="alert"]'),
      await figure.elementHandle(),
    );
  }
}

/** Violations of the page as it is now, shadow trees included, as short lines. */
async function violations(page) {
  const found = await page.evaluate(async () => {
    const { violations, passes } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return {
      rules: passes.length,
      violations: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
      ),
    };
  });
  assert.ok(found.rules > 20, 'axe looked at nothing');
  return found.violations;
}

/** Canvases without a name or role, which axe ignores. */
const unnamedCanvases = (page) =>
  page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot)];
    return roots
      .flatMap((root) => [...(root?.querySelectorAll('canvas') ?? [])])
      .filter(
        (canvas) =>
          // A picture that keys change is a slider; what is drawn on, an application.
          !(canvas.tabIndex >= 0 ? ['slider', 'application'] : ['img']).includes(canvas.getAttribute('role')) ||
          !((canvas.ariaLabel ?? '').length > 4),
      ).length;
  });

async function open(path, options, script) {
  // The site's policy would block axe.
  const { page, close } = await site.open(path, { bypassCSP: true, ...options });
  if (script) {
    await page.addInitScript(script);
    await page.reload();
  }
  await page.addScriptTag({ path: axe });
  return { page, close };
}

const wide = { width: 1440, height: 900 };
const narrow = { width: 320, height: 640 };

describe('axe finds nothing', () => {
  for (const [path, colorScheme, viewport] of [
    ['', 'light', wide],
    ['', 'dark', narrow],
    ['en/', 'light', narrow],
    ['en/', 'dark', wide],
  ]) {
    test(`in ${path || 'zh-Hant'} ${colorScheme} at ${viewport.width}, figures running, questions answered`, async () => {
      const { page, close } = await open(path, { colorScheme, viewport });
      await allFigures(page);
      for (const button of await page.locator('.prediction [type="submit"]').all()) await button.click();
      assert.deepEqual(await violations(page), []);
      assert.ok((await page.locator('canvas').count()) >= 5);
      assert.equal(await unnamedCanvases(page), 0);
      await close();
    });
  }

  test('with the contents open, in forced colors', async () => {
    const { page, close } = await open('', { viewport: narrow, forcedColors: 'active' });
    await page.click('.contents-button');
    assert.ok(await page.isVisible('#contents'));
    assert.deepEqual(await violations(page), []);
    await close();
  });

  test('where values are refused', async () => {
    const { page, close } = await open('en/#v=1&figure=targets&alpha=7', { viewport: wide });
    await allFigures(page);
    await page.locator('#figure-targets').evaluate((figure) => figure.setAttribute('alpha', 'much'));
    await page.locator('#figure-targets #alpha-exact').fill('9');
    await page.locator('p input[data-figure="targets"][data-value="alpha"]').fill('-1');
    assert.deepEqual(await violations(page), []);
    await close();
  });

  test('where there is no WebAssembly', async () => {
    const { page, close } = await open('', { viewport: wide }, () => {
      delete globalThis.WebAssembly;
    });
    await allFigures(page);
    assert.ok(await page.isVisible('#figure-targets img'));
    assert.deepEqual(await violations(page), []);
    await close();
  });
});

describe('for everyone', () => {
  test('every control is at least 24 pixels high and wide, or part of a line of text', async () => {
    const { page, close } = await site.open('en/', { viewport: narrow });
    await allFigures(page);
    const small = await page.evaluate(() => {
      const roots = [
        document,
        ...[...document.querySelectorAll('label-smoothing')].map(({ shadowRoot }) => shadowRoot),
      ];
      return (
        roots
          .flatMap((root) => [...root.querySelectorAll('button, input, select, summary, nav a, .bar a')])
          .filter((control) => control.checkVisibility({ checkVisibilityCSS: true }) && !control.closest('math'))
          // A reader clicks the label of a radio button.
          .map((control) => [control, (control.type === 'radio' ? control.labels[0] : control).getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24)
          .map(([{ outerHTML }, { width, height }]) => `${outerHTML.slice(0, 80)} is ${width} × ${height}`)
      );
    });
    assert.deepEqual(small, []);
    await close();
  });

  test('nothing is cut off at 320 pixels with text of twice the size', async () => {
    for (const path of ['', 'en/']) {
      const { page, close } = await site.open(path, { viewport: { width: 640, height: 900 } });
      await allFigures(page);
      // Larger text, as set in the browser.
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      assert.equal(await settled(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)), 0);
      await close();
    }
  });

  test('the keyboard alone leads through the page, and focus is seen', async () => {
    const { page, close } = await site.open('en/', { reducedMotion: 'reduce' });
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      const { top, bottom } = activeElement.getBoundingClientRect();
      return {
        inText: activeElement.closest('#text') !== null,
        outline: getComputedStyle(activeElement).outlineStyle,
        hidden: top < document.querySelector('.bar').getBoundingClientRect().bottom || bottom > innerHeight,
      };
    });
    assert.deepEqual(focused, { inText: true, outline: 'solid', hidden: false });
    await close();
  });

  test('nothing moves by itself for those who want that', async () => {
    const { page, close } = await site.open('', { reducedMotion: 'reduce' });
    const moving = await page.evaluate(
      () =>
        document.getAnimations().length + Number(getComputedStyle(document.documentElement).scrollBehavior !== 'auto'),
    );
    assert.equal(moving, 0);
    await close();
  });
});
