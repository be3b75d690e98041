/** The builder of snippets: a figure with all its controls, a few settings, and the code for other people's pages. */

import { LabelSmoothingElement } from '../../element/index.js';
import { measureRooms, type Rooms } from '../../element/toolbar/room.js';
import {
  type Embed,
  elementSnippet,
  frameSnippet,
  hugoSnippet,
  markdownSnippet,
  mirrorScript,
  newestScript,
  vitepressSnippet,
} from '../../element/toolbar/snippets.js';
import { labelTexts } from '../../figures/labels.js';
import { figureNames, isFigureName, type Language, parametersOf } from '../../figures/parameters.js';
import { languageFor, languageRow, languages } from '../../locales/languages.js';
import type { Release } from '../release.js';
import { type Kind, kinds, parts, texts } from './texts.js';

declare const RELEASE: Release;

const query = new URLSearchParams(location.search);
const language: Language = languageFor(query.get('lang') ?? navigator.language);
const t = texts[language];
const folder = new URL('../', location.href.replace(/[?#].*/, '')).href;

type Child = Node | string;

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const labelled = (label: string, control: HTMLElement, ...more: Child[]) =>
  make('div', { class: 'field' }, make('label', { for: control.id }, label), control, ...more);

function select(id: string, options: Readonly<Record<string, string>>): HTMLSelectElement {
  return make('select', { id }, ...Object.entries(options).map(([value, label]) => make('option', { value }, label)));
}

document.documentElement.lang = language;
document.title = t.title;

const wanted = query.get('figure') ?? '';
const figure = select('figure', Object.fromEntries(figureNames.map((name) => [name, name])));
if (isFigureName(wanted)) figure.value = wanted;
const lang = select('lang', {
  '': t.inherited,
  ...Object.fromEntries(languages.map(({ tag, name }) => [tag, name])),
});
const theme = select('theme', { '': t.themes.auto, light: t.themes.light, dark: t.themes.dark });
const group = make('input', {
  id: 'group',
  type: 'text',
  maxlength: '40',
  pattern: '[A-Za-z0-9_\\-]*',
  'aria-describedby': 'group-hint',
});
const shown = make('fieldset', { class: 'shown' });
const preview = new LabelSmoothingElement();
const code = make('textarea', { id: 'code', readonly: '', rows: '5', spellcheck: 'false', wrap: 'soft' });
const about = make('p', { class: 'about' });
const status = make('p', { class: 'status', role: 'status' });
const copy = make('button', { type: 'button' }, t.copy);
const tabs = make('fieldset', { class: 'kinds' }, make('legend', { class: 'hidden' }, t.code));
let kind: Kind = 'script';

for (const name of kinds) {
  const radio = make('input', { type: 'radio', name: 'kind', value: name, id: `kind-${name}` });
  radio.checked = name === kind;
  radio.addEventListener('change', () => {
    kind = name;
    write();
  });
  tabs.append(make('label', {}, radio, ` ${t.kinds[name][0]}`));
}

/** A box for each parameter of the figure: without its tick the reader gets no control for it. */
function offerControls(): void {
  const box = (name: string, label: string) => {
    const input = make('input', { type: 'checkbox', value: name });
    input.checked = true;
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

function hidden(): string {
  const boxes = [...shown.querySelectorAll('input')];
  const off = boxes.filter(({ checked }) => !checked).map(({ value }) => value);
  const none = off.includes('controls');
  const isControl = (name: string) => name === 'toolbar' || !(parts as readonly string[]).includes(name);
  for (const box of boxes) box.disabled = none && box.value !== 'controls' && isControl(box.value);
  return (none ? ['controls', ...off.filter((name) => !isControl(name))] : off).join(' ');
}

function current(): Embed {
  const settings = {
    lang: lang.value,
    theme: theme.value,
    group: group.validity.valid ? group.value : '',
    hide: hidden(),
  };
  const title = preview.shadowRoot?.querySelector('figcaption')?.textContent || preview.figure;
  return { state: preview.getState(), settings, title, language: languageFor(preview.lang), rooms };
}

/** How high the preview is in every width, as it was last measured. */
let rooms: Rooms = [];

function measure(): void {
  const root = preview.shadowRoot;
  const frame = root?.querySelector<HTMLElement>('.frame');
  if (root && frame) rooms = measureRooms(root, frame);
  write();
}

/** The preview draws in the frame that comes next. */
const measureWhenDrawn = () => requestAnimationFrame(() => requestAnimationFrame(measure));

const write = () => {
  const embed = current();
  const snippets: Readonly<Record<Kind, () => string>> = {
    script: () => elementSnippet(embed, newestScript(folder), '', folder),
    pinned: () => elementSnippet(embed, `${folder}${RELEASE.version}/label-smoothing.js`, RELEASE.integrity, folder),
    mirror: () => elementSnippet(embed, mirrorScript(RELEASE.version), RELEASE.oneFileIntegrity, folder),
    iframe: () => frameSnippet(embed, folder),
    hugo: () => hugoSnippet(embed),
    vitepress: () => vitepressSnippet(embed, newestScript(folder), folder),
    markdown: () => markdownSnippet(embed, folder),
  };
  code.value = snippets[kind]();
  about.textContent = t.kinds[kind][1];
  if (kind === 'hugo') {
    const archive = `label-smoothing-hugo-${RELEASE.version}.tar.gz`;
    about.append(' ', make('a', { href: `../${archive}`, download: '' }, archive));
  }
  status.textContent = '';
};

async function draw(): Promise<void> {
  preview.setAttribute('lang', lang.value || language);
  preview.theme = theme.value || 'auto';
  preview.hide = hidden();
  await preview.ready.catch(() => {});
  measureWhenDrawn();
}

preview.figure = figure.value;
preview.loading = 'eager';
offerControls();
figure.addEventListener('change', () => {
  for (const { name } of parametersOf(preview.getState().figure)) preview.removeAttribute(name);
  preview.figure = figure.value;
  offerControls();
  draw();
});
for (const control of [lang, theme]) control.addEventListener('change', draw);
group.addEventListener('input', write);
preview.addEventListener('input', write);
preview.addEventListener('change', measureWhenDrawn);
copy.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(code.value);
    status.textContent = t.copied;
  } catch {
    code.select();
    status.textContent = t.selected;
  }
});

document
  .querySelector('main')
  ?.replaceChildren(
    make(
      'nav',
      {},
      make('a', { href: `../../${languageRow(language).path}` }, t.article),
      ...languages
        .filter(({ tag }) => tag !== language)
        .map(({ tag, name }) => make('a', { href: `?lang=${tag}`, lang: tag }, name)),
    ),
    make('h1', {}, t.title),
    make('p', { class: 'lede' }, t.lede),
    make(
      'section',
      { class: 'settings', 'aria-label': t.settings },
      labelled(t.figure, figure),
      labelled(t.language, lang),
      labelled(t.theme, theme),
      labelled(t.group, group, make('small', { id: 'group-hint' }, t.groupHint)),
      shown,
    ),
    make('section', { class: 'preview', 'aria-label': t.preview }, preview),
    make(
      'section',
      { class: 'code', 'aria-label': t.code },
      tabs,
      make('label', { for: 'code', class: 'hidden' }, t.code),
      code,
      make('div', { class: 'actions' }, copy, status),
      about,
    ),
  );
write();
draw();
