import {
  type Arguments,
  checkBoolean,
  checkCount,
  checkIndex,
  checkIndices,
  checkLength,
  checkNumber,
  checkNumbers,
  checkRows,
  checkSmoothing,
  checkWord,
  explain,
  IGNORE_INDEX,
  NO_PADDING,
  ONE_PER_CLASS,
} from './check.js';
import { refuse } from './errors.js';
import { type Instance, wordsOf } from './instance.js';
import { type Heap, Matrix } from './memory.js';
import { OPTIONS, type OptionTable } from './options.js';
import type { Mlp, Training } from './training.js';
import type {
  Calibration,
  CalibrationBin,
  CalibrationOptions,
  ClassesOption,
  CrossEntropyOptions,
  EntropyOptions,
  FitTemperatureOptions,
  Indices,
  KlDivOptions,
  LoadOptions,
  LossAndGradient,
  LossOf,
  MlpOptions,
  Numbers,
  OutOfElements,
  OutOption,
  Reduction,
  SmoothTargetsOptions,
  Targets,
  TemperatureFit,
  Variant,
} from './types.js';
import {
  CalibrationBinResult,
  CalibrationCall,
  CalibrationResult,
  CrossEntropyCall,
  EntropyCall,
  FitTemperatureCall,
  KlDivCall,
  SmoothTargetsCall,
  SoftmaxCall,
  TemperatureFitResult,
} from './wasm/calls.js';
import type { MainModule } from './wasm/glue.js';

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
  readonly #reductions: readonly Reduction[];
  readonly #allIgnored: readonly NonNullable<CrossEntropyOptions['allIgnored']>[];
  readonly #binnings: readonly NonNullable<CalibrationOptions['binning']>[];
  readonly #loadTraining: (options: LoadOptions) => Promise<Training>;
  readonly #numbers = (values: unknown, argument: string) => this.#heap.stable(checkNumbers(values, argument));

  /** @internal Use `load()`. */
  constructor(instance: Instance<MainModule>, loadTraining: (options: LoadOptions) => Promise<Training>) {
    const { raw, heap, variant } = instance;
    this.#instance = instance;
    this.#raw = raw;
    this.#heap = heap;
    this.#reductions = wordsOf(raw.Reduction satisfies Record<Reduction, unknown>);
    this.#allIgnored = wordsOf(raw.AllIgnored);
    this.#binnings = wordsOf(raw.Binning);
    this.#loadTraining = loadTraining;
    this.variant = variant;
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
   */
  async mlp(options: MlpOptions): Promise<Mlp> {
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
    const { labelSmoothing, convention, conventionName, paddingIndex, prior } = smoothing;
    if (paddingIndex !== NO_PADDING && conventionName !== 'padded') throw table.ineffective('paddingIndex');
    const { out } = options;
    const indices = checkIndices(given, 'targets', classes);
    const rows = indices.length;
    checkLength(prior, 'prior', classes, ONE_PER_CLASS);
    this.#heap.begin();
    const y = this.#heap.copyIndices(indices, 'targets');
    const u = this.#copyOptional(prior, 'prior');
    const q = this.#reserveOut(out, rows * classes, [prior]);
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
    return this.#deliver(out, q, rows * classes) as O;
  }

  /**
   * softmax(x) of every row, N x K. A logit of −Infinity is a masked class. PyTorch: `torch.softmax(x, dim=1)`.
   *
   * @param x N x K logits.
   */
  softmax<O extends Float32Array | Matrix = Float32Array>(x: Numbers, options: ClassesOption & { out?: O }): O {
    return this.#mapRows('softmax', x, options) as O;
  }

  /**
   * log softmax(x) of every row, N x K. PyTorch: `torch.log_softmax(x, dim=1)`.
   *
   * @param x N x K logits.
   */
  logSoftmax<O extends Float32Array | Matrix = Float32Array>(x: Numbers, options: ClassesOption & { out?: O }): O {
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
   * Kullback–Leibler divergence KL(target ‖ prediction), elements t·(log t − logProbs); N·K of them with
   * `reduction: 'none'`. PyTorch: `F.kl_div(logProbs, target, reduction=reduction, log_target=logTarget)`, except that
   * t = 0 contributes 0 even where logProbs is −Infinity, and that the default reduction is `batchmean`.
   *
   * @param logProbs N x K log-probabilities of the prediction, none of them positive; NaN propagates.
   * @param target N x K probabilities, or their logs with `logTarget`.
   */
  klDiv<R extends Reduction = 'batchmean'>(
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
  klDivAndGradient<R extends Reduction = 'batchmean', O extends Float32Array | Matrix = Float32Array>(
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
    if (out !== undefined && reduction !== 'none') throw table.ineffective('out');
    const rows = checkRows(p, 'probs', classes);
    this.#heap.begin();
    const address = this.#heap.copyNumbers(p, 'probs');
    const loss = this.#reserveLoss(reduction, rows, out, [p]);
    const { reduced, elements } = loss;
    const call = this.#heap.reserve(EntropyCall.bytes, 'out');
    EntropyCall.write(this.#heap, call, {
      rows,
      classes,
      probs: address,
      reduction: reductionNumber,
      reduced,
      elements,
    });
    this.#expectOk(this.#raw.entropy(call), { classes, probs: p, nanAllowed: true });
    return this.#readLoss(loss) as LossOf<R>;
  }

  /**
   * How well probabilities match outcomes: calibration errors, negative log-likelihood, Brier score and the bins of a
   * reliability diagram (Guo et al. 2017). The same bits in every variant and engine.
   *
   * @param probs N x K probabilities.
   * @param targets N class indices in [0, K).
   */
  calibration(probs: Numbers, targets: Indices, options: CalibrationOptions): Calibration {
    const p = this.#numbers(probs, 'probs');
    const given = this.#heap.stable(targets);
    const classes = checkClasses(OPTIONS.calibration, options);
    const binCount = checkCount(options.bins ?? 15, 'bins', 1, 10000);
    const { binning = 'equal-width' } = options;
    const binningNumber = checkWord(binning, 'binning', this.#binnings);
    const indices = checkIndices(given, 'targets', classes);
    const rows = checkRows(p, 'probs', classes);
    checkLength(indices, 'targets', rows, 'one for each row of probs');
    this.#heap.begin();
    const address = this.#heap.copyNumbers(p, 'probs');
    const y = this.#heap.copyIndices(indices, 'targets');
    const scratch = binning === 'equal-mass' ? this.#heap.reserve(rows * 8, 'probs') : 0;
    const result = this.#heap.reserve(CalibrationResult.bytes, 'bins');
    const binsAt = this.#heap.reserve(binCount * CalibrationBinResult.bytes, 'bins');
    const call = this.#heap.reserve(CalibrationCall.bytes, 'bins');
    CalibrationCall.write(this.#heap, call, {
      rows,
      classes,
      probs: address,
      targets: y,
      binning: binningNumber,
      binCount,
      scratch,
      result,
      bins: binsAt,
    });
    this.#expectOk(this.#raw.calibration(call), { classes, targets: indices, probs: p });
    const bins: CalibrationBin[] = [];
    for (let bin = 0; bin < binCount; bin++) {
      bins.push(CalibrationBinResult.read(this.#heap, binsAt + bin * CalibrationBinResult.bytes));
    }
    return { ...CalibrationResult.read(this.#heap, result), bins };
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
    const rows = checkRows(x, 'logits', classes);
    checkLength(indices, 'targets', rows, 'one for each row of logits');
    this.#heap.begin();
    const address = this.#heap.copyNumbers(x, 'logits');
    const y = this.#heap.copyIndices(indices, 'targets');
    const result = this.#heap.reserve(TemperatureFitResult.bytes, 'logits');
    const call = this.#heap.reserve(FitTemperatureCall.bytes, 'logits');
    FitTemperatureCall.write(this.#heap, call, { rows, classes, logits: address, targets: y, ignoreIndex, result });
    this.#expectOk(this.#raw.fitTemperature(call), { classes, targets: indices, ignoreIndex });
    const fit = TemperatureFitResult.read(this.#heap, result);
    const { temperature } = fit;
    return { ...fit, atBound: temperature === 0 ? 'zero' : temperature === Infinity ? 'infinity' : 'none' };
  }

  #mapRows(kernel: 'softmax' | 'logSoftmax', x: Numbers, options: ClassesOption & OutOption): Float32Array | Matrix {
    const logits = this.#numbers(x, 'x');
    const classes = checkClasses(OPTIONS[kernel], options);
    const { out } = options;
    const rows = checkRows(logits, 'x', classes);
    this.#heap.begin();
    const address = this.#heap.copyNumbers(logits, 'x');
    const result = this.#reserveOut(out, rows * classes, []);
    const call = this.#heap.reserve(SoftmaxCall.bytes, 'out');
    SoftmaxCall.write(this.#heap, call, { rows, classes, logits: address, out: result });
    this.#expectOk(this.#raw[kernel](call), { classes });
    return this.#deliver(out, result, rows * classes);
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
    if (allIgnored !== undefined && reduction !== 'mean') throw table.ineffective('allIgnored');
    const allIgnoredNumber = checkWord(allIgnored ?? 'nan', 'allIgnored', this.#allIgnored);
    const givenIgnoreIndex = options.ignoreIndex;
    const ignoreIndex = checkIndex(givenIgnoreIndex, 'ignoreIndex', IGNORE_INDEX);
    const zLoss = checkNumber(options.zLoss ?? 0, 'zLoss');
    if (out !== undefined && !withGradient && reduction !== 'none') throw table.ineffective('out');
    const weights: unknown = options.classWeights;
    const classWeights = weights === undefined ? undefined : this.#numbers(weights, 'classWeights');
    const areProbabilities = given instanceof Float32Array || given instanceof Float64Array || given instanceof Matrix;
    if (areProbabilities && givenIgnoreIndex !== undefined) throw table.ineffective('ignoreIndex');
    const t = areProbabilities ? given : checkIndices(given, 'targets', classes, ignoreIndex);
    // No getter runs from here on: lengths stay what they are.
    const rows = checkRows(x, 'logits', classes);
    checkLength(prior, 'prior', classes, ONE_PER_CLASS);
    checkLength(classWeights, 'classWeights', classes, ONE_PER_CLASS);
    if (areProbabilities) checkLength(t, 'targets', rows * classes, 'as many as logits');
    else checkLength(t, 'targets', rows, 'one for each row of logits');
    this.#heap.begin();
    const address = this.#heap.copyNumbers(x, 'logits');
    const y = areProbabilities
      ? this.#heap.copyNumbers(t as Numbers, 'targets')
      : this.#heap.copyIndices(t as Indices, 'targets');
    const u = this.#copyOptional(prior, 'prior');
    const w = this.#copyOptional(classWeights, 'classWeights');
    const loss = this.#reserveLoss(reduction, rows, withGradient ? undefined : out, [x, t, prior, classWeights]);
    // The gradient may be written over the logits, which are read first.
    const gradient = withGradient ? this.#reserveOut(out, rows * classes, [t, prior, classWeights]) : 0;
    const call = this.#heap.reserve(CrossEntropyCall.bytes, 'out');
    CrossEntropyCall.write(this.#heap, call, {
      labelSmoothing,
      zLoss,
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
      reduction: reductionNumber,
      reduced: loss.reduced,
      elements: loss.elements,
      gradient,
    });
    const status = this.#raw.crossEntropy(call);
    if (status !== 0) this.#expectOk(status, { ...smoothing, classes, classWeights, zLoss, ignoreIndex, targets: t });
    if (!withGradient) return { loss: this.#readLoss(loss) };
    return { loss: this.#readLoss(loss), gradient: this.#deliver(out, gradient, rows * classes) };
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
    const reductionNumber = checkWord(reduction, 'reduction', this.#reductions);
    const logTarget = checkBoolean(options.logTarget ?? false, 'logTarget');
    if (out !== undefined && !withGradient && reduction !== 'none') throw table.ineffective('out');
    const rows = checkRows(lp, 'logProbs', classes);
    checkLength(t, 'target', rows * classes, 'as many as logProbs');
    this.#heap.begin();
    const address = this.#heap.copyNumbers(lp, 'logProbs');
    const y = this.#heap.copyNumbers(t, 'target');
    const loss = this.#reserveLoss(reduction, rows * classes, withGradient ? undefined : out, [lp, t]);
    const gradient = withGradient ? this.#reserveOut(out, rows * classes, [t]) : 0;
    const call = this.#heap.reserve(KlDivCall.bytes, 'out');
    KlDivCall.write(this.#heap, call, {
      rows,
      classes,
      logProbs: address,
      target: y,
      logTarget: Number(logTarget),
      reduction: reductionNumber,
      reduced: loss.reduced,
      elements: loss.elements,
      gradient,
    });
    const status = this.#raw.klDiv(call);
    this.#expectOk(status, { classes, logProbs: lp, targets: t, targetsName: 'target', areLogs: logTarget });
    if (!withGradient) return { loss: this.#readLoss(loss) };
    return { loss: this.#readLoss(loss), gradient: this.#deliver(out, gradient, rows * classes) };
  }

  #expectOk(status: number, call: Arguments): void {
    if (status === 0) return;
    throw explain(this.#instance.codeOf(status), call);
  }

  /** The address of numbers that may be missing, 0 if they are. */
  #copyOptional(values: Numbers | undefined, argument: string): number {
    return values === undefined ? 0 : this.#heap.copyNumbers(values, argument);
  }

  /**
   * The address that results are written to: the matrix `out` itself, or a place to copy them from. `inputs` must not be
   * overwritten while they are read, so a matrix among them gets its results only at the end.
   */
  #reserveOut(out: unknown, count: number, inputs: readonly unknown[]): number {
    if (out === undefined) return this.#heap.reserve(count * 4, 'out');
    if (!(out instanceof Float32Array || out instanceof Matrix)) {
      throw refuse('wrong_type', 'out', out, 'a Float32Array or matrix');
    }
    if (this.#heap.owns(out)) {
      throw refuse('wrong_type', 'out', out, "a matrix itself in place of its 'data', which memory growth may empty");
    }
    checkLength(out, 'out', count, 'one for each element of the result');
    if (out instanceof Matrix) {
      const address = this.#heap.addressOf(out, 'out');
      if (!inputs.includes(out)) return address;
    }
    return this.#heap.reserve(count * 4, 'out');
  }

  #deliver(out: Float32Array | Matrix | undefined, address: number, count: number): Float32Array | Matrix {
    if (out === undefined) return this.#heap.readFloats(address, count);
    if (out instanceof Float32Array) this.#heap.readFloatsInto(out, address);
    else if (this.#heap.addressOf(out, 'out') !== address) this.#heap.readFloatsInto(out.data, address);
    return out;
  }

  /** Where a loss is written; one of `reduced` and `elements` is 0. */
  #reserveLoss(
    reduction: Reduction,
    count: number,
    out: Float32Array | Matrix | undefined,
    inputs: readonly unknown[],
  ) {
    return reduction === 'none'
      ? { reduced: 0, elements: this.#reserveOut(out, count, inputs), out, count }
      : { reduced: this.#heap.reserve(8, 'out'), elements: 0, out, count };
  }

  #readLoss(loss: {
    reduced: number;
    elements: number;
    out: Float32Array | Matrix | undefined;
    count: number;
  }): LossValue {
    if (loss.elements === 0) return this.#heap.readDouble(loss.reduced);
    return this.#deliver(loss.out, loss.elements, loss.count);
  }
}

type LossValue = number | Float32Array | Matrix;

function checkClasses(table: OptionTable<ClassesOption>, options: ClassesOption): number {
  return checkCount(table.check(options).classes, 'classes');
}
