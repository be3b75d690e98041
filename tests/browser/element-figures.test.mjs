// The numbers of these figures against formulas in double precision.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertClose, assertRow, parse, show } from './element.mjs';
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
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const softmax = (logits) => {
  const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  return powers.map((power) => power / sum(powers));
};
const crossEntropy = (q, p) => -sum(q.map((share, index) => (share === 0 ? 0 : share * Math.log(p[index]))));
const entropy = (q) => crossEntropy(q, q);
const uniform = (alpha, classes, target) =>
  Array.from({ length: classes }, (_, index) => (index === target ? 1 - alpha : 0) + alpha / classes);
const others = (alpha, classes, target) =>
  Array.from({ length: classes }, (_, index) => (index === target ? 1 - alpha : alpha / (classes - 1)));
const padded = (alpha, classes, target) => [0, ...others(alpha, classes - 1, target - 1)];

describe('decomposition', () => {
  it('stacks KL on the floor H(q), which is touched where p = q', async () => {
    const figure = await show(page, { figure: 'decomposition', alpha: '0.4' });
    const q = uniform(0.4, 5, 1);
    const rows = await figure.table();
    assert.equal(rows.length, 99);
    rows.forEach(([p, ce, kl, floor], index) => {
      const x = (index + 1) / 100;
      const prediction = q.map((_, column) => (column === 1 ? x : (1 - x) / 4));
      const expected = crossEntropy(q, prediction);
      assertRow([p, ce, kl, floor], [x, expected, expected - entropy(q), entropy(q)], 2e-6);
    });
    const readout = await figure.readout();
    assertClose(readout['best-probability'], 0.68, 1e-7);
    await figure.canvas().focus();
    await page.keyboard.press('ArrowRight');
    assert.equal((await figure.state()).probability, 0.51);
    await figure.field('probability').fill('0.68');
    assert.equal((await figure.state()).probability, 0.68);
    assert.equal(await figure.number('kl'), '0');
    assert.equal(await figure.number('cross-entropy'), await figure.number('entropy'));
    await figure.field('alpha').fill('0');
    assert.match(await figure.text(), /there is no floor/);
  });

  it('has a residue where the target does not share evenly', async () => {
    const figure = await show(page, { figure: 'decomposition', convention: 'prior', alpha: '0.5' });
    const prior = [5, 2, 1, 1, 1].map((weight) => weight / 10);
    const q = prior.map((share, index) => 0.5 * share + (index === 1 ? 0.5 : 0));
    const left = crossEntropy(q, [0.1, 0.6, 0.1, 0.1, 0.1]) - entropy(q);
    const said = /with a KL of ([\d.]+) left/.exec(await figure.text());
    assertClose(Number(said?.[1]), left, 2e-6);
  });
});

describe('gradient', () => {
  it('is p − q and pushes by q − p, class by class', async () => {
    const figure = await show(page, { figure: 'gradient', logits: '1,2,3,4,5', target: '1' });
    const p = softmax([1, 2, 3, 4, 5]);
    const q = uniform(0.1, 5, 1);
    (await figure.table()).forEach((row, index) => {
      assertRow(row, [index, index + 1, p[index], q[index], p[index] - q[index], q[index] - p[index]], 1e-6);
    });
    assertClose(parse(await figure.number('loss')), 3.351914395938, 1e-6);
    assertClose(parse(await figure.number('target-gradient')), -0.88831508, 1e-6);
    assertClose(parse(await figure.number('target-push')), 0.88831508, 1e-6);
    assert.equal(await figure.number('gradient-sum'), '0');
    await page.mouse.click(...(await figure.point(0.92, 0.5)));
    assert.equal((await figure.state()).target, 4);
    await figure.field('alpha').fill('0.6');
    assert.match(await figure.text(), /even the logit of the correct class is lowered/);
    await figure.field('logits').fill('1,2');
    assert.match(await figure.message('logits').textContent(), /5 numbers in \[-50, 50\]/);
  });

  it('is 0 in a row of padding', async () => {
    const figure = await show(page, { figure: 'gradient', convention: 'padded', target: '0' });
    for (const row of await figure.table()) assert.deepEqual(row.slice(-2), ['0', '0']);
    assert.match(await figure.text(), /its whole row is 0/);
  });
});

describe('logit-gap', () => {
  it('is log(q_y / q_other) for every K, and 0 where the target stops winning', async () => {
    const figure = await show(page, { figure: 'logit-gap', 'class-counts': '5,100' });
    const formulas = {
      uniform: [(alpha, classes) => Math.log(1 + (classes * (1 - alpha)) / alpha), () => 1],
      others: [
        (alpha, classes) => Math.log(((classes - 1) * (1 - alpha)) / alpha),
        (classes) => (classes - 1) / classes,
      ],
      padded: [
        (alpha, classes) => Math.log(((classes - 2) * (1 - alpha)) / alpha),
        (classes) => (classes - 2) / (classes - 1),
      ],
    };
    for (const [convention, [gap, threshold]] of Object.entries(formulas)) {
      await figure.select('convention').selectOption(convention);
      (await figure.table()).forEach((row, index) => {
        const alpha = (index + 1) / 100;
        assertRow(row, [alpha, gap(alpha, 5), gap(alpha, 100)], 1e-5);
      });
      assertClose(parse(await figure.number('gap')), gap(0.1, 5), 1e-6);
      assertClose(parse(await figure.number('threshold')), threshold(5), 1e-6);
      assertClose(parse(await figure.number('threshold-2')), threshold(100), 1e-6);
    }
    await figure.field('alpha').fill('0.76');
    assert.match(await figure.text(), /no longer wins for K = 5:/);
    await figure.field('alpha').fill('0');
    assert.equal(await figure.number('gap'), '+∞');
  });

  it('offers no convention whose other classes differ', async () => {
    const figure = await show(page, { figure: 'logit-gap', convention: 'prior' });
    assert.equal((await figure.state()).convention, 'uniform');
    const [error] = await figure.events('ls-error');
    assert.equal(error.detail.message, 'convention is prior, expected one of uniform, others, padded');
    assert.equal(await figure.select('convention').locator('option').count(), 3);
  });
});

describe('conventions', () => {
  it('shows what one α means in each, and converts it', async () => {
    const figure = await show(page, { figure: 'conventions', alpha: '0.4' });
    const prior = [5, 2, 1, 1, 1].map((weight, index) => (0.4 * weight) / 10 + (index === 2 ? 0.6 : 0));
    const rows = [uniform(0.4, 5, 2), others(0.4, 5, 2), padded(0.4, 5, 2), prior];
    (await figure.table()).forEach((row, index) => {
      assertRow(row, [index, ...rows.map((q) => q[index])], 1e-6);
    });
    // uniform(α) = others(α(K−1)/K), and back.
    const { 'others-alpha': toOthers, 'uniform-alpha': toUniform } = await figure.readout();
    assertRow(others(toOthers, 5, 2).map(String), uniform(0.4, 5, 2), 1e-9);
    assertRow(uniform(toUniform, 5, 2).map(String), others(0.4, 5, 2), 1e-9);
    await figure.field('alpha').fill('0.9');
    assert.match(await figure.text(), /would take α = 1\.125 in uniform/);
    assert.match(await figure.text(), /padded: α = 0\.9 is beyond 3\/4/);
    await figure.field('classes').fill('2');
    assert.match(await figure.text(), /padded has no class to give anything to/);
    assert.equal((await figure.table())[0].length, 4);
  });
});

describe('temperature', () => {
  it('divides the logits, where smoothing changes the target', async () => {
    const figure = await show(page, { figure: 'temperature' });
    const logits = [0, 1, 4, 2, -1];
    const q = uniform(0.1, 5, 2);
    const hard = uniform(0, 5, 2);
    const at = (temperature) => softmax(logits.map((logit) => logit / temperature));
    (await figure.table()).forEach((row, index) => {
      assertRow(row, [index, logits[index], at(1)[index], at(2)[index], q[index]], 1e-6);
    });
    const readout = await figure.readout();
    assertClose(readout['loss-hard'], crossEntropy(hard, at(1)), 1e-6);
    assertClose(readout['loss-temperature'], crossEntropy(hard, at(2)), 1e-6);
    assertClose(readout['loss-smoothed'], crossEntropy(q, at(1)), 1e-6);
    assertClose(readout['loss-smoothed-temperature'], crossEntropy(q, at(2)), 1e-6);
    const best = readout['best-temperature'];
    assert.ok(best > 0.5 && best < 1.5, String(best));
    // Σ zᵢ(pᵢ − qᵢ) = 0 there.
    assertClose(sum(at(best).map((p, index) => logits[index] * (p - q[index]))), 0, 1e-5);
    await figure.canvas(1).focus();
    await page.keyboard.press('ArrowRight');
    assert.equal((await figure.state()).temperature, 2.05);
    await figure.field('logits').fill('1,1,1,1,1');
    assert.match(await figure.text(), /All logits are equal/);
    assert.ok(Number.isNaN((await figure.readout())['best-temperature']));
  });
});

describe('trace', () => {
  it('names the products that make nan and inf, and what PyTorch printed before and after 1.13', async () => {
    const figure = await show(page, { figure: 'trace' });
    const rows = await figure.table();
    assert.deepEqual(
      rows.slice(3).map((row) => row.slice(1).map((cell) => (/\d\.\d/.test(cell) ? 'number' : cell))),
      [
        ['NaN', 'number', 'number', 'number', '−∞'],
        ['0', 'number', 'number', 'number', '+∞'],
        ['NaN', 'number', 'number', 'number', '+∞'],
        ['0', 'number', 'number', 'number', '+∞'],
      ],
    );
    assert.equal(await figure.number('kl'), '+∞');
    assert.equal(await figure.number('kl-1-12'), 'inf');
    assert.equal(await figure.number('kl-1-13'), 'nan');
    const text = await figure.text();
    assert.match(text, /nan comes from class 0: .* 0 × \(−∞\) = NaN/);
    assert.match(text, /inf comes from class 4: 0\.1333 × \(−2\.0149 − \(−∞\)\) = \+∞/);
    await figure.field('predictions').fill('0,0.2,0.6,0.1,0.1');
    assert.deepEqual(
      [await figure.number('kl-1-12'), await figure.number('kl-1-13')],
      [await figure.number('kl'), 'nan'],
    );
    const q = padded(0.4, 5, 2);
    await figure.field('predictions').fill('0.1,0.2,0.5,0.1,0.1');
    const kl = crossEntropy(q, [0.1, 0.2, 0.5, 0.1, 0.1]) - entropy(q);
    for (const key of ['kl', 'kl-1-12', 'kl-1-13']) assertClose(parse(await figure.number(key)), kl, 2e-6, key);
    assert.match(await figure.text(), /all three ways give the same finite number/);
  });
});
