/** What is set in the builder, in the fragment of its address, so that it can be opened again and passed on. */
import { snippets, type Tool } from '../../element/toolbar/snippets.js';
import { formatLink, readLink, readPairs } from '../../figures/links.js';
import { figureNames, resolve, type State } from '../../figures/parameters.js';
import { languages } from '../../locales/languages.js';
import { type Source, sources } from './texts.js';

export interface Setup {
  readonly state: State;
  /** Of the figure, or none for that of the page around it. */
  readonly lang: string;
  readonly theme: string;
  /** When it is loaded: near the viewport unless it says `click`. */
  readonly loading: string;
  readonly group: string;
  /** Names in the attribute `hide`, which may be unknown. */
  readonly hide: readonly string[];
  /** The author's own picture. */
  readonly picture: string;
  readonly tool: Tool;
  readonly source: Source;
}

/** WebKit throws after 100 address changes in ten seconds. */
const shortestInterval = 250;

const longestPicture = 500;

/** An address that is safe in other people's pages. */
export function isPicture(address: string): boolean {
  return /^https?:\/\/[^\s"<>\\]+$/i.test(address) && address.length <= longestPicture;
}

/** Reads the builder's address. Whatever is not as the builder writes it gives way to the default. */
export function readSetup({ search, hash }: Readonly<Pick<URL, 'search' | 'hash'>>): Setup {
  const query = readPairs(search);
  // There it is the language of the builder.
  query.delete('lang');
  const fragment = readPairs(hash);
  const pairs = fragment.has('figure') ? fragment : query;
  const figure = figureNames[0] as State['figure'];
  const state = readLink(pairs).state ?? { figure, ...resolve(figure, () => null).values };
  const text = (name: string) => pairs.get(name) ?? '';
  const accepted = (name: string, isGood: (text: string) => boolean) => (isGood(text(name)) ? text(name) : '');
  const tool = text('tool');
  return {
    state,
    lang: accepted('lang', (lang) => languages.some(({ tag }) => tag === lang)),
    theme: accepted('theme', (theme) => /^(light|dark)$/.test(theme)),
    loading: accepted('loading', (loading) => loading === 'click'),
    group: accepted('group', (group) => /^[\w-]{1,40}$/.test(group)),
    hide: text('hide').split(/\s+/).filter(Boolean),
    picture: accepted('picture', isPicture),
    tool: Object.hasOwn(snippets, tool) ? (tool as Tool) : 'html',
    source: sources.find((name) => name === text('source')) ?? 'newest',
  };
}

/** The fragment that {@link readSetup} reads, without what is so by default. */
export function writeSetup({ state, hide, tool, source, ...settings }: Setup): string {
  const pairs = {
    ...settings,
    hide: hide.join(' '),
    tool: tool === 'html' ? '' : tool,
    source: source === 'newest' ? '' : source,
  };
  const written = new URLSearchParams(Object.entries(pairs).filter(([, text]) => text !== ''));
  return `#${[formatLink(state), written.toString()].filter(Boolean).join('&')}`;
}

/** Returns what keeps the address up to date; `written` is called with each new fragment. */
export function keepAddress(current: () => Setup, written: (fragment: string) => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let scheduled = false;
  const write = () => {
    scheduled = false;
    last = performance.now();
    const fragment = writeSetup(current());
    try {
      history.replaceState(history.state, '', fragment);
    } catch {
      // Only the address is out of date then.
    }
    written(fragment);
  };
  return () => {
    if (scheduled) return;
    scheduled = true;
    setTimeout(write, Math.max(0, last + shortestInterval - performance.now()));
  };
}
