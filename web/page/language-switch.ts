/** What goes along when the reader switches to the other language: the settings of all figures and the place. */
import type { LabelSmoothingElement } from '../element/index.js';
import { formatLink, parseLink } from '../figures/links.js';
import { resolve, type State } from '../figures/parameters.js';
import { openChapters, reveal } from './chapters.js';
import { type FigureName, figures as written } from './figures.js';

const storageKey = 'label-smoothing language switch';
/** What was left behind longer ago, in milliseconds, belongs to a switch that did not happen. */
const longest = 20_000;

/** The visible parts of the article, as many in either language, each with its share of what the reader has passed. */
const parts = () =>
  [...document.querySelectorAll<HTMLElement>('.hero, .section-head, .row, .columns, .chapter')].filter((part) =>
    part.checkVisibility(),
  );

/** Where readers look, in CSS pixels below the top of the window. */
const readingLine = () => innerHeight / 3;

interface Handed {
  /** Address of the page that it is for. */
  readonly page: string;
  readonly time: number;
  /** A link for each figure that was changed, by name. */
  readonly links: Readonly<Record<string, string>>;
  /** The ids of what was open. */
  readonly chapters: readonly string[];
  readonly part: number;
  /** How much of that part is above the reading line, as a share of its height. */
  readonly share: number;
}

const pageOf = (address: string) => address.replace(/#.*/, '');

/** The link of a figure that nobody has changed. */
function firstLink(name: string): string {
  const attributes: Readonly<Record<string, string>> = written[name as FigureName];
  const { figure } = written[name as FigureName];
  const { values } = resolve(figure, (attribute) => attributes[attribute] ?? null);
  return formatLink({ figure, ...values } as State);
}

/** Leaves everything for the page at an address, which the reader is about to open. */
export function handOver(address: string, figures: ReadonlyMap<string, LabelSmoothingElement>): void {
  const all = [...figures].map(([name, figure]) => [name, formatLink(figure.getState())] as const);
  const passed = parts().filter((part) => part.getBoundingClientRect().top <= readingLine());
  const box = passed.at(-1)?.getBoundingClientRect();
  const handed: Handed = {
    page: pageOf(address),
    time: Date.now(),
    links: Object.fromEntries(all.filter(([name, link]) => link !== firstLink(name))),
    chapters: openChapters(),
    part: passed.length - 1,
    share: box ? (readingLine() - box.top) / box.height : 0,
  };
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(handed));
  } catch {
    // Without storage the link's fragment has one figure or the section.
  }
}

function taken(): Handed | undefined {
  try {
    const text = sessionStorage.getItem(storageKey);
    sessionStorage.removeItem(storageKey);
    const handed: Handed | null = text ? JSON.parse(text) : null;
    const isMeant = handed?.page === pageOf(location.href) && Date.now() - handed.time < longest;
    return isMeant ? (handed ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** Takes over what the page in the other language left; answers whether there was anything. */
export function takeOver(figures: ReadonlyMap<string, LabelSmoothingElement>): boolean {
  const handed = taken();
  if (!handed) return false;
  for (const [name, link] of Object.entries(handed.links)) {
    const state = parseLink(link);
    if (state) figures.get(name)?.setState(state);
  }
  for (const id of handed.chapters) {
    const chapter = document.getElementById(id);
    if (chapter) reveal(chapter);
  }
  const scroll = () => {
    const part = parts()[handed.part];
    if (!part) return;
    const { top, height } = part.getBoundingClientRect();
    scrollBy({ top: top + handed.share * height - readingLine(), behavior: 'instant' });
  };
  scroll();
  // At the end of loading browsers go to the section of the fragment once more.
  const events = ['wheel', 'touchstart', 'keydown', 'pointerdown'];
  const control = new AbortController();
  for (const type of events) addEventListener(type, () => control.abort(), { signal: control.signal, passive: true });
  addEventListener('load', () => requestAnimationFrame(() => control.signal.aborted || scroll()), { once: true });
  return true;
}
