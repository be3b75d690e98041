import type { Matrix } from './memory.js';

/**
 * A Float32Array with a buffer of its own. These names are for every TypeScript from 5.0 on: only since 5.7 does the class
 * take its buffer as a parameter.
 */
export type Float32s = ReturnType<typeof Float32Array.of>;

/** A Float64Array with a buffer of its own. */
export type Float64s = ReturnType<typeof Float64Array.of>;

/** An Int32Array with a buffer of its own. */
export type Int32s = ReturnType<typeof Int32Array.of>;

/** Floating-point numbers of any realm. `Float16Array`, where the engine has it, is accepted, too. */
export type Floats = Float32Array | Float64Array;

/** Integers that int32 can hold, or Uint32Array. */
export type Integers = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** N x K numbers, row-major. A `Matrix` is used in place; anything else is converted to float32 and copied. */
export type Numbers = Floats | Integers | readonly number[] | Matrix;

/** N class indices. */
export type Indices = Integers | BigInt64Array | BigUint64Array | readonly number[] | readonly bigint[];

/** Targets of a cross-entropy: N class indices, or N x K probabilities (floating-point numbers or a matrix). */
export type Targets = Indices | Floats | Matrix;

/**
 * How α, taken from the target class, is shared among the K classes:
 *
 * | | q[target] | q[other] | |
 * |---|---|---|---|
 * | `uniform` | 1 − α + α/K | α/K | Szegedy et al. 2016; PyTorch, Keras, optax |
 * | `others` | 1 − α | α/(K−1) | tensor2tensor, fairseq, Megatron |
 * | `padded` | 1 − α | α/(K−2), 0 at the padding index | The Annotated Transformer, JoeyNMT |
 * | `prior` | 1 − α + α·prior[target] | α·prior[i] | Szegedy et al. 2016, general form |
 */
export type Convention = 'uniform' | 'others' | 'padded' | 'prior';

/** How the elements of a loss become one number; `none` keeps them. The words are PyTorch's. */
export type Reduction = 'none' | 'sum' | 'mean' | 'batchmean';

/** The type of a loss under a reduction. */
export type LossOf<R extends Reduction | 'row'> = R extends 'none' | 'row' ? Float32Array : number;

/** The engine feature that a binary needs. All give the same results up to rounding. */
export type Variant = 'relaxed-simd' | 'simd' | 'scalar';

/** What `load` runs: by default, the fastest binary in the package. */
export interface LoadOptions {
  /** The binary to run. The default `auto` is the fastest that the engine supports. */
  variant?: 'auto' | Variant;
  /**
   * A binary to use instead of those in the package: its URL (which is fetched), its bytes, or a compiled module, for
   * engines that forbid compiling at run time. The files are exported as
   * `label-smoothing/wasm/label-smoothing.<variant>.wasm`.
   */
  wasm?: URL | string | BufferSource | WebAssembly.Module;
}

/** The width of the rows, which every call needs. */
export interface ClassesOption {
  /** K, the number of classes: an integer ≥ 1. N follows from the length of the data. */
  classes: number;
}

/** How the data lie. */
export interface InnerOption {
  /**
   * Data lie as [outer, classes, inner]: for [B, C, H, W] it is H·W. Rows are the (outer, inner) pairs in this order;
   * results with K values a row lie as the data do. An integer ≥ 1, default 1.
   */
  inner?: number;
}

/** A place for the result, so that a loop allocates nothing. */
export interface OutOption {
  /** Receives the result, and is returned. Same number of elements. */
  out?: Float32Array | Matrix;
}

/** A place for the elements that `reduction: 'none'` and `'row'` keep. Any other result is a number. */
export interface OutOfElements<R extends Reduction | 'row'> {
  /** Receives the result, and is returned. Only with `reduction: 'none'` or `'row'`. */
  out?: R extends 'none' | 'row' ? Float32Array | Matrix : never;
}

/** For `softmax` and `logSoftmax`. */
export interface SoftmaxOptions extends ClassesOption, InnerOption {
  /** T in [1e-30, 1e30] divides the logits. Default 1. */
  temperature?: number;
}

/** How to smooth targets. Without `labelSmoothing` they stay as they are. */
export interface SmoothingOptions extends ClassesOption {
  /** α in [0, 1]. */
  labelSmoothing?: number;
  /** Default `uniform`. */
  convention?: Convention;
  /** The padding class, in [0, K); `padded` needs it. In a loss, rows with this target do not count. */
  paddingIndex?: number;
  /** K probabilities that sum to 1. Required by, and only for, the convention `prior`. */
  prior?: Numbers;
}

/** For `smoothTargets`: α has no default, and a padding class goes only with `padded`. */
export interface SmoothTargetsOptions extends SmoothingOptions, OutOption, InnerOption {
  labelSmoothing: number;
}

/** For `descend`. */
export interface DescentOptions extends SmoothingOptions {
  labelSmoothing: number;
  /** η ≥ 0. Default .5. */
  learningRate?: number;
  /** Default 1. */
  steps?: number;
}

/** For `crossEntropy` and `crossEntropyAndGradient`. */
export interface CrossEntropyOptions<R extends Reduction = Reduction> extends SmoothingOptions, InnerOption {
  /** Default `mean`, over the rows that count, weighted by the class weights of their targets. */
  reduction?: R;
  /** Rows with this target do not count. Default −100. Only if targets are indices. */
  ignoreIndex?: number;
  /** K weights ≥ 0, one for the term of each class. */
  classWeights?: Numbers;
  /**
   * z ≥ 0 adds z·logsumexp(x)² to each row that counts. Default 0. Class weights never touch this term: `mean` divides
   * its sum by the number of rows that count.
   */
  zLoss?: number;
  /** N weights ≥ 0 of the rows. A row of weight 0 does not count; `mean` divides by the weights of those that do. */
  sampleWeights?: Numbers;
  /** T in [1e-30, 1e30] divides the logits. The gradient is with respect to the undivided logits. Default 1. */
  temperature?: number;
  /** What `mean` gives if no row counts: NaN as in PyTorch (default), 0, or an error. Only with that reduction. */
  allIgnored?: 'nan' | 'zero' | 'throw';
}

/** For `klDiv` and `klDivAndGradient`. */
export interface KlDivOptions<R extends Reduction | 'row' = Reduction | 'row'> extends ClassesOption, InnerOption {
  /** Default `batchmean`, the divergence per row. `mean` divides by N·K as PyTorch does; `row` gives N values. */
  reduction?: R;
  /** The target holds log-probabilities, −Infinity for 0. Default false. */
  logTarget?: boolean;
}

/** For `binaryCrossEntropy` and `binaryCrossEntropyAndGradient`. */
export interface BinaryCrossEntropyOptions<R extends Reduction | 'row' = Reduction | 'row'> {
  /** K, the number of labels of a row: an integer ≥ 1, default 1. Only `posWeight` and the reductions need it. */
  classes?: number;
  /** α in [0, 1]: a label y becomes y(1 − α) + α/2, as in Keras. Default 0. */
  labelSmoothing?: number;
  /** A weight ≥ 0 of the positive term, or K of them. Default 1. */
  posWeight?: number | Numbers;
  /** Default `mean`, over all elements. `batchmean` divides by N; `row` gives N sums. */
  reduction?: R;
}

/** For `entropy`. */
export interface EntropyOptions<R extends Reduction = Reduction> extends ClassesOption, InnerOption {
  /** Default `mean`, the entropy per row (as `batchmean`); `none` gives N values. */
  reduction?: R;
}

/** What predictions are, for `riskCoverage`, `calibrator` and `calibration`. */
export interface PredictionOptions extends ClassesOption, InnerOption {
  /** The probabilities are logits, whose softmax (sigmoid, with `classes: 1`) is measured. Default false. */
  logits?: boolean;
  /** Rows with this target do not count. Default −100. */
  ignoreIndex?: number;
}

/** For `calibrator`. */
export interface CalibratorOptions extends PredictionOptions {
  /** Number of bins, 1 to 10000. Default 15. */
  bins?: number;
  /** Asks for `intervals` and `consistency`. */
  bootstrap?: BootstrapOptions;
}

/** For `calibration`. */
export interface CalibrationOptions extends CalibratorOptions {
  /**
   * `equal-width` (default, Guo et al. 2017): bins (lower, upper] of equal width in confidence, with edges rounded to
   * float32 like confidences. `equal-mass`: bins with the same number of rows, as far as possible: equal confidences
   * share a bin.
   */
  binning?: 'equal-width' | 'equal-mass';
}

/** How predictions are drawn again. Only the counts of the bins are used, so the number of rows takes no time. */
export interface BootstrapOptions {
  /** An integer in [1, 1000000]. Default 1000. */
  resamples?: number;
  /** An integer in [0, 2³² − 1]. Default 0. The same bits for a seed in every variant and engine. */
  seed?: number;
  /** The share of resamples within an interval, above 0 and below 1. Default .95. */
  level?: number;
}

/** For `riskCoverage`. */
export interface RiskCoverageOptions extends PredictionOptions {
  /** Number of points of the curve, an integer ≥ 1. Default 101. */
  points?: number;
}

/** For `fitTemperature`. */
export interface FitTemperatureOptions extends ClassesOption, InnerOption {
  /** Rows with this target do not count. Default −100. */
  ignoreIndex?: number;
}

/** A loss and its gradient with respect to the first argument, N x K. */
export interface LossAndGradient<R extends Reduction | 'row', G = Float32Array> {
  /** In nats: a number, or one per element or row with `reduction: 'none'` or `'row'`. */
  loss: LossOf<R>;
  /** Row-major, N x K: a new array, or the given `out`. */
  gradient: G;
}

/** One bar of a reliability diagram. */
export interface CalibrationBin {
  /** Lower bound of the confidence max p, in [0, 1]. */
  lower: number;
  /** Upper bound of the confidence, in [0, 1]. */
  upper: number;
  /** Number of rows. */
  count: number;
  /** Mean confidence of the rows; NaN if there are none. */
  confidence: number;
  /** Share of the rows whose most probable class is the target; NaN if there are none. */
  accuracy: number;
}

/** How well probabilities match outcomes. With no rows every measure is NaN. */
export interface Calibration {
  /** Expected calibration error: mean over the bins of |accuracy − confidence|, weighted by count. */
  ece: number;
  /** Maximum calibration error: the largest |accuracy − confidence| of a bin. */
  mce: number;
  /** Mean of −log p[target]. */
  nll: number;
  /** Mean of Σ (p − onehot)², in [0, 2]. */
  brier: number;
  /** Share of rows whose most probable class is the target. */
  accuracy: number;
  /** Mean of max p. */
  confidence: number;
  /** Mean over the classes of the calibration error of P(class), in bins of equal width. */
  classwiseEce: number;
  /** Expected calibration error in bins of equal numbers of rows. */
  adaptiveEce: number;
  /**
   * L2 calibration error less its bias, √max(0, Σ n_b/n·((acc − conf)² − acc·(1 − acc)/(n_b − 1))) over the bins, where
   * a bin of one row adds 0 (Kumar, Liang, Ma 2019).
   */
  debiasedEce: number;
  /** The same with its bias: √Σ n_b/n·(acc − conf)². */
  rmsce: number;
  /** Kolmogorov–Smirnov: max |Σ (confidence − correct)|/n over rows sorted by confidence (Gupta et al. 2021). */
  ks: number;
  /** In order of confidence. */
  bins: CalibrationBin[];
  /**
   * With `bootstrap`: percentile intervals, were as many rows drawn again. A row's confidence counts as its bin's mean.
   */
  intervals?: {
    /** Of the accuracy. */
    accuracy: [low: number, high: number];
    /** Of confidence − accuracy. */
    confidenceGap: [low: number, high: number];
  };
  /**
   * With `bootstrap`: the `ece` that a perfectly calibrated model would show on as many rows of the same confidences.
   * (Drawn again, the `ece` itself would only grow.)
   */
  consistency?: {
    /** Its mean. */
    mean: number;
    /** Its 95th percentile. */
    high: number;
  };
}

/** What a `Calibrator` measures: all that needs no row to be kept. */
export type StreamedCalibration = Omit<Calibration, 'adaptiveEce' | 'ks'>;

/** The risk (share of wrong predictions) among the most confident rows. With no rows, everything is NaN. */
export interface RiskCoverage {
  /** Shares k/n of the rows that are kept, from 1/n to 1, as evenly as whole rows allow. */
  coverage: Float64s;
  /**
   * The risk at each coverage. Rows of equal confidence are kept in no particular order: each counts with their mean
   * error.
   */
  risk: Float64s;
  /** The mean risk at coverages 1/n, 2/n … 1 (Geifman, El-Yaniv 2017). */
  aurc: number;
}

/** The result of temperature scaling; NaN if a row that counts has no softmax. */
export interface TemperatureFit {
  /** The T in [0, Infinity] that minimizes the negative log-likelihood of softmax(logits / T); 1 if T has no effect. */
  temperature: number;
  /**
   * `zero`: every label has the greatest logit of its row, so smaller T are always better, and `temperature` is 0.
   * `infinity`: confidence only hurts, and `temperature` is Infinity. Otherwise `none`.
   */
  atBound: 'none' | 'zero' | 'infinity';
  /** Mean negative log-likelihood at T = 1, in nats. */
  nllBefore: number;
  /** Mean negative log-likelihood at the fitted T, in nats. */
  nllAfter: number;
}

/** For `LabelSmoothing.mlp` and `Training.mlp`: a fully connected network, its loss and its optimizer. */
export interface MlpOptions extends SmoothingOptions {
  /** D, the number of features: an integer in [1, 4096]. */
  inputs: number;
  /** K, the number of classes: an integer in [1, 4096]. */
  classes: number;
  /** The widths of 1 to 4 hidden layers, each an integer in [1, 512]. Default [64, 64]. */
  hidden?: readonly number[];
  /** Seed of the initial weights: an integer in [0, 2³² − 1]. Default 0. */
  seed?: number;
  /** PyTorch's Adam (betas .9 and .999, epsilon 1e-8) or SGD. Default `adam`. */
  optimizer?: 'adam' | 'sgd';
  /** A number ≥ 0. Default .001. */
  learningRate?: number;
  /** A number in [0, 1). Default 0. Only with `sgd`. */
  momentum?: number;
  /** λ ≥ 0 adds λ·weight to each gradient, as PyTorch does. Default 0. */
  weightDecay?: number;
}

/** For `Mlp.step` with probabilities as targets: a student learns from a teacher. */
export interface DistillationOptions {
  /** T > 0 divides the logits. Take the teacher's probabilities at the same T. Default 1. */
  temperature?: number;
  /** N class indices to learn from as well, smoothed by the network's options. */
  labels?: Indices;
  /** Weight of the labels, in [0, 1]; the probabilities have the rest. Default .5 with labels, else 0. */
  labelWeight?: number;
}

/** For `Mlp.probabilities`. */
export interface ProbabilitiesOptions {
  /** T > 0 divides the logits. Default 1. */
  temperature?: number;
}

/** For `Training.dataset`. */
export interface DatasetOptions {
  /**
   * `gaussian` (default): each class is a normal distribution around a mean, itself drawn from the standard normal one.
   * The others are in the plane. `moons`: two interleaved half circles of radius 1. `spirals`: arms of radius 2 with
   * one turn. `rings`: concentric circles up to radius 2.
   */
  kind?: 'gaussian' | 'moons' | 'spirals' | 'rings';
  /** K, an integer in [2, 4096]. Default 10 for `gaussian`, else 3; `moons` has 2. */
  classes?: number;
  /** D of `gaussian`, an integer in [1, 4096]. Default 16; the other kinds have 2. */
  dimensions?: number;
  /** Standard deviation around the mean or curve, in [0, 1e30]. Default 1 for `gaussian`, else .1. */
  spread?: number;
  /** The share of wrong training labels, in [0, 1]. Default 0. */
  noise?: number;
  /** Number of training samples, an integer ≥ 1. Default 500. */
  size?: number;
  /** Number of test samples, an integer ≥ 1. Default 1000. */
  testSize?: number;
  /** An integer in [0, 2³² − 1]. Default 0. */
  seed?: number;
}

/** N samples. */
export interface Samples {
  /** N x D, row-major. */
  features: Float32s;
  /** N class indices in [0, K). */
  targets: Int32s;
}

/** N samples to train on. */
export interface TrainingSamples extends Samples {
  /** The true labels, of which noise made some `targets` wrong. */
  cleanTargets: Int32s;
}

/** Data to train and test on, in random order. Classes differ by at most one sample. */
export interface Dataset {
  /** K. */
  classes: number;
  /** D. */
  dimensions: number;
  /** Its labels may be wrong. */
  train: TrainingSamples;
  /** Its labels are right. */
  test: Samples;
}
