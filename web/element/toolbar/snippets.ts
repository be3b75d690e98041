/** Snippets for other people's pages, for one figure in one state. */
import { escapeHtml } from '../../figures/escape.js';
import { formatLink } from '../../figures/links.js';
import { type FigureName, type Language, parametersOf, type State } from '../../figures/parameters.js';
import { defaultLanguage } from '../../locales/languages.js';
import { type Rooms, roomLength, roomStyle, usualHeight } from './room.js';

export interface Embed {
  readonly state: State;
  /** Attributes that are not parameters: `lang`, `theme`, `hide`, `group`. Empty ones are left out. */
  readonly settings: Readonly<Record<string, string>>;
  /** The figure's name, for readers. */
  readonly title: string;
  /** In which the figure is shown. */
  readonly language: Language;
  /** How high the figure is in every width. */
  readonly rooms: Rooms;
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

/** A link to the figure, with its picture where it is that of these settings: for feeds, mail, and where no script runs. */
function fallback(embed: Embed, folder: string | undefined, style: string, attributes = ''): string {
  const { state, title, language } = embed;
  const text = escapeHtml(title);
  if (!folder) return text;
  const isFirst = formatLink(state) === formatLink({ figure: state.figure });
  const picture = `<img src="${escapeHtml(folder + pictureName(state.figure, language))}" alt="${text}" loading="lazy" style="max-width:100%;height:auto">`;
  return `<a href="${escapeHtml(frameAddress(embed, folder))}" style="${style}"${attributes}>${isFirst ? picture : text}</a>`;
}

/** The element, a block from the start, with its room and what stands there, without adding to it, until it is drawn. */
const elementMarkup = (embed: Embed, folder?: string) =>
  `<label-smoothing ${inMarkup(attributesOf(embed))} style="display:flow-root"><i slot="room" style="${roomStyle(roomLength(embed.rooms))}"></i>${fallback(embed, folder, 'display:block;height:0')}</label-smoothing>`;

/** One figure with its script, and with its picture where the site is known; both lines go anywhere into the HTML of a page. */
export function elementSnippet(embed: Embed, script: string, integrity = '', folder?: string): string {
  const hash = integrity && ` integrity="${integrity}" crossorigin`;
  return `<script type="module" src="${escapeHtml(script)}"${hash}></script>\n${elementMarkup(embed, folder)}`;
}

/** With the newest script of a site that works as this one does; `folder` is the absolute address of `embed/`. */
export const newestScript = (folder: string) => `${folder}label-smoothing.js`;

/** The one file of the package as a mirror of npm serves it, the newest unless a version is named. */
export const mirrorScript = (version = '') =>
  `https://cdn.jsdelivr.net/npm/label-smoothing${version && `@${version}`}/dist/cdn/label-smoothing.js`;

/** For Vue's templates, which VitePress makes of Markdown: they take no script, and no element that is no component. */
export const vitepressSnippet = (embed: Embed, script: string, folder: string) =>
  `<component :is="'script'" type="module" src="${escapeHtml(script)}"></component>\n\n<div v-pre>${elementMarkup(embed, folder)}</div>`;

/** The address for an iframe; `folder` is the absolute address of `embed/`. */
export function frameAddress(embed: Embed, folder: string): string {
  const query = attributesOf(embed).filter(([name]) => name !== 'group');
  return `${folder}?${query.map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll('%2C', ',')}`).join('&')}`;
}

/** Of an iframe in CSS pixels where nobody listens to the height that it tells. */
export const frameHeight = ({ rooms }: Embed) => usualHeight(rooms) + lineBelow;

/** The iframe alone, for hosts that take nothing else. */
export function frameMarkup(embed: Embed, folder: string, width = '100%', style = 'border:0'): string {
  const source = escapeHtml(frameAddress(embed, folder));
  return `<iframe src="${source}" title="${escapeHtml(embed.title)}" width="${width}" height="${frameHeight(embed)}" loading="lazy" style="${style}"></iframe>`;
}

/** The iframe with the room it will need, which it fills, and the script that gives it its height. */
export function frameSnippet(embed: Embed, folder: string): string {
  const room = roomStyle(roomLength(embed.rooms, `${lineBelow}px`));
  const frame = frameMarkup(embed, folder, '100%', 'border:0;position:absolute;height:100%');
  // Browsers show the frame alone; where it or its styles are taken out, the picture is left.
  const picture = fallback(
    embed,
    folder,
    'display:block;height:0;overflow:hidden',
    ' tabindex="-1" aria-hidden="true"',
  );
  return `<div style="display:flow-root;position:relative"><i style="${room}"></i>${picture}${frame}</div>
<script async src="${escapeHtml(`${folder}resize.js`)}"></script>`;
}

export function hugoSnippet(embed: Embed): string {
  return `{{< label-smoothing ${inMarkup(attributesOf(embed))} room="${roomLength(embed.rooms)}" >}}`;
}

export function markdownSnippet(embed: Embed, folder: string): string {
  return `[${embed.title.replaceAll(/[\\[\]]/g, '\\$&')}](${frameAddress(embed, folder).replaceAll(/[()]/g, encodeURIComponent)})`;
}
