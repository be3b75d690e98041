import {
  type Arguments,
  type CheckedIndices,
  type CheckedNumbers,
  checkCount,
  checkIndices,
  checkLength,
  checkNumber,
  checkNumbers,
  checkSeed,
  checkSmoothing,
  checkWord,
  explain,
  ONE_PER_CLASS,
  TEMPERATURE_RULE,
} from './check.js';
import { LabelSmoothingError, refuse } from './errors.js';
import { type Instance, wordsOf } from './instance.js';
import { instantiate } from './loader.js';
import { type Heap, Matrix } from './memory.js';
import { bindMethods } from './methods.js';
import { TRAINING_OPTIONS as OPTIONS } from './options.js';
import { areFloats } from './typed-arrays.js';
import type {
  Dataset,
  DatasetOptions,
  DistillationOptions,
  Float32s,
  Int32s,
  LoadOptions,
  MlpOptions,
  Numbers,
  ProbabilitiesOptions,
  Targets,
  Variant,
} from './types.js';
import { CreateNetworkCall, DatasetCall, EvaluateCall, NetworkShapeCall, StepCall } from './wasm/training-calls.js';
import createModule, { type MainModule } from './wasm/training-glue.js';

/** The limits of cpp/include/label_smoothing/mlp.h and dataset.h. */
const MOST_FEATURES = 4096;
const MOST_CLASSES = 4096;
const MOST_LAYERS = 4;
const WIDEST_LAYER = 512;

/** @internal An instance of a compiled module, for a worker that received one. Errors show `wasm`. */
export async function createTraining(module: WebAssembly.Module, wasm: LoadOptions['wasm'] = module) {
  const rule = 'binary for training';
  return new Training(await instantiate(createModule, module, wasm, rule, (raw) => 'createNetwork' in raw), module);
}

/**
 * Networks, and data to train them on. Made by `loadTraining()`. The variants `simd` and `scalar` give the same bits in
 * every engine; `relaxed-simd` is a little faster in engines that fuse multiply-add.
 */
export class Training {
  /** The variant that `load` picked. */
  readonly variant: Variant;
  /** The compiled module. Post it to a worker, which passes it to `loadTraining` as `wasm`. */
  readonly module: WebAssembly.Module;
  readonly #instance: Instance<MainModule>;

  /** @internal Use `loadTraining()`. */
  constructor(instance: Instance<MainModule>, module: WebAssembly.Module) {
    this.#instance = instance;
    this.module = module;
    this.variant = instance.variant;
    bindMethods(this);
  }

  /** A network with weights drawn from its seed. Free it with `using net = training.mlp(…)` or `net.free()`. */
  mlp(options: MlpOptions): Mlp {
    return new Mlp(this.#instance, options);
  }

  /** Draws data from a seed. The number of training samples does not change the test samples. */
  dataset(options: DatasetOptions = {}): Dataset {
    const { kind = 'gaussian', spread, noise = 0, seed = 0 } = OPTIONS.dataset.check(options);
    const { raw, heap } = this.#instance;
    const kinds = wordsOf(raw.DatasetKind satisfies Record<NonNullable<DatasetOptions['kind']>, unknown>);
    const kindNumber = checkWord(kind, 'kind', kinds);
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
    heap.begin();
    const features = heap.reserve(size * dimensions * 4, 'size');
    const targets = heap.reserve(size * 4, 'size');
    const cleanTargets = heap.reserve(size * 4, 'size');
    const testFeatures = heap.reserve(testSize * dimensions * 4, 'testSize');
    const testTargets = heap.reserve(testSize * 4, 'testSize');
    const call = heap.reserve(DatasetCall.bytes, 'size');
    DatasetCall.write(heap, call, {
      spread: deviation,
      noise,
      kind: kindNumber,
      classes,
      dimensions,
      seed,
      size,
      features,
      targets,
      cleanTargets,
      testSize,
      testFeatures,
      testTargets,
    });
    expectOk(this.#instance, raw.dataset(call), { classes, spread: deviation, noise });
    return {
      classes,
      dimensions,
      train: {
        features: heap.readFloats(features, size * dimensions),
        targets: heap.readIndices(targets, size),
        cleanTargets: heap.readIndices(cleanTargets, size),
      },
      test: {
        features: heap.readFloats(testFeatures, testSize * dimensions),
        targets: heap.readIndices(testTargets, testSize),
      },
    };
  }

  /** 0 … count − 1 in a random order from the seed, for the batches of an epoch. The same in every engine. */
  permutation(count: number, seed: number): Int32s {
    checkCount(count, 'count', 0);
    checkSeed(seed);
    const { raw, heap } = this.#instance;
    heap.begin();
    const out = heap.reserve(count * 4, 'count');
    raw.permutation(seed, count, out);
    return heap.readIndices(out, count);
  }
}

/**
 * A multilayer perceptron: D inputs, 1 to 4 hidden layers with ReLU, K logits. It learns from class indices, smoothed
 * by its options, or from a teacher's probabilities. Made by `LabelSmoothing.mlp` or `Training.mlp`. With the variant
 * `simd`, the same options and calls give the same bits everywhere.
 *
 * Features are N x D, row-major; N follows from their length. A bad argument throws a `LabelSmoothingError` and changes
 * nothing.
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
  readonly #instance: Instance<MainModule>;
  readonly #raw: MainModule;
  readonly #heap: Heap;
  #address: number;

  static {
    // Older engines lack the symbol; there, call `free()`.
    if (Symbol.dispose !== undefined) Mlp.prototype[Symbol.dispose] = Mlp.prototype.free;
  }

  /** @internal Use `LabelSmoothing.mlp` or `Training.mlp`. */
  constructor(instance: Instance<MainModule>, options: MlpOptions) {
    const { raw, heap } = instance;
    this.#instance = instance;
    this.#raw = raw;
    this.#heap = heap;
    const {
      seed = 0,
      optimizer = 'adam',
      learningRate = 0.001,
      momentum,
      weightDecay = 0,
    } = OPTIONS.mlp.check(options);
    this.inputs = checkCount(options.inputs, 'inputs', 1, MOST_FEATURES);
    this.classes = checkCount(options.classes, 'classes', 1, MOST_CLASSES);
    this.hidden = checkHidden(options.hidden ?? [64, 64]);
    checkSeed(seed);
    const optimizers = wordsOf(raw.Optimizer satisfies Record<NonNullable<MlpOptions['optimizer']>, unknown>);
    const optimizerNumber = checkWord(optimizer, 'optimizer', optimizers);
    checkNumber(learningRate, 'learningRate');
    if (momentum !== undefined && optimizer !== 'sgd') throw OPTIONS.mlp.ineffective('momentum');
    const velocity = checkNumber(momentum ?? 0, 'momentum');
    checkNumber(weightDecay, 'weightDecay');
    const smoothing = checkSmoothing(OPTIONS.mlp, options, options.labelSmoothing ?? 0, this.classes, {
      conventions: instance.conventions,
      numbers: numbersOf,
    });
    const { labelSmoothing, convention, paddingIndex, prior } = smoothing;
    checkLength(prior, 'prior', this.classes, ONE_PER_CLASS);
    heap.begin();
    const hidden = heap.copyIndices(this.hidden, 'hidden');
    const priorAddress = prior === undefined ? 0 : heap.copyNumbers(prior, 'prior');
    const layers = this.hidden.length;
    const shape = { inputs: this.inputs, hidden, layers, classes: this.classes };
    const shapeCall = heap.reserve(NetworkShapeCall.bytes, 'hidden');
    NetworkShapeCall.write(heap, shapeCall, shape);
    const address = heap.allocate(raw.networkBytes(shapeCall), 'hidden');
    const call = heap.reserve(CreateNetworkCall.bytes, 'hidden');
    CreateNetworkCall.write(heap, call, {
      ...shape,
      labelSmoothing,
      learningRate,
      momentum: velocity,
      weightDecay,
      convention,
      paddingIndex,
      prior: priorAddress,
      network: address,
      optimizer: optimizerNumber,
      seed,
    });
    const status = raw.createNetwork(call);
    if (status !== 0) heap.release(address);
    const { classes } = this;
    expectOk(instance, status, { ...smoothing, classes, learningRate, momentum: velocity, weightDecay });
    this.#address = address;
    heap.releaseWhenForgotten(this, () => heap.release(address));
    this.parameterCount = raw.parameterCount(this.#address);
    bindMethods(this);
  }

  /**
   * One step of the optimizer on a batch. Returns the mean loss before the step, in nats.
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
    const areProbabilities = targets instanceof Matrix || areFloats(targets);
    if (!areProbabilities) {
      if (temperature !== undefined) throw OPTIONS.step.ineffective('temperature');
      if (labels !== undefined) throw OPTIONS.step.ineffective('labels');
      if (labelWeight !== undefined) throw OPTIONS.step.ineffective('labelWeight');
    }
    const t = checkNumber(temperature ?? 1, 'temperature');
    const weight = checkNumber(labelWeight ?? (labels === undefined ? 0 : 0.5), 'labelWeight');
    if (labels === undefined && weight !== 0) {
      throw refuse('wrong_type', 'labels', labels, `N class indices with labelWeight ${weight}`);
    }
    const probabilities = areProbabilities ? numbersOf(targets as Numbers, 'targets') : undefined;
    checkLength(probabilities, 'targets', rows * this.classes, 'one for each row and class');
    const indicesName = areProbabilities ? 'labels' : 'targets';
    const given = areProbabilities ? labels : targets;
    const indices = areProbabilities && weight === 0 ? undefined : this.#indices(given, indicesName, rows);
    // Reading the arguments may have run code that freed the network.
    const network = this.#live();
    heap.begin();
    const featuresAddress = heap.copyNumbers(x, 'features');
    const probabilitiesAddress = probabilities ? heap.copyNumbers(probabilities, 'targets') : 0;
    const indicesAddress = indices ? heap.copyIndices(indices, indicesName) : 0;
    const scratch = heap.reserve(this.#raw.stepScratchBytes(network, rows), 'features');
    const loss = heap.reserve(8, 'features');
    const call = heap.reserve(StepCall.bytes, 'features');
    StepCall.write(heap, call, {
      temperature: t,
      labelWeight: weight,
      network,
      features: featuresAddress,
      rows,
      targets: areProbabilities ? 0 : indicesAddress,
      probabilities: probabilitiesAddress,
      labels: areProbabilities ? indicesAddress : 0,
      scratch,
      loss,
    });
    const status = this.#raw.step(call);
    if (status !== 0) {
      const teacher = probabilities && { probabilities, temperature: t, labelWeight: weight };
      this.#refuse(status, { features: x, targets: indices ?? [], targetsName: indicesName, ...teacher });
    }
    return heap.readDouble(loss);
  }

  /** Logits, N x K. */
  logits(features: Numbers): Float32s {
    return this.#evaluate('logits', features, this.classes);
  }

  /** softmax(logits / temperature), N x K. */
  probabilities(features: Numbers, options: ProbabilitiesOptions = {}): Float32s {
    const { temperature = 1 } = OPTIONS.probabilities.check(options);
    if (!(checkNumber(temperature, 'temperature') >= 1e-30 && temperature <= 1e30)) {
      throw refuse('invalid_temperature', 'temperature', temperature, TEMPERATURE_RULE);
    }
    return this.#evaluate('probabilities', features, this.classes, temperature);
  }

  /** Activations of the last hidden layer, N x its width. */
  penultimate(features: Numbers): Float32s {
    const width = this.hidden.at(-1) as number;
    return this.#evaluate('penultimate', features, width);
  }

  /**
   * A copy of all weights and biases, in the order of `torch.nn.utils.parameters_to_vector`: for each layer its
   * weights, outputs x inputs, then its biases. Setting it does not touch the state of the optimizer.
   */
  get parameters(): Float32s {
    const address = this.#live();
    this.#heap.begin();
    const out = this.#heap.reserve(this.parameterCount * 4, 'parameters');
    this.#raw.getParameters(address, out);
    return this.#heap.readFloats(out, this.parameterCount);
  }

  set parameters(values: Numbers) {
    const numbers = numbersOf(values, 'parameters');
    checkLength(numbers, 'parameters', this.parameterCount, 'the weights and biases of every layer');
    const address = this.#live();
    this.#heap.begin();
    const from = this.#heap.copyNumbers(numbers, 'parameters');
    const status = this.#raw.setParameters(address, from);
    if (status !== 0) this.#refuse(status, { parameters: numbers });
  }

  /** Goes back to the start: weights from the seed, an optimizer without memory. */
  reset(): void {
    this.#raw.resetNetwork(this.#live());
  }

  /** Frees the memory. A second call does nothing; any other use afterwards throws. */
  free(): void {
    if (this.#address === 0) return;
    this.#heap.keepWhenForgotten(this);
    this.#heap.release(this.#address);
    this.#address = 0;
  }

  /** `free()`, for `using net = training.mlp(…)`. */
  declare [Symbol.dispose]: () => void;

  #live(): number {
    if (this.#address === 0)
      throw new LabelSmoothingError('freed_mlp', 'mlp', 'mlp is a freed network, expected one that was not freed');
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

  #indices(values: unknown, argument: string, rows: number): CheckedIndices {
    const indices = checkIndices(values, argument, this.classes);
    checkLength(indices, argument, rows, 'one for each row of features');
    return indices;
  }

  #evaluate(
    what: 'logits' | 'probabilities' | 'penultimate',
    features: Numbers,
    width: number,
    temperature = 1,
  ): Float32s {
    const x = numbersOf(features, 'features');
    const rows = this.#rows(x, 0);
    const network = this.#live();
    this.#heap.begin();
    const at = this.#heap.copyNumbers(x, 'features');
    const scratch = this.#heap.reserve(this.#raw.evaluationScratchBytes(network), 'features');
    const out = this.#heap.reserve(rows * width * 4, 'features');
    const call = this.#heap.reserve(EvaluateCall.bytes, 'features');
    EvaluateCall.write(this.#heap, call, { temperature, network, features: at, rows, scratch, out });
    const status = this.#raw[what](call);
    if (status !== 0) this.#refuse(status, { features: x });
    return this.#heap.readFloats(out, rows * width);
  }

  #refuse(status: number, values: Omit<TrainingArguments, 'classes'>): void {
    expectOk(this.#instance, status, { classes: this.classes, ...values });
  }
}

/** The arguments of a call by their names in the API. */
interface TrainingArguments extends Arguments {
  features?: ArrayLike<number>;
  parameters?: ArrayLike<number>;
  probabilities?: Numbers;
  learningRate?: number;
  momentum?: number;
  weightDecay?: number;
  temperature?: number;
  labelWeight?: number;
  spread?: number;
  noise?: number;
}

/** Throws the error for a status of the C++ core that is not `ok`. */
function expectOk(instance: Instance<MainModule>, status: number, call: TrainingArguments): void {
  if (status === 0) return;
  const code = instance.codeOf(status);
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

/** What a kind of data always has two of. */
function checkTwo(value: unknown, argument: string, kind: string): 2 {
  if (value === undefined || value === 2) return 2;
  throw refuse('invalid_count', argument, value, `2 for kind '${kind}'`);
}

function checkHidden(hidden: unknown): readonly number[] {
  if (!Array.isArray(hidden)) throw refuse('wrong_type', 'hidden', hidden, 'an array of widths such as [64, 64]');
  checkCount(hidden.length, 'hidden.length', 1, MOST_LAYERS);
  hidden.forEach((width, index) => {
    checkCount(width, `hidden[${index}]`, 1, WIDEST_LAYER);
  });
  return Object.freeze([...hidden]);
}

/** Numbers of one of the accepted types. A matrix is copied, from the memory of another module. */
function numbersOf(values: unknown, argument: string): Exclude<CheckedNumbers, Matrix> {
  const numbers = checkNumbers(values, argument);
  return numbers instanceof Matrix ? numbers.data.slice() : numbers;
}
