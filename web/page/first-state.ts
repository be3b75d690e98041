/**
 * The figures in their first state, computed by the package while the page is being built: numbers and pictures that
 * stand until a figure runs, or for good where none can.
 */
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Content, Figure } from '../figures/figure.js';
import { change, type Language, resolve, type Values } from '../figures/parameters.js';
import { type AnyFigureName, figures as articleFigures, otherFigures } from './figures.js';
import { firstResults } from './recorded-run.js';

const built = (path: string) => import(pathToFileURL(resolvePath(import.meta.dirname, '../../dist', path)).href);
const library = (await built('lib/index.js')) as typeof import('../lib/index.js');
const { figureModules } = (await built('figures/index.js')) as typeof import('../figures/index.js');
const ls = await library.load();
const figures = { ...articleFigures, ...otherFigures };
const drawings = new Map<string, Figure>();
const recorded = new Map<AnyFigureName, unknown>();
for (const [name, { figure, ...attributes }] of Object.entries(figures)) {
  drawings.set(figure, (await figureModules[figure]()).figure);
  const { values } = resolve(figure, (attribute) => (attributes as Record<string, string>)[attribute] ?? null);
  recorded.set(name as AnyFigureName, await firstResults(figure, values));
}

function contentIn(
  name: AnyFigureName,
  state: Readonly<Partial<Values>>,
  language: Language,
  masks: readonly string[] = [],
): Content {
  const attributes: Readonly<Record<string, string>> = figures[name];
  const { figure } = figures[name];
  const first = resolve(figure, (attribute) => attributes[attribute] ?? null);
  const { values, problems } = change(figure, first.values, state);
  const problem = first.problems[0] ?? problems[0];
  if (problem) throw new Error(`figure "${name}" of the page: ${problem.message}`);
  return (drawings.get(figure) as Figure)(ls, values, language, recorded.get(name) as never, masks);
}

/** Everything a figure shows in its first state, but for the numbers that it masks. */
export function firstContent(name: AnyFigureName, language: Language, masks?: readonly string[]): Content {
  return contentIn(name, {}, language, masks);
}

/** One number of a figure's readout in a given state. An unknown name fails the build. */
export function numberIn(name: AnyFigureName, state: Readonly<Partial<Values>>, key: string): number {
  const entry = contentIn(name, state, 'en').readout[key];
  if (!entry) throw new Error(`figure "${name}" reads out no number "${key}"`);
  return entry.value;
}

/** One number of a figure's readout in its first state. */
export function firstNumber(name: AnyFigureName, key: string): number {
  return numberIn(name, {}, key);
}
