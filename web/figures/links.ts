/** Links that carry the state of a figure: apart from the table, which is needed before any link is. */
import {
  assign,
  change,
  defaultOf,
  isFigureName,
  parametersOf,
  resolve,
  type State,
  same,
  serialize,
  type Values,
} from './parameters.js';

/**
 * The fragment that restores a state, without `#`: `v=1&figure=heatmap&alpha=0.2`. Defaults are omitted, and the
 * text needs no escaping because values are words, numbers and commas.
 */
export function formatLink(state: State): string {
  const { figure } = state;
  const { values } = change(figure, resolve(figure, () => null).values, state);
  const pairs = [`v=1&figure=${figure}`];
  const seen = {} as Values;
  for (const parameter of parametersOf(figure)) {
    const value = values[parameter.key];
    if (!same(value, defaultOf(parameter, figure, seen))) pairs.push(`${parameter.name}=${serialize(value)}`);
    assign(seen, parameter.key, value);
  }
  return pairs.join('&');
}

/**
 * Reads a fragment or query. Unknown keys are ignored and bad values replaced by the nearest accepted or the default
 * one, so that an old, cut or hostile link opens a sane figure.
 *
 * @returns undefined when it names no known figure or another version than 1
 */
export function parseLink(text: string): State | undefined {
  const query = new URLSearchParams(text.slice(0, 4000).replace(/^[#?]/, ''));
  const figure = query.get('figure');
  if (!isFigureName(figure) || (query.get('v') ?? '1') !== '1') return undefined;
  return { figure, ...resolve(figure, (name) => query.get(name)).values };
}
