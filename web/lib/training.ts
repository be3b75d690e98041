import {
  type Arguments,
  type CheckedNumbers,
  checkCount,
  checkIndices,
  checkLength,
  checkNumber,
  checkNumbers,
  checkSmoothing,
  checkWord,
  explain,
  ONE_PER_CLASS,
} from './check.js';
import { LabelSmoothingError, type LabelSmoothingErrorCode, refuse } from './errors.js';
import { instantiate } from './loader.js';
import { type Heap, Matrix } from './memory.js';
import { TRAINING_OPTIONS as OPTIONS } from './options.js';
import type { RawTrainingModule } from './raw-training-module.js';
import type {
  Dataset,
  DatasetOptions,
  DistillationOptions,
  Indices,
  LoadOptions,
  MlpOptions,
  Numbers,
  ProbabilitiesOptions,
  Targets,
  Variant,
} from './types.js';
import createModule from './wasm/training-glue.js';

/** Words by their position in the C++ enumerations. */
const OPTIMIZERS = ['sgd', 'adam'] as const;
const SGD = OPTIMIZERS.indexOf('sgd');
const KINDS = ['gaussian', 'moons', 'spirals', 'rings'] as const;

/** The limits of cpp/include/label_smoothing/mlp.h and dataset.h. */
const MOST_FEATURES = 4096;
const MOST_CLASSES = 4096;
const MOST_LAYERS = 4;
const WIDEST_LAYER = 512;
const LARGEST_SEED = 2 ** 32 - 1;

/** @internal An instance of a compiled module, for a worker that was sent one. `wasm` is what its user calls it. */
export async function createTraining(module: WebAssembly.Module, wasm: LoadOptions['wasm'] = module) {
  const { raw, heap } = await instantiate(createModule, module, wasm);
  if (raw._createMlp === undefined) throw refuse('invalid_wasm', 'wasm', wasm, "this package's binary for training");
  return new Training(raw, heap, module);
}

/**
 * Networks, and data to train them on. Made by `loadTraining()`. The variants `simd` and `scalar` give the same bits in
 * every engine; `relaxed-simd` is a little faster where the engine rounds once instead of twice.
 */
export class Training {
  /** The binary that was picked. */
  readonly variant: Variant;
  /** The compiled module: post it to a worker, which passes it to `loadTraining` as `wasm`. */
  readonly module: WebAssembly.Module;
  readonly #raw: RawTrainingModule;
  readonly #heap: Heap;

  /** @internal Use `loadTraining()`. */
  constructor(raw: RawTrainingModule, heap: Heap, module: WebAssembly.Module) {
    this.#raw = raw;
    this.#heap = heap;
    this.module = module;
    this.variant = heap.readString(raw._variant()) as Variant;
  }

  /** A network with weights drawn from its seed. Free it: `using net = training.mlp(…)` or `net.free()`. */
  mlp(options: MlpOptions): Mlp {
    return new Mlp(this.#raw, this.#heap, options);
  }

  /** Draws data from a seed. The number of training samples does not change the test samples. */
  dataset(options: DatasetOptions = {}): Dataset {
    const { kind = 'gaussian', spread, noise = 0, seed = 0 } = OPTIONS.dataset.check(options);
    const kindIndex = checkWord(kind, 'kind', KINDS);
    const isGaussian = kind === 'gaussian';
    const classes =
      kind === 'moons'
        ? checkTwo(options.classes, 'classes', kind)
        : checkCount(options.classes ?? (isGaussian ? 10 : 3), 'classes', 2, MOST_CLASSES);
    const dimensions = isGaussian
      ? checkCount(options.dimensions ?? 16, 'dimensions', 1, MOST_FEATURES)
      : checkTwo(options.dimensions, 'dimensions', kind);
    const deviation = checkNumber(spread ?? (isGaussian ? 1 : 0.1), 'spread');
    checkNumber(noise, 'noise');
    checkSeed(seed);
    const size = checkCount(options.size ?? 500, 'size');
    const testSize = checkCount(options.testSize ?? 1000, 'testSize');
    this.#heap.begin();
    const features = this.#heap.reserve(size * dimensions * 4, 'size');
    const targets = this.#heap.reserve(size * 4, 'size');
    const cleanTargets = this.#heap.reserve(size * 4, 'size');
    const testFeatures = this.#heap.reserve(testSize * dimensions * 4, 'testSize');
    const testTargets = this.#heap.reserve(testSize * 4, 'testSize');
    const status = this.#raw._dataset(
      kindIndex,
      classes,
      dimensions,
      deviation,
      noise,
      seed,
      size,
      features,
      targets,
      cleanTargets,
      testSize,
      testFeatures,
      testTargets,
    );
    expectOk(this.#raw, this.#heap, status, { classes, spread: deviation, noise });
    return {
      classes,
      dimensions,
      train: {
        features: this.#heap.readFloats(features, size * dimensions),
        targets: this.#heap.readIndices(targets, size),
        cleanTargets: this.#heap.readIndices(cleanTargets, size),
      },
      test: {
        features: this.#heap.readFloats(testFeatures, testSize * dimensions),
        targets: this.#heap.readIndices(testTargets, testSize),
      },
    };
  }

  /** 0 … count − 1 in an order drawn from the seed, the same in every engine: for the batches of an epoch. */
  permutation(count: number, seed: number): Int32Array<ArrayBuffer> {
    checkCount(count, 'count', 0);
    checkSeed(seed);
    this.#heap.begin();
    const out = this.#heap.reserve(count * 4, 'count');
    this.#raw._permutation(seed, count, out);
    return this.#heap.readIndices(out, count);
  }
}

/**
 * A multilayer perceptron: D inputs, 1 to 4 hidden layers with ReLU, K logits. It learns from class indices smoothed as
 * its options say, or from a teacher's probabilities. Made by `LabelSmoothing.mlp` or `Training.mlp`. The same options
 * and calls give the same bits wherever the variant `simd` runs.
 *
 * Features are N x D, row-major; N follows from their length. A wrong argument throws a `LabelSmoothingError` and
 * changes nothing.
 */
export class Mlp {
  /** D. */
  readonly inputs: number;
  /** K. */
  readonly classes: number;
  /** The widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** Number of weights and biases. */
  readonly parameterCount: number;
  readonly #raw: RawTrainingModule;
  readonly #heap: Heap;
  #address: number;

  static {
    // Engines from before explicit resource management lack the symbol; there `free()` remains.
    if (Symbol.dispose !== undefined) Mlp.prototype[Symbol.dispose] = Mlp.prototype.free;
  }

  /** @internal Use `LabelSmoothing.mlp` or `Training.mlp`. */
  constructor(raw: RawTrainingModule, heap: Heap, options: MlpOptions) {
    this.#raw = raw;
    this.#heap = heap;
    const { seed = 0, learningRate = 0.001, momentum, weightDecay = 0 } = OPTIONS.mlp.check(options);
    this.inputs = checkCount(options.inputs, 'inputs', 1, MOST_FEATURES);
    this.classes = checkCount(options.classes, 'classes', 1, MOST_CLASSES);
    this.hidden = checkHidden(options.hidden ?? [64, 64]);
    checkSeed(seed);
    const optimizer = checkWord(options.optimizer ?? 'adam', 'optimizer', OPTIMIZERS);
    checkNumber(learningRate, 'learningRate');
    if (momentum !== undefined && optimizer !== SGD) throw OPTIONS.mlp.ineffective('momentum');
    const velocity = checkNumber(momentum ?? 0, 'momentum');
    checkNumber(weightDecay, 'weightDecay');
    const smoothing = checkSmoothing(OPTIONS.mlp, options, options.labelSmoothing ?? 0, this.classes, numbersOf);
    const { labelSmoothing, convention, paddingIndex, prior } = smoothing;
    checkLength(prior, 'prior', this.classes, ONE_PER_CLASS);
    heap.begin();
    const hidden = heap.copyIndices(this.hidden, 'hidden');
    const priorAddress = prior === undefined ? 0 : heap.copyNumbers(prior, 'prior');
    const layers = this.hidden.length;
    const address = heap.allocate(raw._mlpBytes(this.inputs, hidden, layers, this.classes), 'hidden');
    const status = raw._createMlp(
      address,
      this.inputs,
      hidden,
      layers,
      this.classes,
      optimizer,
      learningRate,
      velocity,
      weightDecay,
      labelSmoothing,
      convention,
      paddingIndex,
      priorAddress,
      seed,
    );
    if (status !== 0) heap.release(address);
    const { classes } = this;
    expectOk(raw, heap, status, { ...smoothing, classes, learningRate, momentum: velocity, weightDecay });
    this.#address = address;
    this.parameterCount = raw._parameterCount(this.#address);
  }

  /**
   * One step of the optimizer on a batch; answers the mean loss before the step, in nats.
   *
   * With class indices the loss is the cross-entropy with smoothed targets. With probabilities t (a Float32Array,
   * Float64Array or matrix, N x K) it is (1 − w)·T²·CE(t, softmax(z / T)) + w·CE(smoothed labels, softmax(z)) with the
   * temperature T and label weight w of the options: Hinton, Vinyals and Dean 2015.
   *
   * @param features N x D finite numbers.
   * @param targets N class indices, or N x K probabilities.
   */
  step(features: Numbers, targets: Targets, options: DistillationOptions = {}): number {
    const { temperature, labels, labelWeight } = OPTIONS.step.check(options);
    const x = numbersOf(features, 'features');
    const rows = this.#rows(x, 1);
    const heap = this.#heap;
    const areIndices = targets instanceof Int32Array || Array.isArray(targets);
    if (areIndices) {
      if (temperature !== undefined) throw OPTIONS.step.ineffective('temperature');
      if (labels !== undefined) throw OPTIONS.step.ineffective('labels');
      if (labelWeight !== undefined) throw OPTIONS.step.ineffective('labelWeight');
      const y = this.#indices(targets, 'targets', rows);
      // What was read may have run code that frees the network.
      const address = this.#live();
      heap.begin();
      const featuresAddress = heap.copyNumbers(x, 'features');
      const targetsAddress = heap.copyIndices(y, 'targets');
      const scratch = heap.reserve(this.#raw._stepScratchBytes(address, rows), 'features');
      const loss = heap.reserve(8, 'features');
      const status = this.#raw._step(address, featuresAddress, targetsAddress, rows, scratch, loss);
      if (status !== 0) this.#refuse(status, { features: x, targets: y });
      return heap.readDouble(loss);
    }
    const t = checkNumber(temperature ?? 1, 'temperature');
    const weight = checkNumber(labelWeight ?? (labels === undefined ? 0 : 0.5), 'labelWeight');
    if (labels === undefined && weight !== 0) {
      throw refuse('wrong_type', 'labels', labels, `N class indices with labelWeight ${weight}`);
    }
    const probabilities = numbersOf(targets as Numbers, 'targets');
    checkLength(probabilities, 'targets', rows * this.classes, 'one for each row and class');
    const y = labels === undefined || weight === 0 ? undefined : this.#indices(labels, 'labels', rows);
    const address = this.#live();
    heap.begin();
    const featuresAddress = heap.copyNumbers(x, 'features');
    const targetsAddress = heap.copyNumbers(probabilities, 'targets');
    const labelsAddress = y === undefined ? 0 : heap.copyIndices(y, 'labels');
    const scratch = heap.reserve(this.#raw._stepScratchBytes(address, rows), 'features');
    const loss = heap.reserve(8, 'features');
    const status = this.#raw._distill(
      address,
      featuresAddress,
      targetsAddress,
      t,
      labelsAddress,
      weight,
      rows,
      scratch,
      loss,
    );
    if (status !== 0) {
      this.#refuse(status, {
        features: x,
        targets: y ?? probabilities,
        probabilities,
        targetsName: 'labels',
        temperature: t,
        labelWeight: weight,
      });
    }
    return heap.readDouble(loss);
  }

  /** Logits, N x K. */
  logits(features: Numbers): Float32Array<ArrayBuffer> {
    return this.#evaluate(features, this.classes, (...shape) => this.#raw._logits(...shape));
  }

  /** softmax(logits / temperature), N x K. */
  probabilities(features: Numbers, options: ProbabilitiesOptions = {}): Float32Array<ArrayBuffer> {
    const { temperature = 1 } = OPTIONS.probabilities.check(options);
    if (!(checkNumber(temperature, 'temperature') >= 1e-30 && temperature <= 1e30)) {
      throw refuse('invalid_temperature', 'temperature', temperature, TEMPERATURE_RULE);
    }
    return this.#evaluate(features, this.classes, (address, x, rows, scratch, out) => {
      return this.#raw._probabilities(address, x, rows, temperature, scratch, out);
    });
  }

  /** Activations of the last hidden layer, N x its width. */
  penultimate(features: Numbers): Float32Array<ArrayBuffer> {
    const width = this.hidden.at(-1) as number;
    return this.#evaluate(features, width, (...shape) => this.#raw._penultimate(...shape));
  }

  /**
   * A copy of all weights and biases in the order of `torch.nn.utils.parameters_to_vector`: for each layer its weights,
   * outputs x inputs, then its biases. Setting it leaves the state of the optimizer as it is.
   */
  get parameters(): Float32Array<ArrayBuffer> {
    const address = this.#live();
    this.#heap.begin();
    const out = this.#heap.reserve(this.parameterCount * 4, 'parameters');
    this.#raw._getParameters(address, out);
    return this.#heap.readFloats(out, this.parameterCount);
  }

  set parameters(values: Numbers) {
    const numbers = numbersOf(values, 'parameters');
    checkLength(numbers, 'parameters', this.parameterCount, 'the weights and biases of every layer');
    const address = this.#live();
    this.#heap.begin();
    const from = this.#heap.copyNumbers(numbers, 'parameters');
    const status = this.#raw._setParameters(address, from);
    if (status !== 0) this.#refuse(status, { parameters: numbers });
  }

  /** Back to the start: the weights of the seed, an optimizer without memory. */
  reset(): void {
    this.#raw._resetMlp(this.#live());
  }

  /** Gives the memory back. A second call does nothing; any other use afterwards is an error. */
  free(): void {
    if (this.#address === 0) return;
    this.#heap.release(this.#address);
    this.#address = 0;
  }

  /** `free()`, for `using net = training.mlp(…)`. */
  declare [Symbol.dispose]: () => void;

  #live(): number {
    if (this.#address === 0) throw refuse('freed_mlp', 'mlp', this, 'a network that was not freed');
    return this.#address;
  }

  /** N, from the length of N x D features. */
  #rows(features: { length: number }, least: number): number {
    const rows = features.length / this.inputs;
    if (!Number.isInteger(rows) || rows < least) {
      throw new LabelSmoothingError(
        'wrong_length',
        'features',
        `features has ${features.length} values, expected a ${least > 0 ? 'positive ' : ''}multiple of inputs ${this.inputs}`,
      );
    }
    return rows;
  }

  #indices(values: unknown, argument: string, rows: number): Indices {
    const indices = checkIndices(values, argument, this.classes);
    checkLength(indices, argument, rows, 'one for each row of features');
    return indices;
  }

  #evaluate(
    features: Numbers,
    width: number,
    run: (address: number, features: number, rows: number, scratch: number, out: number) => number,
  ): Float32Array<ArrayBuffer> {
    const x = numbersOf(features, 'features');
    const rows = this.#rows(x, 0);
    const address = this.#live();
    this.#heap.begin();
    const featuresAddress = this.#heap.copyNumbers(x, 'features');
    const scratch = this.#heap.reserve(this.#raw._evaluationScratchBytes(address), 'features');
    const out = this.#heap.reserve(rows * width * 4, 'features');
    const status = run(address, featuresAddress, rows, scratch, out);
    if (status !== 0) this.#refuse(status, { features: x });
    return this.#heap.readFloats(out, rows * width);
  }

  #refuse(status: number, values: Omit<TrainingArguments, 'classes'>): void {
    expectOk(this.#raw, this.#heap, status, { classes: this.classes, ...values });
  }
}

/** The arguments of a call by the names of the API. */
interface TrainingArguments extends Arguments {
  features?: ArrayLike<number>;
  parameters?: ArrayLike<number>;
  probabilities?: Float32Array | Float64Array | readonly number[];
  learningRate?: number;
  momentum?: number;
  weightDecay?: number;
  temperature?: number;
  labelWeight?: number;
  spread?: number;
  noise?: number;
}

const TEMPERATURE_RULE = 'a number in [1e-30, 1e30]';

/** Throws the error for a status of the C++ core that is not `ok`. */
function expectOk(raw: RawTrainingModule, heap: Heap, status: number, call: TrainingArguments): void {
  if (status === 0) return;
  const code = heap.readString(raw._statusName(status)) as LabelSmoothingErrorCode;
  switch (code) {
    case 'not_finite': {
      const argument = call.parameters === undefined ? 'features' : 'parameters';
      const values = Array.from(call.parameters ?? call.features ?? []);
      const index = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
      throw refuse(code, argument, values[index], 'a finite number in float32', `[${index}]`);
    }
    case 'invalid_learning_rate':
      throw refuse(code, 'learningRate', call.learningRate, 'a finite number >= 0');
    case 'invalid_momentum':
      throw refuse(code, 'momentum', call.momentum, 'a number in [0, 1)');
    case 'invalid_weight_decay':
      throw refuse(code, 'weightDecay', call.weightDecay, 'a finite number >= 0');
    case 'invalid_temperature':
      throw refuse(code, 'temperature', call.temperature, TEMPERATURE_RULE);
    case 'invalid_label_weight':
      throw refuse(code, 'labelWeight', call.labelWeight, 'a number in [0, 1]');
    case 'invalid_spread':
      throw refuse(code, 'spread', call.spread, 'a number in [0, 1e30]');
    case 'invalid_noise':
      throw refuse(code, 'noise', call.noise, 'a number in [0, 1]');
    case 'target_not_a_probability':
      throw explain(code, { classes: call.classes, targets: call.probabilities ?? [] });
    default:
      throw explain(code, call);
  }
}

/** What a kind of data set has two of, whether it was said or not. */
function checkTwo(value: unknown, argument: string, kind: string): 2 {
  if (value === undefined || value === 2) return 2;
  throw refuse('invalid_count', argument, value, `2 for kind '${kind}'`);
}

function checkSeed(seed: unknown): void {
  checkCount(seed, 'seed', 0, LARGEST_SEED);
}

function checkHidden(hidden: unknown): readonly number[] {
  if (!Array.isArray(hidden)) throw refuse('wrong_type', 'hidden', hidden, 'an array of widths such as [64, 64]');
  checkCount(hidden.length, 'hidden.length', 1, MOST_LAYERS);
  hidden.forEach((width, index) => {
    checkCount(width, `hidden[${index}]`, 1, WIDEST_LAYER);
  });
  return Object.freeze([...hidden]);
}

/** Numbers of one of the accepted types. Those of a matrix are copied from the memory of another module. */
function numbersOf(values: unknown, argument: string): Exclude<CheckedNumbers, Matrix> {
  const numbers = checkNumbers(values, argument);
  return numbers instanceof Matrix ? numbers.data.slice() : numbers;
}
