/**
 * Snippets for other people's pages, for one figure in one state: what the menu copies, and what the builder hands out for
 * each tool.
 */
import { escapeHtml } from '../../figures/escape.js';
import { formatLink } from '../../figures/links.js';
import { type FigureName, type Language, parametersOf, type State } from '../../figures/parameters.js';
import { defaultLanguage, languageRow } from '../../locales/languages.js';
import { type Rooms, roomFont, roomLength, usualHeight } from './room.js';
import { texts } from './texts.js';
import { type Tag, toHtml, toJsx } from './write-tag.js';

export interface Embed {
  readonly state: State;
  /** Attributes that are not parameters: `lang`, `theme`, `hide`, `group`, `loading`. Empty ones are left out. */
  readonly settings: Readonly<Record<string, string>>;
  /** The figure's name, for readers. */
  readonly title: string;
  /** In which the figure is shown. */
  readonly language: Language;
  /** How high the figure is in every width. */
  readonly rooms: Rooms;
}

/** The addresses in a snippet. */
export interface Sources {
  /** Of the script. */
  readonly script: string;
  /** The hash of the script, if it is that of one version. */
  readonly integrity?: string | undefined;
  /** `embed/` of the site that has the pictures and the pages for iframes, if there is one. */
  readonly folder?: string | undefined;
  /** Of a picture that shows the figure in this state. */
  readonly picture?: string | undefined;
}

/** Height of the frame's own line below the figure, in CSS pixels. */
const lineBelow = 40;

/** Attributes that differ from their defaults. */
function attributesOf({ state, settings }: Embed): [string, string][] {
  const written = new URLSearchParams(formatLink(state));
  const names = ['figure', ...parametersOf(state.figure).map(({ name }) => name)];
  const parameters = names.filter((name) => written.has(name)).map((name) => [name, written.get(name) ?? '']);
  return [...parameters, ...Object.entries(settings)].filter(([, text]) => text !== '') as [string, string][];
}

const inMarkup = (attributes: readonly [string, string][]) =>
  attributes.map(([name, text]) => `${name}="${escapeHtml(text)}"`).join(' ');

/** The file with the picture of a figure in its first state, in `embed/`. */
export const pictureName = (figure: FigureName, language: Language) =>
  `${figure}${language === defaultLanguage ? '' : `.${language}`}.svg`;

/** The author's own picture, or the site's where it shows these settings. */
function pictureOf({ state, language }: Embed, { folder, picture }: Sources): string | undefined {
  const isFirst = formatLink(state) === formatLink({ figure: state.figure });
  return picture || (folder && isFirst ? folder + pictureName(state.figure, language) : undefined);
}

/** For feeds, mail, and where no script runs: a link to the figure, with its picture where there is one. */
function fallback(
  embed: Embed,
  sources: Sources,
  style: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string>> = {},
): Tag {
  const { folder } = sources;
  const picture = pictureOf(embed, sources);
  const shown: Tag | string = picture
    ? {
        name: 'img',
        attributes: { src: picture, alt: embed.title, loading: 'lazy' },
        style: { 'max-width': '100%', height: 'auto' },
      }
    : embed.title;
  return folder
    ? { name: 'a', attributes: { href: frameAddress(embed, folder), ...attributes }, style, children: [shown] }
    : { name: 'span', attributes, style, children: [shown] };
}

const scriptTag = ({ script, integrity }: Sources, more: Readonly<Record<string, true>> = {}): Tag => ({
  name: 'script',
  attributes: { ...more, type: 'module', src: script, ...(integrity && { integrity, crossorigin: true }) },
});

/** The element, a block from the start, with its room and what stands there, without adding to it, until it is drawn. */
function elementTag(embed: Embed, sources: Sources): Tag {
  const room: Tag = {
    name: 'i',
    attributes: { slot: 'room' },
    style: { float: 'left', 'font-size': roomFont, 'padding-top': roomLength(embed.rooms) },
  };
  const until =
    sources.folder || sources.picture ? fallback(embed, sources, { display: 'block', height: '0' }) : embed.title;
  return {
    name: 'label-smoothing',
    attributes: Object.fromEntries(attributesOf(embed)),
    style: { display: 'flow-root' },
    children: [room, until],
  };
}

/** The figure's place in the article. */
function articleAddress({ state, language }: Embed, folder: string): string {
  return `${new URL(`../${languageRow(language).path}`, folder).href}#${formatLink(state)}`;
}

/** Where the figure comes from, with a margin below; nothing where no site is known. */
function creditTags(embed: Embed, { folder }: Sources): readonly Tag[] {
  if (!folder) return [];
  const link: Tag = {
    name: 'a',
    attributes: { href: articleAddress(embed, folder) },
    children: [texts[embed.language].article],
  };
  return [{ name: 'small', style: { display: 'block', margin: '.25em 0 1.5em' }, children: [link] }];
}

/** The figure and what belongs to it, without its script. */
const figureTags = (embed: Embed, sources: Sources) => [elementTag(embed, sources), ...creditTags(embed, sources)];

const lines = (tags: readonly Tag[], write: (tag: Tag) => string) => tags.map(write).join('\n');

/** One figure with its script. The lines go anywhere into the HTML of a page, and into Markdown. */
export const elementSnippet = (embed: Embed, sources: Sources) =>
  lines([scriptTag(sources), ...figureTags(embed, sources)], toHtml);

/** With the newest script of a site that works as this one does; `folder` is the absolute address of `embed/`. */
export const newestScript = (folder: string) => `${folder}label-smoothing.js`;

/** The one file of the package as a mirror of npm serves it, the newest unless a version is named. */
export const mirrorScript = (version = '') =>
  `https://cdn.jsdelivr.net/npm/label-smoothing${version && `@${version}`}/dist/cdn/label-smoothing.js`;

/** The address for an iframe; `folder` is the absolute address of `embed/`. */
export function frameAddress(embed: Embed, folder: string): string {
  const query = attributesOf(embed).filter(([name]) => name !== 'group' && name !== 'loading');
  return `${folder}?${query.map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll('%2C', ',')}`).join('&')}`;
}

/** Of an iframe in CSS pixels where nobody listens to the height that it tells. */
export const frameHeight = ({ rooms }: Embed) => usualHeight(rooms) + lineBelow;

/** A page that fetches nothing but the picture, in a link to the figure that opens where the link is. */
function pictureFirst(embed: Embed, sources: Sources): string {
  const place = { position: 'relative', display: 'block', color: 'CanvasText', background: 'Canvas' };
  const button: Tag = {
    name: 'b',
    style: {
      position: 'absolute',
      inset: '.6em .6em auto auto',
      padding: '.6em 1em',
      border: '1px solid',
      'border-radius': '8px',
      background: 'Canvas',
      font: '600 15px system-ui',
    },
    children: [texts[embed.language].run],
  };
  const link = fallback(embed, sources, place);
  return `<!doctype html><title>${escapeHtml(embed.title)}</title><body style="margin:0">${toHtml({ ...link, children: [...(link.children ?? []), button] })}`;
}

const frameTag = (
  embed: Embed,
  folder: string,
  width: string,
  style: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
): Tag => ({
  name: 'iframe',
  attributes: {
    src: frameAddress(embed, folder),
    ...more,
    title: embed.title,
    width,
    height: String(frameHeight(embed)),
    loading: 'lazy',
  },
  style: { border: '0', ...style },
});

/** The iframe alone, for hosts that take nothing else. */
export const frameMarkup = (embed: Embed, folder: string, width: string) => toHtml(frameTag(embed, folder, width));

/** The iframe with the room it will need, which it fills, and the script that gives it its height. */
export function frameSnippet(embed: Embed, sources: Sources & { readonly folder: string }): string {
  const { folder } = sources;
  const room: Tag = {
    name: 'i',
    style: { float: 'left', 'font-size': roomFont, 'padding-top': roomLength(embed.rooms, `${lineBelow}px`) },
  };
  // Browsers show the frame alone; where it or its styles are taken out, the picture is left.
  const picture = fallback(
    embed,
    sources,
    { display: 'block', height: '0', overflow: 'hidden' },
    { tabindex: '-1', 'aria-hidden': 'true' },
  );
  const first = embed.settings['loading'] === 'click' ? { srcdoc: pictureFirst(embed, sources) } : {};
  const frame = frameTag(embed, folder, '100%', { position: 'absolute', height: '100%' }, first);
  const box: Tag = {
    name: 'div',
    style: { display: 'flow-root', position: 'relative', 'margin-bottom': '1.5em' },
    children: [room, picture, frame],
  };
  return lines([box, { name: 'script', attributes: { async: true, src: `${folder}resize.js` } }], toHtml);
}

const inMarkdown = (text: string) => text.replaceAll(/[\\[\]]/g, '\\$&');
const markdownLink = (text: string, address: string) => `[${text}](${address.replaceAll(/[()]/g, encodeURIComponent)})`;

/** Vue's templates take no script, and no element that is no component. */
function vueSnippet(embed: Embed, sources: Sources): string {
  const { attributes = {} } = scriptTag(sources);
  const script = toHtml({ name: 'component', attributes: { ':is': "'script'", ...attributes } });
  return `${script}\n\n<div v-pre>${lines(figureTags(embed, sources), toHtml)}</div>`;
}

/** For what reads `{` in HTML as the beginning of an expression. */
const withoutBraces = (html: string) => html.replaceAll('{', '&#123;').replaceAll('}', '&#125;');

type Writer = (embed: Embed, sources: Sources & { readonly folder: string }) => string;

/** What the builder offers, in this order. */
export const snippets = {
  html: elementSnippet,
  iframe: frameSnippet,
  markdown: elementSnippet,
  readme: (embed, sources) => {
    const picture = pictureOf(embed, sources);
    const text = inMarkdown(embed.title);
    return markdownLink(picture ? `!${markdownLink(text, picture)}` : text, frameAddress(embed, sources.folder));
  },
  hugo: (
    embed,
    { folder },
  ) => `{{< label-smoothing ${inMarkup(attributesOf(embed))} room="${roomLength(embed.rooms)}" >}}

${markdownLink(texts[embed.language].article, articleAddress(embed, folder))}`,
  vue: vueSnippet,
  mdx: (embed, sources) =>
    // React takes an asynchronous script once, whenever it comes.
    ['<>', lines([scriptTag(sources, { async: true }), ...figureTags(embed, sources)], toJsx), '</>'].join('\n'),
  svelte: (embed, sources) =>
    `<svelte:head>${toHtml(scriptTag(sources))}</svelte:head>\n${withoutBraces(lines(figureTags(embed, sources), toHtml))}`,
  astro: (embed, sources) =>
    withoutBraces(lines([scriptTag(sources, { 'is:inline': true }), ...figureTags(embed, sources)], toHtml)),
  wordpress: (embed, sources) => `<!-- wp:html -->\n${frameSnippet(embed, sources)}\n<!-- /wp:html -->`,
  reveal: (embed, sources) =>
    `<section>\n${elementSnippet({ ...embed, settings: { ...embed.settings, loading: embed.settings['loading'] || 'eager' } }, sources)}\n</section>`,
  jupyter: (embed, sources) =>
    `from IPython.display import HTML\n\nHTML("""${frameSnippet(embed, sources).replaceAll('\\', '\\\\')}""")`,
} as const satisfies Readonly<Record<string, Writer>>;

export type Tool = keyof typeof snippets;
