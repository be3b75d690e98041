/**
 * The one place where arguments from JavaScript are checked for type, shape and vocabulary. Values (class indices in
 * range, α in [0, 1], …) are checked by the C++ core; `explain` turns its status into the same kind of message.
 *
 * Messages are built in functions of their own, so that engines inline the checks: a call on a few rows spends a tenth of
 * its time here.
 */
import { smallestClasses } from './conventions.js';
import { LabelSmoothingError, type LabelSmoothingErrorCode, refuse } from './errors.js';
import { Matrix } from './memory.js';
import type { OptionTable } from './options.js';
import { areLargeIntegers, areNumbers, areSmallIntegers, isDetached, typeOf } from './typed-arrays.js';
import type {
  ClassesOption,
  Convention,
  Floats,
  Indices,
  InnerOption,
  Integers,
  Numbers,
  SmoothingOptions,
} from './types.js';

/** Numbers that no getter of an element can change while a call goes on. */
export type CheckedNumbers = Exclude<Numbers, readonly number[]>;

/** Class indices that int32 holds, which no getter of an element can change. */
export type CheckedIndices = Exclude<Integers, Uint32Array>;

/** PyTorch's default `ignore_index`. */
export const IGNORE_INDEX = -100;

export const TEMPERATURE_RULE = 'a number in [1e-30, 1e30]';

/** What a plain array cannot be. */
export const PROBABILITIES = 'probabilities need a Float32Array, Float64Array or Float16Array';

/** Why a prior and class weights have K elements. */
export const ONE_PER_CLASS = 'one for each class';

const LARGEST_COUNT = 2 ** 31 - 1;

/** Of random numbers: an integer that 32 bits hold. */
export function checkSeed(value: unknown): number {
  return checkCount(value, 'seed', 0, 2 ** 32 - 1);
}

/** An integer from `least` to `most`. */
export function checkCount(value: unknown, argument: string, least = 1, most = LARGEST_COUNT): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  throw refuse('invalid_count', argument, value, countRule(least, most));
}

export function checkNumber(value: unknown, argument: string): number {
  if (typeof value !== 'number') throw refuse('wrong_type', argument, value, 'a number');
  return value;
}

export function checkBoolean(value: unknown, argument: string): boolean {
  if (typeof value !== 'boolean') throw refuse('wrong_type', argument, value, 'true or false');
  return value;
}

/** An int32, as class indices are; `fallback` when it was not given. */
export function checkIndex(value: unknown, argument: string, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || (value | 0) !== value) {
    throw refuse('wrong_type', argument, value, 'a 32-bit integer');
  }
  return value;
}

/** The core's word for no padding class. */
export const NO_PADDING = -1;

/** The padding class, or NO_PADDING when it was not given. */
function checkPaddingIndex(value: unknown, classes: number): number {
  if (value === undefined) return NO_PADDING;
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= classes) {
    throw refuse('padding_index_out_of_range', 'paddingIndex', value, `an integer in [0, ${classes - 1}]`);
  }
  return value as number;
}

/** The number of a word of an enumeration. */
export function checkWord(value: unknown, argument: string, words: readonly string[]): number {
  const number = words.indexOf(value as string);
  if (number < 0) throw refuse('wrong_type', argument, value, wordRule(words));
  return number;
}

/** Numbers of an accepted type; the elements of a plain array are read once, and copied. */
export function checkNumbers(values: unknown, argument: string): CheckedNumbers {
  // What most callers have comes first.
  if (values instanceof Float32Array && values.length > 0) return values;
  return values instanceof Matrix ? Matrix.unwrap(values) : checkOtherNumbers(values, argument);
}

function checkOtherNumbers(values: unknown, argument: string): CheckedNumbers {
  if (areNumbers(values)) return checkAttached(values as Floats | Integers, argument);
  if (!Array.isArray(values)) throw refuse('wrong_type', argument, values, numbersRule(values, argument));
  const copy = new Float64Array(values.length);
  for (let i = 0; i < copy.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== 'number') {
      throw refuse('wrong_type', argument, value, `a number${flatteningOf(value, argument)}`, `[${i}]`);
    }
    copy[i] = value;
  }
  return copy;
}

/** Refuses an array whose buffer somebody else has been given. */
export function checkAttached<T extends ArrayBufferView>(values: T, argument: string): T {
  if (!isDetached(values)) return values;
  const message = `${argument} is detached, expected an array whose buffer was not transferred`;
  throw new LabelSmoothingError('wrong_type', argument, message);
}

/** Class indices, as far as their type tells; a value that is not an int32 can be no class. */
export function checkIndices(values: unknown, argument: string, classes: number, ignoreIndex?: number): CheckedIndices {
  if (values instanceof Int32Array && values.length > 0) return values;
  return checkOtherIndices(values, argument, classes, ignoreIndex);
}

function checkOtherIndices(
  values: unknown,
  argument: string,
  classes: number,
  ignoreIndex: number | undefined,
): CheckedIndices {
  if (areSmallIntegers(values)) return checkAttached(values as CheckedIndices, argument);
  const isArray = Array.isArray(values);
  if (!isArray && !areLargeIntegers(values))
    throw refuse('wrong_type', argument, values, indicesRule(values, argument));
  const given = isArray ? values : checkAttached(values as Uint32Array | BigInt64Array | BigUint64Array, argument);
  const copy = new Int32Array(given.length);
  for (let i = 0; i < copy.length; i++) {
    const value: unknown = given[i];
    const index = typeof value === 'bigint' ? Number(value) : value;
    if (typeof index !== 'number' || (index | 0) !== index) {
      const code = typeof index === 'number' ? 'target_out_of_range' : 'wrong_type';
      const rule = targetRule(classes, ignoreIndex) + (isArray ? hintForElement(value, argument) : '');
      throw refuse(code, argument, value, rule, `[${i}]`);
    }
    copy[i] = index;
  }
  return copy;
}

function numbersRule(value: unknown, argument: string): string {
  return `a Float32Array, Float64Array, number[] or matrix${hintFor(value, argument)}`;
}

function indicesRule(value: unknown, argument: string): string {
  return `an Int32Array or number[]${hintFor(value, argument)}`;
}

/** What to pass of a value that holds what is wanted. */
function hintFor(value: unknown, argument: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const expression = expressionFor(value, argument);
  return expression === undefined ? '' : ` (${expression})`;
}

/** What tensors and arrays of other packages have. */
type Foreign = Partial<
  Record<'location' | 'getData' | 'then' | 'dataSync' | 'data' | 'selection' | 'to1DArray', unknown>
>;

function expressionFor(value: Foreign, argument: string): string | undefined {
  // A tensor of onnxruntime that is on a GPU has a getter `data`, which throws.
  if (value.location !== 'cpu' && typeof value.getData === 'function') return `await ${argument}.getData()`;
  if (typeof value.then === 'function') return `await ${argument}`;
  // TensorFlow.js, jax-js.
  if (typeof value.dataSync === 'function') return `${argument}.dataSync()`;
  // onnxruntime, Transformers.js, ndarray.
  if (isFlat(value.data)) return `${argument}.data`;
  // numjs.
  if (isFlat((value.selection as { data?: unknown } | undefined)?.data)) return `${argument}.selection.data`;
  // ml-matrix.
  return typeof value.to1DArray === 'function' ? `${argument}.to1DArray()` : undefined;
}

function isFlat(values: unknown): boolean {
  return Array.isArray(values) ? typeof values[0] === 'number' : typeOf(values) !== undefined;
}

/** How to flatten an array of rows. */
function flatteningOf(row: unknown, argument: string): string {
  if (Array.isArray(row)) return ` (a flat array: ${argument}.flat(Infinity))`;
  return typeOf(row) === undefined ? '' : ` (a flat array: ${argument}.flatMap((row) => [...row]))`;
}

/** What is meant by an element that is no class index. */
function hintForElement(value: unknown, argument: string): string {
  if (typeof value === 'number' && value > 0 && value < 1) return `; ${PROBABILITIES}`;
  return flatteningOf(value, argument);
}

/** K, from options of this call and no other. */
export function checkClasses(table: OptionTable<ClassesOption>, options: ClassesOption): number {
  return checkCount(table.check(options).classes, 'classes');
}

export function checkInner(options: InnerOption): number {
  return checkCount(options.inner ?? 1, 'inner');
}

/** N, from the length of data that lie as [outer, classes, inner]. */
export function checkRows(values: Numbers, argument: string, classes: number, inner = 1): number {
  if (inner === 1 && values instanceof Matrix && values.cols !== classes) throw wrongColumns(values, argument, classes);
  const outer = values.length / (classes * inner);
  if (!Number.isInteger(outer)) {
    const times = inner === 1 ? `classes ${classes}` : `classes ${classes} * inner ${inner}`;
    throw wrongLength(values, argument, `a multiple of ${times}`);
  }
  return outer * inner;
}

/** Refuses any length but the one expected, of values that were given; `why` tells where that comes from. */
export function checkLength(
  values: { length: number } | undefined,
  argument: string,
  length: number,
  why: string,
): void {
  if (values !== undefined && values.length !== length) throw wrongLength(values, argument, `${length} (${why})`);
}

function wrongLength(values: { length: number }, argument: string, rule: string): LabelSmoothingError {
  const message = `${argument} has ${values.length} values, expected ${rule}`;
  return new LabelSmoothingError('wrong_length', argument, message);
}

function wrongColumns({ rows, cols }: Matrix, argument: string, classes: number): LabelSmoothingError {
  const message = `${argument} is a ${rows} x ${cols} matrix, expected ${classes} columns, one for each class`;
  return new LabelSmoothingError('wrong_length', argument, message);
}

function countRule(least: number, most: number): string {
  return most === LARGEST_COUNT ? `an integer >= ${least}` : `an integer in [${least}, ${most}]`;
}

function wordRule(words: readonly string[]): string {
  return `one of ${words.map((word) => `'${word}'`).join(', ')}`;
}

/** What a class index may be, in the words of a message. */
function targetRule(classes: number, ignoreIndex?: number): string {
  return `an integer in [0, ${classes - 1}]${ignoreIndex === undefined ? '' : ` or ignoreIndex ${ignoreIndex}`}`;
}

/** Smoothing options, each read once: in the form of the core, and for `explain`. */
export interface Smoothing {
  labelSmoothing: number;
  conventionName: Convention;
  /** Its number. */
  convention: number;
  /** NO_PADDING if there is none. */
  paddingIndex: number;
  prior: CheckedNumbers | undefined;
}

/** What the smoothing options are checked with: the words for conventions, and the caller's way to check an array's type. */
interface SmoothingChecks {
  readonly conventions: readonly Convention[];
  numbers(values: unknown, argument: string): CheckedNumbers;
}

/** The length of the prior is still to be checked. */
export function checkSmoothing(
  table: OptionTable<SmoothingOptions>,
  options: SmoothingOptions,
  labelSmoothing: unknown,
  classes: number,
  checks: SmoothingChecks,
): Smoothing {
  const { prior, convention: conventionName = 'uniform' } = options;
  const convention = checkWord(conventionName, 'convention', checks.conventions);
  if (prior !== undefined && conventionName !== 'prior') throw table.ineffective('prior');
  const paddingIndex = checkPaddingIndex(options.paddingIndex, classes);
  if (paddingIndex !== NO_PADDING && conventionName !== 'padded' && table.isConditional('paddingIndex')) {
    throw table.ineffective('paddingIndex');
  }
  return {
    labelSmoothing: checkNumber(labelSmoothing, 'labelSmoothing'),
    conventionName,
    convention,
    paddingIndex,
    prior: prior === undefined ? undefined : checks.numbers(prior, 'prior'),
  };
}

/** The arguments of a call by the names of the API, for `explain`. */
export interface Arguments extends Partial<Smoothing> {
  classes: number;
  targets?: Indices | Numbers;
  /** What `targets` is called in this call. */
  targetsName?: string;
  /** `targets` holds log-probabilities. */
  areLogs?: boolean;
  /** Probabilities that must lie in [0, 1]. */
  probs?: Numbers;
  /** NaN among `probs` propagates, rather than being refused. */
  nanAllowed?: boolean;
  /** `probs` holds logits. */
  areLogits?: boolean;
  /** Log-probabilities that must not be positive. */
  logProbs?: Numbers;
  ignoreIndex?: number | undefined;
  classWeights?: Numbers | undefined;
  sampleWeights?: Numbers | undefined;
  posWeight?: Numbers | undefined;
  /** `posWeight` was one number. */
  hasOneWeight?: boolean;
  /** `targets` holds labels in [0, 1]. */
  areLabels?: boolean;
  zLoss?: number;
  temperature?: number;
  /** Logits that must be finite. */
  logits?: Numbers;
  learningRate?: number;
  /** Of an interval. */
  level?: number;
}

/** The error for a status of the C++ core: finds the value at fault and states the rule it breaks. */
export function explain(code: LabelSmoothingErrorCode, call: Arguments): LabelSmoothingError {
  const { classes, paddingIndex, conventionName: convention = 'uniform' } = call;
  const name = call.targetsName ?? 'targets';
  switch (code) {
    case 'label_smoothing_out_of_range':
      return refuse(code, 'labelSmoothing', call.labelSmoothing, 'a number in [0, 1]');
    case 'too_few_classes':
      return refuse(code, 'classes', classes, `at least ${smallestClasses[convention]} for convention '${convention}'`);
    case 'padding_index_out_of_range':
      return refuse(
        code,
        'paddingIndex',
        paddingIndex === NO_PADDING ? undefined : paddingIndex,
        `an integer in [0, ${classes - 1}]${convention === 'padded' ? " for convention 'padded'" : ''}`,
      );
    case 'target_out_of_range':
      return refuseElement(code, name, call.targets, targetRule(classes, call.ignoreIndex), (value) => {
        return (value < 0 || value >= classes) && value !== call.ignoreIndex;
      });
    case 'target_not_a_probability': {
      if (call.probs !== undefined && call.areLogits) {
        const rule = 'a number below Infinity, and one above -Infinity in every row';
        return refuseElement(code, 'probs', call.probs, rule, (x) => !(x < Infinity));
      }
      if (call.probs !== undefined) {
        const isAtFault = (p: number) =>
          p < 0 || Math.fround(p) > LARGEST_PROBABILITY || (Number.isNaN(p) && !call.nanAllowed);
        return refuseElement(code, 'probs', call.probs, 'a probability in [0, 1]', isAtFault);
      }
      if (call.areLabels) {
        return refuseElement(
          code,
          name,
          call.targets,
          'a label in [0, 1]',
          (y) => !(Math.fround(y) >= 0 && Math.fround(y) <= 1),
        );
      }
      const isAtFault = call.areLogs ? (value: number) => !(value < Infinity) : isNotFinitePositive;
      // The targets are at fault, unless the predictions are.
      if (call.logProbs !== undefined && !elements(call.targets ?? []).some(isAtFault)) {
        return refuseElement(code, 'logProbs', call.logProbs, 'a log-probability <= 0', isPositiveLog);
      }
      const rule = call.areLogs ? 'a log-probability below Infinity' : 'a finite probability >= 0';
      return refuseElement(code, name, call.targets, rule, isAtFault);
    }
    case 'invalid_prior': {
      if (call.prior === undefined) return refuse(code, 'prior', undefined, `${classes} probabilities that sum to 1`);
      const prior = elements(call.prior);
      if (prior.some(isNotFinitePositive)) {
        return refuseElement(code, 'prior', call.prior, 'a finite probability >= 0', isNotFinitePositive);
      }
      const sum = prior.reduce((total, p) => total + p, 0);
      return new LabelSmoothingError(code, 'prior', `prior sums to ${sum}, expected 1`);
    }
    case 'invalid_class_weights':
      return refuseElement(code, 'classWeights', call.classWeights, 'a finite weight >= 0', isNotFinitePositive);
    case 'invalid_sample_weights':
      return refuseElement(code, 'sampleWeights', call.sampleWeights, 'a finite weight >= 0', isNotFinitePositive);
    case 'invalid_pos_weight':
      return call.hasOneWeight
        ? refuse(code, 'posWeight', elements(call.posWeight ?? [])[0], 'a finite weight >= 0')
        : refuseElement(code, 'posWeight', call.posWeight, 'a finite weight >= 0', isNotFinitePositive);
    case 'invalid_temperature':
      return refuse(code, 'temperature', call.temperature, TEMPERATURE_RULE);
    case 'invalid_level':
      return refuse(code, 'level', call.level, 'a number above 0 and below 1');
    case 'invalid_z_loss':
      return refuse(code, 'zLoss', call.zLoss, 'a finite number >= 0');
    case 'invalid_learning_rate':
      return refuse(code, 'learningRate', call.learningRate, 'a finite number >= 0');
    case 'not_finite':
      return refuseElement(code, 'logits', call.logits, 'a finite number', (value) => !Number.isFinite(value));
    case 'all_ignored':
      return new LabelSmoothingError(code, name, `${name} has no row that counts, expected at least one`);
    default:
      // Shapes are checked before the call: reaching this is a mistake of this package.
      return new LabelSmoothingError(code, 'arguments', `the arguments were refused: ${code}`);
  }
}

/** What the core accepts above 1, and above 0 for a logarithm, as rounding. */
const LARGEST_PROBABILITY = Math.fround(1.0001);
const LARGEST_LOG_PROBABILITY = Math.fround(0.0001);

function isPositiveLog(value: number): boolean {
  return Math.fround(value) > LARGEST_LOG_PROBABILITY;
}

/** As the core sees it: in float32, where 1e300 is infinite. */
function isNotFinitePositive(value: number): boolean {
  const float = Math.fround(value);
  return !(float >= 0 && float < Infinity);
}

function elements(values: Numbers | Indices): number[] {
  return Array.from<number | bigint, number>(values instanceof Matrix ? values.data : values, Number);
}

/** The error for the first element at fault. */
function refuseElement(
  code: LabelSmoothingErrorCode,
  argument: string,
  values: Numbers | Indices | undefined,
  rule: string,
  isAtFault: (value: number) => boolean,
): LabelSmoothingError {
  const all = values === undefined ? [] : elements(values);
  const index = all.findIndex(isAtFault);
  return refuse(code, argument, all[index], rule, index < 0 ? '' : `[${index}]`);
}
