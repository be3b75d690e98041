/**
 * The options of every call, in one table. Options that a call does not know or does not use are refused: a misspelled
 * `labelSmoothing` would otherwise silently give the loss without smoothing.
 */
import { LabelSmoothingError, refuse } from './errors.js';
import type {
  BinaryCrossEntropyOptions,
  BootstrapOptions,
  CalibrationOptions,
  CalibratorOptions,
  CrossEntropyOptions,
  DatasetOptions,
  DescentOptions,
  DistillationOptions,
  EntropyOptions,
  FitTemperatureOptions,
  KlDivOptions,
  LoadOptions,
  MlpOptions,
  OutOption,
  ProbabilitiesOptions,
  RiskCoverageOptions,
  SmoothTargetsOptions,
  SoftmaxOptions,
} from './types.js';

/** When an option has an effect: always, or only under the condition given here. */
type Effect = string;
const ALWAYS: Effect = '';

/** Names of our options in other systems, where spelling is no help. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  alpha: 'labelSmoothing',
  epsilon: 'labelSmoothing',
  eps: 'labelSmoothing',
  lr: 'learningRate',
};

/** The options of one call: all keys of `T`, and no others. */
class OptionTable<T extends object> {
  readonly #call: string;
  readonly #effects: Readonly<Record<keyof T & string, Effect>>;
  readonly #names: ReadonlySet<string>;

  constructor(call: string, effects: Readonly<Record<keyof T & string, Effect>>) {
    this.#call = call;
    this.#effects = effects;
    this.#names = new Set(Object.keys(effects));
  }

  /** Refuses anything but an object with options of this call. An undefined option counts as absent. */
  check<O extends object>(options: O, argument = 'options'): O {
    if (typeof options !== 'object' || options === null) {
      throw refuse('wrong_type', argument, options, `an object such as ${this.#example()}`);
    }
    for (const name in options) {
      if (!this.#names.has(name) && options[name] !== undefined) throw this.#unknown(name);
    }
    return options;
  }

  /** Whether an option has an effect under a condition only. */
  isConditional(name: keyof T & string): boolean {
    return this.#effects[name] !== ALWAYS;
  }

  /** The error for an option without effect. */
  ineffective(name: keyof T & string): LabelSmoothingError {
    const message = `${name} has no effect in ${this.#call} without ${this.#effects[name]}`;
    return new LabelSmoothingError('unknown_option', name, message);
  }

  #unknown(name: string): LabelSmoothingError {
    const nearest = nearestOf(name, [...this.#names]);
    const expected = nearest ?? `one of ${[...this.#names].join(', ')}`;
    const message = `${name} is not an option of ${this.#call}, expected ${expected}`;
    return new LabelSmoothingError('unknown_option', name, message);
  }

  #example(): string {
    return this.#names.has('classes') ? '{ classes: 10 }' : `{ ${[...this.#names][0]}: … }`;
  }
}

export type { OptionTable };

const SMOOTHING = {
  classes: ALWAYS,
  labelSmoothing: ALWAYS,
  convention: ALWAYS,
  paddingIndex: ALWAYS,
  prior: "convention 'prior'",
};

const SHAPE = { classes: ALWAYS, inner: ALWAYS };

const CROSS_ENTROPY = {
  ...SMOOTHING,
  inner: ALWAYS,
  ignoreIndex: 'class indices as targets',
  classWeights: ALWAYS,
  sampleWeights: ALWAYS,
  temperature: ALWAYS,
  zLoss: ALWAYS,
  reduction: ALWAYS,
  allIgnored: "reduction 'mean'",
};

const BINARY = { classes: ALWAYS, labelSmoothing: ALWAYS, posWeight: ALWAYS, reduction: ALWAYS };

const KL_DIV = { ...SHAPE, reduction: ALWAYS, logTarget: ALWAYS };

const PREDICTIONS = { ...SHAPE, ignoreIndex: ALWAYS, logits: ALWAYS };

const CALIBRATOR = { ...PREDICTIONS, bins: ALWAYS, bootstrap: ALWAYS };

/** Otherwise the result is a number, which needs no place. */
const OUT_OF_ELEMENTS = "reduction 'none'";
const OUT_OF_ROWS = "reduction 'none' or 'row'";

const MAP_ROWS = { ...SHAPE, temperature: ALWAYS, out: ALWAYS };

export const OPTIONS = {
  load: new OptionTable<LoadOptions>('load', { variant: ALWAYS, wasm: ALWAYS }),
  loadTraining: new OptionTable<LoadOptions>('loadTraining', { variant: ALWAYS, wasm: ALWAYS }),
  smoothTargets: new OptionTable<SmoothTargetsOptions>('smoothTargets', {
    ...SMOOTHING,
    paddingIndex: "convention 'padded'",
    inner: ALWAYS,
    out: ALWAYS,
  }),
  descend: new OptionTable<DescentOptions>('descend', {
    ...SMOOTHING,
    paddingIndex: "convention 'padded'",
    learningRate: ALWAYS,
    steps: ALWAYS,
  }),
  softmax: new OptionTable<SoftmaxOptions & OutOption>('softmax', MAP_ROWS),
  logSoftmax: new OptionTable<SoftmaxOptions & OutOption>('logSoftmax', MAP_ROWS),
  crossEntropy: new OptionTable<CrossEntropyOptions & OutOption>('crossEntropy', {
    ...CROSS_ENTROPY,
    out: OUT_OF_ELEMENTS,
  }),
  crossEntropyAndGradient: new OptionTable<CrossEntropyOptions & OutOption>('crossEntropyAndGradient', {
    ...CROSS_ENTROPY,
    out: ALWAYS,
  }),
  klDiv: new OptionTable<KlDivOptions & OutOption>('klDiv', { ...KL_DIV, out: OUT_OF_ROWS }),
  klDivAndGradient: new OptionTable<KlDivOptions & OutOption>('klDivAndGradient', { ...KL_DIV, out: ALWAYS }),
  binaryCrossEntropy: new OptionTable<BinaryCrossEntropyOptions & OutOption>('binaryCrossEntropy', {
    ...BINARY,
    out: OUT_OF_ROWS,
  }),
  binaryCrossEntropyAndGradient: new OptionTable<BinaryCrossEntropyOptions & OutOption>(
    'binaryCrossEntropyAndGradient',
    { ...BINARY, out: ALWAYS },
  ),
  entropy: new OptionTable<EntropyOptions & OutOption>('entropy', {
    ...SHAPE,
    reduction: ALWAYS,
    out: OUT_OF_ELEMENTS,
  }),
  calibration: new OptionTable<CalibrationOptions>('calibration', { ...CALIBRATOR, binning: ALWAYS }),
  calibrator: new OptionTable<CalibratorOptions>('calibrator', CALIBRATOR),
  bootstrap: new OptionTable<BootstrapOptions>('bootstrap', { resamples: ALWAYS, seed: ALWAYS, level: ALWAYS }),
  riskCoverage: new OptionTable<RiskCoverageOptions>('riskCoverage', { ...PREDICTIONS, points: ALWAYS }),
  fitTemperature: new OptionTable<FitTemperatureOptions>('fitTemperature', { ...SHAPE, ignoreIndex: ALWAYS }),
};

export const TRAINING_OPTIONS = {
  mlp: new OptionTable<MlpOptions>('mlp', {
    ...SMOOTHING,
    inputs: ALWAYS,
    hidden: ALWAYS,
    seed: ALWAYS,
    optimizer: ALWAYS,
    learningRate: ALWAYS,
    momentum: "optimizer 'sgd'",
    weightDecay: ALWAYS,
  }),
  step: new OptionTable<DistillationOptions>('step', {
    temperature: 'probabilities as targets',
    labels: 'probabilities as targets',
    labelWeight: 'probabilities as targets',
  }),
  probabilities: new OptionTable<ProbabilitiesOptions>('probabilities', { temperature: ALWAYS }),
  dataset: new OptionTable<DatasetOptions>('dataset', {
    kind: ALWAYS,
    classes: ALWAYS,
    dimensions: ALWAYS,
    spread: ALWAYS,
    noise: ALWAYS,
    size: ALWAYS,
    testSize: ALWAYS,
    seed: ALWAYS,
  }),
};

/** The option that was probably meant, if any. */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const elsewhere = ELSEWHERE[name];
  if (elsewhere !== undefined && known.includes(elsewhere)) return elsewhere;
  let nearest: string | undefined;
  let highest = 0.53;
  for (const candidate of known) {
    const similarity = similarityOf(plain(name), plain(candidate));
    if (similarity > highest) [nearest, highest] = [candidate, similarity];
  }
  return nearest;
}

/** The same for every style: label_smoothing and labelSmoothing. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, 40);
}

/** Similarity: twice the longest common subsequence over both lengths. 1 for equal words, 0 without a common letter. */
function similarityOf(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    for (let i = 0; i < b.length; i++) {
      const longest = letter === b[i] ? at(row, i) + 1 : Math.max(at(row, i + 1), at(next, i));
      next.push(longest);
    }
    row = next;
  }
  return (2 * at(row, b.length)) / (a.length + b.length || 1);
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
