/**
 * Keys that something in a figure uses end at the element. Pages listen for keys on the document, where an event from a
 * shadow tree looks as if no field had been typed in: a digit would be their shortcut, an arrow turn their slide.
 */

const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
const scrolling = [...arrows, 'Home', 'End', 'PageUp', 'PageDown'];

/** The keys that an element uses, by name. */
function keysOf(target: Element): readonly string[] {
  if (target instanceof HTMLCanvasElement) return target.tabIndex >= 0 ? arrows : [];
  if (target instanceof HTMLInputElement) {
    switch (target.type) {
      case 'range':
        return scrolling;
      case 'radio':
        return [...scrolling, ' '];
      case 'checkbox':
      case 'button':
      case 'file':
        return [' ', 'Enter'];
    }
  }
  if (target.matches('button, summary')) return [' ', 'Enter'];
  if (target.matches('a[href]')) return ['Enter'];
  return target.matches('[tabindex]') ? [...scrolling, ' '] : [];
}

const isField = (target: Element) =>
  target.matches('select, textarea, [contenteditable]') ||
  target.matches('input:not([type=range], [type=radio], [type=checkbox], [type=button], [type=file])');

function uses(target: Element, event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (key === 'Tab' || key === 'Escape') return false;
  // AltGr writes letters and is reported as both.
  if ((ctrlKey || altKey || metaKey) && !(key.length === 1 && event.getModifierState('AltGraph'))) return false;
  // Of the keys with names a field uses nearly all; F1 to F24 are the page's.
  return isField(target) ? !/^F\d/.test(key) : keysOf(target).includes(key);
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
