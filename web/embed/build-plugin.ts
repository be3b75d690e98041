/**
 * The Vite plugin that writes, from the table of figures, a page for each (for oEmbed and iframes), its oEmbed
 * response, and the Hugo module.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as bundleAlone } from 'rolldown';
import type { Plugin } from 'vite';
import { breakpoints } from '../element/breakpoints.js';
import { roomLength, roomsOf } from '../element/toolbar/room.js';
import { type Embed, frameHeight, frameMarkup, pictureName } from '../element/toolbar/snippets.js';
import { escapeHtml } from '../figures/escape.js';
import { formatLink } from '../figures/links.js';
import { type FigureName, figureNames, type Language, resolve, type State } from '../figures/parameters.js';
import { firstContent } from '../page/first-state.js';
import { type HugoFigure, hugoFiles } from './hugo.js';
import { pictureOf, pngOf } from './pictures.js';
import type { Release } from './release.js';

const root = resolvePath(import.meta.dirname, '../..');
const built = (path: string) => import(pathToFileURL(resolvePath(root, 'dist', path)).href);

/** The width for which answers give a height, in CSS pixels. */
const width = 700;

/** The address of the site, which oEmbed needs. The default is that of `npm start`. */
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
  // After its release a version's script stays as it was.
  const released = `build/releases/${version}/label-smoothing.js`;
  const script = 'dist/embed/label-smoothing.js';
  return {
    version,
    integrity: await integrityOf(existsSync(resolvePath(root, released)) ? released : script),
    currentIntegrity: await integrityOf(script),
    oneFileIntegrity: await integrityOf('dist/cdn/label-smoothing.js'),
  };
}

const languages = ['en', 'zh-Hant'] as const satisfies readonly Language[];

const stateOf = (figure: FigureName): State => ({ figure, ...resolve(figure, () => null).values });

/** Every figure in its first state, with the title that it draws and the height that it has. */
async function firstEmbeds(language: Language): Promise<readonly Embed[]> {
  const { heights } = (await built('element/index.js')) as typeof import('../element/index.js');
  const from = languages.indexOf(language) * breakpoints.length;
  return figureNames.map((figure) => ({
    state: stateOf(figure),
    settings: {},
    language,
    title: firstContent(figure, language).title,
    rooms: roomsOf(heights[figure].slice(from, from + breakpoints.length)),
  }));
}

/** What the Hugo module knows of the figures. */
async function hugoFigures(): Promise<readonly HugoFigure[]> {
  const [english, chinese] = await Promise.all(languages.map(firstEmbeds));
  return figureNames.map((name, index) => {
    const [en, zh] = [english?.[index], chinese?.[index]] as [Embed, Embed];
    const { width, height } = pictureOf(name, 'en');
    return {
      name,
      title: { en: en.title, 'zh-Hant': zh.title },
      room: { en: roomLength(en.rooms), 'zh-Hant': roomLength(zh.rooms) },
      width,
      height,
    };
  });
}

function thumbnail(figure: FigureName, folder: string): Readonly<Record<string, string | number>> {
  const { width, height } = pictureOf(figure, 'en');
  return { thumbnail_url: `${folder}${figure}.png`, thumbnail_width: 2 * width, thumbnail_height: 2 * height };
}

/** The oEmbed response for the page of a figure: https://oembed.com, section 2.3. */
function oembed(embed: Embed, folder: string): string {
  const answer = {
    version: '1.0',
    type: 'rich',
    title: embed.title,
    provider_name: 'Label smoothing, live',
    provider_url: new URL('../', folder).href,
    cache_age: 86400,
    html: frameMarkup(embed, folder, String(width)),
    width,
    height: frameHeight(embed),
    ...thumbnail(embed.state.figure, folder),
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

/** What hosts name in a classic script, which can import nothing: all in one file. */
async function hostScript(): Promise<string> {
  const { output } = await bundleAlone({
    input: resolvePath(import.meta.dirname, 'resize.ts'),
    write: false,
    output: { format: 'iife', minify: true },
  });
  return output[0].code;
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
        const items = (await firstEmbeds('en')).map(
          ({ state, title }) =>
            `<li><a href="./?${escapeHtml(formatLink(state).replace('v=1&', ''))}">${escapeHtml(title)}</a></li>`,
        );
        return html.replace('</main>', `<ul class="without" lang="en">${items.join('')}</ul></main>`);
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const emit = (fileName: string, source: string | Uint8Array) =>
          this.emitFile({ type: 'asset', fileName, source });
        const frame = bundle['index.html'];
        if (frame?.type !== 'asset') throw new Error('the page for iframes has not been written');
        const folder = new URL('embed/', siteAddress()).href;
        const { version, currentIntegrity } = await currentRelease();
        for (const embed of await firstEmbeds('en')) {
          const { figure } = embed.state;
          emit(`oembed/${figure}.json`, oembed(embed, folder));
          emit(`${figure}/index.html`, figurePage(String(frame.source), embed, folder));
          emit(`${figure}.png`, pngOf(pictureOf(figure, 'en')));
          for (const language of languages) {
            const name = pictureName(figure, language);
            const { svg } = pictureOf(figure, language);
            emit(name, svg);
            emit(`hugo/static/label-smoothing/${version}/${name}`, svg);
          }
        }
        emit('resize.js', await hostScript());
        for (const [path, text] of hugoFiles(version, currentIntegrity, await hugoFigures()))
          emit(`hugo/${path}`, text);
      },
    },
  };
}
