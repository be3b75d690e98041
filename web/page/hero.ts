/** The picture in the page's head: its settings, its markup, and the still that stands there until it runs. */
import { deflateSync } from 'node:zlib';
import { escapeHtml } from '../figures/escape.js';
import { short } from '../figures/format.js';
import type { MapFrames } from '../figures/runs/results.js';
import type { Content } from './content.js';
import { hero, heroLargestAlpha } from './hero-settings.js';
import { recordedHero } from './recorded-run.js';

/** Pixels along each side of a still, which the browser enlarges smoothly. */
const side = 12;

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] as number) ^ (crc >>> 8);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A small PNG: what a network chooses at the end, paler where it is less sure. */
function still(frames: MapFrames, network: number): string {
  const regions = frames.at(-1)?.regions;
  const own = regions?.networks[network];
  if (!regions || !own) throw new Error('the head of the page has no recorded maps: run npm run claims');
  // The first three colors of classes in palette.css, in the light theme.
  const colors = [
    [11, 125, 114],
    [154, 44, 92],
    [107, 95, 181],
  ];
  const rows = Buffer.alloc(side * (1 + 3 * side));
  for (let row = 0; row < side; row++) {
    const start = row * (1 + 3 * side);
    for (let column = 0; column < side; column++) {
      const cell = ((side - 1 - row) * side + column) * regions.classes;
      const all: number[] = [...own.subarray(cell, cell + regions.classes)];
      const best = all.indexOf(Math.max(...all));
      const sure = Math.max((all[best] as number) - 1 / 3, 0) * 1.5;
      const strength = 0.06 + 0.7 * sure ** 1.3;
      for (let part = 0; part < 3; part++) {
        const value = 255 + strength * ((colors[best]?.[part] as number) - 255);
        // The last two bits would only make the file larger.
        rows[start + 1 + 3 * column + part] = Math.round(value) & 252;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const png = Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

const frames = await recordedHero(side);

export function heroPicture({ hero: t }: Content): string {
  const map = (network: number, name: string, description: string) => `<figure class="hero-map">
<figcaption><b class="hero-name-${network}">${name}</b> <span class="hero-sure" data-network="${network}"></span></figcaption>
<div class="hero-plot"><img src="${still(frames, network)}" alt="${escapeHtml(description)}" width="300" height="300"><canvas hidden tabindex="0" role="slider" aria-label="${escapeHtml(description)}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="50" data-network="${network}"></canvas></div>
</figure>`;
  return `<div class="hero-figure" id="hero" role="group" aria-label="${escapeHtml(t.group)}">
<div class="hero-maps">
${map(0, t.hard, t.hardDescription)}
${map(1, t.smoothed, t.smoothedDescription)}
</div>
<div class="hero-controls">
<button type="button" id="hero-play" hidden data-play="${escapeHtml(t.play)}" data-pause="${escapeHtml(t.pause)}"></button>
<label for="hero-alpha"><var>α</var></label>
<input type="range" id="hero-alpha" min="0" max="${heroLargestAlpha}" step="0.01" value="${hero.alpha}" aria-label="${escapeHtml(t.alpha)}" autocomplete="off">
<output for="hero-alpha" id="hero-value">${short(Number(hero.alpha))}</output>
</div>
<p class="hero-note"><span id="hero-state" data-recorded="${escapeHtml(t.recorded)}" data-live="${escapeHtml(t.live)}" data-still="${escapeHtml(t.still)}" data-sure="${escapeHtml(t.sure)}" data-place="${escapeHtml(t.place)}">${t.still}</span> ${t.hint}</p>
</div>`;
}
