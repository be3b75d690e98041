/** Links that carry the state of a figure. They are apart from the table, which loads first. */
import {
  assign,
  change,
  defaultOf,
  type FigureName,
  isFigureName,
  type Problem,
  parametersOf,
  resolve,
  type State,
  same,
  serialize,
  unknownFigure,
  type Values,
} from './parameters.js';

/** Changes with the defaults, which links leave out. */
const version = '2';

/** Defaults of version 1 that have changed since, by attribute name. */
const olderDefaults: Partial<Record<FigureName, Readonly<Record<string, string>>>> = {
  training: { dataset: 'gaussian' },
  'alpha-sweep': { dataset: 'gaussian', runs: '5' },
  distillation: { dataset: 'gaussian' },
};

/**
 * The fragment that restores a state, without `#`: `v=2&figure=heatmap&alpha=0.2`. Defaults are omitted, and the
 * text needs no escaping because values are words, numbers and commas.
 */
export function formatLink(state: State): string {
  const { figure } = state;
  const { values } = change(figure, resolve(figure, () => null).values, state);
  const pairs = [`v=${version}&figure=${figure}`];
  const seen = {} as Values;
  for (const parameter of parametersOf(figure)) {
    const value = values[parameter.key];
    if (!same(value, defaultOf(parameter, seen))) pairs.push(`${parameter.name}=${serialize(value)}`);
    assign(seen, parameter.key, value);
  }
  return pairs.join('&');
}

/** Longer addresses are cut. */
const longest = 4000;

/** Marks that end a sentence with an address in it, or the brackets and quotation marks around it. */
const afterAddress = /[.,;:!?)\]}>'"”’»。，、；：！？）」』]+$/u;

/** `name=value` and nothing else, or several joined by `&`. */
const isPairs = (text: string) => /^[\w-]+=[^&=]*(&(amp;)*[\w-]+=[^&=]*)*$/.test(text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Pairs that were escaped as if they were one value, as some mail programs and chats do to what follows `#`. */
function unescaped(pair: string): string {
  if (!/%(25)*(3d|26)/i.test(pair)) return pair;
  const once = decoded(pair);
  const twice = decoded(once);
  return [once, twice].find(isPairs) ?? pair;
}

/**
 * The keys and values of a fragment or query. What mail, Markdown and word processors do to an address is undone where
 * the pairs have one reading: `&amp;`, escaped `=` and `&`, and punctuation behind the last value.
 */
export function readPairs(text: string): URLSearchParams {
  const cut = text.slice(0, longest).replace(/^[#?]/, '');
  const pairs = cut.split('&').flatMap((pair) => unescaped(pair).split('&'));
  const read = new URLSearchParams(pairs.map((pair) => pair.replace(/^(amp;)+/, '')).join('&'));
  const [name, value] = [...read].at(-1) ?? [];
  if (name !== undefined && value !== undefined) read.set(name, value.replace(afterAddress, ''));
  return read;
}

/** A decimal comma where there is one number: `0,3`, but not `1,000`, which may be a thousand. */
const withPoint = (text: string) =>
  /^\s*[+−-]?\d*,\d+\s*$/.test(text) && !/[1-9]\d*,\d{3}\s*$/.test(text) ? text.replace(',', '.') : text;

/**
 * Reads a fragment or query. Ignores unknown keys, and replaces bad values with the nearest accepted one or the
 * default, so that an old, truncated or hostile link opens a sane figure. `problems` has what was not taken as it
 * stands.
 *
 * @returns no state when it names no known figure, or a version that is not known
 */
export function readLink(text: string | URLSearchParams): { state?: State; problems: readonly Problem[] } {
  const query = typeof text === 'string' ? readPairs(text) : text;
  const figure = query.get('figure');
  const written = query.get('v') ?? version;
  if (!['1', version].includes(written) || figure === null) return { problems: [] };
  if (!isFigureName(figure)) return { problems: [unknownFigure(figure)] };
  const single = new Set(
    parametersOf(figure)
      .filter(({ kind }) => kind === 'number')
      .map(({ name }) => name),
  );
  const defaults = written === '1' ? olderDefaults[figure] : undefined;
  const { values, problems } = resolve(figure, (name) => {
    const text = query.get(name) ?? defaults?.[name] ?? null;
    return text !== null && single.has(name) ? withPoint(text) : text;
  });
  return { state: { figure, ...values }, problems };
}

/** The state of {@link readLink}. */
export const parseLink = (text: string | URLSearchParams): State | undefined => readLink(text).state;
