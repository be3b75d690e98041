/** The builder of snippets: a figure with all its controls, a few settings, and the code for other people's pages. */

import { LabelSmoothingElement } from '../../element/index.js';
import { measureRooms, type Rooms } from '../../element/toolbar/room.js';
import { type Embed, mirrorScript, newestScript, type Sources, snippets } from '../../element/toolbar/snippets.js';
import { labelTexts } from '../../figures/labels.js';
import { figureNames, type Language, parametersOf } from '../../figures/parameters.js';
import { languageFor, languageRow, languages } from '../../locales/languages.js';
import type { Release } from '../release.js';
import { labelled, make, save, select } from './dom.js';
import { isPicture, keepAddress, readSetup, type Setup } from './link.js';
import { isPrivate } from './private.js';
import { createTabs } from './tabs.js';
import { parts, type Source, sources, texts } from './texts.js';

declare const RELEASE: Release;

const query = new URLSearchParams(location.search);
const language: Language = languageFor(query.get('lang') ?? navigator.language);
const t = texts[language];
const folder = new URL('../', location.href.replace(/[?#].*/, '')).href;
const versionFolder = `${folder}${RELEASE.version}/`;

document.documentElement.lang = language;
document.title = t.title;

const figure = select('figure', Object.fromEntries(figureNames.map((name) => [name, name])));
const lang = select('lang', {
  '': t.inherited,
  ...Object.fromEntries(languages.map(({ tag, name }) => [tag, name])),
});
const theme = select('theme', { '': t.themes.auto, light: t.themes.light, dark: t.themes.dark });
const loading = select('loading', { '': t.loadings.lazy, click: t.loadings.click });
loading.setAttribute('aria-describedby', 'loading-hint');
const group = make('input', {
  id: 'group',
  type: 'text',
  maxlength: '40',
  pattern: '[A-Za-z0-9_\\-]*',
  'aria-describedby': 'group-hint',
});
const picture = make('input', {
  id: 'picture',
  type: 'url',
  placeholder: 'https://',
  'aria-describedby': 'picture-hint',
});
const before = make('div', { class: 'before', hidden: '' });
const shown = make('fieldset', { class: 'shown' });
const preview = new LabelSmoothingElement();
const source = select('source', Object.fromEntries(sources.map((name) => [name, t.sources[name][0]])));
source.setAttribute('aria-describedby', 'source-hint');
const sourceHint = make('small', { id: 'source-hint' });
const sourceField = labelled(t.source, source, sourceHint);
const code = make('textarea', { id: 'code', readonly: '', rows: '5', spellcheck: 'false', wrap: 'soft' });
const about = make('p', { class: 'about' });
const status = make('p', { class: 'status', role: 'status' });
const copy = make('button', { type: 'button', class: 'copy' }, t.copy);
const tabs = createTabs(
  t.code,
  Object.fromEntries(Object.entries(t.tools).map(([name, [label]]) => [name, label])) as Record<Setup['tool'], string>,
  () => {
    write();
    remember();
  },
);

/** A box for each parameter of the figure: without its tick the reader gets no control for it. */
function offerControls(hide: readonly string[] = []): void {
  const box = (name: string, label: string) => {
    const input = make('input', { type: 'checkbox', value: name });
    input.checked = !hide.includes(name);
    input.addEventListener('change', draw);
    return make('label', {}, input, ` ${label}`);
  };
  const parameters = parametersOf(preview.getState().figure);
  shown.replaceChildren(
    make('legend', {}, t.shown),
    box('controls', t.allControls),
    ...parameters.map(({ key, name }) => box(name, labelTexts[language].parameters[key])),
    ...parts.map((name) => box(name, t.parts[name])),
    compact,
  );
}

/** Leaves the chart, its caption and the first control, α where there is one. */
const compact = make('button', { type: 'button' }, t.compact);
compact.addEventListener('click', () => {
  const boxes = [...shown.querySelectorAll('input')];
  const first = parametersOf(preview.getState().figure).find(({ place }) => !place)?.name;
  for (const box of boxes) box.checked = ['controls', 'caption', first].includes(box.value);
  draw();
});

function hidden(): string[] {
  const boxes = [...shown.querySelectorAll('input')];
  const off = boxes.filter(({ checked }) => !checked).map(({ value }) => value);
  const none = off.includes('controls');
  const isControl = (name: string) => name === 'toolbar' || !(parts as readonly string[]).includes(name);
  for (const box of boxes) box.disabled = none && box.value !== 'controls' && isControl(box.value);
  return none ? ['controls', ...off.filter((name) => !isControl(name))] : off;
}

const setup = (): Setup => ({
  state: preview.getState() as Setup['state'],
  lang: lang.value,
  theme: theme.value,
  loading: loading.value,
  group: group.validity.valid ? group.value : '',
  hide: hidden(),
  picture: isPicture(picture.value) ? picture.value : '',
  tool: tabs.chosen(),
  source: source.value as Source,
});

function current(): Embed {
  const { state, lang, theme, loading, group, hide } = setup();
  const title = preview.shadowRoot?.querySelector('figcaption')?.textContent || preview.figure;
  const settings = { lang, theme, loading, group, hide: hide.join(' ') };
  return { state, settings, title, language: languageFor(preview.lang), rooms };
}

/** How high the preview is in every width, as it was last measured. */
let rooms: Rooms = [];

function measure(): void {
  const root = preview.shadowRoot;
  const frame = root?.querySelector<HTMLElement>('.frame');
  if (root && frame) rooms = measureRooms(root, frame);
  write();
  showBefore();
}

/** Below the preview, which has to be live for its author: what is there until readers click, with its button. */
async function showBefore(): Promise<void> {
  before.hidden = loading.value !== 'click';
  if (before.hidden) return;
  // Another figure, if it is on its way, is measured when it has come.
  const svg = await preview.toSVG().catch(() => undefined);
  if (!svg) return;
  const figure = preview.cloneNode() as LabelSmoothingElement;
  figure.loading = 'click';
  figure.append(make('img', { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: current().title }));
  before.replaceChildren(make('p', { class: 'status' }, t.before), figure);
}

/** The preview draws in the frame that comes next. */
const measureWhenDrawn = () => requestAnimationFrame(() => requestAnimationFrame(measure));

const scripts: Readonly<Record<Source, Pick<Sources, 'script' | 'integrity'>>> = {
  newest: { script: newestScript(folder) },
  pinned: { script: `${versionFolder}label-smoothing.js`, integrity: RELEASE.integrity },
  mirror: { script: mirrorScript(RELEASE.version), integrity: RELEASE.oneFileIntegrity },
};

/** What some tools need beside their snippet. */
function link(tool: Setup['tool']): readonly (Node | string)[] {
  if (tool === 'hugo') {
    const archive = `label-smoothing-hugo-${RELEASE.version}.tar.gz`;
    return [make('a', { href: `../${archive}`, download: '' }, archive)];
  }
  if (tool !== 'wordpress') return [];
  const address = `${folder}${preview.figure}/`;
  return [make('a', { href: address }, address)];
}

function write(): void {
  const { tool, source, picture } = setup();
  code.value = snippets[tool](current(), { ...scripts[source], folder, picture });
  sourceField.hidden = !code.value.includes(scripts[source].script);
  sourceHint.textContent = t.sources[source][1];
  about.replaceChildren(t.tools[tool][1], ...link(tool));
  discovery?.setAttribute('href', discovery.href.replace(/[^/]*$/, `${preview.figure}.json`));
  status.textContent = '';
}

/** The link to the oEmbed response, which static pages have for the first figure. */
const discovery = document.querySelector<HTMLLinkElement>('link[type="application/json+oembed"]');

const others = languages
  .filter(({ tag }) => tag !== language)
  .map(({ tag, name }) => make('a', { href: `?lang=${tag}`, lang: tag }, name));

const lead = (fragment: string) => {
  for (const other of others) other.href = `?lang=${other.lang}${fragment}`;
};
const remember = keepAddress(setup, lead);

async function show(): Promise<void> {
  preview.setAttribute('lang', lang.value || language);
  preview.theme = theme.value || 'auto';
  preview.hide = hidden().join(' ');
  await preview.ready.catch(() => {});
  measureWhenDrawn();
}

function draw(): void {
  show();
  remember();
}

/** Sets everything to what the address says. */
function open(): void {
  const setup = readSetup(location);
  figure.value = setup.state.figure;
  preview.figure = setup.state.figure;
  preview.setState(setup.state);
  lang.value = setup.lang;
  theme.value = setup.theme;
  loading.value = setup.loading;
  group.value = setup.group;
  picture.value = setup.picture;
  source.value = setup.source;
  tabs.choose(setup.tool);
  offerControls(setup.hide);
  lead(location.hash);
  write();
  show();
}

/** A button that hands out a file. */
function saver(label: string, said: HTMLElement, file: () => Promise<readonly [Blob, string]>): HTMLButtonElement {
  const button = make('button', { type: 'button' }, label);
  button.addEventListener('click', async () => {
    said.textContent = '';
    button.disabled = true;
    try {
      save(...(await file()));
    } catch (cause) {
      said.textContent = t.folder.failed(cause instanceof Error ? cause.message : String(cause));
    }
    button.disabled = false;
  });
  return button;
}

const saved = make('p', { class: 'status', role: 'status' });
const folderSaved = make('p', { class: 'status', role: 'status' });
const named = (blob: Blob, ending: string) => [blob, `label-smoothing-${preview.figure}.${ending}`] as const;

const saveSvg = saver(t.saveSvg, saved, async () =>
  named(new Blob([await preview.toSVG()], { type: 'image/svg+xml' }), 'svg'),
);
const savePng = saver(t.savePng, saved, async () => named(await preview.toBlob(), 'png'));
const saveFolder = saver(t.folder.save, folderSaved, async () => {
  const { zipFolder } = await import('./folder.js');
  return [await zipFolder(current(), await preview.toSVG(), versionFolder, RELEASE.files), 'label-smoothing.zip'];
});

preview.loading = 'eager';
figure.addEventListener('change', () => {
  for (const { name } of parametersOf(preview.getState().figure)) preview.removeAttribute(name);
  preview.figure = figure.value;
  offerControls();
  draw();
});
for (const control of [lang, theme, loading]) control.addEventListener('change', draw);
for (const control of [group, picture, source]) {
  control.addEventListener('input', () => {
    write();
    remember();
  });
}
preview.addEventListener('input', write);
preview.addEventListener('change', () => {
  measureWhenDrawn();
  remember();
});
addEventListener('hashchange', open);
copy.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(code.value);
    status.textContent = t.copied;
  } catch {
    code.select();
    status.textContent = t.selected;
  }
});

tabs.panel.append(
  about,
  sourceField,
  make('label', { for: 'code', class: 'hidden' }, t.code),
  code,
  make('div', { class: 'actions' }, copy, status),
);
document
  .querySelector('main')
  ?.replaceChildren(
    make('nav', {}, make('a', { href: `../../${languageRow(language).path}` }, t.article), ...others),
    make('h1', {}, t.title),
    make('p', { class: 'lede' }, t.lede),
    ...(isPrivate(location) ? [make('p', { class: 'private', role: 'note' }, t.isPrivate(location.host))] : []),
    make(
      'section',
      { class: 'settings', 'aria-label': t.settings },
      labelled(t.figure, figure),
      labelled(t.language, lang),
      labelled(t.theme, theme),
      labelled(t.loading, loading, make('small', { id: 'loading-hint' }, t.loadingHint)),
      labelled(t.group, group, make('small', { id: 'group-hint' }, t.groupHint)),
      labelled(t.picture, picture, make('small', { id: 'picture-hint' }, t.pictureHint)),
      shown,
    ),
    make(
      'section',
      { class: 'preview', 'aria-label': t.preview },
      preview,
      make('div', { class: 'actions' }, saveSvg, savePng, saved),
      before,
    ),
    make('section', { class: 'code', 'aria-label': t.code }, tabs.list, tabs.panel),
    make(
      'section',
      { class: 'own', 'aria-labelledby': 'own' },
      make('h2', { id: 'own' }, t.folder.title),
      make('p', { class: 'about' }, t.folder.about),
      make('div', { class: 'actions' }, saveFolder, folderSaved),
    ),
  );
open();
