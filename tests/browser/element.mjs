// Puts a single <label-smoothing> on the built page, under its content security policy, and reads it as a reader does.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { frames } from './support.mjs';

/**
 * Replaces the page's content with one element and waits until it is drawn, or has failed.
 *
 * @param {import('playwright-core').Page} page
 * @param {Record<string, string>} attributes
 */
export async function show(page, attributes, { language = 'en', fallback = 'fallback', unfolded = true } = {}) {
  await page.evaluate(
    async ([attributes, language, fallback, unfolded]) => {
      document.documentElement.lang = language;
      const element = document.createElement('label-smoothing');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(Object.assign(document.createElement('p'), { id: 'fallback', textContent: fallback }));
      window.events = [];
      for (const type of ['input', 'change', 'ls-ready', 'ls-error', 'ls-highlight', 'ls-name']) {
        element.addEventListener(type, ({ detail, bubbles, composed }) =>
          window.events.push({ type, detail, bubbles, composed }),
        );
      }
      document.body.replaceChildren(element);
      scrollTo(0, 0);
      await element.ready.catch(() => {});
      // Tests use every control, and most of them start folded: in-view.test.mjs has how readers come to these.
      const fold = element.shadowRoot?.querySelector('.fold');
      if (fold && unfolded) fold.open = true;
    },
    [attributes, language, fallback, unfolded],
  );
  return new Figure(page);
}

/** Every figure that needs no training. */
export const lightFigures = [
  'targets',
  'heatmap',
  'steps',
  'loss-curve',
  'cross-entropy',
  'decomposition',
  'gradient',
  'logit-gap',
  'conventions',
  'temperature',
  'trace',
];

/** The one element of the page. */
export class Figure {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.root = page.locator('label-smoothing');
  }

  slider = (name) => this.root.locator(`input[type=range]#${name}`);
  field = (name) => this.root.locator(`#${name}-exact, input[type=text]#${name}`).last();
  select = (name) => this.root.locator(`select#${name}`);
  message = (name) => this.root.locator(`#${name}-message`);
  canvas = (index = 0) => this.root.locator('canvas').nth(index);

  /** Calls a method or reads a property of the element. */
  get = (name, ...args) =>
    this.page.evaluate(
      async ([name, args]) => {
        const element = document.querySelector('label-smoothing');
        const member = element[name];
        return typeof member === 'function' ? member.apply(element, args) : member;
      },
      [name, args],
    );

  state = () => this.get('getState');
  readout = () => this.get('getReadout');

  /** Waits for the frame that shows the last change. */
  settle = () => frames(this.page);

  /** The body of the data table, as text. */
  async table() {
    await this.settle();
    return this.page.evaluate(() => {
      const table = document.querySelector('label-smoothing').shadowRoot.querySelector('.data table');
      return [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent));
    });
  }

  /** The text of the figure, without the hidden summary. */
  async text() {
    await this.settle();
    return (await this.root.locator('figure').allInnerTexts()).join('\n');
  }

  /** One visible number beside the chart. */
  async number(key) {
    await this.settle();
    return this.root.locator(`dd[data-key="${key}"]`).textContent();
  }

  events = (type) => this.page.evaluate((type) => window.events.filter((event) => event.type === type), type);

  /** A point inside the plot of a chart, as fractions of the canvas. */
  async point(x, y, index = 0) {
    const box = await this.canvas(index).boundingBox();
    assert.ok(box);
    return [box.x + x * box.width, box.y + y * box.height];
  }
}

/** The cases of one file of golden vectors, recorded from PyTorch in double precision. */
export async function golden(name) {
  const text = await readFile(new URL(`../golden/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text, (_, value) => (value === 'inf' ? Infinity : value === '-inf' ? -Infinity : value)).cases;
}

/** Numbers of a matrix as its rows. */
export const rowsOf = (numbers, columns) =>
  Array.from({ length: numbers.length / columns }, (_, row) => numbers.slice(row * columns, (row + 1) * columns));

/** Parses numbers as the figures write them: 0.92, −0.05, +∞, 1.00e−10. */
export function parse(text) {
  const plain = text.replaceAll('−', '-').replace('+∞', 'Infinity').replace('-∞', '-Infinity');
  const number = Number(plain);
  assert.ok(!Number.isNaN(number) && plain !== '', `${JSON.stringify(text)} is no number`);
  return number;
}

export function assertClose(actual, expected, tolerance, what = '') {
  if (actual === expected) return;
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} is ${actual}, expected ${expected} ± ${tolerance}`);
}

export function assertRow(actual, expected, tolerance = 5e-7) {
  assert.equal(actual.length, expected.length, `${actual} has another length than ${expected}`);
  actual.forEach((text, index) => {
    assertClose(parse(text), expected[index], tolerance, `entry ${index} of [${actual}]`);
  });
}
