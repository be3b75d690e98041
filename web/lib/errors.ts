/**
 * Why an argument was refused. The codes up to `invalid_level` are the enumerators of the C++ core's `Status`;
 * the others belong to the JavaScript side.
 */
export type LabelSmoothingErrorCode =
  | 'wrong_length'
  | 'label_smoothing_out_of_range'
  | 'too_few_classes'
  | 'padding_index_out_of_range'
  | 'target_out_of_range'
  | 'target_not_a_probability'
  | 'invalid_prior'
  | 'invalid_class_weights'
  | 'invalid_z_loss'
  | 'invalid_bins'
  | 'all_ignored'
  /** `classes` or another count is not an integer in its range. */
  | 'invalid_count'
  /** A feature or parameter of a network is infinite or NaN. */
  | 'not_finite'
  | 'invalid_learning_rate'
  | 'invalid_momentum'
  | 'invalid_weight_decay'
  | 'invalid_temperature'
  | 'invalid_label_weight'
  | 'invalid_spread'
  | 'invalid_noise'
  | 'invalid_sample_weights'
  | 'invalid_pos_weight'
  | 'invalid_level'
  /** An argument has a type that is not accepted, or an option is not one of its words. */
  | 'wrong_type'
  /** The call does not know an option, or the option has no effect with the other arguments. */
  | 'unknown_option'
  /** A matrix was used after `free()`, or with another instance of the module. */
  | 'freed_matrix'
  /** A network was used after `free()`. */
  | 'freed_mlp'
  /** A calibrator was used after `free()`. */
  | 'freed_calibrator'
  /** WebAssembly memory cannot hold the arguments and results. */
  | 'out_of_memory'
  /** The engine cannot run WebAssembly, or not the variant that was asked for. */
  | 'unsupported_engine'
  /** The `wasm` option of `load` is not this package's module. */
  | 'invalid_wasm';

/**
 * The one error this package throws. Its message names the argument, its value and the rule, for example
 * `targets[3] is 12, expected an integer in [0, 9] or ignoreIndex -100`. Inputs are unchanged and the next call works.
 */
export class LabelSmoothingError extends Error {
  /** Set here because minifiers rename classes. */
  override readonly name = 'LabelSmoothingError';

  constructor(
    /** The reason, for programs; `message` is for people. */
    readonly code: LabelSmoothingErrorCode,
    /** The name of the argument or option in the API, for example `targets` or `labelSmoothing`. */
    readonly argument: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** An error whose message has the usual form: argument, value, rule. */
export function refuse(code: LabelSmoothingErrorCode, argument: string, value: unknown, rule: string, place = '') {
  return new LabelSmoothingError(code, argument, `${argument}${place} is ${show(value)}, expected ${rule}`);
}

/** A value for a message: short, and safe for whatever it is. */
export function show(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    case 'object':
      return value === null ? 'null' : `an object of type ${Object.prototype.toString.call(value).slice(8, -1)}`;
    case 'function':
      return 'a function';
    case 'bigint':
      return `${value}n`;
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
}
