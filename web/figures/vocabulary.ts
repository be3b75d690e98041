/**
 * What every parameter is, whichever figure has it: attributes, properties, controls, links, iframe queries and shortcodes
 * all take names and ranges from here, so that a value is accepted everywhere or nowhere. Which figure has which, with
 * what defaults, is in the folder of the figure. Labels are in labels.ts.
 */

import type { Convention } from '../lib/index.js';
import type { texts as english } from '../locales/en/rules.js';

export type RuleTexts = typeof english;

export type LossName = 'kl' | 'cross-entropy';

/** Sets of pictures that come with the package. */
export type PicturesName = 'fashion' | 'digits';

/** What networks are trained on; `csv` is the reader's own table. */
export type DatasetName = PicturesName | 'gaussian' | 'moons' | 'spirals' | 'rings' | 'csv';

/** How rows are put into bins by their confidence. */
export type BinningName = 'equal-width' | 'equal-mass';

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
  /** Pictures of which a network is surer than this are looked at. */
  confidence: number;
  /** The digit with which blended pictures begin. */
  morphFrom: number;
  /** The digit with which they end. */
  morphTo: number;
  /** The number of seeds to average over. */
  runs: number;
  /** Bins of a reliability diagram. */
  bins: number;
  /** Whether bins have the same width or the same number of rows. */
  binning: BinningName;
  /** Seed of the data, the initial weights and the order of the examples. */
  seed: number;
}

export type ParameterKey = keyof Values;
export type Value = Values[ParameterKey];

export interface Parameter {
  /** Property name. */
  readonly key: ParameterKey;
  /** Attribute and link name. */
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'numbers' | 'integers' | 'choice';
  /** Smallest and largest number, or smallest and largest entry of a list. */
  readonly range?: (values: Values) => readonly [number, number];
  /** Smallest and largest length of a list. */
  readonly length?: (values: Values) => readonly [number, number];
  /** The change per press of an arrow key; default 1. */
  readonly step?: number;
  readonly choices?: readonly string[];
  /** Whether the parameter has any effect with these values; its control is shown only then. */
  readonly matters?: (values: Values) => boolean;
  /** It has its own place in the figure, not among the controls. */
  readonly place?: 'stage';
  /** A further rule, and the name of its text. */
  readonly also?: { readonly holds: (value: Value) => boolean; readonly rule: keyof RuleTexts['further'] };
}

const unitInterval = () => [0, 1] as const;
const classIndex = (values: Values) => [0, values.classes - 1] as const;
const onePerClass = (values: Values) => [values.classes, values.classes] as const;
/** Whether networks are trained on pictures that come with the package. */
export const hasPictures = <Of extends Pick<Values, 'data'>>(values: Of): values is Of & { data: PicturesName } =>
  values.data === 'fashion' || values.data === 'digits';
const isGenerated = (values: Values) => values.data !== 'csv' && !hasPictures(values);
/** Readers would not wait for wider or deeper networks. */
const widths = { range: () => [1, 512] as const, length: () => [1, 4] as const };

/** In the order in which values are resolved: a range or default may depend on parameters above it. */
const table: readonly (Omit<Parameter, 'name'> & Partial<Pick<Parameter, 'name'>>)[] = [
  {
    key: 'alpha',
    kind: 'number',
    range: unitInterval,
    step: 0.01,
  },
  {
    key: 'alphas',
    kind: 'numbers',
    range: unitInterval,
    length: () => [0, 4],
  },
  {
    key: 'convention',
    kind: 'choice',
    choices: ['uniform', 'others', 'padded', 'prior'],
  },
  {
    key: 'shownStep',
    kind: 'integer',
    // Both have seven.
    range: () => [0, 7],
    place: 'stage',
  },
  {
    key: 'view',
    kind: 'choice',
    choices: ['learning', 'confidence', 'reliability', 'histogram', 'regions', 'projection'],
    place: 'stage',
  },
  {
    key: 'data',
    name: 'dataset',
    kind: 'choice',
    choices: ['fashion', 'digits', 'gaussian', 'moons', 'spirals', 'rings', 'csv'],
  },
  {
    key: 'classes',
    kind: 'integer',
    range: (values) => (hasPictures(values) ? [10, 10] : [2, values.data === 'moons' ? 2 : 20]),
    matters: (values) => values.data !== 'moons' && values.data !== 'csv' && !hasPictures(values),
  },
  {
    key: 'target',
    kind: 'integer',
    range: classIndex,
  },
  {
    key: 'targets',
    kind: 'integers',
    range: classIndex,
    length: () => [1, 8],
  },
  {
    key: 'paddingIndex',
    kind: 'integer',
    range: classIndex,
    matters: ({ convention }) => convention === undefined || convention === 'padded',
  },
  {
    key: 'prior',
    kind: 'numbers',
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
    range: unitInterval,
    length: onePerClass,
  },
  {
    key: 'logits',
    kind: 'numbers',
    range: () => [-50, 50],
    length: onePerClass,
  },
  {
    key: 'temperature',
    kind: 'number',
    range: () => [0.1, 5],
    step: 0.05,
  },
  {
    key: 'classCounts',
    kind: 'integers',
    range: () => [3, 1000],
    length: () => [1, 4],
  },
  {
    key: 'probability',
    kind: 'number',
    range: unitInterval,
    step: 0.01,
  },
  {
    key: 'loss',
    kind: 'choice',
    choices: ['kl', 'cross-entropy'],
  },
  {
    key: 'xMax',
    kind: 'integer',
    range: () => [2, 200],
  },
  {
    key: 'x',
    kind: 'integer',
    range: ({ xMax }) => [1, xMax],
  },
  { key: 'confidence', kind: 'number', range: unitInterval, step: 0.01 },
  { key: 'morphFrom', kind: 'integer', range: classIndex },
  { key: 'morphTo', kind: 'integer', range: classIndex },
  {
    key: 'noise',
    kind: 'number',
    range: unitInterval,
    step: 0.01,
    matters: ({ data }) => data !== 'csv',
  },
  {
    key: 'spread',
    kind: 'number',
    range: () => [0, 5],
    step: 0.05,
    matters: isGenerated,
  },
  {
    key: 'samples',
    kind: 'integer',
    range: (values) => [20, hasPictures(values) ? 1000 : 5000],
    step: 10,
    matters: ({ data }) => data !== 'csv',
  },
  { key: 'epochs', kind: 'integer', range: () => [1, 1000] },
  {
    key: 'shown',
    kind: 'integers',
    range: classIndex,
    length: () => [3, 3],
    matters: ({ view, classes }) => view === 'projection' && classes > 2,
  },
  {
    key: 'runs',
    kind: 'integer',
    range: () => [1, 20],
  },
  {
    key: 'temperatures',
    kind: 'numbers',
    range: () => [0.5, 64],
    length: () => [1, 6],
  },
  { key: 'student', kind: 'integers', ...widths },
  {
    key: 'speed',
    kind: 'choice',
    choices: ['slow', 'normal', 'fast'],
  },
  { key: 'layers', kind: 'integers', ...widths },
  {
    key: 'optimizer',
    kind: 'choice',
    choices: ['adam', 'sgd'],
  },
  {
    key: 'learningRate',
    kind: 'number',
    range: () => [0, 1],
    step: 0.001,
  },
  {
    key: 'momentum',
    kind: 'number',
    range: () => [0, 0.99],
    step: 0.01,
    matters: ({ optimizer }) => optimizer === 'sgd',
  },
  {
    key: 'weightDecay',
    kind: 'number',
    range: () => [0, 0.1],
    step: 0.0001,
  },
  {
    key: 'batch',
    kind: 'integer',
    range: () => [1, 500],
  },
  {
    key: 'dimensions',
    kind: 'integer',
    range: () => [1, 64],
    matters: ({ data }) => data === 'gaussian',
  },
  { key: 'bins', kind: 'integer', range: () => [1, 50] },
  { key: 'binning', kind: 'choice', choices: ['equal-width', 'equal-mass'] },
  {
    key: 'seed',
    kind: 'integer',
    range: () => [0, 9999],
  },
];

/** The table. A name is the property's with hyphens for capitals, unless the table gives another. */
export const parameters: readonly Parameter[] = table.map((entry) => ({
  name: entry.key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  ...entry,
}));

/** A default, or one that follows from the parameters above it. */
export type Default<Of extends Value> = Of | ((values: Values) => Of);

/** A figure's own limits are narrower, or wider, than those of the table. */
interface Own<Of extends Value> extends Pick<Parameter, 'range' | 'choices'> {
  readonly default: Default<Of>;
}

/**
 * The parameters that a figure has: the default of each, and its own range or choices where they are not the table's. The
 * most telling ones come first: the controls of these are in view, all others behind "More settings", see in-view.ts.
 */
export type OfFigure = { readonly [Key in ParameterKey]?: Default<Values[Key]> | Own<Values[Key]> };
