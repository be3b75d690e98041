/**
 * The Vite plugin that writes what follows from the table of figures: a page for each, which oEmbed's consumers find and
 * iframes may use, its oEmbed answer, and the Hugo module.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { escapeHtml } from '../figures/escape.js';
import { formatLink } from '../figures/links.js';
import { type FigureName, figureNames, resolve, type State } from '../figures/parameters.js';
import { hugoFiles } from './hugo.js';
import { type Embed, frameSnippet, type Release } from './snippets.js';

const root = resolvePath(import.meta.dirname, '../..');
const built = (path: string) => import(pathToFileURL(resolvePath(root, 'dist', path)).href);

/** The width for which answers give a height, in CSS pixels, and that in rem, among those that `heights` knows. */
const width = 700;
const place = 2;

/** Where the site will be: oEmbed needs absolute addresses. `npm start` serves it at the one that stands in for others. */
function siteAddress(): string {
  const { SITE_URL } = process.env;
  return `${(SITE_URL || 'http://127.0.0.1:4173').replace(/\/+$/, '')}/`;
}

async function currentRelease(): Promise<Release> {
  const { version } = JSON.parse(await readFile(resolvePath(root, 'package.json'), 'utf8'));
  const integrityOf = async (path: string) => {
    const hash = createHash('sha384').update(await readFile(resolvePath(root, path)));
    return `sha384-${hash.digest('base64')}`;
  };
  return {
    version,
    integrity: await integrityOf('dist/embed/label-smoothing.js'),
    oneFileIntegrity: await integrityOf('dist/cdn/label-smoothing.js'),
  };
}

/** Every figure in its first state, with the title that it draws. */
async function firstEmbeds(): Promise<readonly Embed[]> {
  const { load } = (await built('lib/index.js')) as typeof import('../lib/index.js');
  const { figureModules } = (await built('figures/index.js')) as typeof import('../figures/index.js');
  const { heights } = (await built('element/index.js')) as typeof import('../element/index.js');
  const ls = await load();
  return Promise.all(
    figureNames.map(async (figure: FigureName) => {
      const { values } = resolve(figure, () => null);
      const { title } = (await figureModules[figure]()).figure(ls, values, 'en');
      const height = Math.ceil(16 * (heights[figure][place] ?? 0)) + 40;
      return { state: { figure, ...values } as State, settings: {}, title, height };
    }),
  );
}

/** https://oembed.com, section 2.3: the answer for the page of a figure. */
function oembed(embed: Embed, folder: string): string {
  const answer = {
    version: '1.0',
    type: 'rich',
    title: embed.title,
    provider_name: 'Label smoothing, live',
    provider_url: new URL('../', folder).href,
    cache_age: 86400,
    html: frameSnippet(embed, folder).split('\n')[0]?.replace('width="100%"', `width="${width}"`),
    width,
    height: embed.height,
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

function figurePage(frame: string, { state: { figure }, title }: Embed, folder: string): string {
  const discovery = `<link rel="alternate" type="application/json+oembed" href="${folder}oembed/${figure}.json" title="${escapeHtml(title)}">`;
  return frame
    .replace('<html lang="en"', `<html lang="en" data-figure="${figure}"`)
    .replace('</title>', `</title>\n    ${discovery}`)
    .replace(/<title>[^<]*/, () => `<title>${escapeHtml(title)}`)
    .replace(/(href|src)="\.\/assets\//g, '$1="../assets/')
    .replace(/href="\.\.\/(en\/)?"/g, 'href="../../$1"');
}

export function embedFiles(): Plugin {
  return {
    name: 'label-smoothing:embed-files',
    enforce: 'post',
    config: async () => ({ define: { RELEASE: JSON.stringify(await currentRelease()) } }),
    transformIndexHtml: {
      order: 'pre',
      handler: async (html, { path }) => {
        if (path !== '/index.html') return html;
        const items = (await firstEmbeds()).map(
          ({ state, title }) =>
            `<li><a href="./?${escapeHtml(formatLink(state).replace('v=1&', ''))}">${escapeHtml(title)}</a></li>`,
        );
        return html.replace('</main>', `<ul class="without" lang="en">${items.join('')}</ul></main>`);
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
        const frame = bundle['index.html'];
        if (frame?.type !== 'asset') throw new Error('the page for iframes has not been written');
        const folder = new URL('embed/', siteAddress()).href;
        for (const embed of await firstEmbeds()) {
          const { figure } = embed.state;
          emit(`oembed/${figure}.json`, oembed(embed, folder));
          emit(`${figure}/index.html`, figurePage(String(frame.source), embed, folder));
        }
        const { version, integrity } = await currentRelease();
        for (const [path, text] of hugoFiles(version, integrity)) emit(`hugo/${path}`, text);
      },
    },
  };
}
