// Another site, on its own origin, whose pages embed figures of the built site.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../../scripts/shared/common.mjs';

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

/** A blog post with the given content. */
export const post = (body, { head = '', lang = 'en' } = {}) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>blog</title><link rel="icon" href="data:,">${head}</head>
<body>${body}</body></html>
`;
