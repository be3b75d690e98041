// Another site, on its own origin, whose pages embed figures of the built site.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../../scripts/shared/common.mjs';
import { openSite, patience } from './support.mjs';

export const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/**
 * Serves pages that tests put into the map `pages`, by path: HTML text, or { text, type, headers }.
 *
 * @param {Record<string, string>} headers sent with every response
 */
export async function openHost(headers = {}) {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url, 'http://host').pathname.slice(1));
    const {
      text,
      type = 'text/html; charset=utf-8',
      headers: own = {},
    } = typeof page === 'string' ? { text: page } : (page ?? {});
    response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': type, ...headers, ...own });
    response.end(text ?? 'not found');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    pages,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/**
 * The built site and a host beside it, with Chromium.
 *
 * @returns {Promise<{ site: object, host: object, folder: string, script: string, visit: Function, withScript: Function, close: Function }>}
 */
export async function openHosts() {
  const site = await openSite();
  const host = await openHost();
  const folder = `${site.url}embed/`;
  const script = `${folder}${version}/label-smoothing.js`;
  return {
    site,
    host,
    folder,
    script,
    /** A page with the element's script and this inside. */
    withScript: (body, options) => post(`<script type="module" src="${script}"></script>${body}`, options),
    /** Opens a page of the host; `problems` has errors, violations and what scripts would do that were smuggled in. */
    async visit(path, page, { prepare, ...options } = {}) {
      host.pages.set(path, page);
      const context = await site.browser.newContext({ viewport: { width: 900, height: 700 }, ...options });
      context.setDefaultTimeout(patience);
      const tab = await context.newPage();
      const problems = [];
      tab.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error}`));
      tab.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()))
          problems.push(`console ${message.type()}: ${message.text()}`);
      });
      tab.on('dialog', (dialog) => {
        problems.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
      const requests = [];
      tab.on('request', (request) => requests.push(request.url()));
      await prepare?.(tab);
      await tab.goto(host.url + path);
      return { page: tab, problems, requests, close: () => context.close() };
    },
    async close() {
      await host.close();
      await site.close();
    },
  };
}

/**
 * Runs in the page: whether the card and what is drawn on its canvas are those of a dark place; undefined while they
 * contradict each other.
 */
export function isDark() {
  const shadowRoot = document.querySelector('label-smoothing')?.shadowRoot;
  const brightness = (color) => {
    const [red, green, blue] = color.match(/[\d.]+/g).map(Number);
    return (red + green + blue) / 765;
  };
  const canvas = shadowRoot?.querySelector('canvas');
  if (!canvas) return undefined;
  const card = brightness(getComputedStyle(shadowRoot.querySelector('figure')).backgroundColor) < 0.5;
  const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  copy.canvas.width = canvas.width;
  copy.canvas.height = canvas.height;
  copy.drawImage(canvas, 0, 0);
  // The left edge has nothing but the axis: its title and its numbers.
  const { data } = copy.getImageData(0, 0, 0.05 * canvas.width, 0.8 * canvas.height);
  let sum = 0;
  let weight = 0;
  for (let at = 0; at < data.length; at += 4) {
    sum += (data[at + 3] * (data[at] + data[at + 1] + data[at + 2])) / 765;
    weight += data[at + 3];
  }
  if (weight === 0) return undefined;
  const letters = sum / weight > 0.5;
  return card === letters ? card : undefined;
}

/** A font of the system that looks unlike the usual ones. */
export const findFont = () => execFileSync('fc-match', ['-f', '%{file}', 'DejaVu Serif:bold'], { encoding: 'utf8' });

/** A blog post with the given content. */
export const post = (body, { head = '', lang = 'en' } = {}) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>blog</title><link rel="icon" href="data:,">${head}</head>
<body>${body}</body></html>
`;
