/**
 * Keys that something in a figure uses end at the element. Pages listen for keys on the document, where an event from a
 * shadow tree looks as if no field had been typed in: a digit would be their shortcut, an arrow turn their slide.
 */

const scroll = /^(Arrow|Home|End|Page| )/;

/** The keys that an element uses, by name; the first line that it matches counts. */
const used: readonly (readonly [selector: string, keys: RegExp])[] = [
  ['canvas[tabindex]', /^Arrow/],
  ['[type=range]', /^(Arrow|Home|End|Page)/],
  ['[type=radio]', scroll],
  ['button, summary, [type=checkbox], [type=button], [type=file]', /^(Enter| )$/],
  ['a[href]', /^Enter/],
  // Of the keys with names a field uses nearly all; F1 to F24 are the page's.
  ['input, select, textarea, [contenteditable]', /^(?!F\d)/],
  ['[tabindex]', scroll],
];

function uses(target: Element, event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (key === 'Tab' || key === 'Escape') return false;
  // AltGr writes letters and is reported as both.
  if ((ctrlKey || altKey || metaKey) && !(key.length === 1 && event.getModifierState('AltGraph'))) return false;
  return used.find(([selector]) => target.matches(selector))?.[1].test(key) === true;
}

function keep(event: Event): void {
  const [target] = event.composedPath();
  const { shadowRoot } = event.currentTarget as Element;
  if (!(target instanceof Element) || !shadowRoot?.contains(target)) return;
  if (uses(target, event as KeyboardEvent)) event.stopPropagation();
}

/** Lets keys that are used inside an element end there; what else is typed there goes on to the page. */
export function keepKeys(element: HTMLElement): void {
  for (const type of ['keydown', 'keypress', 'keyup']) element.addEventListener(type, keep);
}
