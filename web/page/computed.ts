/**
 * What the built package computes for the page's figures in their first state, while the page itself is being built:
 * the numbers and pictures that stand until a figure runs, and for good where none can.
 */
import { resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Content, Figure } from '../figures/figure.js';
import { type Language, resolve } from '../figures/parameters.js';
import { type FigureName, figures } from './figures.js';

const built = (path: string) => import(pathToFileURL(resolvePath(import.meta.dirname, '../../dist', path)).href);
const library = (await built('lib/index.js')) as typeof import('../lib/index.js');
const { figureModules } = (await built('figures/index.js')) as typeof import('../figures/index.js');
const ls = await library.load();
const drawings = new Map<string, Figure>();
for (const { figure: kind } of Object.values(figures)) drawings.set(kind, (await figureModules[kind]()).figure);

const contents = new Map<string, Content>();

/** Everything a figure shows in its first state. */
export function firstContent(name: FigureName, language: Language): Content {
  const key = `${name} ${language}`;
  let content = contents.get(key);
  if (!content) {
    const attributes: Readonly<Record<string, string>> = figures[name];
    const { values, problems } = resolve(figures[name].figure, (attribute) => attributes[attribute] ?? null);
    if (problems[0]) throw new Error(`figure "${name}" of the page: ${problems[0].message}`);
    content = (drawings.get(figures[name].figure) as Figure)(ls, values, language);
    contents.set(key, content);
  }
  return content;
}

/** One number that a figure reads out in its first state; the build fails for a name that does not exist. */
export function firstNumber(name: FigureName, key: string): number {
  const entry = firstContent(name, 'en').readout[key];
  if (!entry) throw new Error(`figure "${name}" reads out no number "${key}"`);
  return entry.value;
}
