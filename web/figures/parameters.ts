/**
 * The one table of figure parameters. Attributes, properties, controls, links, iframe queries and shortcodes all take
 * names, ranges and defaults from here, so that a value is accepted everywhere or nowhere. Labels are in labels.ts.
 */

import type { Convention } from '../lib/index.js';
import { texts as english } from '../locales/en/rules.js';

export type { Language, Text } from '../locales/languages.js';

type RuleTexts = typeof english;

/** Values of the `figure` attribute. */
export const figureNames = [
  'targets',
  'heatmap',
  'steps',
  'loss-curve',
  'cross-entropy',
  'decomposition',
  'gradient',
  'logit-gap',
  'descent',
  'conventions',
  'temperature',
  'trace',
  'training',
  'alpha-sweep',
  'distillation',
] as const;
/** A figure that can be drawn. */
export type FigureName = (typeof figureNames)[number];

export type LossName = 'kl' | 'cross-entropy';

/** What networks are trained on; `csv` is the reader's own table. */
export type DatasetName = 'gaussian' | 'moons' | 'spirals' | 'rings' | 'csv';

/** The optimizer. */
export type OptimizerName = 'adam' | 'sgd';

/** The view of a training run. */
export type ViewName = 'learning' | 'confidence' | 'reliability' | 'histogram' | 'regions' | 'projection';

/** One step per frame, one epoch per frame, or full speed. */
export type SpeedName = 'slow' | 'normal' | 'fast';

/** Parameter values by property name. A figure reads only the ones that the table gives it a default for. */
export interface Values {
  /** How α is shared among the classes. */
  convention: Convention;
  /** K, the number of classes, padding included. */
  classes: number;
  /** α, the smoothing strength in [0, 1]. */
  alpha: number;
  /** Further α drawn beside `alpha`. */
  alphas: readonly number[];
  /** Index of the correct class. */
  target: number;
  /** Index of the correct class of each row. */
  targets: readonly number[];
  /** Index of the padding class; only the convention `padded` reads it. */
  paddingIndex: number;
  /** K relative frequencies, scaled to sum 1 before use; only the convention `prior` reads it. */
  prior: readonly number[];
  /** K predicted probabilities, the same for every row. */
  predictions: readonly number[];
  /** K logits of the model. */
  logits: readonly number[];
  /** T, which divides the logits before the softmax. */
  temperature: number;
  /** Several K to compare. */
  classCounts: readonly number[];
  /** Predicted probability of the correct class. */
  probability: number;
  /** Which loss is drawn. */
  loss: LossName;
  /** The curve is drawn at x = 1, 2, … `xMax`. */
  xMax: number;
  /** The x whose loss is shown. */
  x: number;
  /** The step that is shown, from 1; 0 shows all. */
  shownStep: number;
  /** The view of a training run. */
  view: ViewName;
  /** The three classes whose penultimate activations are shown. */
  shown: readonly number[];
  /** The speed of a run; it does not affect the numbers. */
  speed: SpeedName;
  /** Passes over the training examples after which a run stops. */
  epochs: number;
  /** What networks are trained on. */
  data: DatasetName;
  /** Share of wrong labels among the training examples. */
  noise: number;
  /** Standard deviation of the examples around the center or curve of their class. */
  spread: number;
  /** Features of an example; only `gaussian` has a choice. */
  dimensions: number;
  /** Training examples. */
  samples: number;
  /** Widths of the hidden layers. */
  layers: readonly number[];
  /** Widths of a student's hidden layers. */
  student: readonly number[];
  /** Temperatures of distillation. */
  temperatures: readonly number[];
  /** The optimizer. */
  optimizer: OptimizerName;
  /** Learning rate, in [0, 1]. */
  learningRate: number;
  /** Of the optimizer `sgd`, in [0, 0.99]. */
  momentum: number;
  /** λ in [0, 0.1]: each gradient gets λ·weight added. */
  weightDecay: number;
  /** Examples in a batch. */
  batch: number;
  /** The number of seeds to average over. */
  runs: number;
  /** Seed of the data, the initial weights and the order of the examples. */
  seed: number;
}

export type ParameterKey = keyof Values;
export type Value = Values[ParameterKey];

/** The result of `getState()`, and the contents of a link: the figure and the values of its parameters. */
export type State = { figure: FigureName } & Partial<Values>;

export interface Parameter {
  /** Property name. */
  readonly key: ParameterKey;
  /** Attribute and link name. */
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'numbers' | 'integers' | 'choice';
  /** Defaults by figure, which also say which figures have the parameter. A function gets the parameters above it. */
  readonly defaults: Readonly<Partial<Record<FigureName, Value | ((values: Values) => Value)>>>;
  /** Smallest and largest number, or smallest and largest entry of a list. */
  readonly range?: (values: Values, figure: FigureName) => readonly [number, number];
  /** Smallest and largest length of a list. */
  readonly length?: (values: Values) => readonly [number, number];
  /** The change per press of an arrow key; default 1. */
  readonly step?: number;
  readonly choices?: readonly string[];
  /** Choices that a figure does not offer. */
  readonly withheld?: Readonly<Partial<Record<FigureName, readonly string[]>>>;
  /** Whether the parameter has any effect with these values; its control is shown only then. */
  readonly matters?: (values: Values) => boolean;
  /** `stage`: it has its own place in the figure; `more`: it is among the controls that start folded. */
  readonly place?: 'stage' | 'more';
  /** A further rule, and the name of its text. */
  readonly also?: { readonly holds: (value: Value) => boolean; readonly rule: keyof RuleTexts['further'] };
}

/** Largest K of figures that draw fewer or more than 20 classes. */
const largestClasses: Readonly<Partial<Record<FigureName, number>>> = {
  heatmap: 12,
  steps: 8,
  'loss-curve': 50,
  decomposition: 50,
  gradient: 12,
  'logit-gap': 1000,
  descent: 12,
  conventions: 12,
  temperature: 12,
  trace: 8,
};
const classLimit = (figure: FigureName) => largestClasses[figure] ?? 20;

const unitInterval = () => [0, 1] as const;
const classIndex = (values: Values) => [0, values.classes - 1] as const;
const onePerClass = (values: Values) => [values.classes, values.classes] as const;

/** The article's prediction 0, .2, .7, .1, 0; padded with zeros or with its tail joined for another K. */
function examplePredictions({ classes }: Values): readonly number[] {
  if (classes < 4) return [0, 0.3, 0.7].slice(0, classes);
  return Array.from({ length: classes }, (_, index) => [0, 0.2, 0.7, 0.1][index] ?? 0);
}

/** Class frequencies that fall like 1/rank, as those of words do: 5, 2, 1, 1, 1 for five classes. */
const zipf = ({ classes }: Values) => Array.from({ length: classes }, (_, index) => Math.floor(classes / (index + 1)));

/** Logits of a model that is clearly right: 0, 1, 4, 2, −1 for five classes. */
const exampleLogits = ({ classes }: Values) =>
  Array.from({ length: classes }, (_, index) => [0, 1, 4, 2, -1][index] ?? 0);
/** Logits of a model that knows nothing yet. */
const atRest = ({ classes }: Values) => Array.from({ length: classes }, () => 0);
/** One default for all figures that train networks. */
const trained = <Of extends Value>(value: Of | ((values: Values) => Of)) => ({
  training: value,
  'alpha-sweep': value,
  distillation: value,
});
const isGenerated = ({ data }: Values) => data !== 'csv';
/** Readers would not wait for wider or deeper networks. */
const widths = { range: () => [1, 512] as const, length: () => [1, 4] as const };

/** In the order in which values are resolved: a range or default may depend on parameters above it. */
const table: readonly (Omit<Parameter, 'name'> & Partial<Pick<Parameter, 'name'>>)[] = [
  {
    key: 'alpha',
    kind: 'number',
    defaults: {
      targets: 0.1,
      heatmap: 0.4,
      steps: 0.4,
      'loss-curve': 0.1,
      decomposition: 0.1,
      gradient: 0.1,
      'logit-gap': 0.1,
      descent: 0.1,
      conventions: 0.1,
      temperature: 0.1,
      trace: 0.4,
      training: 0.1,
      distillation: 0.1,
    },
    range: unitInterval,
    step: 0.01,
  },
  {
    key: 'alphas',
    kind: 'numbers',
    defaults: { 'loss-curve': [] },
    range: unitInterval,
    length: () => [0, 4],
  },
  {
    key: 'convention',
    kind: 'choice',
    defaults: {
      targets: 'uniform',
      heatmap: 'padded',
      'loss-curve': 'padded',
      decomposition: 'uniform',
      gradient: 'uniform',
      'logit-gap': 'uniform',
      descent: 'uniform',
      trace: 'padded',
    },
    // With unequal shares there is no single gap.
    withheld: { 'logit-gap': ['prior'] },
    choices: ['uniform', 'others', 'padded', 'prior'],
  },
  {
    key: 'shownStep',
    kind: 'integer',
    defaults: { steps: 0, trace: 0 },
    // Both have seven.
    range: () => [0, 7],
    place: 'stage',
  },
  {
    key: 'view',
    kind: 'choice',
    defaults: { training: 'learning' },
    choices: ['learning', 'confidence', 'reliability', 'histogram', 'regions', 'projection'],
    place: 'stage',
  },
  {
    key: 'data',
    name: 'dataset',
    kind: 'choice',
    defaults: trained('gaussian'),
    choices: ['gaussian', 'moons', 'spirals', 'rings', 'csv'],
  },
  {
    key: 'classes',
    kind: 'integer',
    defaults: {
      targets: 5,
      heatmap: 5,
      steps: 5,
      'loss-curve': 5,
      'cross-entropy': 10,
      decomposition: 5,
      gradient: 5,
      descent: 5,
      conventions: 5,
      temperature: 5,
      trace: 5,
      ...trained(({ data }) => (data === 'gaussian' ? 10 : data === 'moons' ? 2 : 3)),
    },
    range: ({ data }, figure) => [2, data === 'moons' ? 2 : classLimit(figure)],
    matters: ({ data }) => data !== 'moons' && data !== 'csv',
  },
  {
    key: 'target',
    kind: 'integer',
    defaults: { targets: 2, 'cross-entropy': 2, gradient: 2, descent: 2, conventions: 2, temperature: 2, trace: 2 },
    range: classIndex,
  },
  {
    key: 'targets',
    kind: 'integers',
    defaults: { heatmap: [2, 1, 0], steps: [2, 1, 0] },
    range: classIndex,
    length: () => [1, 8],
  },
  {
    key: 'paddingIndex',
    kind: 'integer',
    defaults: { targets: 0, heatmap: 0, steps: 0, gradient: 0, descent: 0, conventions: 0, trace: 0 },
    range: classIndex,
    matters: ({ convention }) => convention === undefined || convention === 'padded',
  },
  {
    key: 'prior',
    kind: 'numbers',
    defaults: {
      targets: zipf,
      heatmap: zipf,
      'loss-curve': zipf,
      decomposition: zipf,
      gradient: zipf,
      descent: zipf,
      conventions: zipf,
      trace: zipf,
    },
    range: () => [0, 1e6],
    length: onePerClass,
    matters: ({ convention }) => convention === undefined || convention === 'prior',
    also: {
      holds: (value) => (value as readonly number[]).some((weight) => weight > 0),
      rule: 'somePositive',
    },
  },
  {
    key: 'predictions',
    kind: 'numbers',
    defaults: { steps: examplePredictions, trace: examplePredictions },
    range: unitInterval,
    length: onePerClass,
  },
  {
    key: 'logits',
    kind: 'numbers',
    defaults: { gradient: exampleLogits, descent: atRest, temperature: exampleLogits },
    range: () => [-50, 50],
    length: onePerClass,
  },
  {
    key: 'temperature',
    kind: 'number',
    defaults: { temperature: 2 },
    range: () => [0.1, 5],
    step: 0.05,
  },
  {
    key: 'classCounts',
    kind: 'integers',
    defaults: { 'logit-gap': [5, 100, 1000] },
    range: (_, figure) => [3, classLimit(figure)],
    length: () => [1, 4],
  },
  {
    key: 'probability',
    kind: 'number',
    defaults: { 'cross-entropy': 0.75, decomposition: 0.5 },
    range: unitInterval,
    step: 0.01,
  },
  {
    key: 'loss',
    kind: 'choice',
    defaults: { 'loss-curve': 'kl' },
    choices: ['kl', 'cross-entropy'],
  },
  {
    key: 'xMax',
    kind: 'integer',
    defaults: { 'loss-curve': 99 },
    range: () => [2, 200],
  },
  {
    key: 'x',
    kind: 'integer',
    defaults: { 'loss-curve': 10 },
    range: ({ xMax }) => [1, xMax],
  },
  {
    key: 'noise',
    kind: 'number',
    defaults: trained(0.2),
    range: unitInterval,
    step: 0.01,
    matters: isGenerated,
  },
  {
    key: 'spread',
    kind: 'number',
    defaults: trained(({ data }) => (data === 'gaussian' ? 1 : 0.2)),
    range: () => [0, 5],
    step: 0.05,
    matters: isGenerated,
    place: 'more',
  },
  {
    key: 'samples',
    kind: 'integer',
    defaults: trained(500),
    range: () => [20, 5000],
    step: 10,
    matters: isGenerated,
    place: 'more',
  },
  { key: 'epochs', kind: 'integer', defaults: trained(80), range: () => [1, 1000] },
  {
    key: 'shown',
    kind: 'integers',
    defaults: { training: ({ classes }) => (classes > 2 ? [0, 1, 2] : [0, 1, 1]) },
    range: classIndex,
    length: () => [3, 3],
    matters: ({ view, classes }) => view === 'projection' && classes > 2,
  },
  {
    key: 'runs',
    kind: 'integer',
    defaults: { 'alpha-sweep': 5, distillation: 5 },
    range: () => [1, 20],
  },
  {
    key: 'temperatures',
    kind: 'numbers',
    defaults: { distillation: [1, 2, 4, 8] },
    range: () => [0.5, 64],
    length: () => [1, 6],
  },
  { key: 'student', kind: 'integers', defaults: { distillation: [16] }, ...widths },
  {
    key: 'speed',
    kind: 'choice',
    defaults: { training: 'normal' },
    choices: ['slow', 'normal', 'fast'],
  },
  { key: 'layers', kind: 'integers', defaults: trained([64, 64]), place: 'more', ...widths },
  {
    key: 'optimizer',
    kind: 'choice',
    defaults: trained('adam'),
    choices: ['adam', 'sgd'],
    place: 'more',
  },
  {
    key: 'learningRate',
    kind: 'number',
    defaults: { ...trained(({ optimizer }) => (optimizer === 'adam' ? 0.003 : 0.1)), descent: 0.5 },
    range: () => [0, 1],
    step: 0.001,
    place: 'more',
  },
  {
    key: 'momentum',
    kind: 'number',
    defaults: trained(0.9),
    range: () => [0, 0.99],
    step: 0.01,
    matters: ({ optimizer }) => optimizer === 'sgd',
    place: 'more',
  },
  {
    key: 'weightDecay',
    kind: 'number',
    defaults: trained(0),
    range: () => [0, 0.1],
    step: 0.0001,
    place: 'more',
  },
  {
    key: 'batch',
    kind: 'integer',
    defaults: trained(50),
    range: () => [1, 500],
    place: 'more',
  },
  {
    key: 'dimensions',
    kind: 'integer',
    defaults: trained(16),
    range: () => [1, 64],
    matters: ({ data }) => data === 'gaussian',
    place: 'more',
  },
  {
    key: 'seed',
    kind: 'integer',
    defaults: trained(1),
    range: () => [0, 9999],
    place: 'more',
  },
];

/** The table. A name is the property's with hyphens for capitals, unless the table gives another. */
export const parameters: readonly Parameter[] = table.map((entry) => ({
  name: entry.key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  ...entry,
}));

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

const ofFigure = new Map<FigureName, readonly Parameter[]>();

/** The parameters of one figure, in the order of the table. */
export function parametersOf(figure: FigureName): readonly Parameter[] {
  let own = ofFigure.get(figure);
  if (!own) {
    own = parameters.filter((parameter) => figure in parameter.defaults);
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
export function defaultOf(parameter: Parameter, figure: FigureName, values: Values): Value {
  const value = parameter.defaults[figure] as Value | ((values: Values) => Value);
  if (typeof value === 'function') return value(values);
  // With K = 2 there is no class 2.
  const range = parameter.range?.(values, figure);
  if (!range || typeof value === 'string') return value;
  return typeof value === 'number' ? clamp(value, range) : value.map((entry) => clamp(entry, range));
}

/** The choices that a figure offers for a parameter whose values are words. */
export function choicesOf({ choices = [], withheld }: Parameter, figure: FigureName): readonly string[] {
  return choices.filter((choice) => !withheld?.[figure]?.includes(choice));
}

/** What is expected of a value; `values` holds the parameters above it in the table. See rules.ts. */
export function ruleOf(parameter: Parameter, figure: FigureName, values: Values, t: RuleTexts = english): string {
  if (parameter.choices) return t.oneOf(choicesOf(parameter, figure).join(', '));
  const [low, high] = parameter.range?.(values, figure) ?? [-Infinity, Infinity];
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
function fit(parameter: Parameter, wanted: Value | undefined, figure: FigureName, values: Values): Fitted {
  const refused = () => ({ value: defaultOf(parameter, figure, values), accepted: false });
  if (wanted === undefined) return refused();
  if (typeof wanted === 'string') {
    return choicesOf(parameter, figure).includes(wanted) ? { value: wanted as Value, accepted: true } : refused();
  }
  const range = parameter.range?.(values, figure) ?? [-Infinity, Infinity];
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
export function read(parameter: Parameter, text: string, figure: FigureName, values: Values): Fitted {
  return fit(parameter, parse(parameter, text), figure, values);
}

/** Abbreviates a refused text for a message. */
const quoted = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function problem(parameter: Parameter, text: string, figure: FigureName, values: Values): Problem {
  const rule = ruleOf(parameter, figure, values);
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
export function readWritten(
  parameter: Parameter,
  written: Written | undefined,
  figure: FigureName,
  values: Values,
): Fitted {
  if (!written) return { value: defaultOf(parameter, figure, values), accepted: true };
  return fit(parameter, written.value, figure, values);
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
    const { value, accepted } = readWritten(parameter, own, figure, values);
    if (own && !accepted) problems.push(problem(parameter, own.text, figure, values));
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
      const { value, accepted } = fit(parameter, asValue(parameter, changed), figure, values);
      if (!accepted) problems.push(problem(parameter, serialize(changed), figure, values));
      assign(values, key, value);
    } else if (same(current[key], defaultOf(parameter, figure, current))) {
      assign(values, key, defaultOf(parameter, figure, values));
    } else {
      assign(values, key, fit(parameter, current[key], figure, values).value);
    }
  }
  return { values, problems };
}

/** The parameters of a figure whose values differ. */
export const differing = (figure: FigureName, left: Values, right: Values) =>
  parametersOf(figure).filter(({ key }) => !same(left[key], right[key]));
