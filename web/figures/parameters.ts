/**
 * The parameters of all figures, put together from the folders of the figures, and how texts and changes become values.
 * See vocabulary.ts for what each parameter is.
 */

import { texts as english } from '../locales/en/rules.js';
import { parameters as alphaSweep } from './alpha-sweep/parameters.js';
import { parameters as calibration } from './calibration/parameters.js';
import { parameters as conventions } from './conventions/parameters.js';
import { parameters as crossEntropy } from './cross-entropy/parameters.js';
import { parameters as decomposition } from './decomposition/parameters.js';
import { parameters as descent } from './descent/parameters.js';
import { parameters as distillation } from './distillation/parameters.js';
import { parameters as draw } from './draw/parameters.js';
import { parameters as gradient } from './gradient/parameters.js';
import { parameters as heatmap } from './heatmap/parameters.js';
import { parameters as logitGap } from './logit-gap/parameters.js';
import { parameters as lossCurve } from './loss-curve/parameters.js';
import { parameters as steps } from './steps/parameters.js';
import { parameters as targets } from './targets/parameters.js';
import { parameters as temperature } from './temperature/parameters.js';
import { parameters as trace } from './trace/parameters.js';
import { parameters as training } from './training/parameters.js';
import {
  type Default,
  type OfFigure,
  type Parameter,
  type ParameterKey,
  parameters,
  type RuleTexts,
  type Value,
  type Values,
} from './vocabulary.js';
import { parameters as wall } from './wall/parameters.js';

export type { Language, Text } from '../locales/languages.js';
export type * from './vocabulary.js';
export { parameters } from './vocabulary.js';

/** The parameters of each figure, in the order in which figures are listed. */
const table = {
  targets,
  heatmap,
  steps,
  'loss-curve': lossCurve,
  'cross-entropy': crossEntropy,
  decomposition,
  gradient,
  'logit-gap': logitGap,
  descent,
  conventions,
  temperature,
  trace,
  training,
  'alpha-sweep': alphaSweep,
  distillation,
  calibration,
  wall,
  draw,
} satisfies Readonly<Record<string, OfFigure>>;

/** A figure that can be drawn: a value of the attribute `figure`. */
export type FigureName = keyof typeof table;
export const figureNames = Object.keys(table) as readonly FigureName[];

/** The result of `getState()`, and the contents of a link: the figure and the values of its parameters. */
export type State = { figure: FigureName } & Partial<Values>;

/** A refused value, reported as in the package: argument, value, rule. */
export interface Problem {
  readonly code: 'invalid_value' | 'unknown_figure' | 'not_loaded';
  /** Attribute name. */
  readonly argument: string;
  /** The refused text, abbreviated. */
  readonly value: string;
  /** What was expected, in English. */
  readonly rule: string;
  /** English sentence for developers. */
  readonly message: string;
}

export function isFigureName(text: unknown): text is FigureName {
  return figureNames.includes(text as FigureName);
}

/** A parameter as one figure has it. */
export interface FigureParameter extends Parameter {
  readonly default: Default<Value>;
}

const ofFigure = new Map<FigureName, readonly FigureParameter[]>();

/** The names of a figure's parameters, the most telling ones first. */
export const keysOf = (figure: FigureName): readonly string[] => Object.keys(table[figure]);

/** The parameters of one figure, in the order of the vocabulary. */
export function parametersOf(figure: FigureName): readonly FigureParameter[] {
  let own = ofFigure.get(figure);
  if (!own) {
    const said: OfFigure = table[figure];
    own = parameters.flatMap((parameter) => {
      const one = said[parameter.key];
      if (one === undefined) return [];
      return [{ ...parameter, ...(typeof one === 'object' && 'default' in one ? one : { default: one }) }];
    });
    ofFigure.set(figure, own);
  }
  return own;
}

/** The text of a value in an attribute or link: decimal points, commas between entries. */
export function serialize(value: unknown): string {
  if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'number' ? entry : typeof entry)).join(',');
  return typeof value === 'number' || typeof value === 'string' ? String(value) : typeof value;
}

/** Whether two values of one parameter are the same. */
export function same(left: Value | undefined, right: Value | undefined): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function parseNumber(text: string): number {
  const trimmed = text.trim().replace('−', '-');
  return trimmed.length <= 32 && decimal.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** No accepted list has a longer text, so a hostile megabyte is never split. */
const longestText = 4000;

/** The value of a text, accepted or not; undefined if it is not of the parameter's kind. */
export function parse({ kind, length }: Parameter, text: string): Value | undefined {
  if (kind === 'choice') return text as Value;
  if (!length) {
    const number = parseNumber(text);
    return Number.isNaN(number) ? undefined : number;
  }
  if (text.length > longestText) return undefined;
  const numbers = text.trim() === '' ? [] : text.split(',').map(parseNumber);
  return numbers.some(Number.isNaN) ? undefined : numbers;
}

/** The same for anything from a script; finite numbers need no detour through text. */
export function asValue(parameter: Parameter, value: unknown): Value | undefined {
  const { kind, length } = parameter;
  if (length && Array.isArray(value)) {
    const numbers = [...value];
    if (numbers.every(Number.isFinite)) return numbers;
  } else if (kind !== 'choice' && !length && Number.isFinite(value)) {
    return value as number;
  }
  return parse(parameter, serialize(value));
}

const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(Math.max(value, low), high);

/** The default of a parameter; `values` holds the parameters above it in the table. */
export function defaultOf(parameter: FigureParameter, values: Values): Value {
  const value = parameter.default;
  if (typeof value === 'function') return value(values);
  // With K = 2 there is no class 2.
  const range = parameter.range?.(values);
  if (!range || typeof value === 'string') return value;
  return typeof value === 'number' ? clamp(value, range) : value.map((entry) => clamp(entry, range));
}

/** What is expected of a value; `values` holds the parameters above it in the table. See rules.ts. */
export function ruleOf(parameter: Parameter, values: Values, t: RuleTexts = english): string {
  if (parameter.choices) return t.oneOf(parameter.choices.join(', '));
  const [low, high] = parameter.range?.(values) ?? [-Infinity, Infinity];
  const isWhole = parameter.kind.startsWith('integer');
  if (!parameter.length) return t.one(isWhole, low, high);
  const [shortest, longest] = parameter.length(values);
  const count = shortest === longest ? String(longest) : t.from(shortest, longest);
  const rule = t.list(count, isWhole, low, high);
  return parameter.also ? t.and(rule, t.further[parameter.also.rule]) : rule;
}

/** An acceptable value, and whether it is the requested one. */
interface Fitted {
  readonly value: Value;
  readonly accepted: boolean;
}

/** The value if the figure accepts it, else the nearest accepted one, else the default. */
function fit(parameter: FigureParameter, wanted: Value | undefined, values: Values): Fitted {
  const refused = () => ({ value: defaultOf(parameter, values), accepted: false });
  if (wanted === undefined) return refused();
  if (typeof wanted === 'string') {
    return parameter.choices?.includes(wanted) ? { value: wanted as Value, accepted: true } : refused();
  }
  const range = parameter.range?.(values) ?? [-Infinity, Infinity];
  const whole = parameter.kind.startsWith('integer');
  // Adding 0 makes −0 the number that its text says.
  const nearest = (number: number) => clamp(whole ? Math.round(number) : number, range) + 0;
  if (typeof wanted === 'number') {
    const value = nearest(wanted);
    return { value, accepted: value === wanted };
  }
  const [shortest, longest] = parameter.length?.(values) ?? [0, Infinity];
  if (wanted.length === 0 && shortest > 0) return refused();
  const fitted = wanted.slice(0, longest).map(nearest);
  while (fitted.length < shortest) fitted.push(clamp(0, range));
  if (parameter.also && !parameter.also.holds(fitted)) return refused();
  return { value: fitted, accepted: same(fitted, wanted) };
}

/**
 * Reads one value. `value` is always acceptable: the written one, or else (`accepted` is false) the nearest one, or the
 * default. `values` holds the parameters above it in the table.
 */
export function read(parameter: FigureParameter, text: string, values: Values): Fitted {
  return fit(parameter, parse(parameter, text), values);
}

/** Abbreviates a refused text for a message. */
const quoted = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function problem(parameter: Parameter, text: string, values: Values): Problem {
  const rule = ruleOf(parameter, values);
  const value = quoted(text);
  const message = `${parameter.name} is ${value === '' ? 'empty' : value}, expected ${rule}`;
  return { code: 'invalid_value', argument: parameter.name, value, rule, message };
}

export function unknownFigure(text: string | null): Problem {
  const rule = `one of ${figureNames.join(', ')}`;
  const value = quoted(text ?? '');
  const message = `figure is ${value === '' ? 'empty' : value}, expected ${rule}`;
  return { code: 'unknown_figure', argument: 'figure', value, rule, message };
}

/** The text of an attribute or link, and its value. */
export interface Written {
  readonly text: string;
  /** The result of `parse`. */
  readonly value: Value | undefined;
}

/** Like `read`, for a parsed value. An absent one means the default. */
export function readWritten(parameter: FigureParameter, written: Written | undefined, values: Values): Fitted {
  if (!written) return { value: defaultOf(parameter, values), accepted: true };
  return fit(parameter, written.value, values);
}

/** Parsed texts by the key of their parameter; absent ones mean the default. */
export type AllWritten = ReadonlyMap<ParameterKey, Written>;

/** The values of a figure, and the refused ones. */
export interface Resolved {
  readonly values: Values;
  readonly problems: readonly Problem[];
}

/** A figure's values: an absent one is the default, a refused one the nearest accepted value or the default. */
export function settle(figure: FigureName, written: AllWritten): Resolved {
  const values = {} as Values;
  const problems: Problem[] = [];
  for (const parameter of parametersOf(figure)) {
    const own = written.get(parameter.key);
    const { value, accepted } = readWritten(parameter, own, values);
    if (own && !accepted) problems.push(problem(parameter, own.text, values));
    assign(values, parameter.key, value);
  }
  return { values, problems };
}

/**
 * The same of texts.
 *
 * @param written text of a parameter by attribute name, or null when absent
 */
export function resolve(figure: FigureName, written: (name: string) => string | null): Resolved {
  const all = new Map<ParameterKey, Written>();
  for (const parameter of parametersOf(figure)) {
    const text = written(parameter.name);
    if (text !== null) all.set(parameter.key, { text, value: parse(parameter, text) });
  }
  return settle(figure, all);
}

export function assign<Key extends ParameterKey>(values: Values, key: Key, value: Value): void {
  values[key] = value as Values[Key];
}

/**
 * The values after a change, with the others fitted to it: with fewer classes a class index moves inside the range, and
 * a default list becomes the default list for the new K. If a change is refused, it is reported; do not use the values
 * then.
 */
export function change(figure: FigureName, current: Values, changes: Readonly<Partial<Values>>): Resolved {
  const values = {} as Values;
  const problems: Problem[] = [];
  for (const parameter of parametersOf(figure)) {
    const { key } = parameter;
    const changed = Object.hasOwn(changes, key) ? changes[key] : undefined;
    if (changed !== undefined) {
      const { value, accepted } = fit(parameter, asValue(parameter, changed), values);
      if (!accepted) problems.push(problem(parameter, serialize(changed), values));
      assign(values, key, value);
    } else if (same(current[key], defaultOf(parameter, current))) {
      assign(values, key, defaultOf(parameter, values));
    } else {
      assign(values, key, fit(parameter, current[key], values).value);
    }
  }
  return { values, problems };
}

/** The parameters of a figure whose values differ. */
export const differing = (figure: FigureName, left: Values, right: Values) =>
  parametersOf(figure).filter(({ key }) => !same(left[key], right[key]));
