/** Which settings of a figure readers see at once. */

import { type FigureName, type FigureParameter, keysOf, parametersOf } from './parameters.js';

/** A figure is about two settings: with more in view, none of them stands out. */
const most = 2;

/** The parameters with a control, in the order of the vocabulary; `hide` has the names of those without. */
export function controlsOf(
  figure: FigureName,
  hide: ReadonlySet<string> = new Set(),
): { readonly inView: readonly FigureParameter[]; readonly folded: readonly FigureParameter[] } {
  const shown = parametersOf(figure).filter(({ name, place }) => place !== 'stage' && !hide.has(name));
  const first = keysOf(figure)
    .filter((key) => shown.some((parameter) => parameter.key === key))
    .slice(0, most);
  return {
    inView: shown.filter(({ key }) => first.includes(key)),
    folded: shown.filter(({ key }) => !first.includes(key)),
  };
}
