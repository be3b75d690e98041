/**
 * The Vite plugin that writes, from the table of figures, a page for each (for oEmbed and iframes), its oEmbed
 * response, and the Hugo module.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { relative, resolve as resolvePath } from 'node:path';
import { build as bundleAlone } from 'rolldown';
import type { Plugin } from 'vite';
import { firstRooms } from '../element/toolbar/room.js';
import { type Embed, frameHeight, frameMarkup, pictureName } from '../element/toolbar/snippets.js';
import { escapeHtml } from '../figures/escape.js';
import { formatLink } from '../figures/links.js';
import { type FigureName, figureNames, type Language, resolve, type State } from '../figures/parameters.js';
import { defaultLanguage, inEveryLanguage, languageRow, languages } from '../locales/languages.js';
import { firstContent } from '../page/first-state.js';
import { preloads, siteAddress } from '../vite.shared.js';
import { texts as builderTexts } from './builder/texts.js';
import { texts as frameTexts } from './frame-texts.js';
import { type HugoFigure, hugoFiles } from './hugo.js';
import { pictureOf, pngOf, previewOf } from './pictures.js';
import type { Release } from './release.js';

const root = resolvePath(import.meta.dirname, '../..');

/** The width for which answers give a height, in CSS pixels. */
const width = 700;

/** The address of `embed/`, which oEmbed needs. The default is that of `npm start`. */
const embedFolder = () => new URL('embed/', siteAddress() ?? 'http://127.0.0.1:4173/').href;

async function currentRelease(): Promise<Release> {
  const { version } = JSON.parse(await readFile(resolvePath(root, 'package.json'), 'utf8'));
  const script = 'label-smoothing.js';
  const integrityOf = async (path: string) => {
    const hash = createHash('sha384').update(await readFile(resolvePath(root, path)));
    return `sha384-${hash.digest('base64')}`;
  };
  // After its release a version's script stays as it was.
  const released = `build/releases/${version}`;
  const folder = existsSync(resolvePath(root, released)) ? released : 'dist/embed';
  const entries = await readdir(resolvePath(root, folder), { recursive: true, withFileTypes: true });
  return {
    version,
    files: entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(resolvePath(root, folder), resolvePath(parentPath, name)))
      .sort(),
    integrity: await integrityOf(`${folder}/${script}`),
    currentIntegrity: await integrityOf(`dist/embed/${script}`),
    oneFileIntegrity: await integrityOf(`dist/cdn/${script}`),
  };
}

const stateOf = (figure: FigureName): State => ({ figure, ...resolve(figure, () => null).values });

/** Every figure in its first state, with the title that it draws and the height that it has. */
const firstEmbeds = (language: Language): readonly Embed[] =>
  figureNames.map((figure) => ({
    state: stateOf(figure),
    settings: {},
    language,
    title: firstContent(figure, language).title,
    rooms: firstRooms(figure),
  }));

/** What the Hugo module knows of the figures. */
const hugoFigures = (): readonly HugoFigure[] =>
  figureNames.map((name) => {
    const { width, height } = pictureOf(name, defaultLanguage);
    return {
      name,
      title: inEveryLanguage((language) => firstContent(name, language).title),
      picture: inEveryLanguage((language) => pictureName(name, language)),
      width,
      height,
    };
  });

function thumbnail(figure: FigureName, folder: string): Readonly<Record<string, string | number>> {
  const { width, height } = pictureOf(figure, defaultLanguage);
  return { thumbnail_url: `${folder}${figure}.png`, thumbnail_width: 2 * width, thumbnail_height: 2 * height };
}

/** The name of a figure's oEmbed response and page, those of the reader's language without one. */
const placeOf = (figure: FigureName, language: Language | undefined, between: string) =>
  language ? `${figure}${between}${language}` : figure;

/** The oEmbed response for the page of a figure, in a language or in the reader's: https://oembed.com, section 2.3. */
function oembed(embed: Embed, language: Language | undefined, folder: string): string {
  const answer = {
    version: '1.0',
    type: 'rich',
    title: embed.title,
    provider_name: frameTexts[embed.language].title,
    provider_url: new URL(`../${language ? languageRow(language).path : ''}`, folder).href,
    cache_age: 86400,
    html: frameMarkup({ ...embed, settings: language ? { lang: language } : {} }, folder, String(width)),
    width,
    height: frameHeight(embed),
    ...thumbnail(embed.state.figure, folder),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}

/** Leads programs that got the address of a page to the answer, and to a picture. */
function discovery({ state: { figure }, title }: Embed, language: Language | undefined, folder: string): string {
  const { thumbnail_url, thumbnail_width, thumbnail_height } = thumbnail(figure, folder);
  const name = escapeHtml(title);
  return [
    `<link rel="alternate" type="application/json+oembed" href="${folder}oembed/${placeOf(figure, language, '.')}.json" title="${name}">`,
    `<meta property="og:title" content="${name}">`,
    `<meta property="og:image" content="${thumbnail_url}">`,
    `<meta property="og:image:width" content="${thumbnail_width}">`,
    `<meta property="og:image:height" content="${thumbnail_height}">`,
    `<meta name="twitter:card" content="summary_large_image">`,
  ].join('\n    ');
}

/** The page with one figure, in a language or in the reader's. */
function figurePage(frame: string, embed: Embed, language: Language | undefined, folder: string): string {
  const up = language ? '../../' : '../';
  return frame
    .replace(
      '<html lang="en"',
      `<html lang="${embed.language}" data-figure="${embed.state.figure}" data-embed="${up}"${language ? ` data-lang="${language}"` : ''}`,
    )
    .replace(
      /<title>[^<]*<\/title>/,
      () => `<title>${escapeHtml(embed.title)}</title>\n    ${discovery(embed, language, folder)}`,
    )
    .replace(/(href|src)="\.\/assets\//g, `$1="${up}assets/`)
    .replace(/href="\.\.\/([\w-]+\/)?"/g, (_, path = '') => `href="${up}../${path}"`);
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

/**
 * In these pages there is a figure for certain, so what it needs does not wait for the element to ask for it. The largest
 * file comes first: over HTTP/1.1 browsers open six connections, and a seventh file waits for a free one.
 */
export const preloadFigure: Plugin = {
  name: 'label-smoothing:preload-figure',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {}, path }) => {
      const [name, root] = path === '/index.html' ? ['frame', './'] : ['builder', '../'];
      return preloads(html, bundle, ['every-figure', name], root).map((tag) => ({ ...tag, injectTo: 'head-prepend' }));
    },
  },
};

export function embedFiles(): Plugin {
  return {
    name: 'label-smoothing:embed-files',
    enforce: 'post',
    config: async () => ({ define: { RELEASE: JSON.stringify(await currentRelease()) } }),
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { path }) => {
        if (path === '/builder/index.html') {
          const needsScript = languages.map(({ tag }) => `<p lang="${tag}">${builderTexts[tag].scriptsOff}</p>`);
          const [first] = firstEmbeds(defaultLanguage) as [Embed, ...Embed[]];
          return html
            .replace('</title>', `</title>\n    ${discovery(first, undefined, embedFolder())}`)
            .replace('</body>', `<noscript>${needsScript.join('')}</noscript></body>`);
        }
        if (path !== '/index.html') return html;
        const articles = languages.map(
          (language) =>
            `<a href="../${language.path}" target="_blank" rel="noopener" lang="${language.tag}">${frameTexts[language.tag].without}</a>`,
        );
        const items = firstEmbeds(defaultLanguage).map(
          ({ state, title }) =>
            `<li><a href="./?${escapeHtml(formatLink(state).replace(/^v=\d+&/, ''))}">${escapeHtml(title)}</a></li>`,
        );
        return html.replace(
          '</main>',
          `<p class="without">${articles.join(' · ')}</p><ul class="without" lang="${defaultLanguage}">${items.join('')}</ul></main>`,
        );
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const emit = (fileName: string, source: string | Uint8Array) =>
          this.emitFile({ type: 'asset', fileName, source });
        const frame = bundle['index.html'];
        if (frame?.type !== 'asset') throw new Error('the page for iframes has not been written');
        const folder = embedFolder();
        const { version, currentIntegrity } = await currentRelease();
        for (const language of [undefined, ...languages.map(({ tag }) => tag)]) {
          for (const embed of firstEmbeds(language ?? defaultLanguage)) {
            const { figure } = embed.state;
            emit(`oembed/${placeOf(figure, language, '.')}.json`, oembed(embed, language, folder));
            const page = figurePage(String(frame.source), embed, language, folder);
            emit(`${placeOf(figure, language, '/')}/index.html`, page);
          }
        }
        for (const figure of figureNames) {
          emit(`${figure}.png`, pngOf(pictureOf(figure, defaultLanguage)));
          for (const { tag: language } of languages) {
            const name = pictureName(figure, language);
            const { svg } = pictureOf(figure, language);
            emit(name, svg);
            emit(`hugo/static/label-smoothing/${version}/${name}`, svg);
          }
        }
        for (const { tag } of languages) emit(`preview.${tag}.png`, previewOf(tag));
        emit('resize.js', await hostScript());
        for (const [path, text] of hugoFiles(version, currentIntegrity, hugoFigures())) emit(`hugo/${path}`, text);
      },
    },
  };
}
