import type { Matrix } from './memory.js';

/** N x K numbers, row-major. A `Matrix` is used where it lies; anything else is copied, converted to float32. */
export type Numbers = Float32Array | Float64Array | readonly number[] | Matrix;

/** N class indices. */
export type Indices = Int32Array | readonly number[];

/** Targets of a cross-entropy: N class indices, or N x K probabilities, told apart by their type. */
export type Targets = Indices | Exclude<Numbers, readonly number[]>;

/**
 * How the mass α that is taken from the target class is handed out over K classes:
 *
 * | | q[target] | q[other] | |
 * |---|---|---|---|
 * | `uniform` | 1 − α + α/K | α/K | Szegedy et al. 2016; PyTorch, Keras, optax |
 * | `others` | 1 − α | α/(K−1) | tensor2tensor, fairseq, Megatron |
 * | `padded` | 1 − α | α/(K−2), 0 at the padding index | The Annotated Transformer, JoeyNMT |
 * | `prior` | 1 − α + α·prior[target] | α·prior[i] | Szegedy et al. 2016, general form |
 */
export type Convention = 'uniform' | 'others' | 'padded' | 'prior';

/** How a loss's elements become one number; `none` keeps them. The words are PyTorch's. */
export type Reduction = 'none' | 'sum' | 'mean' | 'batchmean';

/** What a loss is under a reduction. */
export type LossOf<R extends Reduction> = R extends 'none' ? Float32Array : number;

/** The engine feature a binary of the kernels needs; all give the same results to within rounding. */
export type Variant = 'relaxed-simd' | 'simd' | 'scalar';

/** What `load` runs. Without options it is the fastest binary inside the package. */
export interface LoadOptions {
  /** Which binary to run; `auto` takes the fastest that the engine supports. Default `auto`. */
  variant?: 'auto' | Variant;
  /**
   * Where the binary comes from instead of the one inside the package: its address (fetched), its bytes, or a compiled
   * module, as engines need that forbid compiling at run time. The files are exported as
   * `label-smoothing/wasm/label-smoothing.<variant>.wasm`.
   */
  wasm?: URL | string | BufferSource | WebAssembly.Module;
}

/** The width of every row, which all calls need. */
export interface ClassesOption {
  /** K, the number of classes: an integer ≥ 1. N follows from the length of the data. */
  classes: number;
}

/** A place for the result, so that a loop allocates nothing. */
export interface OutOption {
  /** Written in place of a new array, and returned. Same number of elements. */
  out?: Float32Array | Matrix;
}

/** A place for the elements that `reduction: 'none'` keeps; any other result is a number. */
export interface OutOfElements<R extends Reduction> {
  /** Written in place of a new array, and returned. Only with `reduction: 'none'`. */
  out?: R extends 'none' ? Float32Array | Matrix : never;
}

/** How targets are smoothed. Without `labelSmoothing` they are not. */
export interface SmoothingOptions extends ClassesOption {
  /** α in [0, 1]. */
  labelSmoothing?: number;
  /** Default `uniform`. */
  convention?: Convention;
  /** A class in [0, K) that only fills up sequences; `padded` needs it. In a loss its rows do not count. */
  paddingIndex?: number;
  /** K probabilities that sum to 1; `prior` needs them, and nothing else takes them. */
  prior?: Numbers;
}

/** Of `smoothTargets`, where α has no default and a padding class goes with `padded` only. */
export interface SmoothTargetsOptions extends SmoothingOptions, OutOption {
  labelSmoothing: number;
}

/** Of `crossEntropy` and `crossEntropyAndGradient`. */
export interface CrossEntropyOptions<R extends Reduction = Reduction> extends SmoothingOptions {
  /** Default `mean`: weighted by the class weights of the targets, over the rows that count. */
  reduction?: R;
  /** Rows with this target do not count. Default −100. Only with indices as targets. */
  ignoreIndex?: number;
  /** K weights ≥ 0 of the classes' terms. */
  classWeights?: Numbers;
  /**
   * z ≥ 0 adds z·logsumexp(x)² to each row that counts. Default 0. Class weights never touch this term: `mean` divides
   * its sum by the number of rows that count.
   */
  zLoss?: number;
  /** What `mean` gives when no row counts: NaN as in PyTorch (default), 0, or an error. Only with that reduction. */
  allIgnored?: 'nan' | 'zero' | 'throw';
}

/** Of `klDiv` and `klDivAndGradient`. */
export interface KlDivOptions<R extends Reduction = Reduction> extends ClassesOption {
  /** Default `batchmean`, the divergence per row. `mean` divides by N·K as PyTorch does. */
  reduction?: R;
  /** The target holds log-probabilities, −Infinity for 0. Default false. */
  logTarget?: boolean;
}

/** Of `entropy`. */
export interface EntropyOptions<R extends Reduction = Reduction> extends ClassesOption {
  /** Default `mean`, the entropy per row (as `batchmean`); `none` gives N values. */
  reduction?: R;
}

/** Of `calibration`. */
export interface CalibrationOptions extends ClassesOption {
  /** Number of bins, 1 to 10000. Default 15. */
  bins?: number;
  /**
   * Bins of equal width in confidence, each (lower, upper] with edges rounded to float32 as confidences are (default,
   * Guo et al. 2017), or of equal numbers of rows as far as equal confidences, which share a bin, allow.
   */
  binning?: 'equal-width' | 'equal-mass';
}

/** Of `fitTemperature`. */
export interface FitTemperatureOptions extends ClassesOption {
  /** Rows with this target do not count. Default −100. */
  ignoreIndex?: number;
}

/** A loss and its gradient with respect to the first argument, N x K. */
export interface LossAndGradient<R extends Reduction, G = Float32Array> {
  /** In nats: a number, or one for each element with `reduction: 'none'`. */
  loss: LossOf<R>;
  /** Row-major, N x K: a new array, or the `out` that was given. */
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
  /** Mean confidence of the rows; NaN when there are none. */
  confidence: number;
  /** Share of the rows whose most probable class is the target; NaN when there are none. */
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
  /** In order of confidence. */
  bins: CalibrationBin[];
}

/** What temperature scaling found; NaN where a row that counts has no softmax. */
export interface TemperatureFit {
  /** T in [0, Infinity] that minimizes the negative log-likelihood of softmax(logits / T); 1 where no T changes it. */
  temperature: number;
  /**
   * `zero`: every label has its row's greatest logit, so the smaller T, the better; `temperature` is 0. `infinity`:
   * confidence only hurts, and `temperature` is Infinity. Else `none`.
   */
  atBound: 'none' | 'zero' | 'infinity';
  /** Mean negative log-likelihood at T = 1, in nats. */
  nllBefore: number;
  /** Mean negative log-likelihood at the fitted T, in nats. */
  nllAfter: number;
}

/** Of `LabelSmoothing.mlp` and `Training.mlp`: a network with fully connected layers, its loss and its optimizer. */
export interface MlpOptions extends SmoothingOptions {
  /** D, the number of features: an integer in [1, 4096]. */
  inputs: number;
  /** K, the number of classes: an integer in [1, 4096]. */
  classes: number;
  /** The widths of 1 to 4 hidden layers, each an integer in [1, 512]. Default [64, 64]. */
  hidden?: readonly number[];
  /** Of the initial weights: an integer in [0, 2³² − 1]. Default 0. */
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

/** Of `Mlp.step`, only when its targets are probabilities, as a student learns from a teacher. */
export interface DistillationOptions {
  /** T > 0 divides the logits: the teacher's probabilities should have been taken at the same T. Default 1. */
  temperature?: number;
  /** N class indices to learn from as well, smoothed as the network's options say. */
  labels?: Indices;
  /** What the labels count, in [0, 1], the probabilities counting the rest. Default .5 with labels, else 0. */
  labelWeight?: number;
}

/** Of `Mlp.probabilities`. */
export interface ProbabilitiesOptions {
  /** T > 0 divides the logits. Default 1. */
  temperature?: number;
}

/** Of `Training.dataset`. */
export interface DatasetOptions {
  /**
   * `gaussian`: each class is a normal distribution around a mean drawn from the standard normal one. In the plane:
   * `moons`, two interleaved half circles of radius 1; `spirals`, arms of radius 2 and one turn; `rings`, concentric
   * circles up to radius 2. Default `gaussian`.
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
  features: Float32Array<ArrayBuffer>;
  /** N class indices in [0, K). */
  targets: Int32Array<ArrayBuffer>;
}

/** N samples to train on. */
export interface TrainingSamples extends Samples {
  /** The labels before noise made some of `targets` wrong. */
  cleanTargets: Int32Array<ArrayBuffer>;
}

/** Data to train and test on. Every class has as many samples as any other, or one more, in random order. */
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
