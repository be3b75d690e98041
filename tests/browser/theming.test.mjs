// The examples of docs/theming.md, in pages of another origin. With `THEMING_PICTURE=1` it draws their picture again.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { root } from '../../scripts/shared/common.mjs';
import { openHosts } from './embed.mjs';

let hosts;
let examples;
before(async () => {
  hosts = await openHosts();
  const text = await readFile(join(root, 'docs/theming.md'), 'utf8');
  examples = [...text.matchAll(/```css\n(.*?)```/gs)].map(([, css]) => css);
});
after(async () => {
  if (shots.length > 0) await drawPicture();
  await hosts?.close();
});

const shots = [];

async function drawPicture() {
  const page = await hosts.site.browser.newPage({ viewport: { width: 1320, height: 480 } });
  const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString('base64')}">`).join('');
  await page.setContent(`<style>body { margin: 0; display: flex }</style>${images}`);
  await page.screenshot({ path: join(root, 'docs/media/theming.png') });
}

const blogs = [
  'body { background: #1d1e20; color: #dadadb; font-family: sans-serif }',
  'body { background: #fffdf7; color: #2b2620; font-family: Georgia, serif }',
  'body { background: #fff; color: #222; font-family: sans-serif }',
];

/** What is seen of the figure: colors as numbers, and how often a color is on the canvas. */
function seen() {
  const element = document.querySelector('label-smoothing');
  const inside = (selector) => getComputedStyle(element.shadowRoot.querySelector(selector));
  const card = inside('[part=figure]');
  const canvas = element.shadowRoot.querySelector('canvas');
  const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  copy.canvas.width = canvas.width;
  copy.canvas.height = canvas.height;
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  const drawn = {};
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] < 255) continue;
    const color = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
    drawn[color] = (drawn[color] ?? 0) + 1;
  }
  return {
    ground: card.backgroundColor,
    text: card.color,
    font: card.fontFamily.split(',')[0],
    border: card.borderTopWidth,
    corner: inside('[part=button]').borderTopLeftRadius,
    drawn,
  };
}

async function themed(index) {
  const page = hosts.withScript(
    '<label-smoothing figure="targets" alpha="0.3" lang="en" loading="eager" hide="hint notes table">targets</label-smoothing>',
    { head: `<style>${blogs[index]}\n${examples[index]}</style>` },
  );
  const visit = await hosts.visit(`theming-${index}`, page, { viewport: { width: 440, height: 480 } });
  await visit.page.evaluate(() => document.querySelector('label-smoothing').ready);
  // The colors of a canvas arrive with its next frame.
  await visit.page.waitForFunction(`Object.keys((${seen})().drawn).length > 0`);
  if (process.env.THEMING_PICTURE) shots.push(await visit.page.screenshot());
  const result = await visit.page.evaluate(seen);
  assert.deepEqual(visit.problems, []);
  await visit.close?.();
  return result;
}

it('a dark blog has its own tones', async () => {
  const { ground, text } = await themed(0);
  assert.deepEqual([ground, text], ['rgb(29, 30, 32)', 'rgb(218, 218, 219)']);
});

it('a serif blog has its font, and no card', async () => {
  const { ground, font, border } = await themed(1);
  assert.deepEqual([ground, font, border], ['rgb(255, 253, 247)', 'Georgia', '0px']);
});

it('a brand’s color is on the smoothed bars, and its shape on buttons', async () => {
  const { corner, drawn } = await themed(2);
  assert.equal(corner, '999px');
  assert.ok(
    drawn['rgb(179, 0, 94)'] > 1000,
    JSON.stringify(
      Object.entries(drawn)
        .sort(([, a], [, b]) => b - a)
        .slice(0, 5),
    ),
  );
});
