import { Calibrator } from './calibrator.js';
import {
  type Arguments,
  type CheckedIndices,
  type CheckedNumbers,
  checkAttached,
  checkBoolean,
  checkCount,
  checkIndex,
  checkIndices,
  checkLength,
  checkNumber,
  checkNumbers,
  checkRows,
  checkSeed,
  checkSmoothing,
  checkWord,
  explain,
  IGNORE_INDEX,
  NO_PADDING,
  ONE_PER_CLASS,
  PROBABILITIES,
} from './check.js';
import { LabelSmoothingError, refuse, show } from './errors.js';
import { type Instance, wordsOf } from './instance.js';
import { type Heap, Matrix } from './memory.js';
import { bindMethods } from './methods.js';
import { OPTIONS, type OptionTable } from './options.js';
import { areInParts, inParts, PART, stripsOf } from './parts.js';
import type { Mlp, Training } from './training.js';
import { areFloats, typeOf } from './typed-arrays.js';
import type {
  BinaryCrossEntropyOptions,
  BootstrapOptions,
  Calibration,
  CalibrationBin,
  CalibrationOptions,
  CalibratorOptions,
  ClassesOption,
  CrossEntropyOptions,
  DescentOptions,
  EntropyOptions,
  FitTemperatureOptions,
  Indices,
  InnerOption,
  KlDivOptions,
  LoadOptions,
  LossAndGradient,
  LossOf,
  MlpOptions,
  Numbers,
  OutOfElements,
  OutOption,
  PredictionOptions,
  Reduction,
  RiskCoverage,
  RiskCoverageOptions,
  SmoothTargetsOptions,
  SoftmaxOptions,
  Targets,
  TemperatureFit,
  Variant,
} from './types.js';
import {
  AddPredictionsCall,
  AddToFitCall,
  BinaryCrossEntropyCall,
  BootstrapCall,
  CalibrationBinResult,
  CalibrationBootstrapResult,
  CalibrationResult,
  CrossEntropyCall,
  DescendCall,
  EntropyCall,
  KlDivCall,
  MeasureCalibrationCall,
  RiskCoverageCall,
  SmoothTargetsCall,
  SoftmaxCall,
  TemperatureFitResult,
  TransposeCall,
} from './wasm/calls.js';
import type { MainModule } from './wasm/glue.js';

/** Why one-hot rows in a plain array are refused. */
const ONE_HOT = `one for each row of logits; ${PROBABILITIES}`;

/**
 * Losses, targets and measures over N rows of K classes, computed by the WebAssembly kernels. Made by `load()`.
 *
 * Numbers are row-major, N x K; N follows from their length and `classes`. Results are copies that the caller owns,
 * unless `out` names a place for them. A wrong argument throws a `LabelSmoothingError` and changes nothing.
 */
export class LabelSmoothing {
  /** The binary that was picked. */
  readonly variant: Variant;
  readonly #instance: Instance<MainModule>;
  readonly #raw: MainModule;
  readonly #heap: Heap;
  /** Of losses with one element a row, and of those with K. */
  readonly #reductions: readonly Reduction[];
  readonly #reductionsOfElements: readonly (Reduction | 'row')[];
  readonly #allIgnored: readonly NonNullable<CrossEntropyOptions['allIgnored']>[];
  readonly #binnings: readonly NonNullable<CalibrationOptions['binning']>[];
  /** The compiled module: post it to a worker, which passes it to `load` as `wasm`. */
  readonly module: WebAssembly.Module;
  readonly #loadTraining: ((options: LoadOptions) => Promise<Training>) | undefined;
  readonly #numbers = (values: unknown, argument: string) => this.#heap.stable(checkNumbers(values, argument));

  /** @internal Use `load()`. */
  constructor(
    instance: Instance<MainModule>,
    module: WebAssembly.Module,
    loadTraining?: (options: LoadOptions) => Promise<Training>,
  ) {
    const { raw, heap, variant } = instance;
    this.#instance = instance;
    this.#raw = raw;
    this.#heap = heap;
    this.#reductionsOfElements = wordsOf(raw.Reduction satisfies Record<Reduction | 'row', unknown>);
    this.#reductions = this.#reductionsOfElements.filter((word) => word !== 'row');
    this.#allIgnored = wordsOf(raw.AllIgnored);
    this.#binnings = wordsOf(raw.Binning);
    this.#loadTraining = loadTraining;
    this.variant = variant;
    this.module = module;
    bindMethods(this);
  }

  /** How many matrices have been made and not freed. */
  get liveMatrices(): number {
    return this.#heap.liveMatrices;
  }

  /**
   * A rows x cols matrix of zeros in WebAssembly memory, accepted wherever numbers are and used there without copying.
   * Free it: `using m = ls.matrix(…)` or `m.free()`.
   */
  matrix(rows: number, cols: number): Matrix {
    return this.#heap.createMatrix(checkCount(rows, 'rows', 0), checkCount(cols, 'cols', 0));
  }

  /**
   * A network that learns from smoothed targets, of the variant that runs here. See `Mlp`; in a worker, and for data to
   * train on, use `loadTraining`.
   *
   * @example One epoch over handwritten digits, in the order of the set
   * ```js
   * import digits from 'label-smoothing/data/digits';
   *
   * const { train, test, classes, width, height } = await digits();
   * const inputs = width * height;
   * const net = await ls.mlp({ inputs, classes, labelSmoothing: 0.1, learningRate: 0.003, seed: 1 });
   * for (let row = 0; row < train.targets.length; row += 50) {
   *   net.step(train.features.subarray(row * inputs, (row + 50) * inputs), train.targets.subarray(row, row + 50));
   * }
   * ls.calibration(net.probabilities(test.features), test.targets, { classes }).accuracy; // 0.673
   * ```
   */
  async mlp(options: MlpOptions): Promise<Mlp> {
    if (this.#loadTraining === undefined) {
      throw refuse(
        'unsupported_engine',
        'mlp',
        undefined,
        "loadTraining of 'label-smoothing/training' beside this entry",
      );
    }
    const training = await this.#loadTraining({ variant: this.variant });
    return training.mlp(options);
  }

  /**
   * Smoothed target distributions, N x K: each row sums to 1, or to 0 where `padded` meets a padding target.
   *
   * @param targets N class indices in [0, K).
   */
  smoothTargets<O extends Float32Array | Matrix = Float32Array>(
    targets: Indices,
    options: SmoothTargetsOptions & { out?: O },
  ): O {
    const table = OPTIONS.smoothTargets;
    const given = this.#heap.stable(targets);
    const classes = checkClasses(table, options);
    const smoothing = checkSmoothing(
      table,
      options,
      options.labelSmoothing,
      classes,
      this.#instance.conventions,
      this.#numbers,
    );
    const { labelSmoothing, convention, paddingIndex, prior } = smoothing;
    const { out } = options;
    const inner = checkInner(options);
    const indices = checkIndices(given, 'targets', classes);
    const rows = indices.length;
    if (rows % inner !== 0)
      checkLength(indices, 'targets', Math.ceil(rows / inner) * inner, `a multiple of inner ${inner}`);
    checkLength(prior, 'prior', classes, ONE_PER_CLASS);
    const compute = (y: number, rows: number, q: number) => {
      const u = this.#copyOptional(prior, 'prior');
      const call = this.#heap.reserve(SmoothTargetsCall.bytes, 'out');
      SmoothTargetsCall.write(this.#heap, call, {
        labelSmoothing,
        convention,
        paddingIndex,
        prior: u,
        rows,
        classes,
        targets: y,
        out: q,
      });
      const status = this.#raw.smoothTargets(call);
      if (status !== 0) this.#expectOk(status, { ...smoothing, classes, targets: indices });
    };
    if (areInParts(rows * classes, [out], inner, out, [indices, prior])) {
      const place = this.#placeOf(out, rows * classes);
      const each = (isDelivered: boolean) =>
        inParts(rows, classes, inner, (first, count) => {
          this.#heap.begin();
          const y = this.#heap.copyIndices(indices.subarray(first, first + count), 'targets');
          const q = this.#heap.reserve(count * classes * 4, 'out');
          compute(y, count, q);
          if (isDelivered) this.#deliverPart(place, q, classes, inner, first, count);
        });
      // What is refused is found before anything is written.
      if (out !== undefined) each(false);
      each(true);
      return place as O;
    }
    this.#heap.begin();
    const y = this.#heap.copyIndices(indices, 'targets');
    const q = this.#reserveOut(out, rows * classes, [prior], inner);
    compute(y, rows, q);
    return this.#deliver(out, q, rows * classes, classes, inner) as O;
  }

  /**
   * Gradient descent of the cross-entropy on the logits of one example, in double precision: `steps` times
   * z ← z − learningRate · (softmax(z) − q). The same bits in every variant and engine.
   *
   * @param logits K finite numbers, where it begins.
   * @param target the class, in [0, K).
   * @returns K logits.
   */
  descend(logits: Numbers, target: number, options: DescentOptions): Float64Array {
    const table = OPTIONS.descend;
    const given = this.#numbers(logits, 'logits');
    const classes = checkClasses(table, options);
    const smoothing = checkSmoothing(
      table,
      options,
      options.labelSmoothing,
      classes,
      this.#instance.conventions,
      this.#numbers,
    );
    const { labelSmoothing, convention, paddingIndex, prior } = smoothing;
    const learningRate = checkNumber(options.learningRate ?? 0.5, 'learningRate');
    const steps = checkCount(options.steps ?? 1, 'steps', 0);
    const y = checkIndex(target, 'target', NO_PADDING);
    checkLength(given, 'logits', classes, ONE_PER_CLASS);
    checkLength(prior, 'prior', classes, ONE_PER_CLASS);
    this.#heap.begin();
    const u = this.#copyOptional(prior, 'prior');
    const z = this.#heap.copyDoubles(given, 'logits');
    const call = this.#heap.reserve(DescendCall.bytes, 'logits');
    DescendCall.write(this.#heap, call, {
      labelSmoothing,
      learningRate,
      convention,
      paddingIndex,
      prior: u,
      classes,
      logits: z,
      target: y,
      steps,
    });
    const status = this.#raw.descend(call);
    this.#expectOk(status, {
      ...smoothing,
      classes,
      targets: [y],
      targetsName: 'target',
      learningRate,
      logits: given,
    });
    return this.#heap.readDoubles(z, classes);
  }

  /**
   * softmax(x) of every row, N x K. A logit of −Infinity is a masked class. PyTorch: `torch.softmax(x, dim=1)`.
   *
   * @param x N x K logits.
   */
  softmax<O extends Float32Array | Matrix = Float32Array>(x: Numbers, options: SoftmaxOptions & { out?: O }): O {
    return this.#mapRows('softmax', x, options) as O;
  }

  /**
   * log softmax(x) of every row, N x K. PyTorch: `torch.log_softmax(x, dim=1)`.
   *
   * @param x N x K logits.
   */
  logSoftmax<O extends Float32Array | Matrix = Float32Array>(x: Numbers, options: SoftmaxOptions & { out?: O }): O {
    return this.#mapRows('logSoftmax', x, options) as O;
  }

  /**
   * Cross-entropy between smoothed targets and softmax(logits); N losses with `reduction: 'none'`.
   * PyTorch: `F.cross_entropy(logits, targets, weight=classWeights, ignore_index=ignoreIndex, reduction=reduction,
   * label_smoothing=labelSmoothing)`.
   *
   * @param logits N x K.
   * @param targets N class indices, or N x K probabilities (any numbers but a plain array), which are then smoothed.
   */
  crossEntropy<R extends Reduction = 'mean'>(
    logits: Numbers,
    targets: Targets,
    options: CrossEntropyOptions<R> & OutOfElements<R>,
  ): LossOf<R> {
    return this.#crossEntropy(logits, targets, options, false).loss as LossOf<R>;
  }

  /**
   * `crossEntropy` together with its gradient with respect to the logits, N x K; with `reduction: 'none'` the gradient
   * of the sum. PyTorch: the same call followed by `loss.backward()`. `out` is the place of the gradient, and may be
   * the matrix of the logits.
   */
  crossEntropyAndGradient<R extends Reduction = 'mean', O extends Float32Array | Matrix = Float32Array>(
    logits: Numbers,
    targets: Targets,
    options: CrossEntropyOptions<R> & { out?: O },
  ): LossAndGradient<R, O> {
    return this.#crossEntropy(logits, targets, options, true) as LossAndGradient<R, O>;
  }

  /**
   * Binary cross-entropy of N·K independent labels with sigmoid(logits), as for classes that do not exclude each other.
   * PyTorch: `F.binary_cross_entropy_with_logits(logits, targets, pos_weight=posWeight, reduction=reduction)`, of labels
   * smoothed as Keras does.
   *
   * @param logits N x K.
   * @param targets N x K labels in [0, 1].
   */
  binaryCrossEntropy<R extends Reduction | 'row' = 'mean'>(
    logits: Numbers,
    targets: Numbers,
    options: BinaryCrossEntropyOptions<R> & OutOfElements<R> = {},
  ): LossOf<R> {
    return this.#binaryCrossEntropy(logits, targets, options, false).loss as LossOf<R>;
  }

  /**
   * `binaryCrossEntropy` together with its gradient with respect to the logits, N x K; with `reduction: 'none'` or
   * `'row'` the gradient of the sum. `out` receives the gradient and may be the matrix of the logits.
   */
  binaryCrossEntropyAndGradient<R extends Reduction | 'row' = 'mean', O extends Float32Array | Matrix = Float32Array>(
    logits: Numbers,
    targets: Numbers,
    options: BinaryCrossEntropyOptions<R> & { out?: O } = {},
  ): LossAndGradient<R, O> {
    return this.#binaryCrossEntropy(logits, targets, options, true) as LossAndGradient<R, O>;
  }

  /**
   * Kullback–Leibler divergence KL(target ‖ prediction), elements t·(log t − logProbs); N·K of them with
   * `reduction: 'none'`. PyTorch: `F.kl_div(logProbs, target, reduction=reduction, log_target=logTarget)`, except that
   * t = 0 contributes 0 even where logProbs is −Infinity, and that the default reduction is `batchmean`.
   *
   * @param logProbs N x K log-probabilities of the prediction, none of them positive; NaN propagates.
   * @param target N x K probabilities, or their logs with `logTarget`.
   */
  klDiv<R extends Reduction | 'row' = 'batchmean'>(
    logProbs: Numbers,
    target: Numbers,
    options: KlDivOptions<R> & OutOfElements<R>,
  ): LossOf<R> {
    return this.#klDiv(logProbs, target, options, false).loss as LossOf<R>;
  }

  /**
   * `klDiv` together with its gradient with respect to `logProbs`, N x K: −target over the reduction's divisor. `out`
   * is the place of the gradient, and may be the matrix of `logProbs`.
   */
  klDivAndGradient<R extends Reduction | 'row' = 'batchmean', O extends Float32Array | Matrix = Float32Array>(
    logProbs: Numbers,
    target: Numbers,
    options: KlDivOptions<R> & { out?: O },
  ): LossAndGradient<R, O> {
    return this.#klDiv(logProbs, target, options, true) as LossAndGradient<R, O>;
  }

  /**
   * Shannon entropy in nats, −Σ p log p of each row; N values with `reduction: 'none'`.
   *
   * @param probs N x K probabilities in [0, 1]; rows need not sum to 1, NaN propagates.
   */
  entropy<R extends Reduction = 'mean'>(probs: Numbers, options: EntropyOptions<R> & OutOfElements<R>): LossOf<R> {
    const table = OPTIONS.entropy;
    const p = this.#numbers(probs, 'probs');
    const classes = checkClasses(table, options);
    const { out, reduction = 'mean' as R } = options;
    const reductionNumber = checkWord(reduction, 'reduction', this.#reductions);
    const inner = checkInner(options);
    if (out !== undefined && reduction !== 'none') throw table.ineffective('out');
    const rows = checkRows(p, 'probs', classes, inner);
    return this.#loss(
      { operands: [[p, 'probs']], rows, classes, inner, width: 1, reduction, reductionNumber, out },
      false,
      ([probs], { gradient, ...part }) => {
        const call = this.#heap.reserve(EntropyCall.bytes, 'out');
        EntropyCall.write(this.#heap, call, { ...part, classes, probs });
        this.#expectOk(this.#raw.entropy(call), { classes, probs: p, nanAllowed: true });
      },
    ).loss as LossOf<R>;
  }

  /**
   * How well probabilities match outcomes: calibration errors, negative log-likelihood, Brier score and the bins of a
   * reliability diagram (Guo et al. 2017). The same bits in every variant and engine.
   *
   * @param probs N x K probabilities, or logits with `logits: true`; with `classes: 1` N times P(y = 1), or its logit.
   * @param targets N class indices in [0, K), in [0, 1] with `classes: 1`, or `ignoreIndex`.
   */
  calibration(probs: Numbers, targets: Indices, options: CalibrationOptions): Calibration {
    const p = this.#numbers(probs, 'probs');
    const given = this.#heap.stable(targets);
    const setup = checkCalibrator(OPTIONS.calibration, options);
    const binning = checkWord(options.binning ?? 'equal-width', 'binning', this.#binnings);
    const batch = checkBatch(p, given, setup);
    this.#heap.begin();
    const sums = this.#reserveSums(setup);
    const predictions = this.#heap.reserve(batch.rows * 8, 'probs');
    this.#addPredictions(batch, setup, sums, predictions);
    return this.#measureCalibration(setup, sums, predictions, binning);
  }

  /**
   * Calibration of more rows than fit memory: add them batch by batch. Free it: `using c = ls.calibrator(…)` or
   * `c.free()`.
   */
  calibrator(options: CalibratorOptions): Calibrator {
    const setup = checkCalibrator(OPTIONS.calibrator, options);
    const bytes = this.#raw.calibratorBytes(setup.columns, setup.binCount);
    return new Calibrator(this.#heap, bytes, {
      add: (probs, targets, sums) => {
        const p = this.#numbers(probs, 'probs');
        const batch = checkBatch(p, this.#heap.stable(targets), setup);
        this.#heap.begin();
        // A batch of several parts may be refused after some of them were added.
        const saved = p.length > PART ? this.#heap.readDoubles(sums, bytes / 8) : undefined;
        try {
          this.#addPredictions(batch, setup, sums, 0);
        } catch (error) {
          if (saved) this.#heap.doubles.set(saved, sums / 8);
          throw error;
        }
      },
      measure: (sums) => {
        this.#heap.begin();
        const equalWidth = this.#binnings.indexOf('equal-width');
        const { adaptiveEce, ks, ...measures } = this.#measureCalibration(setup, sums, 0, equalWidth);
        return measures;
      },
    });
  }

  /**
   * Risk against coverage: how often the most confident predictions are wrong, for every share of rows that might be
   * kept, and the area under that curve (Geifman, El-Yaniv 2017). The same bits in every variant and engine.
   *
   * @param probs N x K probabilities, or logits with `logits: true`; with `classes: 1` N times P(y = 1), or its logit.
   * @param targets N class indices in [0, K), in [0, 1] with `classes: 1`, or `ignoreIndex`.
   */
  riskCoverage(probs: Numbers, targets: Indices, options: RiskCoverageOptions): RiskCoverage {
    const p = this.#numbers(probs, 'probs');
    const given = this.#heap.stable(targets);
    const setup = checkPredictions(OPTIONS.riskCoverage, options);
    const points = checkCount(options.points ?? 101, 'points');
    const batch = checkBatch(p, given, setup);
    this.#heap.begin();
    const sums = this.#reserveSums(setup);
    const predictions = this.#heap.reserve(batch.rows * 8, 'probs');
    this.#addPredictions(batch, setup, sums, predictions);
    const coverage = this.#heap.reserve(points * 8, 'points');
    const risk = this.#heap.reserve(points * 8, 'points');
    const aurc = this.#heap.reserve(8, 'points');
    const call = this.#heap.reserve(RiskCoverageCall.bytes, 'points');
    const { columns: classes, binCount, ignoreIndex } = setup;
    RiskCoverageCall.write(this.#heap, call, {
      classes,
      binCount,
      ignoreIndex,
      memory: sums,
      predictions,
      points,
      coverage,
      risk,
      aurc,
    });
    this.#expectOk(this.#raw.riskCoverage(call), { classes });
    return {
      coverage: this.#heap.readDoubles(coverage, points),
      risk: this.#heap.readDoubles(risk, points),
      aurc: this.#heap.readDouble(aurc),
    };
  }

  /**
   * Temperature scaling (Guo et al. 2017): the T that minimizes the negative log-likelihood of softmax(logits / T) on
   * held-out data, to 1e-6 relative. It is 0 or Infinity where no finite T is best.
   *
   * @param logits N x K.
   * @param targets N class indices in [0, K), or `ignoreIndex`.
   */
  fitTemperature(logits: Numbers, targets: Indices, options: FitTemperatureOptions): TemperatureFit {
    const x = this.#numbers(logits, 'logits');
    const given = this.#heap.stable(targets);
    const classes = checkClasses(OPTIONS.fitTemperature, options);
    const ignoreIndex = checkIndex(options.ignoreIndex, 'ignoreIndex', IGNORE_INDEX);
    const indices = checkIndices(given, 'targets', classes, ignoreIndex);
    const inner = checkInner(options);
    const rows = checkRows(x, 'logits', classes, inner);
    checkLength(indices, 'targets', rows, 'one for each row of logits');
    const add = (rows: number, logits: number, targets: number) => {
      const call = this.#heap.reserve(AddToFitCall.bytes, 'logits');
      AddToFitCall.write(this.#heap, call, { rows, classes, logits, targets });
      this.#expectOk(this.#raw.addToFit(call), { classes, targets: indices, ignoreIndex });
    };
    let pass: () => void;
    if (areInParts(x.length, [x], inner, undefined, [])) {
      const addPart = (first: number, count: number) => {
        this.#heap.begin();
        const address = this.#copyPart(x, 'logits', classes, inner, first, count);
        add(count, address, this.#heap.copyIndices(indices.subarray(first, first + count), 'targets'));
      };
      pass = () => inParts(rows, classes, inner, addPart);
    } else {
      this.#heap.begin();
      const address = this.#copyRows(x, 'logits', classes, inner);
      const y = this.#heap.copyIndices(indices, 'targets');
      pass = () => add(rows, address, y);
    }
    this.#raw.beginFit(ignoreIndex);
    do pass();
    while (!this.#raw.endPassOfFit());
    const result = this.#heap.reserve(TemperatureFitResult.bytes, 'logits');
    this.#expectOk(this.#raw.readFit(result), { classes, targets: indices });
    const fit = TemperatureFitResult.read(this.#heap, result);
    const { temperature } = fit;
    return { ...fit, atBound: temperature === 0 ? 'zero' : temperature === Infinity ? 'infinity' : 'none' };
  }

  #mapRows(kernel: 'softmax' | 'logSoftmax', x: Numbers, options: SoftmaxOptions & OutOption): Float32Array | Matrix {
    const logits = this.#numbers(x, 'x');
    const classes = checkClasses(OPTIONS[kernel], options);
    const inner = checkInner(options);
    const temperature = checkNumber(options.temperature ?? 1, 'temperature');
    const { out } = options;
    const rows = checkRows(logits, 'x', classes, inner);
    if (areInParts(logits.length, [logits, out], inner, out, [logits])) {
      const place = this.#placeOf(out, rows * classes);
      inParts(rows, classes, inner, (first, count) => {
        this.#heap.begin();
        const part = this.#copyPart(logits, 'x', classes, inner, first, count);
        const isInPlace = place instanceof Matrix && inner === 1;
        const result = isInPlace
          ? this.#heap.addressOf(place, 'out') + first * classes * 4
          : this.#heap.reserve(count * classes * 4, 'out');
        const call = this.#heap.reserve(SoftmaxCall.bytes, 'out');
        SoftmaxCall.write(this.#heap, call, { temperature, rows: count, classes, logits: part, out: result });
        this.#expectOk(this.#raw[kernel](call), { classes, temperature });
        if (!isInPlace) this.#deliverPart(place, result, classes, inner, first, count);
      });
      return place;
    }
    this.#heap.begin();
    const address = this.#copyRows(logits, 'x', classes, inner);
    const result = this.#reserveOut(out, rows * classes, [], inner);
    const call = this.#heap.reserve(SoftmaxCall.bytes, 'out');
    SoftmaxCall.write(this.#heap, call, { temperature, rows, classes, logits: address, out: result });
    this.#expectOk(this.#raw[kernel](call), { classes, temperature });
    return this.#deliver(out, result, rows * classes, classes, inner);
  }

  #crossEntropy(
    logits: Numbers,
    targets: Targets,
    options: CrossEntropyOptions & OutOption,
    withGradient: boolean,
  ): { loss: LossValue; gradient?: Float32Array | Matrix } {
    const table = withGradient ? OPTIONS.crossEntropyAndGradient : OPTIONS.crossEntropy;
    const x = this.#numbers(logits, 'logits');
    const given = this.#heap.stable(targets);
    const classes = checkClasses(table, options);
    const smoothing = checkSmoothing(
      table,
      options,
      options.labelSmoothing ?? 0,
      classes,
      this.#instance.conventions,
      this.#numbers,
    );
    const { labelSmoothing, convention, paddingIndex, prior } = smoothing;
    const { out, reduction = 'mean', allIgnored } = options;
    const reductionNumber = checkWord(reduction, 'reduction', this.#reductions);
    const inner = checkInner(options);
    if (allIgnored !== undefined && reduction !== 'mean') throw table.ineffective('allIgnored');
    const allIgnoredNumber = checkWord(allIgnored ?? 'nan', 'allIgnored', this.#allIgnored);
    const givenIgnoreIndex = options.ignoreIndex;
    const ignoreIndex = checkIndex(givenIgnoreIndex, 'ignoreIndex', IGNORE_INDEX);
    const zLoss = checkNumber(options.zLoss ?? 0, 'zLoss');
    const temperature = checkNumber(options.temperature ?? 1, 'temperature');
    if (out !== undefined && !withGradient && reduction !== 'none') throw table.ineffective('out');
    const weights: unknown = options.classWeights;
    const classWeights = weights === undefined ? undefined : this.#numbers(weights, 'classWeights');
    const samples: unknown = options.sampleWeights;
    const sampleWeights = samples === undefined ? undefined : this.#numbers(samples, 'sampleWeights');
    const areProbabilities = !(given instanceof Int32Array) && (given instanceof Matrix || areFloats(given));
    if (areProbabilities && givenIgnoreIndex !== undefined) throw table.ineffective('ignoreIndex');
    const t = areProbabilities ? checkNumbers(given, 'targets') : checkIndices(given, 'targets', classes, ignoreIndex);
    // No getter runs from here on: lengths stay what they are.
    const rows = checkRows(x, 'logits', classes, inner);
    checkLength(sampleWeights, 'sampleWeights', rows, 'one for each row of logits');
    checkLength(prior, 'prior', classes, ONE_PER_CLASS);
    checkLength(classWeights, 'classWeights', classes, ONE_PER_CLASS);
    if (areProbabilities) checkLength(t, 'targets', rows * classes, 'as many as logits');
    else checkLength(t, 'targets', rows, t.length === x.length ? ONE_HOT : 'one for each row of logits');
    const copied = [x, areProbabilities ? t : x, withGradient ? out : x];
    if (areInParts(x.length, copied, inner, out, [x, t, sampleWeights])) {
      const shared = { labelSmoothing, zLoss, temperature, convention, paddingIndex, classes, ignoreIndex };
      const common = { ...shared, allIgnored: allIgnoredNumber, reduction: reductionNumber, inParts: 1 };
      const inputs = { x, t, areProbabilities, sampleWeights, prior, classWeights, rows, inner };
      const weights = { classWeights, sampleWeights };
      const blamed = { ...smoothing, ...weights, classes, zLoss, temperature, ignoreIndex, targets: t };
      return this.#crossEntropyInParts(inputs, common, out, reduction, withGradient, blamed);
    }
    this.#heap.begin();
    const address = this.#copyRows(x, 'logits', classes, inner);
    const y = areProbabilities
      ? this.#copyRows(t, 'targets', classes, inner)
      : this.#heap.copyIndices(t as CheckedIndices, 'targets');
    const s = this.#copyOptional(sampleWeights, 'sampleWeights');
    const u = this.#copyOptional(prior, 'prior');
    const w = this.#copyOptional(classWeights, 'classWeights');
    const loss = this.#reserveLoss(reduction, rows, withGradient ? undefined : out, [
      x,
      t,
      prior,
      classWeights,
      sampleWeights,
    ]);
    // The gradient may be written over the logits, which are read first.
    const gradient = withGradient
      ? this.#reserveOut(out, rows * classes, [t, prior, classWeights, sampleWeights], inner)
      : 0;
    const call = this.#heap.reserve(CrossEntropyCall.bytes, 'out');
    CrossEntropyCall.write(this.#heap, call, {
      labelSmoothing,
      zLoss,
      temperature,
      convention,
      paddingIndex,
      prior: u,
      rows,
      classes,
      logits: address,
      targets: areProbabilities ? 0 : y,
      probabilities: areProbabilities ? y : 0,
      ignoreIndex,
      allIgnored: allIgnoredNumber,
      classWeights: w,
      sampleWeights: s,
      reduction: reductionNumber,
      inParts: 0,
      reduced: loss.reduced,
      elements: loss.elements,
      gradient,
    });
    const status = this.#raw.crossEntropy(call);
    if (status !== 0) {
      const weights = { classWeights, sampleWeights };
      this.#expectOk(status, { ...smoothing, ...weights, classes, zLoss, temperature, ignoreIndex, targets: t });
    }
    if (!withGradient) return { loss: this.#readLoss(loss) };
    return { loss: this.#readLoss(loss), gradient: this.#deliver(out, gradient, rows * classes, classes, inner) };
  }

  /**
   * Cross-entropy of more than the second-level cache holds: rows are copied in, computed and delivered part by part, so
   * that memory does not grow with them. The bits are those of a single call.
   */
  #crossEntropyInParts(
    inputs: CrossEntropyInputs,
    common: Omit<CrossEntropyCall, keyof PartOfCrossEntropy>,
    out: unknown,
    reduction: Reduction,
    withGradient: boolean,
    blamed: Arguments,
  ): { loss: LossValue; gradient?: Float32Array | Matrix } {
    const { x, t, areProbabilities, sampleWeights, prior, classWeights, rows, inner } = inputs;
    const { classes } = common;
    const gradient = withGradient ? this.#placeOf(out, rows * classes) : undefined;
    const elements = reduction === 'none' ? this.#placeOf(withGradient ? undefined : out, rows) : undefined;
    const isInPlace =
      gradient instanceof Matrix && inner === 1 && ![t, sampleWeights].includes(Matrix.unwrap(gradient));
    let loss = 0;
    const compute = (kernel: 'crossEntropyTotals' | 'crossEntropy', first: number, count: number) => {
      const isLoss = kernel === 'crossEntropy';
      this.#heap.begin();
      const part: PartOfCrossEntropy = {
        rows: count,
        logits: isLoss ? this.#copyPart(x, 'logits', classes, inner, first, count) : 0,
        targets: 0,
        probabilities: 0,
        prior: this.#copyOptional(prior, 'prior'),
        classWeights: this.#copyOptional(classWeights, 'classWeights'),
        sampleWeights: sampleWeights ? this.#heap.copyPart(sampleWeights, 'sampleWeights', first, count) : 0,
        reduced: elements ? 0 : this.#heap.reserve(8, 'out'),
        elements: elements ? this.#heap.reserve(count * 4, 'out') : 0,
        gradient: 0,
      };
      if (areProbabilities) part.probabilities = this.#copyPart(t, 'targets', classes, inner, first, count);
      else {
        const indices = (t as CheckedIndices).subarray(first, first + count);
        part.targets = this.#heap.copyIndices(indices, 'targets');
      }
      if (gradient && isLoss) {
        part.gradient = isInPlace
          ? this.#heap.addressOf(gradient as Matrix, 'out') + first * classes * 4
          : this.#heap.reserve(count * classes * 4, 'out');
      }
      const call = this.#heap.reserve(CrossEntropyCall.bytes, 'out');
      CrossEntropyCall.write(this.#heap, call, { ...common, ...part });
      this.#expectOk(this.#raw[kernel](call), blamed);
      if (!isLoss) return;
      if (elements) this.#deliverPart(elements, part.elements, 1, 1, first, count);
      else loss = this.#heap.readDouble(part.reduced);
      if (gradient && !isInPlace) this.#deliverPart(gradient, part.gradient, classes, inner, first, count);
    };
    this.#raw.beginParts(rows);
    // Every target is checked, and the divisor known, before anything is written.
    const few = areProbabilities ? classes : 1;
    inParts(rows, few, areProbabilities ? inner : 1, (first, count) => compute('crossEntropyTotals', first, count));
    inParts(rows, classes, inner, (first, count) => compute('crossEntropy', first, count));
    return { loss: elements ?? loss, ...(gradient && { gradient }) };
  }

  #binaryCrossEntropy(
    logits: Numbers,
    targets: Numbers,
    options: BinaryCrossEntropyOptions & OutOption,
    withGradient: boolean,
  ): { loss: LossValue; gradient?: Float32Array | Matrix } {
    const table = withGradient ? OPTIONS.binaryCrossEntropyAndGradient : OPTIONS.binaryCrossEntropy;
    const x = this.#numbers(logits, 'logits');
    const t = this.#numbers(targets, 'targets');
    const { classes: given, posWeight: weight, out, reduction = 'mean' } = table.check(options);
    const classes = checkCount(given ?? 1, 'classes');
    const reductionNumber = checkWord(reduction, 'reduction', this.#reductionsOfElements);
    const labelSmoothing = checkNumber(options.labelSmoothing ?? 0, 'labelSmoothing');
    const hasOneWeight = typeof weight === 'number';
    const numbers = weight === undefined ? undefined : hasOneWeight ? Float64Array.of(weight) : weight;
    const posWeight = numbers && this.#numbers(numbers, 'posWeight');
    if (out !== undefined && !withGradient && !keepsElements(reduction)) throw table.ineffective('out');
    const rows = x instanceof Matrix && given === undefined ? x.length : checkRows(x, 'logits', classes);
    checkLength(t, 'targets', x.length, 'as many as logits');
    if (!hasOneWeight) checkLength(posWeight, 'posWeight', classes, ONE_PER_CLASS);
    const width = reduction === 'row' ? 1 : classes;
    const operands: Operand[] = [
      [x, 'logits'],
      [t, 'targets'],
    ];
    return this.#loss(
      { operands, others: [posWeight], rows, classes, inner: 1, width, reduction, reductionNumber, out },
      withGradient,
      ([logits, targets], part) => {
        const w = this.#copyOptional(posWeight, 'posWeight');
        const call = this.#heap.reserve(BinaryCrossEntropyCall.bytes, 'out');
        const posWeights = posWeight?.length ?? 0;
        const own = { labelSmoothing, classes, logits, targets, posWeight: w, posWeights };
        BinaryCrossEntropyCall.write(this.#heap, call, { ...part, ...own });
        const status = this.#raw.binaryCrossEntropy(call);
        if (status === 0) return;
        this.#expectOk(status, { classes, labelSmoothing, posWeight, hasOneWeight, targets: t, areLabels: true });
      },
    );
  }

  #klDiv(
    logProbs: Numbers,
    target: Numbers,
    options: KlDivOptions & OutOption,
    withGradient: boolean,
  ): { loss: LossValue; gradient?: Float32Array | Matrix } {
    const table = withGradient ? OPTIONS.klDivAndGradient : OPTIONS.klDiv;
    const lp = this.#numbers(logProbs, 'logProbs');
    const t = this.#numbers(target, 'target');
    const classes = checkClasses(table, options);
    const { out, reduction = 'batchmean' } = options;
    const reductionNumber = checkWord(reduction, 'reduction', this.#reductionsOfElements);
    const inner = checkInner(options);
    const logTarget = checkBoolean(options.logTarget ?? false, 'logTarget');
    if (out !== undefined && !withGradient && !keepsElements(reduction)) throw table.ineffective('out');
    const rows = checkRows(lp, 'logProbs', classes, inner);
    checkLength(t, 'target', rows * classes, 'as many as logProbs');
    const width = reduction === 'row' ? 1 : classes;
    const operands: Operand[] = [
      [lp, 'logProbs'],
      [t, 'target'],
    ];
    return this.#loss(
      { operands, rows, classes, inner, width, reduction, reductionNumber, out },
      withGradient,
      ([logProbs, target], part) => {
        const call = this.#heap.reserve(KlDivCall.bytes, 'out');
        KlDivCall.write(this.#heap, call, { ...part, classes, logProbs, target, logTarget: Number(logTarget) });
        const status = this.#raw.klDiv(call);
        this.#expectOk(status, { classes, logProbs: lp, targets: t, targetsName: 'target', areLogs: logTarget });
      },
    );
  }

  /**
   * A loss whose rows depend on nothing but themselves, and its gradient. What is larger than the second-level cache is
   * computed in parts, so that memory does not grow with it; the bits are those of a single call.
   *
   * @param compute takes the addresses of the operands; throws where the core refuses them
   */
  #loss(
    setup: LossSetup,
    withGradient: boolean,
    compute: (operands: [number, number], part: PartOfLoss) => void,
  ): { loss: LossValue; gradient?: Float32Array | Matrix } {
    const { operands, others = [], rows, classes, inner, width, reduction, reductionNumber, out } = setup;
    const inputs = [...operands.map(([values]) => values), ...others];
    const lie = width === 1 ? 1 : inner;
    const isDelivered = withGradient || keepsElements(reduction);
    const copied = [...operands.map(([values]) => values), ...(isDelivered ? [out] : [])];
    if (areInParts(rows * classes, copied, inner, out, inputs)) {
      const gradient = withGradient ? this.#placeOf(out, rows * classes) : undefined;
      const elements = keepsElements(reduction)
        ? this.#placeOf(withGradient ? undefined : out, rows * width)
        : undefined;
      const each = (elements: Float32Array | Matrix | undefined, gradient: Float32Array | Matrix | undefined) => {
        let loss = 0;
        this.#raw.beginParts(rows);
        inParts(rows, classes, inner, (first, count) => {
          this.#heap.begin();
          const addresses = operands.map(([values, name]) =>
            this.#copyPart(values, name, classes, inner, first, count),
          );
          const part = {
            rows: count,
            reduction: elements || !keepsElements(reduction) ? reductionNumber : this.#reductions.indexOf('sum'),
            inParts: 1,
            reduced: elements ? 0 : this.#heap.reserve(8, 'out'),
            elements: elements ? this.#heap.reserve(count * width * 4, 'out') : 0,
            gradient: gradient ? this.#heap.reserve(count * classes * 4, 'out') : 0,
          };
          compute(addresses as [number, number], part);
          if (elements) this.#deliverPart(elements, part.elements, width, lie, first, count);
          else loss = this.#heap.readDouble(part.reduced);
          if (gradient) this.#deliverPart(gradient, part.gradient, classes, inner, first, count);
        });
        return loss;
      };
      // What is refused is found before anything is written.
      if (out !== undefined) each(undefined, undefined);
      const loss = each(elements, gradient);
      return { loss: elements ?? loss, ...(gradient && { gradient }) };
    }
    this.#heap.begin();
    const addresses = operands.map(([values, name]) => this.#copyRows(values, name, classes, inner));
    const loss = this.#reserveLoss(reduction, rows * width, withGradient ? undefined : out, inputs, width, lie);
    const { reduced, elements } = loss;
    // The gradient may be written over the first operand, which is read first.
    const gradient = withGradient ? this.#reserveOut(out, rows * classes, inputs.slice(1), inner) : 0;
    compute(addresses as [number, number], {
      rows,
      reduction: reductionNumber,
      inParts: 0,
      reduced,
      elements,
      gradient,
    });
    if (!withGradient) return { loss: this.#readLoss(loss) };
    return { loss: this.#readLoss(loss), gradient: this.#deliver(out, gradient, rows * classes, classes, inner) };
  }

  #reserveSums({ columns, binCount }: PredictionSetup): number {
    const bytes = this.#raw.calibratorBytes(columns, binCount);
    const sums = this.#heap.reserve(bytes, 'bins');
    this.#heap.clear(sums, bytes);
    return sums;
  }

  /** `predictions` is where each row's is kept, 0 if they are not. */
  #addPredictions(batch: Batch, setup: PredictionSetup, sums: number, predictions: number): void {
    const { p, indices, rows } = batch;
    const { columns, binCount, inner, areLogits, ignoreIndex } = setup;
    const add = (first: number, count: number) => {
      const copied =
        areLogits && setup.classes === 1
          ? this.#heap.copyAfterZeros(p, 'probs', first, count)
          : this.#copyPart(p, 'probs', columns, setup.classes === 1 ? 1 : inner, first, count);
      const y = this.#heap.copyIndices(count < rows ? indices.subarray(first, first + count) : indices, 'targets');
      const measured = areLogits ? this.#softmaxOf(copied, count, columns) : copied;
      const call = this.#heap.reserve(AddPredictionsCall.bytes, 'probs');
      AddPredictionsCall.write(this.#heap, call, {
        classes: columns,
        binCount,
        ignoreIndex,
        memory: sums,
        predictions,
        rows: count,
        probs: measured,
        targets: y,
      });
      const status = this.#raw.addPredictions(call);
      if (status === 0) return;
      const { givenIgnoreIndex } = setup;
      const ignored = givenIgnoreIndex === undefined ? {} : { ignoreIndex: givenIgnoreIndex };
      this.#expectOk(status, { classes: Math.max(columns, 2), targets: indices, probs: p, areLogits, ...ignored });
    };
    inParts(rows, columns, setup.classes === 1 ? 1 : inner, (first, count) => {
      this.#heap.within(() => add(first, count));
    });
  }

  #measureCalibration(setup: PredictionSetup, sums: number, predictions: number, binning: number): Calibration {
    const { columns: classes, binCount, ignoreIndex, bootstrap } = setup;
    const result = this.#heap.reserve(CalibrationResult.bytes, 'bins');
    const binsAt = this.#heap.reserve(binCount * CalibrationBinResult.bytes, 'bins');
    const call = this.#heap.reserve(MeasureCalibrationCall.bytes, 'bins');
    MeasureCalibrationCall.write(this.#heap, call, {
      classes,
      binCount,
      ignoreIndex,
      memory: sums,
      predictions,
      binning,
      result,
      bins: binsAt,
    });
    this.#expectOk(this.#raw.measureCalibration(call), { classes });
    const bins: CalibrationBin[] = [];
    for (let bin = 0; bin < binCount; bin++) {
      bins.push(CalibrationBinResult.read(this.#heap, binsAt + bin * CalibrationBinResult.bytes));
    }
    const measures = { ...CalibrationResult.read(this.#heap, result), bins };
    return bootstrap ? { ...measures, ...this.#bootstrap(bootstrap, binsAt, binCount) } : measures;
  }

  #bootstrap(options: Required<BootstrapOptions>, bins: number, binCount: number) {
    const { resamples } = options;
    const scratch = this.#heap.reserve(resamples * 16, 'resamples');
    const result = this.#heap.reserve(CalibrationBootstrapResult.bytes, 'resamples');
    const call = this.#heap.reserve(BootstrapCall.bytes, 'resamples');
    BootstrapCall.write(this.#heap, call, { ...options, bins, binCount, scratch, result });
    this.#expectOk(this.#raw.bootstrap(call), { classes: 0, level: options.level });
    const found = CalibrationBootstrapResult.read(this.#heap, result);
    const intervals: Calibration['intervals'] = {
      accuracy: [found.accuracyLow, found.accuracyHigh],
      confidenceGap: [found.gapLow, found.gapHigh],
    };
    return { intervals, consistency: { mean: found.eceMean, high: found.eceHigh } };
  }

  #expectOk(status: number, call: Arguments): void {
    if (status === 0) return;
    throw explain(this.#instance.codeOf(status), call);
  }

  /** The address of rows of classes, of numbers that lie as [outer, classes, inner]. */
  #copyRows(values: Numbers, argument: string, classes: number, inner: number): number {
    const address = this.#heap.copyNumbers(values, argument);
    if (inner === 1) return address;
    const rows = this.#heap.reserve(values.length * 4, argument);
    this.#transpose(address, rows, values.length / (classes * inner), classes, inner);
    return rows;
  }

  /** The address of `count` rows from `first` on, of numbers that lie as [outer, classes, inner]. */
  #copyPart(
    values: CheckedNumbers | CheckedIndices,
    argument: string,
    classes: number,
    inner: number,
    first: number,
    count: number,
  ): number {
    if (inner === 1) return this.#heap.copyPart(values, argument, first * classes, count * classes);
    const lying = this.#heap.reserve(count * classes * 4, argument);
    const rows = this.#heap.reserve(count * classes * 4, argument);
    const { start, width, times, batches } = stripsOf(classes, inner, first, count);
    this.#heap.copyStrips(values, lying, start, width, inner, times);
    this.#transpose(lying, rows, batches, classes, count / batches);
    return rows;
  }

  /** Hands out the results of these rows so that they lie as [outer, classes, inner]. */
  #deliverPart(
    out: Float32Array | Matrix,
    rows: number,
    classes: number,
    inner: number,
    first: number,
    count: number,
  ): void {
    let lying = rows;
    const { start, width, times, batches } = stripsOf(classes, inner, first, count);
    if (inner > 1) {
      lying = this.#heap.reserve(count * classes * 4, 'out');
      this.#transpose(rows, lying, batches, count / batches, classes);
    }
    this.#heap.readStripsInto(out instanceof Matrix ? out.data : out, lying, start, width, inner, times);
  }

  /** `out` itself, or a new array. */
  #placeOf(out: unknown, count: number): Float32Array | Matrix {
    if (out === undefined) {
      try {
        return new Float32Array(count);
      } catch {
        const rule = 'what fits into one array';
        throw new LabelSmoothingError('out_of_memory', 'out', `out needs ${show(count * 4)} bytes, expected ${rule}`);
      }
    }
    this.#checkOut(out, count);
    return out;
  }

  /** The address of softmax(x) of every row. */
  #softmaxOf(logits: number, rows: number, classes: number): number {
    const out = this.#heap.reserve(rows * classes * 4, 'probs');
    const call = this.#heap.reserve(SoftmaxCall.bytes, 'probs');
    SoftmaxCall.write(this.#heap, call, { temperature: 1, rows, classes, logits, out });
    this.#raw.softmax(call);
    return out;
  }

  #transpose(from: number, to: number, batches: number, rows: number, cols: number): void {
    const call = this.#heap.reserve(TransposeCall.bytes, 'inner');
    TransposeCall.write(this.#heap, call, { batches, rows, cols, from, to });
    this.#raw.transpose(call);
  }

  /** The address of numbers that may be missing, 0 if they are. */
  #copyOptional(values: Numbers | undefined, argument: string): number {
    return values === undefined ? 0 : this.#heap.copyNumbers(values, argument);
  }

  /**
   * The address that results are written to: the matrix `out` itself, or a place to copy them from. `inputs` must not be
   * overwritten while they are read, so a matrix among them gets its results only at the end.
   */
  #reserveOut(out: unknown, count: number, inputs: readonly unknown[], inner = 1): number {
    if (out === undefined) return this.#heap.reserve(count * 4, 'out');
    this.#checkOut(out, count);
    if (out instanceof Matrix && inner === 1 && !inputs.includes(Matrix.unwrap(out))) {
      return this.#heap.addressOf(out, 'out');
    }
    return this.#heap.reserve(count * 4, 'out');
  }

  #checkOut(out: unknown, count: number): asserts out is Float32Array | Matrix {
    if (!(out instanceof Matrix || typeOf(out) === 'Float32Array')) {
      throw refuse('wrong_type', 'out', out, 'a Float32Array or matrix');
    }
    if (this.#heap.owns(out)) {
      throw refuse('wrong_type', 'out', out, "a matrix itself in place of its 'data', which memory growth may empty");
    }
    if (!(out instanceof Matrix)) checkAttached(out as Float32Array, 'out');
    checkLength(out as Float32Array, 'out', count, 'one for each element of the result');
    if (out instanceof Matrix) this.#heap.addressOf(out, 'out');
  }

  /** Hands out results with `classes` values a row so that they lie as [outer, classes, inner]. */
  #deliver(
    out: Float32Array | Matrix | undefined,
    rows: number,
    count: number,
    classes = 1,
    inner = 1,
  ): Float32Array | Matrix {
    let address = rows;
    if (inner > 1) {
      address = out instanceof Matrix ? this.#heap.addressOf(out, 'out') : this.#heap.reserve(count * 4, 'out');
      this.#transpose(rows, address, count / (classes * inner), inner, classes);
    }
    if (out === undefined) return this.#heap.readFloats(address, count);
    if (!(out instanceof Matrix)) this.#heap.readFloatsInto(out, address);
    else if (this.#heap.addressOf(out, 'out') !== address) this.#heap.readFloatsInto(out.data, address);
    return out;
  }

  /** Where a loss is written; one of `reduced` and `elements` is 0. */
  #reserveLoss(
    reduction: Reduction | 'row',
    count: number,
    out: Float32Array | Matrix | undefined,
    inputs: readonly unknown[],
    classes = 1,
    inner = 1,
  ) {
    return keepsElements(reduction)
      ? { reduced: 0, elements: this.#reserveOut(out, count, inputs, inner), out, count, classes, inner }
      : { reduced: this.#heap.reserve(8, 'out'), elements: 0, out, count, classes, inner };
  }

  #readLoss(loss: {
    reduced: number;
    elements: number;
    out: Float32Array | Matrix | undefined;
    count: number;
    classes: number;
    inner: number;
  }): LossValue {
    if (loss.elements === 0) return this.#heap.readDouble(loss.reduced);
    return this.#deliver(loss.out, loss.elements, loss.count, loss.classes, loss.inner);
  }
}

type LossValue = number | Float32Array | Matrix;

/** Numbers with the name of their argument. */
type Operand = [values: CheckedNumbers, name: string];

/** A loss over rows that depend on nothing but themselves. */
interface LossSetup {
  /** N x K each. */
  operands: readonly Operand[];
  /** Further inputs. */
  others?: readonly unknown[];
  rows: number;
  classes: number;
  inner: number;
  /** Elements of a row. */
  width: number;
  reduction: Reduction | 'row';
  reductionNumber: number;
  out: Float32Array | Matrix | undefined;
}

/** The arguments of such a loss that differ from part to part. */
interface PartOfLoss {
  rows: number;
  reduction: number;
  inParts: number;
  reduced: number;
  elements: number;
  gradient: number;
}

/** What every part of a cross-entropy takes a part of. */
interface CrossEntropyInputs {
  x: CheckedNumbers;
  t: CheckedNumbers | CheckedIndices;
  areProbabilities: boolean;
  sampleWeights: CheckedNumbers | undefined;
  prior: CheckedNumbers | undefined;
  classWeights: CheckedNumbers | undefined;
  rows: number;
  inner: number;
}

/** The arguments of a cross-entropy that differ from part to part. */
interface PartOfCrossEntropy {
  rows: number;
  logits: number;
  targets: number;
  probabilities: number;
  prior: number;
  classWeights: number;
  sampleWeights: number;
  reduced: number;
  elements: number;
  gradient: number;
}

function checkClasses(table: OptionTable<ClassesOption>, options: ClassesOption): number {
  return checkCount(table.check(options).classes, 'classes');
}

/** The options of predictions and calibrators. */
interface PredictionSetup {
  classes: number;
  /** Of the rows that the core gets: a single logit x becomes (0, x), whose softmax ends with its sigmoid. */
  columns: number;
  inner: number;
  areLogits: boolean;
  ignoreIndex: number;
  givenIgnoreIndex: number | undefined;
  binCount: number;
  bootstrap: Required<BootstrapOptions> | undefined;
}

function checkPredictions(table: OptionTable<PredictionOptions>, options: PredictionOptions): PredictionSetup {
  const classes = checkClasses(table, options);
  const inner = checkInner(options);
  const areLogits = checkBoolean(options.logits ?? false, 'logits');
  const { ignoreIndex: givenIgnoreIndex } = options;
  const ignoreIndex = checkIndex(givenIgnoreIndex, 'ignoreIndex', IGNORE_INDEX);
  const columns = areLogits ? Math.max(classes, 2) : classes;
  return { classes, columns, inner, areLogits, ignoreIndex, givenIgnoreIndex, binCount: 1, bootstrap: undefined };
}

function checkCalibrator(table: OptionTable<CalibratorOptions>, options: CalibratorOptions): PredictionSetup {
  const setup = checkPredictions(table, options);
  const binCount = checkCount(options.bins ?? 15, 'bins', 1, 10000);
  const { bootstrap } = options;
  return { ...setup, binCount, bootstrap: bootstrap && checkBootstrap(bootstrap) };
}

function checkBootstrap(options: BootstrapOptions): Required<BootstrapOptions> {
  const { resamples = 1000, seed = 0, level = 0.95 } = OPTIONS.bootstrap.check(options, 'bootstrap');
  return {
    resamples: checkCount(resamples, 'resamples', 1, 1e6),
    seed: checkSeed(seed),
    level: checkNumber(level, 'level'),
  };
}

/** Predictions to add up. */
interface Batch {
  p: CheckedNumbers;
  indices: CheckedIndices;
  rows: number;
}

function checkBatch(p: CheckedNumbers, targets: Indices, setup: PredictionSetup): Batch {
  const { classes, inner, givenIgnoreIndex } = setup;
  const indices = checkIndices(targets, 'targets', Math.max(classes, 2), givenIgnoreIndex);
  const rows = checkRows(p, 'probs', classes, inner);
  checkLength(indices, 'targets', rows, 'one for each row of probs');
  return { p, indices, rows };
}

function checkInner(options: InnerOption): number {
  return checkCount(options.inner ?? 1, 'inner');
}

/** Whether a loss is one number for each element or row. */
function keepsElements(reduction: Reduction | 'row'): boolean {
  return reduction === 'none' || reduction === 'row';
}
