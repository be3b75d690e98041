/**
 * The page for iframes: one figure, set up by its query, which takes the keys of links (`?figure=heatmap&alpha=0.2`)
 * and the other attributes (`hide`, `lang`, `theme`). It reports its height to the host, in our format and in AMP's. It
 * also runs under `sandbox="allow-scripts"`, without an origin or storage.
 */
import { LabelSmoothingElement } from '../element/index.js';
import { formatLink, parseLink, readLink, readPairs } from '../figures/links.js';
import type { Problem, State } from '../figures/parameters.js';
import { type Language, languageFor, languageRow } from '../locales/languages.js';
import { texts } from './frame-texts.js';

const namespace = 'label-smoothing';

/** Longer values in the address are ignored. */
const longest = 200;

const query = readPairs(location.search);
const fragment = readPairs(location.hash);
const setting = (name: string) => (fragment.get(name) ?? query.get(name) ?? '').slice(0, longest);

const root = document.documentElement;
const main = document.querySelector('main') as HTMLElement;
const id = setting('id');
/** The figure of a page like `/embed/targets/`, and the way to `/embed/` from there. */
const preset = root.getAttribute('data-figure') ?? '';
const wayToEmbed = root.getAttribute('data-embed') ?? '';
/** The language of a page like `/embed/targets/zh-Hant/`. */
const presetLanguage = root.getAttribute('data-lang') ?? '';

/** The language in the address, or else the reader's. */
function language(wanted: string): Language {
  return languageFor(wanted || navigator.language);
}

function show(element: LabelSmoothingElement, settings: { readonly lang?: unknown; readonly theme?: unknown }): void {
  if (typeof settings.lang === 'string') root.lang = language(settings.lang);
  if (settings.theme === 'light' || settings.theme === 'dark' || settings.theme === 'auto') {
    element.theme = settings.theme;
    root.setAttribute('data-theme', settings.theme);
  }
}

/** The attributes of a link. The element reports an unknown figure and lists those there are. */
function attributesOf(link: URLSearchParams): [string, string][] {
  const state = parseLink(link);
  if (!state) return [['figure', (link.get('figure') ?? '').slice(0, longest)]];
  return [...new URLSearchParams(formatLink(state))].filter(([name]) => name !== 'v');
}

function createFigure(): LabelSmoothingElement {
  const element = new LabelSmoothingElement();
  if (preset && !query.has('figure')) query.set('figure', preset);
  for (const [name, text] of attributesOf(query)) element.setAttribute(name, text);
  element.loading = setting('loading') === 'lazy' ? 'lazy' : 'eager';
  // The host has made room, or will.
  element.append(Object.assign(document.createElement('i'), { slot: 'room' }));
  const hidden = setting('hide');
  if (hidden) element.hide = hidden;
  show(element, { lang: setting('lang') || presetLanguage, theme: setting('theme') });
  followFragment(element);
  return element;
}

/** A fragment that names a figure is a complete link, with defaults for the rest. Any other changes single values. */
function followFragment(element: LabelSmoothingElement): void {
  const link = readPairs(location.hash);
  const merged = link.has('figure') ? link : new URLSearchParams(query);
  if (!link.has('figure')) for (const [name, text] of link) merged.set(name, text);
  const { state, problems } = readLink(merged);
  if (state && [...link].length > 0) element.setState(state);
  // The element itself explains what figures there are.
  if (state) tell(element, problems, state);
}

/** What the address asks for in vain stands above the figure. */
async function tell(element: LabelSmoothingElement, problems: readonly Problem[], state: State): Promise<void> {
  if (problems.length === 0 && !main.querySelector('.refused')) return;
  const { tellRefusals } = await import('../figures/refused.js');
  tellRefusals(element, problems, state, language(root.lang));
}

/** A link to the same figure, in the same state, in the article. */
function createOrigin(element: LabelSmoothingElement): HTMLElement {
  const link = document.createElement('a');
  link.target = '_blank';
  link.rel = 'noopener';
  const folder = `${wayToEmbed}../`;
  const update = () => {
    const chosen = language(root.lang);
    link.textContent = texts[chosen].title;
    const state = element.getState() as Partial<State>;
    const known = parseLink(`figure=${state.figure}`);
    element.setAttribute('home', `${folder}${languageRow(chosen).path}`);
    link.href = `${folder}${languageRow(chosen).path}${known ? `#${formatLink(state as State)}` : ''}`;
  };
  update();
  for (const type of ['pointerdown', 'focus', 'click', 'pointerenter']) link.addEventListener(type, update);
  new MutationObserver(update).observe(root, { attributes: true, attributeFilter: ['lang'] });
  const place = document.createElement('p');
  place.append(link);
  return place;
}

/** Keeps a picture of the figure as it is for those who save the page: see saved.ts, which takes the place of the figure. */
function keepPicture(element: LabelSmoothingElement): void {
  element.append(new Image());
  const draw = async () => {
    const svg = await element.toSVG();
    const image = element.shadowRoot?.querySelector<HTMLImageElement>('.saved');
    if (image) image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  };
  for (const type of ['ls-ready', 'change']) element.addEventListener(type, () => draw().catch(() => {}));
}

let told = 0;
/** While the figure is on its way, what there is of it is no height to tell. */
let isShown = true;

/** Reports the height of the content to the host. It does not depend on the height of the window. */
function tellHeight(again = false): void {
  if (!isShown) return;
  const height = Math.ceil(main.getBoundingClientRect().height);
  root.classList.toggle('fits', innerHeight >= height);
  // Fractions of a pixel vary with the zoom.
  if (parent === window || (!again && Math.abs(height - told) < 2)) return;
  told = height;
  parent.postMessage({ [namespace]: { v: 1, id, type: 'resize', height } }, '*');
  parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*');
}

/** Tells the host the color scheme here: a frame of another scheme than the page around it is opaque. */
function tellScheme(element: LabelSmoothingElement): void {
  const place = root.getAttribute('data-place');
  if (!place) return;
  const scheme = element.theme === 'auto' ? place : element.theme;
  parent.postMessage({ [namespace]: { v: 1, id, type: 'scheme', scheme } }, '*');
}

/**
 * The host may request the height again, tell the color scheme of the frame's place, and set theme, language and values:
 * `{ type: 'set', theme, lang, state }`.
 */
function listen(element: LabelSmoothingElement): void {
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || parent === window) return;
    const message: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, namespace) : undefined;
    if (typeof message !== 'object' || message === null) return;
    const { type, state, ...settings } = message as Record<string, unknown>;
    if (type === 'measure') tellHeight(true);
    if (type === 'place' && (settings['scheme'] === 'light' || settings['scheme'] === 'dark')) {
      root.setAttribute('data-place', settings['scheme']);
      tellScheme(element);
    }
    if (type !== 'set') return;
    show(element, settings);
    tellScheme(element);
    if (typeof state !== 'object' || state === null) return;
    try {
      element.setState(state as Partial<State>);
    } catch {
      // A refused value changes nothing.
    }
  });
}

if (setting('figure') || preset) {
  isShown = false;
  const element = createFigure();
  main.replaceChildren(element);
  listen(element);
  keepPicture(element);
  // In a frame out of view observers do not fire, but its height should be right when the reader arrives.
  const finish = () => {
    main.append(createOrigin(element));
    isShown = true;
    tellHeight();
  };
  element.ready.then(finish, finish);
  addEventListener('hashchange', () => followFragment(element));
}
if (!main.querySelector('label-smoothing')) root.lang = language('');
document.title = texts[language(root.lang)].title;
new ResizeObserver(() => tellHeight()).observe(main);
addEventListener('resize', () => tellHeight());
