// The element as host pages use it: attributes, properties, methods and events, good and bad.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { assertClose, lightFigures, show } from './element.mjs';
import { openSite } from './support.mjs';

let site;
let opened;
let page;
before(async () => {
  site = await openSite();
  opened = await site.open('en/');
  page = opened.page;
});
after(() => site?.close());
beforeEach(async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
});
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

describe('state', () => {
  it('is the article’s by default', async () => {
    for (const [name, expected] of Object.entries({
      targets: { alpha: 0.1, convention: 'uniform', classes: 5, target: 2, paddingIndex: 0, prior: [5, 2, 1, 1, 1] },
      heatmap: {
        alpha: 0.4,
        convention: 'padded',
        classes: 5,
        targets: [2, 1, 0],
        paddingIndex: 0,
        prior: [5, 2, 1, 1, 1],
      },
      steps: {
        alpha: 0.4,
        shownStep: 0,
        classes: 5,
        targets: [2, 1, 0],
        paddingIndex: 0,
        predictions: [0, 0.2, 0.7, 0.1, 0],
      },
      'loss-curve': {
        alpha: 0.1,
        alphas: [],
        convention: 'padded',
        classes: 5,
        prior: [5, 2, 1, 1, 1],
        loss: 'kl',
        xMax: 99,
        x: 10,
      },
      'cross-entropy': { classes: 10, target: 2, probability: 0.75 },
    })) {
      const figure = await show(page, { figure: name });
      assert.deepEqual(await figure.state(), { figure: name, ...expected });
    }
  });

  it('is mirrored by attributes and properties', async () => {
    const figure = await show(page, { figure: 'heatmap', alpha: '0.2', 'padding-index': '1' });
    const seen = await page.evaluate(() => {
      const element = document.querySelector('label-smoothing');
      const before = [element.alpha, element.paddingIndex, element.targets, element.theme, element.loading];
      element.alpha = 0.3;
      element.targets = [4, 4];
      element.paddingIndex = null;
      element.theme = 'dark';
      return {
        before,
        attributes: ['alpha', 'targets', 'padding-index', 'theme'].map((name) => element.getAttribute(name)),
        after: [element.alpha, element.targets, element.paddingIndex],
      };
    });
    assert.deepEqual(seen.before, [0.2, 1, [2, 1, 0], 'auto', 'lazy']);
    assert.deepEqual(seen.attributes, ['0.3', '4,4', null, 'dark']);
    assert.deepEqual(seen.after, [0.3, [4, 4], 0]);
    assert.equal((await figure.table()).length, 2);
    assertClose((await figure.readout())['other-probability'], 0.1, 1e-7);
  });

  it('is set and read as one object, refused as a whole, and reset to what the author wrote', async () => {
    const figure = await show(page, { figure: 'targets', alpha: '0.3' });
    await figure.get('setState', { alpha: 0.5, classes: 4, target: 3, convention: 'others' });
    const state = await figure.state();
    assert.deepEqual(
      [state.alpha, state.classes, state.target, state.convention, state.prior],
      [0.5, 4, 3, 'others', [4, 2, 1, 1]],
    );
    assert.equal((await figure.readout())['target-probability'], 0.5);
    const error = await page.evaluate(() => {
      try {
        document.querySelector('label-smoothing').setState({ alpha: 0.2, target: 4 });
      } catch (error) {
        const { name, message, code, argument, value, rule } = error;
        return { name, message, code, argument, value, rule };
      }
    });
    assert.deepEqual(error, {
      name: 'RangeError',
      message: 'target is 4, expected an integer in [0, 3]',
      code: 'invalid_value',
      argument: 'target',
      value: '4',
      rule: 'an integer in [0, 3]',
    });
    assert.deepEqual(await figure.state(), state);
    await figure.get('reset');
    assert.deepEqual(
      await figure.state().then(({ alpha, classes, target, convention }) => [alpha, classes, target, convention]),
      [0.3, 5, 2, 'uniform'],
    );
    assert.equal(await page.evaluate(() => document.querySelector('label-smoothing').getAttribute('classes')), null);
    assert.deepEqual(await figure.events('input'), []);
    assert.deepEqual(await figure.events('change'), []);
  });

  it('reads attributes in whatever order they come, and answers before anything is drawn', async () => {
    await show(page, { figure: 'targets', target: '7', classes: '8' });
    const seen = await page.evaluate(() => {
      const element = document.querySelector('label-smoothing');
      const answers = [element.target];
      element.alpha = 0.5;
      answers.push(element.getReadout().alpha);
      element.setAttribute('alpha', '0.7');
      answers.push(element.getReadout().alpha, element.toCSV().split('\r\n').length);
      element.setState({ alpha: 0.2 });
      answers.push(element.getReadout().alpha, element.getAttribute('alpha'));
      return answers;
    });
    assert.deepEqual(seen, [7, 0.5, 0.7, 10, 0.2, '0.2']);
  });

  it('mirrors what followed from a change, and calls no attribute refused that the author wrote rightly', async () => {
    const figure = await show(page, { figure: 'targets', classes: '8', target: '7', alpha: '1.5' });
    await figure.field('classes').fill('4');
    assert.deepEqual(
      await page.evaluate(() =>
        ['classes', 'target', 'alpha', 'prior'].map((name) =>
          document.querySelector('label-smoothing').getAttribute(name),
        ),
      ),
      // α has not changed: its refused text stays, and the notice.
      ['4', '3', '1.5', null],
    );
    const notices = await figure.root.locator('.notes .warning').allTextContents();
    assert.equal(notices.filter((text) => text.includes('The attribute')).length, 1);
    assert.match(notices.join(' '), /The attribute alpha is “1\.5”/);
    assert.deepEqual(
      (await figure.events('ls-error')).map(({ detail }) => detail.argument),
      ['alpha'],
    );
  });

  it('turns into another figure, whose code is loaded only then', async () => {
    const figure = await show(page, { figure: 'targets', alpha: '0.3' });
    const become = async (name) => {
      await page.evaluate((name) => {
        const element = document.querySelector('label-smoothing');
        element.setAttribute('figure', name);
        return element.ready;
      }, name);
    };
    await figure.get('setState', { figure: 'heatmap', alpha: 0.1, targets: [1] });
    await figure.get('ready');
    assert.equal((await figure.table()).length, 1);
    assert.equal((await figure.state()).alpha, 0.1);
    await become('steps');
    assert.equal(await figure.number('kl'), '+∞');
    assert.equal(await figure.canvas().count(), 0);
    await become('cross-entropy');
    await figure.settle();
    assert.equal(await figure.root.locator('canvas').count(), 2);
    await become('heatmap');
    await figure.settle();
    assert.match(await figure.canvas().getAttribute('aria-label'), /Heat map/);
    await page.mouse.click(...(await figure.point(0.9, 0.1)));
    assert.deepEqual((await figure.state()).targets, [4]);
    assert.equal(await figure.root.locator('figure').count(), 1);
  });

  it('is that of the last of several figures asked for at once', async () => {
    const figure = await show(page, { figure: 'targets' });
    const readouts = await page.evaluate(async () => {
      const element = document.querySelector('label-smoothing');
      const seen = [];
      for (const name of ['loss-curve', 'heatmap', 'steps', 'targets', 'cross-entropy']) {
        element.figure = name;
        await Promise.resolve();
        seen.push(Object.keys(element.getReadout()).length);
      }
      await element.ready;
      return seen;
    });
    assert.deepEqual(readouts, [0, 0, 0, 7, 0]);
    assertClose((await figure.readout()).loss, 0.287682072452, 1e-6);
    assert.equal(await figure.root.locator('figure').count(), 1);
  });

  it('survives moving and cloning', async () => {
    const figure = await show(page, { figure: 'targets' });
    await figure.field('alpha').fill('0.5');
    const seen = await page.evaluate(async () => {
      const element = document.querySelector('label-smoothing');
      const place = document.createElement('section');
      document.body.append(place);
      place.append(element);
      const clone = element.cloneNode(true);
      place.append(clone);
      await clone.ready;
      const detached = element.cloneNode(true);
      document.body.append(detached);
      detached.remove();
      // What has begun later is there.
      const later = element.cloneNode(true);
      place.append(later);
      await later.ready;
      later.remove();
      return {
        states: [element, clone, detached].map((one) => one.getState().alpha),
        readouts: [element, clone, detached].map((one) => one.getReadout().alpha),
        canvases: [element, clone, detached].map((one) => one.shadowRoot.querySelectorAll('canvas').length),
      };
    });
    assert.deepEqual(seen, { states: [0.5, 0.5, 0.5], readouts: [0.5, 0.5, undefined], canvases: [1, 1, 0] });
  });
});

describe('a refused attribute', () => {
  const cases = [
    ['targets', 'alpha', '-0.1', 'alpha', 0, 'alpha is -0.1, expected a number in [0, 1]'],
    ['targets', 'alpha', '1.5', 'alpha', 1, 'alpha is 1.5, expected a number in [0, 1]'],
    ['targets', 'alpha', 'NaN', 'alpha', 0.1, 'alpha is NaN, expected a number in [0, 1]'],
    ['targets', 'alpha', 'much', 'alpha', 0.1, 'alpha is much, expected a number in [0, 1]'],
    ['targets', 'alpha', '', 'alpha', 0.1, 'alpha is empty, expected a number in [0, 1]'],
    ['targets', 'alpha', 'Infinity', 'alpha', 0.1, 'alpha is Infinity, expected a number in [0, 1]'],
    ['targets', 'classes', '0', 'classes', 2, 'classes is 0, expected an integer in [2, 20]'],
    ['targets', 'classes', '1', 'classes', 2, 'classes is 1, expected an integer in [2, 20]'],
    ['targets', 'classes', '2.5', 'classes', 3, 'classes is 2.5, expected an integer in [2, 20]'],
    ['targets', 'classes', '1e9', 'classes', 20, 'classes is 1e9, expected an integer in [2, 20]'],
    ['targets', 'target', '5', 'target', 4, 'target is 5, expected an integer in [0, 4]'],
    [
      'targets',
      'convention',
      'both',
      'convention',
      'uniform',
      'convention is both, expected one of uniform, others, padded, prior',
    ],
    [
      'targets',
      'convention',
      '__proto__',
      'convention',
      'uniform',
      'convention is __proto__, expected one of uniform, others, padded, prior',
    ],
    [
      'targets',
      'prior',
      '1,2',
      'prior',
      [1, 2, 0, 0, 0],
      'prior is 1,2, expected 5 numbers in [0, 1000000], separated by commas, at least one of them above 0',
    ],
    [
      'heatmap',
      'targets',
      '2,1,9',
      'targets',
      [2, 1, 4],
      'targets is 2,1,9, expected 1 to 8 integers in [0, 4], separated by commas',
    ],
    [
      'heatmap',
      'targets',
      '',
      'targets',
      [2, 1, 0],
      'targets is empty, expected 1 to 8 integers in [0, 4], separated by commas',
    ],
    [
      'steps',
      'predictions',
      '.5,.5',
      'predictions',
      [0.5, 0.5, 0, 0, 0],
      'predictions is .5,.5, expected 5 numbers in [0, 1], separated by commas',
    ],
    [
      'steps',
      'predictions',
      'javascript:alert(1)',
      'predictions',
      [0, 0.2, 0.7, 0.1, 0],
      'predictions is javascript:alert(1), expected 5 numbers in [0, 1], separated by commas',
    ],
    [
      'loss-curve',
      'alphas',
      '.4,2',
      'alphas',
      [0.4, 1],
      'alphas is .4,2, expected 0 to 4 numbers in [0, 1], separated by commas',
    ],
    ['loss-curve', 'x-max', '1e9', 'xMax', 200, 'x-max is 1e9, expected an integer in [2, 200]'],
    ['cross-entropy', 'probability', '2', 'probability', 1, 'probability is 2, expected a number in [0, 1]'],
  ];

  it('is reported by argument, value and rule, replaced, and told to the reader', async () => {
    for (const [name, attribute, text, key, used, message] of cases) {
      const figure = await show(page, { figure: name, [attribute]: text });
      const [error, ...more] = await figure.events('ls-error');
      assert.deepEqual(more, [], message);
      assert.equal(error.detail.message, message);
      assert.equal(error.detail.argument, attribute);
      assert.equal(error.detail.code, 'invalid_value');
      assert.ok(error.bubbles && error.composed);
      assert.deepEqual((await figure.state())[key], used, message);
      const notice = await figure.text();
      assert.ok(notice.includes(`The attribute ${attribute} is “${text}”`), notice);
      assert.equal((await figure.events('ls-ready')).length, 1);
      assert.equal(await figure.root.locator('figure').count(), 1);
    }
  });

  it('cannot inject anything, however long', async () => {
    const hostile = [
      '"><img src=x onerror=alert(1)>',
      '<script>alert(1)</script>',
      '__proto__',
      'x'.repeat(1e5),
      `${'1,'.repeat(5e4)}1`,
    ];
    for (const text of hostile) {
      for (const [name, attribute] of [
        ['targets', 'alpha'],
        ['heatmap', 'targets'],
        ['targets', 'convention'],
        ['targets', 'hide'],
        ['targets', 'theme'],
      ]) {
        const figure = await show(page, { figure: name, [attribute]: text });
        assert.equal(await figure.root.locator('figure').count(), 1);
        assert.equal(await figure.root.locator('img, script').count(), 0);
        for (const { detail } of await figure.events('ls-error')) assert.ok(detail.message.length < 300);
      }
    }
    assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
  });

  it('is no longer mentioned once it is mended', async () => {
    const figure = await show(page, { figure: 'targets', alpha: '7' });
    assert.match(await figure.text(), /attribute alpha/);
    await page.evaluate(() => document.querySelector('label-smoothing').setAttribute('alpha', '0.7'));
    assert.doesNotMatch(await figure.text(), /attribute alpha/);
    assert.equal(await figure.number('target-probability'), '0.44');
  });
});

describe('an unknown figure', () => {
  it('keeps the children, says so, and can be mended', async () => {
    for (const name of ['nope', '', '__proto__', 'constructor', '"><img src=x onerror=alert(1)>']) {
      const figure = await show(page, { figure: name });
      assert.ok(await page.locator('#fallback').isVisible());
      assert.match(await figure.root.locator('[part=error]').textContent(), /There is no such figure/);
      assert.equal(await figure.root.locator('figure, img').count(), 0);
      const [error] = await figure.events('ls-error');
      assert.equal(error.detail.code, 'unknown_figure');
      assert.equal(error.detail.argument, 'figure');
      assert.match(
        await page.evaluate(() => document.querySelector('label-smoothing').ready.catch((error) => error.message)),
        /expected one of targets, heatmap, steps, loss-curve, cross-entropy/,
      );
    }
    await page.evaluate(async () => {
      const element = document.querySelector('label-smoothing');
      element.figure = 'targets';
      await element.ready;
    });
    const figure = await show(page, { figure: 'targets' });
    assert.ok(!(await page.locator('#fallback').isVisible()));
    assert.equal(await figure.root.locator('[part=error]').count(), 0);
  });
});

describe('a figure whose code does not arrive', () => {
  it('keeps the children and says so', async () => {
    const context = await site.browser.newContext();
    const cut = await context.newPage();
    const errors = [];
    cut.on('pageerror', (error) => errors.push(error));
    await cut.route(/every-figure-[^/]*\.js$/, (route) => route.abort());
    await cut.goto(`${site.url}en/`);
    const figure = await show(cut, { figure: 'targets' });
    assert.ok(await cut.locator('#fallback').isVisible());
    assert.match(await figure.root.locator('[part=error]').textContent(), /could not be loaded/);
    const [error, ...more] = await figure.events('ls-error');
    assert.equal(error.detail.code, 'not_loaded');
    assert.deepEqual([more, errors], [[], []]);
    // State needs no chart.
    await figure.get('setState', { alpha: 0.3 });
    assert.equal((await figure.state()).alpha, 0.3);
    assert.deepEqual(await figure.readout(), {});
    await context.close();
  });
});

describe('a link', () => {
  const stateOf = (fragment, name) =>
    site.open(`en/#${fragment}`).then(async (visit) => {
      await visit.page.waitForFunction(() => customElements.get('label-smoothing'));
      const state = await visit.page.evaluate(
        (name) => document.querySelector(`label-smoothing[figure="${name}"]`).getState(),
        name,
      );
      assert.deepEqual(visit.problems, []);
      await visit.close();
      return state;
    });

  it('carries the state', async () => {
    const state = await stateOf('v=1&figure=heatmap&classes=6&alpha=0.25&targets=5,1&padding-index=1', 'heatmap');
    assert.deepEqual(
      [state.classes, state.alpha, state.targets, state.paddingIndex, state.convention],
      [6, 0.25, [5, 1], 1, 'padded'],
    );
  });

  it('opens a sane figure whatever it says', async () => {
    const state = await stateOf(
      'v=1&figure=targets&alpha=1.5&classes=1e9&target=-3&convention=%3Cimg%20onerror%3D1%3E&__proto__=1&prior=NaN&evil=javascript:1',
      'targets',
    );
    assert.deepEqual([state.alpha, state.classes, state.target, state.convention], [1, 20, 0, 'uniform']);
    const untouched = await stateOf('v=3&figure=targets&alpha=0.9', 'targets');
    assert.equal(untouched.alpha, 0.1);
    const other = await stateOf('figure=<script>&alpha=0.9&x=%E0%A4%A', 'targets');
    assert.equal(other.alpha, 0.1);
  });
});

describe('what host pages ask for', () => {
  it('leaves out the parts that its author hides, and gives their room to the chart', async () => {
    const parts = {
      readout: '.readout',
      notes: '.notes',
      table: '.more > details',
      hint: '.hint',
      caption: 'figcaption',
      toolbar: '.share',
    };
    const visible = (figure) =>
      figure.root.evaluate(
        ({ shadowRoot }, selectors) =>
          selectors.filter((selector) => {
            const box = shadowRoot.querySelector(selector)?.getBoundingClientRect();
            return box && box.width > 1 && box.height > 1;
          }),
        Object.values(parts),
      );
    // Has all of them, under the table of figures.
    const whole = await show(page, { figure: 'loss-curve', convention: 'uniform' });
    assert.deepEqual(await visible(whole), Object.values(parts));
    for (const [name, selector] of Object.entries(parts)) {
      const figure = await show(page, { figure: 'loss-curve', convention: 'uniform', hide: name });
      assert.deepEqual(
        await visible(figure),
        Object.values(parts).filter((other) => other !== selector),
        name,
      );
    }
    const bare = await show(page, { figure: 'loss-curve', hide: 'controls readout notes table hint caption' });
    assert.deepEqual(await visible(bare), []);
    const [chart, card] = await bare.root.evaluate(({ shadowRoot }) =>
      ['.chart', '.view'].map((selector) => shadowRoot.querySelector(selector).getBoundingClientRect().toJSON()),
    );
    assert.ok(card.width - chart.width < 60, `the chart has ${chart.width} of ${card.width} pixels`);
    assert.ok((await bare.readout())['minimum-x'] > 0);
    // Its name is still there for those who do not see it.
    assert.equal(await bare.root.locator('figcaption').textContent(), 'KL loss against x');
  });

  it('leaves out controls that are hidden and shows their values instead', async () => {
    let figure = await show(page, { figure: 'targets', hide: 'alpha convention' });
    assert.equal(await figure.slider('alpha').count(), 0);
    assert.equal(await figure.select('convention').count(), 0);
    assert.equal(await figure.slider('classes').count(), 1);
    assert.equal(await figure.number('alpha'), '0.1');
    figure = await show(page, { figure: 'targets', hide: 'controls' });
    assert.equal(await figure.root.locator('input, select, button').count(), 0);
    assert.equal(await figure.number('target'), '2');
  });

  it('follows the color scheme of the reader, the page and the attribute', async () => {
    const background = (figure) =>
      figure.root.locator('figure').evaluate((element) => getComputedStyle(element).backgroundColor);
    const figure = await show(page, { figure: 'targets' });
    // The page sets its own background for figures; this is about the figure's own.
    await figure.root.evaluate((element) => element.style.setProperty('--ls-bg', 'initial'));
    const light = await background(figure);
    await page.emulateMedia({ colorScheme: 'dark' });
    await figure.settle();
    const dark = await background(figure);
    assert.notEqual(dark, light);
    await page.evaluate(() => document.querySelector('label-smoothing').setAttribute('theme', 'light'));
    await figure.settle();
    assert.equal(await background(figure), light);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(() => document.querySelector('label-smoothing').setAttribute('theme', 'dark'));
    await figure.settle();
    assert.equal(await background(figure), dark);
  });

  it('keeps its size and its type where the host sets a small root and odd text', async () => {
    const measure = (figure) =>
      figure.root.evaluate(({ shadowRoot }) =>
        ['figure', 'canvas', 'figcaption', '#alpha-exact', '.notes li'].map((selector) => {
          const element = shadowRoot.querySelector(selector);
          const { width, height } = element.getBoundingClientRect();
          const { fontSize, fontVariant, textShadow, wordSpacing, textAlign } = getComputedStyle(element);
          return { selector, width, height, fontSize, fontVariant, textShadow, wordSpacing, textAlign };
        }),
      );
    const figure = await show(page, { figure: 'targets' });
    await figure.settle();
    // The page's sheet sizes figures for the article; this test needs a bare page.
    const setPageSheets = (disabled) =>
      page.evaluate((disabled) => {
        for (const sheet of document.styleSheets) sheet.disabled = disabled;
        document.adoptedStyleSheets = [];
      }, disabled);
    await setPageSheets(true);
    await figure.settle();
    const usual = await measure(figure);
    await page.evaluate(() => {
      const host = new CSSStyleSheet();
      host.replaceSync(
        'html { font-size: 62.5% } body { font: italic small-caps 700 1.2rem/1 serif; text-align: center; text-shadow: 1px 1px red; word-spacing: 1em }',
      );
      document.adoptedStyleSheets = [host];
    });
    await figure.settle();
    const odd = await measure(figure);
    await setPageSheets(false);
    assert.deepEqual(odd, usual);
  });

  it('draws in the colors of the custom properties', async () => {
    const figure = await show(page, { figure: 'targets' });
    await page.evaluate(() => {
      const element = document.querySelector('label-smoothing');
      element.style.setProperty('--ls-series-2', 'rgb(1, 2, 3)');
      element.setAttribute('alpha', '0.2');
    });
    await figure.settle();
    const [x, y] = [0.53, 0.6];
    const pixel = await figure
      .canvas()
      .evaluate(
        (canvas, [x, y]) => [
          ...canvas.getContext('2d').getImageData(Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1)
            .data,
        ],
        [x, y],
      );
    assert.deepEqual(pixel, [1, 2, 3, 255]);
  });

  it('writes its numbers as CSV, full precision and infinities included', async () => {
    let figure = await show(page, { figure: 'heatmap' });
    const third = Math.fround(0.4 / 3);
    const [header, ...rows] = (await figure.get('toCSV')).trimEnd().split('\r\n');
    assert.equal(header, 'Row,Correct class y,Class 0,Class 1,Class 2,Class 3,Class 4');
    assert.equal(rows.length, 3);
    rows[0].split(',').forEach((text, index) => {
      assertClose(Number(text), [0, 2, 0, third, Math.fround(0.6), third, third][index], 6e-8);
    });
    assert.equal(rows[2], '2,0,0,0,0,0,0');
    figure = await show(page, { figure: 'steps' });
    assert.match(await figure.get('toCSV'), /,Infinity\r\n/);
    figure = await show(page, { figure: 'nope' });
    await assert.rejects(figure.get('toCSV'), /not ready/);
  });

  it('gives a PNG picture of every figure', async () => {
    for (const name of lightFigures) {
      await show(page, { figure: name });
      const { type, width, height, colors } = await page.evaluate(async () => {
        const blob = await document.querySelector('label-smoothing').toBlob();
        const image = await createImageBitmap(blob);
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        return {
          type: blob.type,
          width: image.width,
          height: image.height,
          colors: new Set(new Uint32Array(data.buffer)).size,
        };
      });
      assert.equal(type, 'image/png');
      assert.ok(width >= 1280 && height >= 400, `${width} x ${height}`);
      assert.ok(colors > 20, `${name} has ${colors} colors`);
    }
  });

  it('gives an SVG picture of every figure, whose text is text', async () => {
    for (const name of lightFigures) {
      const figure = await show(page, { figure: name });
      const { error, width, decoded, texts, longest } = await page.evaluate(async () => {
        const svg = await document.querySelector('label-smoothing').toSVG();
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
        await image.decode();
        const { documentElement: root } = new DOMParser().parseFromString(svg, 'image/svg+xml');
        const paths = [...root.querySelectorAll('path')].map(
          (path) => path.getAttribute('d').match(/[LC]/g)?.length ?? 0,
        );
        return {
          error: root.querySelector('parsererror')?.textContent,
          width: Number(root.getAttribute('width')),
          decoded: image.naturalWidth,
          texts: [...root.querySelectorAll('text')].map((text) => text.textContent),
          longest: Math.max(...paths),
        };
      });
      assert.equal(error, undefined);
      assert.ok(width >= 640 && decoded === width, `${name} is ${width} wide, and ${decoded} as an image`);
      assert.equal(texts[0], await figure.root.locator('figcaption').textContent());
      assert.ok(texts.length > 10, `${name} has ${texts.length} texts`);
      if (name === 'loss-curve') assert.ok(longest >= 98, `a line through 99 points has ${longest} parts`);
    }
    await show(page, { figure: 'nope' });
    await assert.rejects(
      page.evaluate(() => document.querySelector('label-smoothing').toSVG()),
      /not ready/,
    );
  });

  it('loads nothing before it comes near, and draws nothing while it is away', async () => {
    const figure = await show(page, { figure: 'targets' });
    const lazy = await page.evaluate(async () => {
      const space = document.createElement('div');
      space.style.height = '5000px';
      const element = document.createElement('label-smoothing');
      element.id = 'lazy';
      element.setAttribute('figure', 'heatmap');
      document.body.append(space, element);
      await new Promise((done) => new IntersectionObserver(done, { rootMargin: '400px' }).observe(element));
      const later = Object.assign(document.createElement('label-smoothing'), { figure: 'heatmap', loading: 'eager' });
      document.body.append(later);
      await later.ready;
      later.remove();
      return element.shadowRoot.querySelectorAll('figure').length;
    });
    assert.equal(lazy, 0);
    await page.evaluate(async () => {
      scrollTo(0, 1e6);
      await document.querySelector('#lazy').ready;
    });
    const firstRow = () =>
      page.evaluate(
        () =>
          document.querySelector('label-smoothing:not(#lazy)').shadowRoot.querySelector('.data tbody tr td:last-child')
            .textContent,
      );
    await figure.settle();
    await page.evaluate(() => document.querySelector('label-smoothing:not(#lazy)').setState({ alpha: 0.5 }));
    await figure.settle();
    assert.equal(await firstRow(), '0.02');
    assertClose(
      await page.evaluate(
        () => document.querySelector('label-smoothing:not(#lazy)').getReadout()['target-probability'],
      ),
      0.6,
      1e-7,
    );
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForFunction(
      () =>
        document.querySelector('label-smoothing:not(#lazy)').shadowRoot.querySelector('.data tbody tr td:last-child')
          .textContent === '0.1',
    );
  });

  it('draws figures that are ready together in one frame each', async () => {
    const frames = await page.evaluate(async () => {
      let frame = 0;
      const count = () => {
        frame++;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      const elements = Array.from({ length: 4 }, () => {
        const element = document.createElement('label-smoothing');
        element.setAttribute('figure', 'targets');
        element.setAttribute('loading', 'eager');
        return element;
      });
      const drawn = elements.map(
        (element) =>
          new Promise((done) => {
            element.addEventListener('ls-ready', () => done(frame), { once: true });
          }),
      );
      document.body.replaceChildren(...elements);
      return Promise.all(drawn);
    });
    assert.deepEqual([...new Set(frames)], frames);
  });

  it('keeps about the room of a figure from the start, or a screen of it', async () => {
    for (const [width, language] of [
      [390, 'zh-Hant'],
      [640, 'en'],
      [1100, 'en'],
    ]) {
      await page.setViewportSize({ width, height: 900 });
      for (const name of lightFigures) {
        const [before, afterwards] = await page.evaluate(
          async ([name, language]) => {
            document.documentElement.lang = language;
            const element = document.createElement('label-smoothing');
            element.setAttribute('figure', name);
            document.body.replaceChildren(element);
            await Promise.resolve();
            const reserved = element.offsetHeight;
            await element.ready;
            return [reserved, element.offsetHeight];
          },
          [name, language],
        );
        const told = `${name} at ${width}: reserved ${before}, takes ${afterwards}`;
        assert.ok(before >= Math.min(0.75 * afterwards, 700), told);
        assert.ok(before <= 1.3 * afterwards, told);
      }
    }
  });
});
