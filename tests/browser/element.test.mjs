// The figures as a reader uses them, by mouse, keyboard and typing, and the numbers that result.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { assertClose, assertRow, golden, lightFigures, parse, rowsOf, show } from './element.mjs';
import { openSite } from './support.mjs';

const seed = await golden('seed');
const seedOf = (figure) => seed.find((one) => one.figure === figure);

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

describe('targets', () => {
  it("shows the article's bars: .92 for the correct class and .02 for every other", async () => {
    const figure = await show(page, { figure: 'targets' });
    const rows = await figure.table();
    assert.deepEqual(
      rows.map(([index]) => index),
      ['0', '1', '2', '3', '4'],
    );
    rows.forEach(([, hard, smoothed], index) => {
      assert.equal(parse(hard), index === 2 ? 1 : 0);
      assert.equal(parse(smoothed), index === 2 ? 0.92 : 0.02);
    });
    assert.equal(await figure.number('target-probability'), '0.92');
    assert.equal(await figure.number('other-probability'), '0.02');
    assertClose((await figure.readout()).entropy, 0.389672920658, 1e-6);
    const label = await figure.canvas().getAttribute('aria-label');
    assert.match(label, /class 2 .* 0\.92 .* 0\.02/);
  });

  it('follows α by keyboard, one step at a time', async () => {
    const figure = await show(page, { figure: 'targets' });
    await figure.slider('alpha').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal((await figure.state()).alpha, 0.11);
    assert.equal(await figure.number('target-probability'), '0.912');
    assert.equal(await figure.field('alpha').inputValue(), '0.11');
    await page.keyboard.press('End');
    assert.equal((await figure.state()).alpha, 1);
    assertRow(
      (await figure.table()).map(([, , smoothed]) => smoothed),
      [0.2, 0.2, 0.2, 0.2, 0.2],
    );
    assert.match(await figure.text(), /all classes get the same/);
    await page.keyboard.press('Home');
    assert.equal(await figure.number('target-probability'), '1');
    assert.equal(await figure.number('other-probability'), '0');
  });

  it('follows α while it is dragged, and says when the drag is over', async () => {
    const figure = await show(page, { figure: 'targets' });
    const box = await figure.slider('alpha').boundingBox();
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 0.1 * box.width, y);
    await page.mouse.down();
    for (const fraction of [0.2, 0.3, 0.4, 0.5]) {
      await page.mouse.move(box.x + fraction * box.width, y);
      await figure.settle();
    }
    const { alpha } = await figure.state();
    assertClose(alpha, 0.5, 0.02);
    assertClose(parse(await figure.number('target-probability')), 1 - alpha + alpha / 5, 1e-6);
    assert.ok((await figure.events('input')).length >= 4);
    assert.equal((await figure.events('change')).length, 0);
    await page.mouse.up();
    const [change, ...more] = await figure.events('change');
    assert.deepEqual(more, []);
    assert.deepEqual(change.detail, await figure.state());
    assert.ok(change.bubbles && change.composed);
    for (const { detail } of await figure.events('input')) assert.equal(detail.figure, 'targets');
  });

  it('takes a typed value and refuses an unacceptable one in words, keeping the last', async () => {
    const figure = await show(page, { figure: 'targets' });
    const field = figure.field('alpha');
    await field.fill('0.25');
    assert.equal(await figure.number('target-probability'), '0.8');
    assert.equal(await figure.slider('alpha').inputValue(), '0.25');
    for (const [typed, quoted] of [
      ['1.5', '“1.5”'],
      ['-0.1', '“-0.1”'],
      ['', 'Expected'],
    ]) {
      await field.fill(typed);
      const message = await figure.message('alpha').textContent();
      assert.ok(message.includes(quoted) && message.includes('a number in [0, 1]'), message);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.equal((await figure.state()).alpha, 0.25);
    }
    await field.press('e');
    assert.match(await figure.message('alpha').textContent(), /a number in \[0, 1\]/);
    await field.blur();
    assert.equal(await field.inputValue(), '0.25');
    await field.fill('0.5');
    assert.equal(await figure.message('alpha').textContent(), '');
    assert.equal(await figure.number('target-probability'), '0.6');
    await field.fill('7');
    assert.notEqual(await figure.message('alpha').textContent(), '');
    await figure.root.getByRole('button', { name: 'Reset' }).click();
    assert.equal(await figure.message('alpha').textContent(), '');
    assert.equal(await field.inputValue(), '0.1');
  });

  it('switches between the four conventions', async () => {
    const figure = await show(page, { figure: 'targets' });
    const smoothed = async () => (await figure.table()).map(([, , value]) => value);
    await figure.field('target').fill('1');
    for (const { convention, q } of (await golden('conventions')).filter(
      ({ zLoss, classWeights }) => !zLoss && !classWeights,
    )) {
      await figure.select('convention').selectOption(convention);
      assertRow(await smoothed(), q);
      assert.equal(await figure.slider('padding-index').isVisible(), convention === 'padded');
      assert.equal(await figure.field('prior').isVisible(), convention === 'prior');
    }
    await figure.field('target').fill('2');
    await figure.select('convention').selectOption('prior');
    await figure.field('prior').fill('1,1,1,1,4');
    assertRow(await smoothed(), [0.0125, 0.0125, 0.9125, 0.0125, 0.05]);
    await figure.field('prior').fill('1,2,3');
    assert.match(await figure.message('prior').textContent(), /5 numbers/);
    await figure.field('prior').fill('0,0,0,0,0');
    assert.match(await figure.message('prior').textContent(), /at least one of them above 0/);
    assertRow(await smoothed(), [0.0125, 0.0125, 0.9125, 0.0125, 0.05]);
  });

  it('moves the correct class by clicking a bar and by arrow keys on the chart', async () => {
    const figure = await show(page, { figure: 'targets' });
    await page.mouse.click(...(await figure.point(0.92, 0.5)));
    assert.equal((await figure.state()).target, 4);
    assert.equal((await figure.table())[4][2], '0.92');
    assert.equal((await figure.events('change')).length, 1);
    await figure.canvas().focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal((await figure.state()).target, 3);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal((await figure.state()).target, 0);
    assert.equal((await figure.table())[0][2], '0.92');
  });

  it('explains settings that divide by zero in place of a chart, and stays usable', async () => {
    const figure = await show(page, { figure: 'targets', convention: 'padded' });
    await figure.field('classes').fill('2');
    assert.match(await figure.text(), /K = 2 .* divides by zero/);
    assert.equal(await figure.canvas().count(), 0);
    assert.equal((await figure.table()).length, 0);
    await figure.field('classes').fill('4');
    await figure.settle();
    assert.equal(await figure.canvas().count(), 1);
    assertRow(
      (await figure.table()).map(([, , value]) => value),
      [0, 0.05, 0.9, 0.05],
    );
  });

  it('warns where the correct class becomes the least likely: α > (K−2)/(K−1)', async () => {
    const figure = await show(page, { figure: 'targets', convention: 'padded', alpha: '0.75' });
    assert.match(await figure.text(), /all classes get the same/);
    await figure.field('alpha').fill('0.76');
    assert.match(await figure.text(), /beyond 3\/4 ≈ 0\.75: the correct class has become the least likely/);
    await figure.field('alpha').fill('0.74');
    assert.doesNotMatch(await figure.text(), /least likely/);
  });

  it('keeps the correct class inside when classes are taken away, and resets to what the author wrote', async () => {
    const figure = await show(page, { figure: 'targets', classes: '8', target: '7', alpha: '0.3' });
    await figure.field('classes').fill('4');
    assert.deepEqual(await figure.state().then(({ classes, target, alpha }) => [classes, target, alpha]), [4, 3, 0.3]);
    await figure.root.getByRole('button', { name: 'Reset' }).click();
    assert.deepEqual(await figure.state().then(({ classes, target, alpha }) => [classes, target, alpha]), [8, 7, 0.3]);
  });
});

describe('heatmap', () => {
  const third = 0.4 / 3;

  it("shows the article's rows, the masked one included, with a color scale", async () => {
    const figure = await show(page, { figure: 'heatmap' });
    const rows = await figure.table();
    const { targets, q, classes } = seedOf('heatmap');
    assert.equal(rows.length, 3);
    rowsOf(q, classes).forEach((expected, index) => {
      assertRow(rows[index], [index, targets[index], ...expected]);
    });
    assertClose((await figure.readout()).entropy, 1.112457, 1e-6);
    assert.match(await figure.text(), /0\n?\s*0\.15\n?\s*0\.3\n?\s*0\.45\n?\s*0\.6/);
    assert.match(await figure.text(), /row 2 is padding itself/);
  });

  it('takes typed targets, other conventions and clicks on cells', async () => {
    const figure = await show(page, { figure: 'heatmap' });
    await figure.field('targets').fill('4, 3');
    let rows = await figure.table();
    assert.equal(rows.length, 2);
    assertRow(rows[0], [0, 4, 0, third, third, third, 0.6]);
    await figure.field('targets').fill('5');
    assert.match(await figure.message('targets').textContent(), /“5” .* integers in \[0, 4\]/);
    assert.deepEqual((await figure.state()).targets, [4, 3]);
    await figure.select('convention').selectOption('uniform');
    rows = await figure.table();
    assertRow(rows[1], [1, 3, 0.08, 0.08, 0.08, 0.68, 0.08]);
    await page.mouse.click(...(await figure.point(0.5, 0.25)));
    assert.deepEqual((await figure.state()).targets, [2, 3]);
    assertRow((await figure.table())[0], [0, 2, 0.08, 0.08, 0.68, 0.08, 0.08]);
  });
});

describe('pointing', () => {
  // Move the mouse away from where an earlier test left it.
  beforeEach(() => page.mouse.move(0, 0));

  const marked = (page, selector) =>
    page.evaluate(
      (selector) =>
        [...document.querySelector('label-smoothing').shadowRoot.querySelectorAll(`${selector} .marked`)].map(
          (cell) => [cell.parentElement.sectionRowIndex, cell.cellIndex],
        ),
      selector,
    );
  const pointed = async (figure) => (await figure.events('ls-highlight')).map(({ detail }) => detail.index);

  it('at a bar, a row of the table or a class from outside marks it everywhere', async () => {
    const figure = await show(page, { figure: 'targets' });
    const before = await figure.canvas().screenshot();
    await page.mouse.move(...(await figure.point(0.92, 0.5)));
    assert.deepEqual(
      await marked(page, '.data'),
      [4, 4, 4].map((row, column) => [row, column]),
    );
    assert.ok(!before.equals(await figure.canvas().screenshot()));
    await figure.root.getByText('Data table').click();
    await figure.root.locator('.data tbody tr').nth(1).locator('td').first().hover();
    assert.deepEqual(
      await marked(page, '.data'),
      [1, 1, 1].map((row, column) => [row, column]),
    );
    await figure.root.locator('figcaption').hover();
    assert.deepEqual(await marked(page, '.data'), []);
    const events = await figure.events('ls-highlight');
    assert.deepEqual(await pointed(figure), [4, null, 1, null]);
    assert.ok(events.every(({ bubbles, composed, detail }) => bubbles && composed && detail.figure === 'targets'));
    await figure.get('highlight', 3);
    assert.deepEqual(
      await marked(page, '.data'),
      [3, 3, 3].map((row, column) => [row, column]),
    );
    await figure.field('alpha').fill('0.4');
    await figure.settle();
    assert.equal((await marked(page, '.data')).length, 3);
    await figure.get('highlight', null);
    assert.deepEqual(await marked(page, '.data'), []);
    assert.equal((await pointed(figure)).length, 4);
  });

  it('at a class of matrices marks its columns', async () => {
    const figure = await show(page, { figure: 'steps' });
    await figure.root.locator('.tensor').nth(2).locator('tbody td').nth(3).hover();
    assert.deepEqual(await pointed(figure), [3]);
    assert.equal((await marked(page, '.tensors')).length, 21);
    assert.ok((await marked(page, '.tensors')).every(([, column]) => column === 4));
    assert.ok((await marked(page, '.data')).every(([, column]) => column === 6));
  });

  it('by its name is a control, a number or a series', async () => {
    const figure = await show(page, { figure: 'targets' });
    const named = () =>
      page.evaluate(() =>
        [...document.querySelector('label-smoothing').shadowRoot.querySelectorAll('.side .named, .legend .named')].map(
          (place) => (place.querySelector('label, dt') ?? place).textContent,
        ),
      );
    const names = async () => (await figure.events('ls-name')).map(({ detail }) => detail.name);
    const before = await figure.canvas().screenshot();
    await figure.get('highlight', 1, 'classes entropy series-2');
    await figure.root.locator('.named').first().waitFor();
    assert.deepEqual(await named(), ['Smoothed label (α = 0.1)', 'Classes K', 'Entropy H(q)']);
    assert.equal((await marked(page, '.data')).length, 3);
    // Numbers and legend are rewritten.
    await figure.field('alpha').fill('0.3');
    await figure.root.locator('.legend .named', { hasText: 'α = 0.3' }).waitFor();
    await figure.field('alpha').fill('0.1');
    await figure.root.locator('.legend .named', { hasText: 'α = 0.1' }).waitFor();
    assert.equal((await named()).length, 3);
    await page.locator('label-smoothing').evaluate(({ shadowRoot }) => shadowRoot.activeElement.blur());
    assert.deepEqual(await names(), ['alpha', null]);
    assert.equal((await named()).length, 3);
    await figure.get('highlight', null);
    await figure.root.locator('.named').first().waitFor({ state: 'detached' });
    assert.ok(before.equals(await figure.canvas().screenshot()));

    await figure.root.locator('.legend li').first().hover();
    await figure.root.locator('dd[data-key="entropy"]').hover();
    await figure.select('convention').hover();
    await figure.root.locator('figcaption').hover();
    assert.deepEqual((await names()).slice(2), ['series-1', 'entropy', 'convention', null]);
    assert.deepEqual(await figure.events('ls-highlight'), []);
  });

  it('by keyboard is where arrow keys are', async () => {
    const figure = await show(page, { figure: 'heatmap' });
    await page.keyboard.press('Tab');
    await figure.canvas().focus();
    await page.keyboard.press('ArrowRight');
    assert.deepEqual((await figure.state()).targets, [3, 1, 0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual((await figure.state()).targets, [3, 1, 4]);
    assert.deepEqual((await pointed(figure)).slice(-2), [0, 4]);
    await page.keyboard.press('ArrowUp');
    await figure.root.locator('[aria-live]', { hasText: 'Row 1, y = 1' }).waitFor({ state: 'attached' });
  });
});

describe('steps', () => {
  it('walks from log p to +∞, names the product that makes it, and gives the remedy', async () => {
    const figure = await show(page, { figure: 'steps' });
    const { targets, classes, logProbs, filled, withTarget, withoutPadding, q, klDiv, flooredKlDiv } = seedOf('steps');
    const steps = [logProbs, filled, withTarget, withoutPadding, q];
    // Then the divergence element by element, from the vectors before it.
    steps.push(q.map((target, index) => (target === 0 ? 0 : target * (Math.log(target) - logProbs[index]))));
    const rows = await figure.table();
    steps.forEach((numbers, step) => {
      rowsOf(numbers, classes).forEach((expected, row) => {
        const [title, ...written] = rows[3 * step + row];
        assert.ok(title.startsWith(`${step + 1}. `), title);
        assertRow(written, [row, targets[row], ...expected], 1e-6);
      });
    });
    assert.equal(klDiv, Infinity);
    assert.equal(await figure.number('kl'), '+∞');
    assertClose((await figure.readout())['kl-remedied'], flooredKlDiv, 5e-6);
    assert.equal(parse(await figure.number('kl-remedied')).toFixed(5), '5.97115');
    const text = await figure.text();
    assert.match(text, /0\.1333 × \(−2\.0149 − \(−∞\)\) = \+∞/);
    assert.match(text, /α\/\(K−2\) = 0\.1333/);
    assert.match(text, /that would be 0\.08/);
    assert.equal((await figure.readout()).kl, Infinity);
  });

  it('is gone through step by step, with what a step has written over', async () => {
    const figure = await show(page, { figure: 'steps' });
    const visible = () => figure.root.locator('.tensor:visible .title').allTextContents();
    const csv = await figure.get('toCSV');
    const rows = await figure.table();
    assert.equal((await visible()).length, 7);
    await figure.root.getByText('Step by step', { exact: true }).focus();
    await page.keyboard.press('Enter');
    const steps = figure.root.getByRole('combobox', { name: 'Steps' });
    await steps.waitFor();
    assert.deepEqual(await visible(), ['Take the logarithm of the prediction']);
    for (let press = 0; press < 3; press++) await page.keyboard.press('Tab');
    for (let press = 0; press < 3; press++) await page.keyboard.press('Enter');
    await figure.settle();
    assert.deepEqual(await visible(), ['Clear the padding column (class 0)']);
    assert.equal(await steps.inputValue(), '4. Clear the padding column (class 0)');
    const before = () =>
      figure.root.locator('.tensor:visible tbody tr').evaluateAll((trs) =>
        trs.map(({ cells }) =>
          [...cells]
            .slice(1)
            .map((cell) => (cell.classList.contains('changed') ? cell.dataset.before : ''))
            .join(),
        ),
      );
    // α/(K−2) in the first two rows, 1 − α where the target is padding.
    assert.deepEqual(await before(), ['0.1333,,,,', '0.1333,,,,', '0.6,,,,']);
    await figure.root.getByText('This step has changed the 3 outlined cells').waitFor();
    await figure.root.locator('[aria-live]', { hasText: 'Step 4 of 7: Clear the padding column' }).waitFor({
      state: 'attached',
    });
    await figure.field('alpha').fill('0.1');
    await figure.settle();
    assert.deepEqual(await before(), ['0.0333,,,,', '0.0333,,,,', '0.9,,,,']);
    // Paper has them all.
    await page.emulateMedia({ media: 'print' });
    assert.equal((await visible()).length, 7);
    await page.emulateMedia({ media: 'screen' });
    assert.equal((await figure.state()).shownStep, 4);
    await figure.get('reset');
    await figure.settle();
    assert.equal((await visible()).length, 7);
    await page.evaluate(() => document.querySelector('label-smoothing').setState({ shownStep: 4 }));
    await figure.settle();
    assert.deepEqual(await visible(), ['Clear the padding column (class 0)']);
    // The choice of a step changes no numbers.
    assert.equal(await figure.get('toCSV'), csv);
    assert.deepEqual(await figure.table(), rows);
    const next = figure.root.getByRole('button', { name: 'Next step' });
    for (let press = 0; press < 5; press++) await next.click({ force: true });
    await figure.settle();
    assert.match((await visible()).join(), /^KL per element after the remedy/);
    assert.equal(await next.getAttribute('aria-disabled'), 'true');
    await steps.selectOption({ index: 2 });
    await figure.settle();
    assert.deepEqual(await visible(), ['Put 1−α = 0.6 at the correct class']);
    await figure.root.getByText('Step by step', { exact: true }).click();
    await figure.root.locator('.tensor:visible').nth(6).waitFor();
    // With nothing to draw, there are no steps.
    await figure.field('classes').fill('2');
    await figure.settle();
    assert.equal(await figure.root.getByText('Step by step', { exact: true }).isVisible(), false);
  });

  it('is at the step that its author or a link chose, with controls for it or without', async () => {
    const figure = await show(page, { figure: 'trace', 'shown-step': '4', hide: 'shown-step' });
    await figure.root.locator('.tensor.aside').nth(5).waitFor({ state: 'attached' });
    const titles = await figure.root.locator('.tensor:visible .title').allTextContents();
    assert.deepEqual(titles, ['q × log p, multiplied as floating point does']);
    assert.equal(await figure.root.getByText('Step by step', { exact: true }).isVisible(), false);
    // Its outlined cells are NaN; there were no earlier numbers.
    assert.equal(await figure.root.locator('.tensor:visible td.changed').textContent(), 'NaN');
    assert.equal(await figure.root.locator('td[data-before]:not([data-before=""])').count(), 0);
    await figure.get('setAttribute', 'hide', '');
    await figure.root.getByRole('button', { name: 'Next step' }).click();
    assert.equal((await figure.state()).shownStep, 5);
  });

  it('is finite for a prediction without zeros', async () => {
    const figure = await show(page, { figure: 'steps' });
    await figure.field('predictions').fill('0.1,0.2,0.5,0.1,0.1');
    // Σ q log(q/p) over both live rows, in double precision.
    const q = 0.4 / 3;
    const first = q * Math.log(q / 0.2) + 0.6 * Math.log(0.6 / 0.5) + 2 * q * Math.log(q / 0.1);
    const second = 0.6 * Math.log(0.6 / 0.2) + q * Math.log(q / 0.5) + 2 * q * Math.log(q / 0.1);
    assertClose(parse(await figure.number('kl')), first + second, 2e-6);
    assert.doesNotMatch(await figure.text(), /\+∞/);
    await figure.field('predictions').fill('0.1,0.2,0.5,0.1');
    assert.match(await figure.message('predictions').textContent(), /5 numbers in \[0, 1\]/);
    await figure.field('predictions').fill('0.1,0.2,0.5,0.1,0.2');
    assert.match(await figure.text(), /sum to 1\.1, not 1/);
  });
});

describe('loss-curve', () => {
  const column = async (figure, index) => (await figure.table()).map((row) => parse(row[index]));
  const curves = seed.filter(({ figure }) => figure === 'loss-curve');
  const assertCurve = (losses, { klDiv, labelSmoothing }, floor = 0) => {
    assert.equal(losses.length, 99);
    klDiv.forEach((expected, index) => {
      assertClose(losses[index], expected + floor, 2e-6, `α = ${labelSmoothing}, x = ${index + 1}`);
    });
  };

  it("draws the article's curve, which falls to x* = 27 and rises again", async () => {
    const figure = await show(page, { figure: 'loss-curve' });
    const losses = await column(figure, 1);
    assertCurve(losses, curves[0]);
    assert.deepEqual(
      [losses[0], losses[26], losses[98]].map((loss) => loss.toFixed(6)),
      ['0.951350', '0.000000', '0.054421'],
    );
    assert.equal(await figure.number('minimum-x'), '27');
    assert.match(await figure.text(), /falls until x\* = 27 and then rises/);
  });

  it('compares several α at once; α = .9 only rises', async () => {
    const figure = await show(page, { figure: 'loss-curve' });
    await figure.field('alphas').fill('0.4, 0.9');
    for (const [index, curve] of curves.entries()) assertCurve(await column(figure, index + 1), curve);
    const losses = await column(figure, 3);
    assert.deepEqual([losses[0].toFixed(5), losses[98].toFixed(5)], ['0.07246', '2.85163']);
    const text = await figure.text();
    assert.match(text, /α = 0\.4: the minimum is at x\* = 4\.5/);
    assert.match(text, /α = 0\.9: the minimum x\* = 0\.33 is not above 1/);
    await figure.field('alphas').fill('2');
    assert.match(await figure.message('alphas').textContent(), /0 to 4 numbers in \[0, 1\]/);
    await figure.field('alphas').fill('');
    assert.deepEqual((await figure.state()).alphas, []);
  });

  it('is raised by H(q), and nothing else, as cross-entropy', async () => {
    const figure = await show(page, { figure: 'loss-curve' });
    await figure.select('loss').selectOption('cross-entropy');
    assertCurve(await column(figure, 1), curves[0], curves[0].entropy);
    assert.match(await figure.text(), /H\(q\) = 0\.434944/);
  });

  it('is read off by arrow keys and by dragging', async () => {
    const figure = await show(page, { figure: 'loss-curve', x: '26' });
    await figure.canvas().focus();
    await page.keyboard.press('ArrowRight');
    assert.equal((await figure.state()).x, 27);
    assert.equal(await figure.number('loss'), '0');
    await page.mouse.move(...(await figure.point(0.5, 0.5)));
    await page.mouse.down();
    await page.mouse.move(...(await figure.point(0.8, 0.5)));
    await page.mouse.move(...(await figure.point(1, 0.5)));
    await page.mouse.up();
    assert.equal((await figure.state()).x, 99);
    assert.equal(await figure.number('loss'), '0.054421');
  });

  it('says when there is no minimum to see', async () => {
    const figure = await show(page, { figure: 'loss-curve', alpha: '0' });
    assert.match(await figure.text(), /only falls/);
    assert.equal((await figure.readout())['minimum-x'], Infinity);
    await figure.field('alpha').fill('0.01');
    assert.match(await figure.text(), /x\* = 297, beyond what is drawn/);
    await figure.field('x-max').fill('1');
    assert.match(await figure.message('x-max').textContent(), /an integer in \[2, 200\]/);
  });

  it('speaks of the minimum wherever it lies', async () => {
    const figure = await show(page, { figure: 'loss-curve' });
    const spoken = async (alpha, words) => {
      await figure.field('alpha').fill(alpha);
      await figure.root.locator('[aria-live]', { hasText: words }).waitFor({ state: 'attached' });
    };
    await spoken('0.01', 'the minimum is at x = 297, loss 0.');
    await spoken('0.9', 'the minimum is at x = 0.33, loss 0.');
    await spoken('0', 'there is no minimum.');
  });

  it('has words for a target that is all padding', async () => {
    const figure = await show(page, { figure: 'loss-curve', convention: 'prior', prior: '1,0,0,0,0', alpha: '1' });
    assert.match(await figure.text(), /the curve is flat/);
    assert.doesNotMatch(await figure.text(), /falls until/);
  });

  it('keeps the power of ten of a large number', async () => {
    const figure = await show(page, { figure: 'loss-curve', alpha: '7e-31' });
    assert.match(await figure.number('minimum-x'), /^4\.2857\d*e\+30$/);
  });
});

describe('cross-entropy', () => {
  it('is −log of one probability', async () => {
    const figure = await show(page, { figure: 'cross-entropy' });
    assert.equal((await figure.table()).length, 10);
    assertClose(parse(await figure.number('loss')), 0.287682072452, 1e-6);
    await figure.slider('probability').focus();
    await page.keyboard.press('ArrowLeft');
    assertClose(parse(await figure.number('loss')), -Math.log(0.74), 1e-6);
    await figure.canvas(1).focus();
    await page.keyboard.press('ArrowUp');
    assert.equal((await figure.state()).probability, 0.75);
  });

  it('follows a bar and a point that are dragged', async () => {
    const figure = await show(page, { figure: 'cross-entropy' });
    for (const [index, from, to] of [
      [0, [0.3, 0.3], [0.3, 0.6]],
      [1, [0.8, 0.5], [0.3, 0.5]],
    ]) {
      await figure.get('reset');
      const before = (await figure.state()).probability;
      await page.mouse.move(...(await figure.point(...from, index)));
      await page.mouse.down();
      await page.mouse.move(...(await figure.point(...to, index)));
      await page.mouse.up();
      const { probability } = await figure.state();
      assert.ok(probability < before - 0.2, `${before} → ${probability}`);
      assertClose(parse(await figure.number('loss')), -Math.log(probability), 2e-6);
    }
  });

  it('says in words what happens at 0', async () => {
    const figure = await show(page, { figure: 'cross-entropy', probability: '0' });
    assert.equal(await figure.number('loss'), '+∞');
    assert.match(await figure.text(), /−log 0 = \+∞/);
    await figure.field('probability').fill('1');
    assert.equal(await figure.number('loss'), '0');
  });
});

describe('every figure', () => {
  for (const name of lightFigures) {
    it(`${name} speaks both languages and has a name for everything`, async () => {
      const figure = await show(page, { figure: name }, { language: 'zh-Hant' });
      assert.match(await figure.root.getByRole('button').textContent(), /重設/);
      await page.evaluate(() => document.documentElement.setAttribute('lang', 'en'));
      await figure.settle();
      await figure.root.getByRole('button', { name: 'Reset' }).waitFor();
      assert.doesNotMatch(await figure.text(), /[一-鿿]/);
      const unnamed = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('label-smoothing');
        const named = (element) =>
          element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent;
        return [...shadowRoot.querySelectorAll('canvas, input, select, button, [role]')]
          .filter((element) => element.role !== 'alert' && !named(element))
          .map((element) => element.outerHTML);
      });
      assert.deepEqual(unnamed, []);
    });

    it(`${name} fits 280 pixels and gives its controls 24`, async () => {
      await page.setViewportSize({ width: 280, height: 800 });
      const figure = await show(page, { figure: name });
      await figure.settle();
      const { overflow, small } = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector('label-smoothing');
        const sizes = [...shadowRoot.querySelectorAll('input, select, button, summary')]
          .map((element) => [element.id || element.localName, element.getBoundingClientRect()])
          .filter(([, { width }]) => width > 0);
        return {
          overflow: document.documentElement.scrollWidth - innerWidth,
          small: sizes.filter(([, { width, height }]) => width < 24 || height < 24).map(([id]) => id),
        };
      });
      assert.ok(overflow <= 0, `${overflow} pixels wider than the window`);
      assert.deepEqual(small, []);
    });
  }

  it('tells screen readers the outcome once the reader rests', async () => {
    const figure = await show(page, { figure: 'targets' });
    const live = figure.root.locator('[aria-live=polite]');
    assert.equal(await live.textContent(), '');
    await figure.field('alpha').fill('0.5');
    await page.waitForFunction(() =>
      document.querySelector('label-smoothing').shadowRoot.querySelector('[aria-live]').textContent.includes('0.6'),
    );
    assert.match(await live.textContent(), /class 2 .* 0\.6 .* 0\.1/);
  });
});
