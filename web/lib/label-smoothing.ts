import type { Calibrator } from './calibrator.js';
import { checkCount } from './check.js';
import { refuse } from './errors.js';
import type { Instance } from './instance.js';
import type { Matrix } from './memory.js';
import { bindMethods } from './methods.js';
import { binaryCrossEntropy } from './operations/binary-cross-entropy.js';
import { calibration, calibrator } from './operations/calibration.js';
import { Core } from './operations/core.js';
import { crossEntropy } from './operations/cross-entropy.js';
import { descend } from './operations/descent.js';
import { entropy } from './operations/entropy.js';
import { klDiv } from './operations/kl-divergence.js';
import { riskCoverage } from './operations/risk-coverage.js';
import { smoothTargets } from './operations/smoothing.js';
import { softmax } from './operations/softmax.js';
import { fitTemperature } from './operations/temperature.js';
import type { Mlp, Training } from './training.js';
import type {
  BinaryCrossEntropyOptions,
  Calibration,
  CalibrationOptions,
  CalibratorOptions,
  CrossEntropyOptions,
  DescentOptions,
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
  Reduction,
  RiskCoverage,
  RiskCoverageOptions,
  SmoothTargetsOptions,
  SoftmaxOptions,
  Targets,
  TemperatureFit,
  Variant,
} from './types.js';
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
  readonly #core: Core;
  /** The compiled module: post it to a worker, which passes it to `load` as `wasm`. */
  readonly module: WebAssembly.Module;
  readonly #loadTraining: ((options: LoadOptions) => Promise<Training>) | undefined;

  /** @internal Use `load()`. */
  constructor(
    instance: Instance<MainModule>,
    module: WebAssembly.Module,
    loadTraining?: (options: LoadOptions) => Promise<Training>,
  ) {
    this.#core = new Core(instance);
    this.#loadTraining = loadTraining;
    this.variant = instance.variant;
    this.module = module;
    bindMethods(this);
  }

  /** How many matrices have been made and not freed. */
  get liveMatrices(): number {
    return this.#core.heap.liveMatrices;
  }

  /**
   * A rows x cols matrix of zeros in WebAssembly memory, accepted wherever numbers are and used there without copying.
   * Free it: `using m = ls.matrix(…)` or `m.free()`.
   */
  matrix(rows: number, cols: number): Matrix {
    return this.#core.heap.createMatrix(checkCount(rows, 'rows', 0), checkCount(cols, 'cols', 0));
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
    return smoothTargets(this.#core, targets, options) as O;
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
    return descend(this.#core, logits, target, options);
  }

  /**
   * softmax(x) of every row, N x K. A logit of −Infinity is a masked class. PyTorch: `torch.softmax(x, dim=1)`.
   *
   * @param x N x K logits.
   */
  softmax<O extends Float32Array | Matrix = Float32Array>(x: Numbers, options: SoftmaxOptions & { out?: O }): O {
    return softmax(this.#core, 'softmax', x, options) as O;
  }

  /**
   * log softmax(x) of every row, N x K. PyTorch: `torch.log_softmax(x, dim=1)`.
   *
   * @param x N x K logits.
   */
  logSoftmax<O extends Float32Array | Matrix = Float32Array>(x: Numbers, options: SoftmaxOptions & { out?: O }): O {
    return softmax(this.#core, 'logSoftmax', x, options) as O;
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
    return crossEntropy(this.#core, logits, targets, options, false).loss as LossOf<R>;
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
    return crossEntropy(this.#core, logits, targets, options, true) as LossAndGradient<R, O>;
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
    return binaryCrossEntropy(this.#core, logits, targets, options, false).loss as LossOf<R>;
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
    return binaryCrossEntropy(this.#core, logits, targets, options, true) as LossAndGradient<R, O>;
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
    return klDiv(this.#core, logProbs, target, options, false).loss as LossOf<R>;
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
    return klDiv(this.#core, logProbs, target, options, true) as LossAndGradient<R, O>;
  }

  /**
   * Shannon entropy in nats, −Σ p log p of each row; N values with `reduction: 'none'`.
   *
   * @param probs N x K probabilities in [0, 1]; rows need not sum to 1, NaN propagates.
   */
  entropy<R extends Reduction = 'mean'>(probs: Numbers, options: EntropyOptions<R> & OutOfElements<R>): LossOf<R> {
    return entropy(this.#core, probs, options) as LossOf<R>;
  }

  /**
   * How well probabilities match outcomes: calibration errors, negative log-likelihood, Brier score and the bins of a
   * reliability diagram (Guo et al. 2017). The same bits in every variant and engine.
   *
   * @param probs N x K probabilities, or logits with `logits: true`; with `classes: 1` N times P(y = 1), or its logit.
   * @param targets N class indices in [0, K), in [0, 1] with `classes: 1`, or `ignoreIndex`.
   */
  calibration(probs: Numbers, targets: Indices, options: CalibrationOptions): Calibration {
    return calibration(this.#core, probs, targets, options);
  }

  /**
   * Calibration of more rows than fit memory: add them batch by batch. Free it: `using c = ls.calibrator(…)` or
   * `c.free()`.
   */
  calibrator(options: CalibratorOptions): Calibrator {
    return calibrator(this.#core, options);
  }

  /**
   * Risk against coverage: how often the most confident predictions are wrong, for every share of rows that might be
   * kept, and the area under that curve (Geifman, El-Yaniv 2017). The same bits in every variant and engine.
   *
   * @param probs N x K probabilities, or logits with `logits: true`; with `classes: 1` N times P(y = 1), or its logit.
   * @param targets N class indices in [0, K), in [0, 1] with `classes: 1`, or `ignoreIndex`.
   */
  riskCoverage(probs: Numbers, targets: Indices, options: RiskCoverageOptions): RiskCoverage {
    return riskCoverage(this.#core, probs, targets, options);
  }

  /**
   * Temperature scaling (Guo et al. 2017): the T that minimizes the negative log-likelihood of softmax(logits / T) on
   * held-out data, to 1e-6 relative. It is 0 or Infinity where no finite T is best.
   *
   * @param logits N x K.
   * @param targets N class indices in [0, K), or `ignoreIndex`.
   */
  fitTemperature(logits: Numbers, targets: Indices, options: FitTemperatureOptions): TemperatureFit {
    return fitTemperature(this.#core, logits, targets, options);
  }
}
