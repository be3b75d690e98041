// Guesses made in the picture: by mouse and finger, beside slider and field, before the answer and after it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { noteReading, noteWords } from './drawing.mjs';
import { assertClose, show } from './element.mjs';
import { frames, openChapterOf, openSite, settled, until } from './support.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

/** --prediction and --smoothed of palette.css, light. */
const guessColor = [11, 125, 114];
const truthColor = [207, 106, 16];

/** Where the questions lie in their figures, with the true numbers: by hand, as in page-story.test.mjs. */
const questions = [
  { name: 'loss', figure: 'cross-entropy', chart: 1, at: (value) => [0.1, value], truth: Math.LN10 },
  { name: 'kept', figure: 'targets', at: (value) => [2.2, value], truth: 0.76 },
  { name: 'minimum', figure: 'loss-curve', at: (value) => [value, 0.45], truth: 7 },
  { name: 'floor', figure: 'decomposition', at: (value) => [0.3, value], truth: 1.0705 },
  { name: 'gap', figure: 'logit-gap', at: (value) => [0.1, value], truth: Math.log(0.9001 / 0.0001) },
];
/** Guesses that are far enough from the truth and from what else is drawn. */
const guesses = { loss: 3.5, kept: 0.4, minimum: 60, floor: 1.6, gap: 4.6 };
const others = { loss: '1.8', kept: '0.6', minimum: '40', floor: '0.8', gap: '5.2' };

/**
 * A script for pages: where a place of a chart is on the screen, and the color that is drawn there. The axes are read off
 * their numbers, which stand in one column and one row.
 */
function noteLooking() {
  window.look = (canvas, [x, y]) => {
    const numbers = window.written
      .get(canvas)
      .map(({ text, ...place }) => ({ ...place, value: text === '' ? Number.NaN : Number(text.replace('−', '-')) }))
      .filter(({ value }) => Number.isFinite(value));
    const count = (group) => new Set(group.map(({ value }) => value)).size;
    const axis = (along, across) => {
      const groups = [...Map.groupBy(numbers, (number) => Math.round(number[across])).values()];
      const ofAxis = groups.reduce((most, one) => (count(one) > count(most) ? one : most));
      const [low, high] = [ofAxis[0], ofAxis.at(-1)];
      return (value) => low[along] + ((value - low.value) / (high.value - low.value)) * (high[along] - low[along]);
    };
    const [left, top] = [axis('x', 'y')(x), axis('y', 'x')(y)];
    const { data, width } = window.read(canvas);
    const box = canvas.getBoundingClientRect();
    const at = 4 * (Math.round(top) * width + Math.round(left));
    return {
      x: box.x + (left * box.width) / canvas.width,
      y: box.y + (top * box.height) / canvas.height,
      color: [...data.slice(at, at + 3)],
    };
  };
}

const open = (path, options) =>
  site.open(path, { viewport: { width: 1440, height: 900 }, ...options }, [noteReading, noteWords, noteLooking]);

const look = (canvas, place) => canvas.evaluate((one, place) => window.look(one, place), place);
const words = (canvas) => canvas.evaluate((one) => window.written.get(one).map(({ text }) => text));
const isColor = async (canvas, place, color) =>
  (await look(canvas, place)).color.every((part, at) => Math.abs(part - color[at]) < 8);

/** Runs the figure of a question, which comes into view. */
async function ask(page, { name, figure, chart = 0 }) {
  await openChapterOf(page, `#figure-${figure}`);
  await page.evaluate(
    async ([id, chart]) => {
      const element = document.getElementById(id);
      element.loading = 'eager';
      await element.ready;
      element.shadowRoot.querySelectorAll('.chart')[chart].scrollIntoView({ block: 'center', behavior: 'instant' });
    },
    [`figure-${figure}`, chart],
  );
  // What comes into view above may still move it.
  const canvas = page.locator(`#figure-${figure} canvas`).nth(chart);
  await settled(() => canvas.boundingBox());
  const form = page.locator(`[data-prediction="${name}"]`);
  return {
    form,
    canvas,
    field: form.getByRole('spinbutton'),
    slider: form.getByRole('slider'),
    state: () => page.evaluate((id) => document.getElementById(id).getState(), `figure-${figure}`),
  };
}

async function dragWithMouse(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

async function dragWithFinger(page, from, to) {
  const client = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
  const between = (share) => ({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
  await send('touchStart', [between(0)]);
  for (let step = 1; step <= 6; step++) await send('touchMove', [between(step / 6)]);
  await send('touchEnd', []);
}

describe('a guess in the picture', () => {
  for (const [path, how, drag, options, invitation, yours, check] of [
    ['en/', 'a mouse', dragWithMouse, {}, 'drag to guess', 'your guess: ', 'Check'],
    [
      '',
      'a finger',
      dragWithFinger,
      { viewport: { width: 360, height: 740 }, hasTouch: true },
      '拖曳來猜',
      '你猜 ',
      '對答案',
    ],
  ]) {
    it(`is dragged with ${how}, follows slider and field, and is answered: /${path}`, async () => {
      const { page, problems, close } = await open(path, options);
      for (const question of questions) {
        const { name, at, truth } = question;
        const { form, canvas, field, slider, state } = await ask(page, question);
        const before = await state();
        assert.ok((await words(canvas)).includes(invitation), name);
        const wanted = guesses[name];
        await drag(page, await look(canvas, at(Number(await field.inputValue()))), await look(canvas, at(wanted)));
        await frames(page);
        const guess = Number(await field.inputValue());
        const { min, max } = await slider.evaluate(({ min, max }) => ({ min, max }));
        assertClose(guess, wanted, 0.03 * (max - min), name);
        assert.equal(await slider.inputValue(), String(guess));
        assert.ok((await words(canvas)).includes(`${yours}${guess}`), `${name}: ${await words(canvas)}`);
        assert.ok(await isColor(canvas, at(guess), guessColor), `${name} at ${guess}`);
        // The figure itself has not moved.
        assert.deepEqual(await state(), before);
        // The other way round.
        const other = others[name];
        await field.fill(other);
        await frames(page);
        assert.equal(await slider.inputValue(), other);
        assert.ok(await isColor(canvas, at(Number(other)), guessColor), `${name} at ${other}`);
        assert.ok((await words(canvas)).includes(`${yours}${other}`));
        await form.getByRole('button', { name: check }).click();
        // On a phone the button may have pushed it out of view, where nothing is drawn.
        await canvas.scrollIntoViewIfNeeded();
        await until(() => isColor(canvas, at(truth), truthColor));
        assert.ok((await words(canvas)).includes(`${yours}${other}`));
        const asked = JSON.parse(await form.getAttribute('data-state'));
        const now = await state();
        for (const [key, value] of Object.entries(asked)) assert.equal(now[key], value, `${name}: ${key}`);
      }
      assert.deepEqual(problems, []);
      await close();
    });
  }

  it('stays until the reader changes a setting, or was never there', async () => {
    const { page, problems, close } = await open('en/');
    const [, kept, , floor] = questions;
    const { form, canvas, field } = await ask(page, kept);
    await field.fill('0.3');
    await form.getByRole('button', { name: 'Check' }).click();
    await until(async () => (await words(canvas)).includes('your guess: 0.3'));
    await page.locator('#figure-targets input[type=range]#alpha').focus();
    await page.keyboard.press('ArrowRight');
    await until(async () => !(await words(canvas)).some((text) => text.startsWith('your guess')));
    const shown = await ask(page, floor);
    await shown.form.getByRole('button', { name: 'Just show me' }).click();
    await until(() => isColor(shown.canvas, floor.at(floor.truth), truthColor));
    assert.deepEqual(
      (await words(shown.canvas)).filter((text) => /guess/.test(text)),
      [],
    );
    assert.deepEqual(problems, []);
    await close();
  });

  for (const [reducedMotion, moves] of [
    ['no-preference', true],
    ['reduce', false],
  ]) {
    it(`is met by the truth, which ${moves ? 'comes from there' : 'is there at once'} (${reducedMotion})`, async () => {
      const { page, problems, close } = await open('en/', { reducedMotion });
      const gap = questions[4];
      const { form, canvas, field } = await ask(page, gap);
      await field.fill('2');
      await frames(page);
      const { top } = await canvas.evaluate((one) => one.getBoundingClientRect());
      // The mark is the only closed path of this chart. It begins at its tip.
      await canvas.evaluate((one) => {
        window.tips = [];
        const { moveTo, closePath } = CanvasRenderingContext2D.prototype;
        let last;
        CanvasRenderingContext2D.prototype.moveTo = function (x, y) {
          last = y;
          moveTo.call(this, x, y);
        };
        CanvasRenderingContext2D.prototype.closePath = function () {
          if (this.canvas === one) window.tips.push(last);
          closePath.call(this);
        };
      });
      await form.getByRole('button', { name: 'Check' }).click();
      await until(() => isColor(canvas, gap.at(gap.truth), truthColor));
      // It has the color there before it has stopped.
      const tips = await settled(() => page.evaluate(() => window.tips));
      const [from, to] = [await look(canvas, gap.at(2)), await look(canvas, gap.at(gap.truth))].map(({ y }) => y - top);
      assertClose(tips[0], (moves ? from : to) - 9, 3, 'the first');
      assertClose(tips.at(-1), to - 9, 3, 'the last');
      assert.equal(new Set(tips).size > 1, moves);
      assert.deepEqual(problems, []);
      await close();
    });
  }
});

it('hides what the attribute mask names, over several lines too', async () => {
  const { page, problems, close } = await open('en/');
  const figure = await show(page, { figure: 'loss-curve', mask: 'minimum-x\n  minimum-loss' });
  assert.equal(await figure.number('minimum-x'), '?');
  assert.equal(await figure.number('minimum-loss'), '?');
  assert.deepEqual(problems, []);
  await close();
});

describe('the attribute guess', () => {
  const good = { axis: 'y', at: 2, low: 0, high: 1, step: 0.01, start: 0.5 };

  it('puts a handle into any figure, which tells the page where it is', async () => {
    const { page, problems, close } = await open('en/');
    const figure = await show(page, { figure: 'targets', guess: JSON.stringify(good) });
    await page.evaluate(() => {
      document.querySelector('label-smoothing').addEventListener('ls-guess', ({ detail, bubbles, composed }) => {
        window.guessed = { guess: detail.guess, alpha: detail.alpha, bubbles, composed };
      });
    });
    const canvas = figure.canvas();
    await dragWithMouse(page, await look(canvas, [2, 0.5]), await look(canvas, [2, 0.25]));
    const { guess, ...rest } = await page.evaluate(() => window.guessed);
    assertClose(guess, 0.25, 0.02);
    assert.deepEqual(rest, { alpha: 0.1, bubbles: true, composed: true });
    assert.equal(JSON.parse(await figure.root.getAttribute('guess')).value, guess);
    // It may come and go.
    await figure.root.evaluate((element) => element.removeAttribute('guess'));
    await figure.settle();
    assert.ok(!(await words(canvas)).some((text) => /guess/.test(text)));
    await figure.root.evaluate((element, text) => element.setAttribute('guess', text), JSON.stringify(good));
    await figure.settle();
    assert.ok((await words(canvas)).includes('drag to guess'));
    // An image is of the figure alone.
    assert.doesNotMatch(await figure.get('toSVG'), /guess/);
    assert.deepEqual(problems, []);
    await close();
  });

  it('is ignored when it describes no guess', async () => {
    const { page, problems, close } = await open('en/');
    const hostile = [
      ...['{', 'null', '[]', '7', '"y"', '{"axis":"y"}', '<img src=x onerror=alert(1)>', 'y=1'],
      ...[
        { axis: 'z' },
        { at: '2' },
        { low: 1, high: 0 },
        { step: 0 },
        { step: -1 },
        { start: null },
        { line: 'yes' },
      ].map((wrong) => JSON.stringify({ ...good, ...wrong })),
      ...[{ chart: 7 }, { chart: -1 }, { chart: 0.5 }, { value: 'much' }, { truth: {} }, { chart: 'length' }].map(
        (wrong) => JSON.stringify({ ...good, ...wrong }),
      ),
      JSON.stringify(good).replace('0.5', '1e999'),
    ];
    const figure = await show(page, { figure: 'targets', guess: hostile[0] });
    for (const text of hostile) {
      await figure.root.evaluate((element, text) => element.setAttribute('guess', text), text);
      await figure.settle();
      assert.ok(!(await words(figure.canvas())).some((word) => /guess/.test(word)), text);
    }
    // Far outside: the handle is at the edge, and what is dragged is inside its range.
    await figure.root.evaluate(
      (element, text) => element.setAttribute('guess', text),
      JSON.stringify({ ...good, at: -1e300, start: 1e300, value: -1e300 }),
    );
    await figure.settle();
    assert.ok((await words(figure.canvas())).some((word) => word.startsWith('your guess')));
    assert.deepEqual(problems, []);
    await close();
  });
});
