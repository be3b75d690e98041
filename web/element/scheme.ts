/** Whether a place in a page is light or dark, and when that may have changed. Also for hosts of iframes. */

export type Scheme = 'light' | 'dark';

interface Brightness {
  /** From 0, black, to 1, white, as the eye sees it. */
  readonly value: number;
  readonly opacity: number;
}

/** Reads a computed color: `rgb()`, or in newer notations `color()`, `lab()`, `oklch()` and the like. */
function brightnessOf(color: string): Brightness {
  const [, notation = '', rest = ''] = /^([a-z]+)\((?:[a-z][\w-]* )?(.*)\)$/.exec(color) ?? [];
  const [first = 0, second = 0, third = 0, fourth = 1] = rest
    .split(/[\s,/]+/)
    .map((text) => Number.parseFloat(text) || 0);
  // These begin with the lightness itself.
  if (/^ok/.test(notation)) return { value: first, opacity: fourth };
  if (/^l/.test(notation)) return { value: first / 100, opacity: fourth };
  const value = 0.299 * first + 0.587 * second + 0.114 * third;
  return { value: notation === 'color' ? value : value / 255, opacity: notation === '' ? 0 : fourth };
}

/** What an element is drawn inside of, through shadow roots and slots. */
export function around(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The first of the schemes that an author lists which the reader prefers. */
function preferred(listed: string, view: Window): Scheme {
  const words = listed.split(/\s+/);
  const isDark =
    words.includes('dark') && !(words.includes('light') && !view.matchMedia('(prefers-color-scheme: dark)').matches);
  return isDark ? 'dark' : 'light';
}

/**
 * The color scheme that the page declares for an element; without one, that of what is behind it: pages that switch by
 * a class often declare none.
 */
export function schemeAround(element: Element): Scheme {
  const page = element.ownerDocument;
  const view = page.defaultView ?? window;
  const declared = view.getComputedStyle(element).colorScheme;
  if (declared && declared !== 'normal') return preferred(declared, view);
  let value = 0;
  let covered = 0;
  for (let place: Element | null = element; place && covered < 0.99; place = around(place)) {
    const { backgroundColor, backgroundImage, color } = view.getComputedStyle(place);
    const behind = brightnessOf(backgroundColor);
    value += (1 - covered) * behind.opacity * behind.value;
    covered += (1 - covered) * behind.opacity;
    // How bright a picture is, is told only by the text on it.
    if (covered < 0.99 && backgroundImage !== 'none') return brightnessOf(color).value > 0.5 ? 'dark' : 'light';
  }
  const meta = page.querySelector<HTMLMetaElement>('meta[name="color-scheme" i]');
  const paper = meta && preferred(meta.content, view) === 'dark' ? 0 : 1;
  return value + (1 - covered) * paper < 0.5 ? 'dark' : 'light';
}

interface Watcher {
  readonly element: Element;
  readonly changed: () => void;
}

/** Whether that is the element or around it. */
function isAround(node: Node, element: Element): boolean {
  for (let place: Element | null = element; place; ) {
    if (node.contains(place)) return true;
    const root: Node = place.getRootNode();
    place = root instanceof ShadowRoot ? root.host : null;
  }
  return false;
}

/** What an element's own attributes may change about its look from outside; the others are its state. */
const ownAttributes = new Set(['class', 'style', 'dir', 'lang', 'theme']);

const pages = new WeakMap<Document, Set<Watcher>>();

/** Who watches a page, which is listened to once for all. */
function watchersOf(page: Document): Set<Watcher> {
  let watchers = pages.get(page);
  if (watchers) return watchers;
  watchers = new Set();
  pages.set(page, watchers);
  const tell = (isMeant: (element: Element) => boolean = () => true) => {
    for (const { element, changed } of watchers) if (isMeant(element)) changed();
  };
  const tellAll = () => tell();
  new MutationObserver((records) =>
    tell((element) =>
      records.some(
        ({ target, attributeName }) =>
          isAround(target, element) && (target !== element || ownAttributes.has(attributeName ?? '')),
      ),
    ),
  ).observe(page, { subtree: true, attributes: true });
  const contents = { subtree: true, childList: true, characterData: true, attributes: true };
  if (page.head) new MutationObserver(tellAll).observe(page.head, contents);
  const isSheet = (target: EventTarget | null) => target instanceof Element && target.localName === 'link';
  page.addEventListener('load', ({ target }) => isSheet(target) && tellAll(), true);
  page.addEventListener('transitionend', ({ target }) => tell((element) => isAround(target as Node, element)));
  // What `:has(:checked)` depends on.
  page.addEventListener('change', tellAll);
  page.fonts?.addEventListener('loadingdone', tellAll);
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
    page.defaultView?.matchMedia(query).addEventListener('change', tellAll);
  }
  return watchers;
}

/**
 * Calls when something in the page changed that the look of an element may depend on. A change of style sheets that
 * leaves no trace in the document is not noticed.
 *
 * @returns ends that
 */
export function watchPage(element: Element, changed: () => void): () => void {
  const watchers = watchersOf(element.ownerDocument);
  const watcher = { element, changed };
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
