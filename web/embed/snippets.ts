/** What is copied into other people's pages, for one figure in one state. */
import { escapeHtml } from '../figures/escape.js';
import { formatLink } from '../figures/links.js';
import { parametersOf, type State } from '../figures/parameters.js';

/** The release whose files a snippet names. */
export interface Release {
  readonly version: string;
  /** Hash of the script in parts, which the site has. */
  readonly integrity: string;
  /** Hash of the script that is one file, which the package has. */
  readonly oneFileIntegrity: string;
}

export interface Embed {
  readonly state: State;
  /** Attributes that are no parameters: `lang`, `theme`, `hide`, `group`; empty ones are left out. */
  readonly settings: Readonly<Record<string, string>>;
  /** The figure's name for readers. */
  readonly title: string;
  /** Height of an iframe in CSS pixels where nobody listens to what it tells. */
  readonly height: number;
}

/** Attributes without those that have their default. */
function attributesOf({ state, settings }: Embed): [string, string][] {
  const written = new URLSearchParams(formatLink(state));
  const names = ['figure', ...parametersOf(state.figure).map(({ name }) => name)];
  const parameters = names.filter((name) => written.has(name)).map((name) => [name, written.get(name) ?? '']);
  return [...parameters, ...Object.entries(settings)].filter(([, text]) => text !== '') as [string, string][];
}

const inMarkup = (attributes: readonly [string, string][]) =>
  attributes.map(([name, text]) => `${name}="${escapeHtml(text)}"`).join(' ');

/** One figure with this script; both lines go anywhere into the HTML of a page. */
function elementSnippet(embed: Embed, script: string, integrity: string): string {
  return `<script type="module" src="${escapeHtml(script)}" integrity="${integrity}" crossorigin></script>
<label-smoothing ${inMarkup(attributesOf(embed))}>${escapeHtml(embed.title)}</label-smoothing>`;
}

/** With the script of the site, which loads little until the figure is near; a site keeps only its newest release. */
export const scriptSnippet = (embed: Embed, { version, integrity }: Release, folder: string) =>
  elementSnippet(embed, `${folder}${version}/label-smoothing.js`, integrity);

/** With the one file of the package as a mirror of npm serves it for good. */
export const mirrorSnippet = (embed: Embed, { version, oneFileIntegrity }: Release) =>
  elementSnippet(
    embed,
    `https://cdn.jsdelivr.net/npm/label-smoothing@${version}/dist/cdn/label-smoothing.js`,
    oneFileIntegrity,
  );

/** The address of the figure's page for iframes; `folder` is the absolute address of `embed/`. */
export function frameAddress(embed: Embed, folder: string): string {
  const query = attributesOf(embed).filter(([name]) => name !== 'group');
  return `${folder}?${query.map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll('%2C', ',')}`).join('&')}`;
}

export function frameSnippet(embed: Embed, folder: string): string {
  const { title, height } = embed;
  const source = escapeHtml(frameAddress(embed, folder));
  return `<iframe src="${source}" title="${escapeHtml(title)}" width="100%" height="${height}" loading="lazy"></iframe>
<script async src="${escapeHtml(`${folder}resize.js`)}"></script>`;
}

export function hugoSnippet(embed: Embed): string {
  return `{{< label-smoothing ${inMarkup(attributesOf(embed))} >}}`;
}

export function markdownSnippet(embed: Embed, folder: string): string {
  return `[${embed.title.replaceAll(/[\\[\]]/g, '\\$&')}](${frameAddress(embed, folder).replaceAll(/[()]/g, encodeURIComponent)})`;
}
