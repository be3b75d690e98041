/**
 * The figures of the page as they stand before their code has come: what the element itself draws, written as HTML by the
 * build. The live figure is laid out the same and takes its place, so nothing moves and no room has to be kept.
 */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Window } from 'happy-dom';
import { parseGuess, withGuess } from '../figures/guess.js';
import { texts } from '../figures/guess-texts.js';
import type { Language } from '../figures/parameters.js';
import { languages, wayToTop } from '../locales/languages.js';
import { picture, writtenFiles } from './chart-files.js';
import { type FigureName, figures } from './figures.js';
import { firstContent } from './first-state.js';
import { asking } from './questions.js';

/** What tells how something looks. Nobody operates a still, so it has neither names nor roles. */
const looks = 'class checked disabled height inert lang max min open placeholder step type value width';
const kept = looks.split(' ');

/** A picture of more characters would come later than the figure itself. */
const heaviest = 40_000;

/** What a still has beside the style of a figure; page.css says when it is shown instead of the children. */
const stillStyle = `
.still[hidden] { display: var(--still, none) !important; }
.still ~ slot { display: var(--children, contents); }
.frame:has(> .still) { min-block-size: 0 !important; text-indent: 0; text-align: start; line-height: 0; }
.chart img { inline-size: 100%; block-size: 100%; object-fit: contain; }
.chart .when-light { display: var(--light, block) var(--dark, none); }
.chart .when-dark { display: var(--light, none) var(--dark, block); }
`;

/** A style sheet that only remembers its text. */
class Sheet {
  text = '';
  replaceSync(text: string): void {
    this.text = text;
  }
}

/** What the view asks of a browser, apart from style sheets. */
const wanted = [
  ...['cancelAnimationFrame', 'customElements', 'document', 'requestAnimationFrame', 'window'],
  ...['addEventListener', 'removeEventListener', 'CustomEvent', 'Element', 'Event', 'HTMLElement', 'ShadowRoot'],
  ...['HTMLTableCellElement', 'IntersectionObserver', 'MutationObserver', 'ResizeObserver', 'devicePixelRatio'],
];

/** A document without layout, whose canvases draw nothing. */
function openWindow() {
  const window = new Window({ url: 'http://localhost/' });
  Object.assign(window.HTMLCanvasElement.prototype, {
    getContext(this: unknown) {
      const own: Record<string, unknown> = { canvas: this, measureText: () => ({ width: 0 }) };
      return new Proxy(own, { get: (_, name: string) => own[name] ?? (() => {}) });
    },
  });
  // It has no rows of its own.
  Object.defineProperty(window.HTMLTableSectionElement.prototype, 'rows', {
    get(this: Element) {
      return this.children;
    },
  });
  const computed = {
    color: 'rgb(0, 0, 0)',
    colorScheme: 'light',
    fontFamily: 'sans-serif',
    fontSize: '15px',
    getPropertyValue: () => '',
  };
  return Object.assign(window, {
    CSSStyleSheet: Sheet,
    getComputedStyle: () => computed,
    matchMedia: () => ({ matches: false, addEventListener: () => {} }),
  });
}

/** Does something as if it ran in that window. */
async function inWindow<Result>(window: ReturnType<typeof openWindow>, act: () => Promise<Result>): Promise<Result> {
  const names = [...wanted, 'CSSStyleSheet', 'getComputedStyle', 'matchMedia'];
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names) {
    const value = (window as unknown as Record<string, unknown>)[name];
    const isMethod = typeof value === 'function' && /^[a-z]/.test(name);
    Object.defineProperty(globalThis, name, {
      configurable: true,
      writable: true,
      value: isMethod ? value.bind(window) : value,
    });
  }
  try {
    return await act();
  } finally {
    await window.happyDOM.close();
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

/** The declarations of style attributes, which a strict policy forbids, by the class that stands for them. */
const classes = new Map<string, string>();

function classFor(declarations: string): string {
  const name = classes.get(declarations) ?? `as-${classes.size}`;
  classes.set(declarations, name);
  return name;
}

/** Makes a still of what a view has drawn. */
function freeze(view: HTMLElement, name: FigureName, language: Language): string {
  for (const part of view.querySelectorAll('[hidden], .hidden, .message, .probes, .data, .menu, .fold > .controls'))
    part.remove();
  for (const control of view.querySelectorAll('input')) {
    control.setAttribute('value', control.value);
    control.toggleAttribute('checked', control.checked);
  }
  for (const choice of view.querySelectorAll('select')) {
    const chosen = choice.selectedOptions[0]?.textContent ?? '';
    const option = view.ownerDocument.createElement('option');
    option.textContent = chosen;
    choice.replaceChildren(option);
  }
  // What does not work yet can neither be reached nor is it read out; everything else can be searched.
  for (const control of view.querySelectorAll('button, input, select, summary, canvas.pad')) {
    (control.closest('.controls, .run, details') ?? control).setAttribute('inert', '');
  }
  for (const element of view.querySelectorAll<HTMLElement>('*')) {
    const declarations = element.getAttribute('style');
    if (declarations && element.tagName !== 'CANVAS') element.classList.add(classFor(declarations));
    for (const attribute of element.getAttributeNames())
      if (!kept.includes(attribute)) element.removeAttribute(attribute);
    if (element.className === '') element.removeAttribute('class');
  }
  const { mask, guess: text = '' } = asking(name);
  const { charts } = firstContent(name, language, mask?.split(' '));
  const guess = parseGuess(text);
  const places = view.querySelectorAll('.chart');
  if (places.length !== charts.length) throw new Error(`figure "${name}" draws ${places.length} charts`);
  charts.forEach((chart, index) => {
    const shown = index === guess?.chart ? withGuess(chart, guess, texts[language], () => 0) : chart;
    (places[index] as Element).innerHTML = picture(shown, wayToTop(language), heaviest);
  });
  return view.innerHTML;
}

const stills = new Map<string, string>();
const styles = new Set<string>();

const window = openWindow();
await inWindow(window, async () => {
  const element = resolve(import.meta.dirname, '../../dist/element/index.js');
  await import(pathToFileURL(element).href);
  for (const { tag } of languages) {
    for (const [name, attributes] of Object.entries(figures) as [FigureName, Readonly<Record<string, string>>][]) {
      const figure = document.createElement('label-smoothing');
      const all = { ...attributes, ...asking(name), lang: tag, loading: 'eager' };
      for (const [attribute, value] of Object.entries(all)) figure.setAttribute(attribute, value);
      document.body.append(figure);
      await figure.ready;
      const root = figure.shadowRoot as ShadowRoot;
      for (const sheet of root.adoptedStyleSheets as unknown as Sheet[]) styles.add(sheet.text);
      stills.set(`${name} ${tag}`, freeze(root.querySelector('.view') as HTMLElement, name, tag));
      figure.remove();
    }
  }
});

const ofClasses = [...classes].map(([declarations, name]) => `.${name} { ${declarations} }`);
const css = [...styles, stillStyle, ...ofClasses]
  .join('\n')
  .replaceAll(/\/\*.*?\*\//gs, '')
  .replaceAll(/\s+/g, ' ');

/** The style of all stills, which a figure's own script brings along for itself. */
export const stillSheet = `assets/figures-${createHash('sha256').update(css).digest('hex').slice(0, 8)}.css`;
writtenFiles.set(stillSheet, css);

/**
 * The shadow tree of a figure on the page, which the element takes over. In a chapter the still waits in a template for
 * that to be opened, see chapters.ts.
 */
export function still(name: FigureName, language: Language, isInChapter: boolean): string {
  const figure = `<figure class="view still" lang="${language}" hidden>${stills.get(`${name} ${language}`)}</figure>`;
  const place = isInChapter ? `<template>${figure}</template>` : figure;
  return `<template shadowrootmode="open"><link vite-ignore rel="stylesheet" href="${wayToTop(language)}${stillSheet}"><div class="box"><div class="frame">${place}<slot></slot></div></div></template>`;
}
