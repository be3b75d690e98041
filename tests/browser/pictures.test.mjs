// What charts really show: pixels of their canvases and the words written on them.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { noteReading, noteWords } from './drawing.mjs';
import { assertClose, show } from './element.mjs';
import { openSite } from './support.mjs';

let site;
let opened;
let page;
before(async () => {
  site = await openSite();
  opened = await site.open('en/', {}, [noteWords, noteReading]);
  page = opened.page;
});
after(() => site?.close());
afterEach(() => assert.deepEqual(opened.problems.splice(0), []));

const words = (index = 0) =>
  page.evaluate(
    (index) =>
      window.written.get(document.querySelector('label-smoothing').shadowRoot.querySelectorAll('canvas')[index]),
    index,
  );
const numbers = async (index) =>
  (await words(index))
    .filter(({ text }) => /^−?\d+(\.\d+)?$/.test(text))
    .map((word) => ({
      ...word,
      value: Number(word.text.replace('−', '-')),
    }));

/** The colors of the two networks, as red, green and blue: the first two series, which the page may set. */
let hard;
let smoothed;
const readColors = async () => {
  [hard, smoothed] = await page.$$eval('label-smoothing', ([element]) =>
    [...element.shadowRoot.querySelectorAll('.probes span')]
      .slice(5, 7)
      .map((probe) => getComputedStyle(probe).color.match(/\d+/g).map(Number)),
  );
};

const pixels = (index) =>
  page.evaluate(
    (index) => document.querySelector('label-smoothing').shadowRoot.querySelectorAll('canvas')[index].toDataURL(),
    index,
  );
/** How much of a canvas has a color, as a share, and the box around it in pixels. */
const painted = (index, color) =>
  page.evaluate(
    ([index, color]) => {
      const canvas = document.querySelector('label-smoothing').shadowRoot.querySelectorAll('canvas')[index];
      const { width, height } = canvas;
      const { data } = window.read(canvas);
      let count = 0;
      let [left, right, top, bottom] = [width, 0, height, 0];
      for (let at = 0; at < data.length; at += 4) {
        if (color.some((part, index) => Math.abs(part - data[at + index]) > 12) || data[at + 3] < 250) continue;
        count++;
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      return { share: count / (width * height), left, right, top, bottom };
    },
    [index, color],
  );

/** A short run that ends with a fair accuracy. */
const small = {
  figure: 'training',
  dataset: 'gaussian',
  classes: '3',
  samples: '200',
  batch: '20',
  epochs: '8',
  layers: '16',
  theme: 'light',
};

async function finish(figure) {
  await page.evaluate(() => {
    const element = document.querySelector('label-smoothing');
    const done = new Promise((resolve) => element.addEventListener('ls-done', resolve, { once: true }));
    element.play();
    return done.then(() => undefined);
  });
  await figure.settle();
}

const legends = () =>
  page.$$eval('label-smoothing', ([element]) =>
    [...element.shadowRoot.querySelectorAll('.charts > div')].map((chart) =>
      [...chart.querySelectorAll('.legend li')].map((item) => item.textContent),
    ),
  );
const sharedLegend = () =>
  page.$$eval('label-smoothing', ([element]) =>
    [...element.shadowRoot.querySelectorAll('.stage > .legend li')].map((item) => item.textContent),
  );

describe('a chart whose kind changes', () => {
  it('has bars in every view with bars, and none in those with lines', async () => {
    const figure = await show(page, small);
    await readColors();
    await finish(figure);
    const lines = await painted(0, hard);
    for (const view of ['reliability', 'histogram']) {
      await figure.get('setState', { view });
      await figure.settle();
      for (const [index, color] of [hard, smoothed].entries()) {
        const { share } = await painted(index, color);
        assert.ok(share > 0.02, `${view}, network ${index}: ${share} of the chart is bars`);
      }
    }
    await figure.get('setState', { view: 'learning' });
    await figure.settle();
    assert.deepEqual(await painted(0, hard), lines);
  });

  it('draws lines where it began with bars', async () => {
    const began = await show(page, { ...small, view: 'histogram' });
    await finish(began);
    await began.get('setState', { view: 'learning' });
    await began.settle();
    const changed = await pixels(1);
    const fresh = await show(page, small);
    await finish(fresh);
    assert.ok(changed === (await pixels(1)), 'the picture depends on what was there before');
  });

  it('draws bars as high as the table says', async () => {
    const figure = await show(page, small);
    await finish(figure);
    await figure.get('setState', { view: 'histogram' });
    await figure.settle();
    const [, ...rows] = (await figure.get('toCSV')).trimEnd().split('\r\n');
    const counts = rows.map((row) => Number(row.split(',')[1]));
    const share = Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0);
    const ticks = (await numbers(0)).filter(({ value }) => value === 0 || value === 1);
    // The ends of the upright axis are written one above the other.
    const [one] = ticks.filter(({ value }) => value === 1);
    const [zero] = ticks.filter(({ value, x }) => value === 0 && Math.abs(x - one.x) < 10);
    const { top } = await painted(0, hard);
    assertClose((zero.y - top) / (zero.y - one.y), share, 0.02, 'the highest bar');
  });
});

describe('legends', () => {
  it('stand line by line on their charts, beside a longer one too', async () => {
    await show(page, { figure: 'alpha-sweep', dataset: 'gaussian' });
    const gaps = await page.$$eval('label-smoothing', ([element]) =>
      [...element.shadowRoot.querySelectorAll('.charts > div')].map((chart) => {
        const items = [...chart.querySelectorAll('.legend li')].map((item) => item.getBoundingClientRect());
        const tops = [...new Set(items.map(({ top }) => top))];
        const { top: below } = chart.querySelector('.chart').getBoundingClientRect();
        return [...tops.slice(1), below].map((top, line) => top - tops[line] - items[0].height);
      }),
    );
    assert.equal(gaps.length, 4);
    assert.ok(Math.max(...gaps.flat()) < 8, JSON.stringify(gaps));
  });

  const hardName = 'hard labels';
  const smoothedName = 'smoothed labels (α = 0.1)';
  it('name the networks, each chart its own', async () => {
    const figure = await show(page, small);
    for (const [view, entries] of [
      ['confidence', (name) => [`Mean confidence, ${name}`, `Accuracy, ${name}`]],
      ['reliability', (name) => [`Accuracy, ${name}`, 'Perfect calibration']],
      ['histogram', (name) => [`Share of the test data, ${name}`]],
    ]) {
      await figure.get('setState', { view });
      await figure.settle();
      assert.deepEqual(await legends(), [entries(hardName), entries(smoothedName)], view);
      assert.deepEqual(await sharedLegend(), []);
    }
  });

  it('of two charts of the same lines is one, which leaves their measures to the axes', async () => {
    await show(page, { figure: 'distillation' });
    assert.deepEqual(await legends(), [[], []]);
    assert.deepEqual(await sharedLegend(), [
      'Student of the hard teacher',
      'Student of the α = 0.1 teacher',
      'The hard teacher',
      'The α = 0.1 teacher',
      'Student without a teacher',
    ]);
  });

  it('name the measure of a line that is of another one than its axis', async () => {
    await show(page, { figure: 'alpha-sweep' });
    const both = ['Label smoothing', 'Hard labels, then temperature scaling'];
    assert.deepEqual(await legends(), [
      [...both, 'Training accuracy'],
      both,
      [...both, 'Accuracy, label smoothing'],
      both,
    ]);
    assert.deepEqual(await sharedLegend(), []);
  });

  it('leave charts of a pair side by side', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const figure = await show(page, { ...small, view: 'reliability' });
    const boxes = await Promise.all([0, 1].map((index) => figure.canvas(index).boundingBox()));
    assert.equal(boxes[0].y, boxes[1].y);
    assert.equal(boxes[0].height, boxes[1].height);
  });
});

describe('the descent', () => {
  it('writes the logits where neither bars nor arrows are, and the gap above its axis', async () => {
    await show(page, { figure: 'descent', classes: '5', target: '2' });
    const zeros = async (index) => (await words(index)).filter(({ text }) => text === '0.00');
    const logits = (await zeros(0)).slice(-5).sort((a, b) => a.x - b.x);
    // Only the correct class is pushed up, away from a number below it.
    for (const index of [0, 1, 3, 4]) assert.ok(logits[index].y < logits[2].y - 20, JSON.stringify(logits));
    const [gap] = (await zeros(1)).slice(-1);
    const ticks = (await words(1)).filter(({ text }) => text === '1' || text === '10');
    assert.ok(Math.max(...ticks.map(({ y }) => y)) - gap.y > 20, 'the gap is not written among the ticks');
  });
});

describe('the gradient', () => {
  /**
   * The arrow of each class: where its shaft and where its wide head are, in shares of the axis from 0 to 1; NaN where
   * there is none. Only what lies below `highest` is looked at.
   */
  const arrows = async (classes, highest = 1) => {
    const axis = (await numbers(0)).filter(({ x }, _, all) => x === all.find(({ text }) => text === '0.8').x);
    const [zero, one] = [0, 1].map((value) => axis.find((word) => word.value === value).y);
    const columns = (await words(0)).filter(({ text, y }) => /^\d$/.test(text) && y > zero + 5).slice(-classes);
    return page.evaluate(
      ([places, zero, one, highest]) => {
        const root = document.querySelector('label-smoothing').shadowRoot;
        const text = getComputedStyle(root.querySelector('.probes span')).color.match(/\d+/g).map(Number);
        const canvas = root.querySelector('canvas');
        const { width, data } = window.read(canvas);
        const isInk = (x, y) =>
          [...text, 255].every((part, index) => Math.abs(part - data[4 * (y * width + x) + index]) < 40);
        return places.map((center) => {
          const rows = [];
          for (let y = Math.ceil(zero - highest * (zero - one)) + 1; y < zero - 1; y++) {
            let wide = 0;
            for (let x = Math.round(center) - 7; x <= center + 7; x++) wide += isInk(x, y) ? 1 : 0;
            // A shaft is two pixels wide and dark in the middle.
            const middle = isInk(Math.round(center), y) || isInk(Math.round(center) - 1, y);
            if (wide > 0 && middle) rows.push({ at: (zero - y) / (zero - one), wide });
          }
          const mean = (of) => of.reduce((sum, { at }) => sum + at, 0) / of.length;
          return {
            shaft: mean(rows.filter(({ wide }) => wide <= 3)),
            head: mean(rows.filter(({ wide }) => wide > 5 && wide < 12)),
          };
        });
      },
      [columns.map(({ x }) => x), zero, one, highest],
    );
  };

  it('is drawn as the push q − p: the arrow of the correct class points up, to its target', async () => {
    const figure = await show(page, {
      figure: 'gradient',
      theme: 'light',
      logits: '0,0,0,0,0',
      target: '2',
      alpha: '0.1',
    });
    await figure.settle();
    // p = .2 and q = .92: written with the sign of the push.
    const written = (await words(0)).map(({ text }) => text);
    assert.ok(written.includes('+0.72'), written.join(' '));
    assert.equal(written.filter((text) => text === '−0.18').length, 4);
    const [, , correct] = await arrows(5);
    assert.ok(correct.head > correct.shaft, JSON.stringify(correct));
    assertClose(correct.head, 0.92, 0.03, 'the head');
    // Too sure: now it points down.
    await figure.get('setState', { logits: [0, 0, 8, 0, 0], alpha: 0.5 });
    await figure.settle();
    const [, , turned] = await arrows(5);
    assert.ok(turned.head < turned.shaft, JSON.stringify(turned));
  });

  it('pushes nothing in a row of padding', async () => {
    const figure = await show(page, {
      figure: 'gradient',
      theme: 'light',
      convention: 'padded',
      target: '0',
      logits: '3,0,0,0,0',
    });
    await figure.settle();
    // Its number stands above p = .83.
    const [padding] = await arrows(5, 0.8);
    assert.deepEqual(padding, { shaft: Number.NaN, head: Number.NaN });
  });

  it('is called the push in heading, text and table', async () => {
    const figure = await show(page, { figure: 'gradient' });
    assert.match(await figure.root.locator('figcaption').textContent(), /q\s−\sp/);
    assert.match((await figure.get('toCSV')).split('\r\n')[0], /Gradient p − q,Push q − p$/);
  });
});

describe('the penultimate layer', () => {
  it('is drawn at one scale with ticks, and says how tight the classes are', async () => {
    const figure = await show(page, {
      ...small,
      view: 'projection',
      classes: '10',
      samples: '500',
      epochs: '30',
      layers: '64,64',
    });
    await finish(figure);
    const scales = [];
    for (const index of [0, 1]) {
      const all = await numbers(index);
      const below = all.filter(({ y }) => y === Math.max(...all.map((word) => word.y)));
      assert.ok(below.length >= 2, `${below.length} ticks`);
      const [first, last] = [below[0], below.at(-1)];
      scales.push((last.x - first.x) / (last.value - first.value));
      const left = all.filter(({ x }) => x === Math.min(...all.map((word) => word.x)));
      assert.ok(left.length >= 2);
      const upright = (left.at(-1).y - left[0].y) / (left[0].value - left.at(-1).value);
      assertClose(upright, scales[index], 1e-6 * upright, 'the upright scale');
    }
    assertClose(scales[0], scales[1], 1e-6 * scales[0], 'the scale of the second panel');

    // The same numbers from the table, by their definition.
    const rows = (await figure.get('toCSV'))
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((row) => /^(\w+),(.*?),([-\d.e]+),([-\d.e]+),(.*)$/.exec(row).slice(1));
    const readout = await figure.readout();
    for (const [network, key] of [
      [hardName, 'hard'],
      ['Smoothed', 'smoothed'],
    ]) {
      for (const [split, word] of [
        ['train', 'training'],
        ['test', 'test'],
      ]) {
        const points = rows.filter((row) => row[0] === word && row[4].replaceAll('"', '').startsWith(network));
        const groups = [...new Set(points.map((row) => row[1]))].map((name) =>
          points.filter((row) => row[1] === name).map((row) => [Number(row[2]), Number(row[3])]),
        );
        assert.equal(groups.length, 3);
        const centers = groups.map((group) =>
          [0, 1].map((axis) => group.reduce((sum, point) => sum + point[axis], 0) / group.length),
        );
        const apart = ([a, b], [c, d]) => Math.hypot(a - c, b - d);
        const between =
          (apart(centers[0], centers[1]) + apart(centers[0], centers[2]) + apart(centers[1], centers[2])) / 3;
        const squares = groups.flatMap((group, index) => group.map((point) => apart(point, centers[index]) ** 2));
        const within = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
        assertClose(readout[`within-between-${split}-${key}`], within / between, 1e-5, `${split} ${key}`);
        assertClose(readout[`centers-${split}-${key}`], between, 1e-4, `${split} ${key}`);
      }
    }
    const findings = await page.$$eval('label-smoothing', ([element]) =>
      [...element.shadowRoot.querySelectorAll('.finding')].map(({ textContent }) => textContent),
    );
    for (const [index, key] of ['hard', 'smoothed'].entries()) {
      for (const split of ['train', 'test']) {
        const written = readout[`within-between-${split}-${key}`].toFixed(3).replace(/0+$/, '');
        assert.ok(findings[index].includes(written), `${findings[index]} lacks ${written}`);
      }
    }
  });
  const hardName = 'Hard';
});

describe('decision regions', () => {
  it('offer data in the plane where there is none, and train on them at once', async () => {
    const figure = await show(page, {
      figure: 'training',
      dataset: 'gaussian',
      view: 'regions',
      epochs: '10',
      theme: 'light',
    });
    assert.equal(await figure.root.locator('canvas').count(), 0);
    const offer = figure.root.getByRole('button', { name: /in the plane/ });
    await page.evaluate(() => {
      window.done = new Promise((resolve) =>
        document.querySelector('label-smoothing').addEventListener('ls-done', resolve, { once: true }),
      );
    });
    await offer.click();
    await page.evaluate(() => window.done.then(() => undefined));
    await figure.settle();
    assert.equal(await figure.root.locator('canvas').count(), 2);
    assert.equal((await figure.readout()).steps, 100);
    // Wherever the focus went, it is in the figure.
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'label-smoothing');
    // Red is for settings that cannot be.
    assert.equal(await figure.root.locator('.instead').isVisible(), false);
  });

  it('takes the classes to project by their names, whatever the data and the language', async () => {
    const choicesOf = (figure, label) => figure.root.getByRole('combobox', { name: label });
    const chosen = (choices) => choices.evaluateAll((all) => all.map((one) => one.selectedOptions[0].textContent));
    for (const [language, label, names, shirt] of [
      ['zh-Hant', '投影的三個類別', ['T 恤', '長褲', '套頭衫'], '襯衫'],
      ['en', 'Three classes to project', ['T-shirt', 'Trouser', 'Pullover'], 'Shirt'],
    ]) {
      const attributes = { figure: 'training', dataset: 'fashion', view: 'projection', samples: '200', epochs: '2' };
      const figure = await show(page, attributes, { language });
      const choices = choicesOf(figure, label);
      assert.deepEqual(await chosen(choices), names);
      await choices.nth(1).selectOption(shirt);
      assert.deepEqual((await figure.state()).shown, [0, 6, 2]);
      await finish(figure);
      assert.deepEqual(await chosen(choices), [names[0], shirt, names[2]]);
      const inTable = new Set(
        (await figure.get('toCSV'))
          .split('\r\n')
          .slice(1, -1)
          .map((row) => row.split(',')[1]),
      );
      assert.deepEqual([...inTable].sort(), [names[0], shirt, names[2]].sort());
    }
    const figure = await show(page, { ...small, classes: '4', view: 'projection' });
    const choices = choicesOf(figure, 'Three classes to project');
    assert.deepEqual(await chosen(choices), ['Class 0', 'Class 1', 'Class 2']);
    assert.equal(await choices.first().locator('option').count(), 4);
  });

  it('offer three classes where the view needs them', async () => {
    const figure = await show(page, { ...small, classes: '2', view: 'projection' });
    await figure.root.getByRole('button', { name: /three classes/ }).click();
    assert.equal((await figure.state()).classes, 3);
  });

  it('shade confidence smoothly', async () => {
    const figure = await show(page, { ...small, dataset: 'moons', view: 'regions', samples: '60', batch: '20' });
    await finish(figure);
    const covered = await page.evaluate(() => {
      const canvas = document.querySelector('label-smoothing').shadowRoot.querySelector('canvas');
      const { width, height } = canvas;
      const { data } = window.read(canvas);
      const counts = new Map();
      let total = 0;
      for (let y = Math.round(0.3 * height); y < 0.7 * height; y++) {
        for (let x = Math.round(0.3 * width); x < 0.9 * width; x++) {
          const at = 4 * (y * width + x);
          const color = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
          counts.set(color, (counts.get(color) ?? 0) + 1);
          total++;
        }
      }
      const most = [...counts.values()].sort((a, b) => b - a).slice(0, 10);
      return most.reduce((sum, count) => sum + count, 0) / total;
    });
    assert.ok(covered < 0.6, `ten colors cover ${covered} of the map`);
  });
});
