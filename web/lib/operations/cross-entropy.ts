import {
  type Arguments,
  type CheckedIndices,
  type CheckedNumbers,
  checkClasses,
  checkIndex,
  checkIndices,
  checkInner,
  checkLength,
  checkNumber,
  checkNumbers,
  checkRows,
  checkSmoothing,
  checkWord,
  IGNORE_INDEX,
  ONE_PER_CLASS,
  PROBABILITIES,
} from '../check.js';
import { Matrix } from '../memory.js';
import { OPTIONS } from '../options.js';
import { areInParts, inParts } from '../parts.js';
import { areFloats } from '../typed-arrays.js';
import type { CrossEntropyOptions, Numbers, OutOption, Reduction, Targets } from '../types.js';
import { CrossEntropyCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { type LossResult, readLoss, reserveLoss } from './loss.js';
import { copyOptional, copyPart, copyRows, deliver, deliverPart, placeOf, reserveOut, reservePart } from './rows.js';

/** Why one-hot rows in a plain array are refused. */
const ONE_HOT = `one for each row of logits; ${PROBABILITIES}`;

export function crossEntropy(
  core: Core,
  logits: Numbers,
  targets: Targets,
  options: CrossEntropyOptions & OutOption,
  withGradient: boolean,
): LossResult {
  const table = withGradient ? OPTIONS.crossEntropyAndGradient : OPTIONS.crossEntropy;
  const x = core.numbers(logits, 'logits');
  const given = core.heap.stable(targets);
  const classes = checkClasses(table, options);
  const smoothing = checkSmoothing(table, options, options.labelSmoothing ?? 0, classes, core);
  const { labelSmoothing, convention, paddingIndex, prior } = smoothing;
  const { out, reduction = 'mean', allIgnored } = options;
  const reductionNumber = checkWord(reduction, 'reduction', core.reductions);
  const inner = checkInner(options);
  if (allIgnored !== undefined && reduction !== 'mean') throw table.ineffective('allIgnored');
  const allIgnoredNumber = checkWord(allIgnored ?? 'nan', 'allIgnored', core.allIgnored);
  const givenIgnoreIndex = options.ignoreIndex;
  const ignoreIndex = checkIndex(givenIgnoreIndex, 'ignoreIndex', IGNORE_INDEX);
  const zLoss = checkNumber(options.zLoss ?? 0, 'zLoss');
  const temperature = checkNumber(options.temperature ?? 1, 'temperature');
  if (out !== undefined && !withGradient && reduction !== 'none') throw table.ineffective('out');
  const classWeights = core.optionalNumbers(options.classWeights, 'classWeights');
  const sampleWeights = core.optionalNumbers(options.sampleWeights, 'sampleWeights');
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
  const weights = { classWeights, sampleWeights };
  const blamed = () => ({ ...smoothing, ...weights, classes, zLoss, temperature, ignoreIndex, targets: t });
  const copied = [x, areProbabilities ? t : x, withGradient ? out : x];
  if (areInParts(x.length, copied, inner, out, [x, t, sampleWeights])) {
    const shared = { labelSmoothing, zLoss, temperature, convention, paddingIndex, classes, ignoreIndex };
    const common = { ...shared, allIgnored: allIgnoredNumber, reduction: reductionNumber, inParts: 1 };
    const inputs = { x, t, areProbabilities, sampleWeights, prior, classWeights, rows, inner };
    return crossEntropyInParts(core, inputs, common, out, reduction, withGradient, blamed());
  }
  core.heap.begin();
  const address = copyRows(core, x, 'logits', classes, inner);
  const y = areProbabilities
    ? copyRows(core, t, 'targets', classes, inner)
    : core.heap.copyIndices(t as CheckedIndices, 'targets');
  const s = copyOptional(core, sampleWeights, 'sampleWeights');
  const u = copyOptional(core, prior, 'prior');
  const w = copyOptional(core, classWeights, 'classWeights');
  const loss = reserveLoss(core, reduction, rows, withGradient ? undefined : out, [
    x,
    t,
    prior,
    classWeights,
    sampleWeights,
  ]);
  // The gradient may be written over the logits, which are read first.
  const gradient = withGradient
    ? reserveOut(core, out, rows * classes, [t, prior, classWeights, sampleWeights], inner)
    : 0;
  const call = core.write(CrossEntropyCall, {
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
  const status = core.raw.crossEntropy(call);
  if (status !== 0) core.expectOk(status, blamed());
  return {
    loss: readLoss(core, loss),
    gradient: withGradient ? deliver(core, out, gradient, rows * classes, classes, inner) : undefined,
  };
}

/**
 * Cross-entropy of more than the second-level cache holds: rows are copied in, computed and delivered part by part, so
 * that memory does not grow with them. The bits are those of a single call.
 */
function crossEntropyInParts(
  core: Core,
  inputs: CrossEntropyInputs,
  common: Omit<CrossEntropyCall, keyof PartOfCrossEntropy>,
  out: unknown,
  reduction: Reduction,
  withGradient: boolean,
  blamed: Arguments,
): LossResult {
  const { x, t, areProbabilities, sampleWeights, prior, classWeights, rows, inner } = inputs;
  const { classes } = common;
  const gradient = withGradient ? placeOf(core, out, rows * classes) : undefined;
  const elements = reduction === 'none' ? placeOf(core, withGradient ? undefined : out, rows) : undefined;
  const isInPlace = gradient instanceof Matrix && inner === 1 && ![t, sampleWeights].includes(Matrix.unwrap(gradient));
  let loss = 0;
  const compute = (kernel: 'crossEntropyTotals' | 'crossEntropy', first: number, count: number) => {
    const isLoss = kernel === 'crossEntropy';
    core.heap.begin();
    const part: PartOfCrossEntropy = {
      rows: count,
      logits: isLoss ? copyPart(core, x, 'logits', classes, inner, first, count) : 0,
      targets: areProbabilities
        ? 0
        : core.heap.copyIndices((t as CheckedIndices).subarray(first, first + count), 'targets'),
      probabilities: areProbabilities ? copyPart(core, t, 'targets', classes, inner, first, count) : 0,
      prior: copyOptional(core, prior, 'prior'),
      classWeights: copyOptional(core, classWeights, 'classWeights'),
      sampleWeights: sampleWeights ? core.heap.copyPart(sampleWeights, 'sampleWeights', first, count) : 0,
      reduced: elements ? 0 : core.heap.reserve(8, 'out'),
      elements: elements ? core.heap.reserve(count * 4, 'out') : 0,
      gradient: gradient && isLoss ? reservePart(core, gradient, isInPlace, classes, first, count) : 0,
    };
    const call = core.write(CrossEntropyCall, { ...common, ...part });
    core.expectOk(core.raw[kernel](call), blamed);
    if (!isLoss) return;
    if (elements) deliverPart(core, elements, part.elements, 1, 1, first, count);
    else loss = core.heap.readDouble(part.reduced);
    if (gradient && !isInPlace) deliverPart(core, gradient, part.gradient, classes, inner, first, count);
  };
  core.raw.beginParts(rows);
  // Every target is checked, and the divisor known, before anything is written.
  const few = areProbabilities ? classes : 1;
  inParts(rows, few, areProbabilities ? inner : 1, (first, count) => compute('crossEntropyTotals', first, count));
  inParts(rows, classes, inner, (first, count) => compute('crossEntropy', first, count));
  return { loss: elements ?? loss, gradient };
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
