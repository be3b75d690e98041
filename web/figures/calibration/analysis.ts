/**
 * What predictions say of a model's confidence: every number of the figure `calibration`, of the page that checks a model
 * and of the command. Works through the rows in blocks, so that it adds little to the memory of the predictions.
 */

import type { Calibration, LabelSmoothing, Matrix } from '../../lib/index.js';

/** The predictions of one model. */
export interface Given {
  /** N x K, row-major, in memory of its own or of the kernels. */
  readonly scores: Float32Array | Matrix;
  readonly areLogits: boolean;
  /** N class indices; rows with `ignored` do not count. */
  readonly targets: Int32Array;
  readonly classes: number;
  readonly names?: readonly string[] | undefined;
  /** The line of each row in its file, where that has lines. */
  readonly line?: ((row: number) => number) | undefined;
  /** The scores may be overwritten. */
  readonly owned?: boolean;
}

export const ignored = -100;

/** For each row that counts, in order. */
export interface Rows {
  /** Its place among all rows. */
  readonly place: Int32Array;
  /** Its line in the file, where that has lines. */
  readonly line?: Int32Array | undefined;
  readonly target: Int32Array;
  /** The first of its most probable classes. */
  readonly predicted: Int32Array;
  readonly confidence: Float32Array;
  /** The confidence at the temperature that was fitted on all rows. */
  readonly warm: Float32Array;
  /** The confidence at the temperature that was fitted on the other half. */
  readonly heldOut: Float32Array;
}

/** What is measured of confidences alone. */
export type Measures = Calibration & Required<Pick<Calibration, 'intervals' | 'consistency'>>;

/** One class against all others. */
export interface ClassRow {
  readonly index: number;
  readonly name: string;
  /** Rows of the class, and rows that were taken for it. */
  readonly count: number;
  readonly predicted: number;
  /** Of the rows that were taken for it: the share that is right, and the mean confidence. */
  readonly accuracy: number;
  readonly confidence: number;
  /** Of the rows of the class: the share that was found. */
  readonly recall: number;
  /** Calibration error of P(class); NaN where there are too many classes to look at each. */
  readonly ece: number;
}

export interface Analysis {
  readonly rows: Rows;
  readonly count: number;
  readonly classes: number;
  readonly names: readonly string[];
  readonly nll: number;
  readonly brier: number;
  readonly classwiseEce: number;
  /** Of all rows. */
  readonly temperature: number;
  readonly atBound: 'none' | 'zero' | 'infinity';
  readonly nllAfter: number;
  /** Fitted on one half of the rows, and on the other. */
  readonly halves: readonly [number, number];
  readonly perClass: readonly ClassRow[];
}

/** Values in a block that is copied at once. */
const blockValues = 1 << 18;
/** With more, P(class) is not looked at class by class. */
const mostClasses = 100;

/** Which half a row is in: shuffled, but the same for everybody (Knuth's multiplicative hash). */
const halfOf = (row: number) => (Math.imul(row + 1, 0x9e3779b1) >>> 31) as 0 | 1;

/**
 * @param progress called with the share of the work that is done
 * @throws LabelSmoothingError naming what is wrong with the predictions
 */
export function analyse(ls: LabelSmoothing, given: Given, progress: (share: number) => void = () => {}): Analysis {
  const { areLogits, targets, classes } = given;
  const count = targets.reduce((sum, target) => sum + (target === ignored ? 0 : 1), 0);
  const rows: Rows = {
    place: new Int32Array(count),
    target: new Int32Array(count),
    predicted: new Int32Array(count),
    confidence: new Float32Array(count),
    warm: new Float32Array(count),
    heldOut: new Float32Array(count),
  };
  const { line } = given;
  const before = measureRows(ls, given, rows, (share) => progress(0.25 * share));

  // Temperatures divide logits, and log p is one of them.
  const logits = areLogits ? given.scores : logarithms(given);
  const { temperature, atBound, nllBefore, nllAfter } = ls.fitTemperature(logits, targets, { classes });
  progress(0.5);
  const fitOn = (half: 0 | 1) => {
    const own = targets.map((target, row) => (halfOf(row) === half ? target : ignored));
    return own.every((target) => target === ignored) ? 1 : ls.fitTemperature(logits, own, { classes }).temperature;
  };
  const halves = [fitOn(0), fitOn(1)] as const;
  progress(0.75);
  fillWarm(ls, { ...given, scores: logits }, rows, temperature, halves, (share) => progress(0.75 + 0.25 * share));
  return {
    rows: { ...rows, line: line && rows.place.map(line) },
    count,
    classes,
    names: given.names ?? Array.from({ length: classes }, (_, index) => String(index)),
    // Of logits itself: the probability of a label may be too small for 32 bits.
    nll: areLogits ? nllBefore : before.nll,
    brier: before.brier,
    classwiseEce: before.classwiseEce,
    temperature,
    atBound,
    nllAfter,
    halves,
    perClass: before.perClass,
  };
}

/** The rows of the scores in blocks. Memory of the kernels moves, so each block is copied. */
function forEachBlock(
  { scores, classes, targets }: Given,
  use: (block: Float32Array, first: number, targets: Int32Array) => void,
  progress: (share: number) => void = () => {},
): void {
  const count = targets.length;
  const atOnce = Math.max(1, Math.floor(blockValues / classes));
  const buffer = new Float32Array(Math.min(atOnce, count) * classes);
  for (let first = 0; first < count; first += atOnce) {
    const until = Math.min(first + atOnce, count);
    const values = scores instanceof Float32Array ? scores : scores.data;
    const block = buffer.subarray(0, (until - first) * classes);
    block.set(values.subarray(first * classes, until * classes));
    use(block, first, targets.subarray(first, until));
    progress(until / count);
  }
}

function measureRows(ls: LabelSmoothing, given: Given, rows: Rows, progress: (share: number) => void) {
  const { classes, areLogits } = given;
  const calibrator = ls.calibrator({ classes, ignoreIndex: ignored });
  const byClass =
    classes <= mostClasses
      ? Array.from({ length: classes }, () => ls.calibrator({ classes: 2 }))
      : ([] as ReturnType<LabelSmoothing['calibrator']>[]);
  const tally = Array.from({ length: classes }, () => ({ count: 0, predicted: 0, right: 0, confidence: 0 }));
  let at = 0;
  try {
    forEachBlock(
      given,
      (block, first, targets) => {
        const probs = areLogits ? ls.softmax(block, { classes, out: block }) : block;
        calibrator.add(probs, targets);
        const from = at;
        for (let row = 0; row < targets.length; row++) {
          const target = targets[row] as number;
          if (target === ignored) continue;
          let best = row * classes;
          for (let place = best + 1; place < (row + 1) * classes; place++) {
            if ((probs[place] as number) > (probs[best] as number)) best = place;
          }
          const predicted = best - row * classes;
          const confidence = probs[best] as number;
          rows.place[at] = first + row;
          rows.target[at] = target;
          rows.predicted[at] = predicted;
          rows.confidence[at] = confidence;
          const own = tally[predicted] as (typeof tally)[number];
          own.predicted++;
          own.confidence += confidence;
          if (predicted === target) own.right++;
          (tally[target] as (typeof tally)[number]).count++;
          at++;
        }
        // P(class) as the confidence of being that class: see `pairsOf`.
        const pairs = new Float32Array(2 * (at - from));
        const wrong = new Int32Array(at - from);
        byClass.forEach((own, index) => {
          for (let row = from; row < at; row++) {
            pairs[2 * (row - from)] = probs[((rows.place[row] as number) - first) * classes + index] as number;
            wrong[row - from] = rows.target[row] === index ? 0 : 1;
          }
          own.add(pairs, wrong);
        });
      },
      progress,
    );
    const { nll, brier, classwiseEce } = calibrator.result();
    const names = given.names;
    const perClass = tally.map(
      ({ count, predicted, right, confidence }, index): ClassRow => ({
        index,
        name: names?.[index] ?? String(index),
        count,
        predicted,
        accuracy: right / predicted,
        confidence: confidence / predicted,
        recall: right / count,
        ece: byClass[index]?.result().ece ?? Number.NaN,
      }),
    );
    return { nll, brier, classwiseEce, perClass };
  } finally {
    for (const each of [calibrator, ...byClass]) each.free();
  }
}

/** log p, in the place of p where that is allowed. */
function logarithms({ scores, owned }: Given): Float32Array | Matrix {
  const of = (from: Float32Array, to: Float32Array) => {
    for (let at = 0; at < from.length; at++) to[at] = Math.log(from[at] as number);
    return to;
  };
  if (!(scores instanceof Float32Array)) {
    of(scores.data, scores.data);
    return scores;
  }
  return of(scores, owned ? scores : new Float32Array(scores.length));
}

/** Confidences at temperatures; the most probable class stays what it is. */
function fillWarm(
  ls: LabelSmoothing,
  given: Given,
  { place, predicted, warm, heldOut }: Rows,
  all: number,
  halves: readonly [number, number],
  progress: (share: number) => void,
): void {
  const { classes } = given;
  let at = 0;
  let out = new Float32Array();
  forEachBlock(
    given,
    (block, first, targets) => {
      const from = at;
      if (out.length !== block.length) out = new Float32Array(block.length);
      const fill = (temperature: number, set: (row: number, confidence: number) => void) => {
        const hasSoftmax = temperature > 0 && temperature < Infinity;
        const probs = hasSoftmax ? ls.softmax(block, { classes, temperature, out }) : undefined;
        for (at = from; at < place.length && (place[at] as number) < first + targets.length; at++) {
          const row = (place[at] as number) - first;
          // At T = 0 all of it is on one class, at infinity on each the same.
          const limit = temperature === 0 ? 1 : 1 / classes;
          set(at, probs ? (probs[row * classes + (predicted[at] as number)] as number) : limit);
        }
      };
      fill(all, (row, confidence) => {
        warm[row] = confidence;
      });
      for (const half of [0, 1] as const) {
        fill(halves[1 - half] as number, (row, confidence) => {
          if (halfOf(place[row] as number) === half) heldOut[row] = confidence;
        });
      }
    },
    progress,
  );
}

/** One model's rows at which confidences. */
export type Which = 'confidence' | 'warm' | 'heldOut';

/**
 * Rows of two columns, the confidence and 0, and the target 0 where the prediction is right: for the measures of the
 * most probable class these are the same predictions, however many classes there were.
 */
export function pairsOf(rows: Rows, which: Which = 'confidence'): [Float32Array, Int32Array] {
  const confidence = rows[which];
  const pairs = new Float32Array(2 * confidence.length);
  const wrong = new Int32Array(confidence.length);
  for (let row = 0; row < confidence.length; row++) {
    pairs[2 * row] = confidence[row] as number;
    wrong[row] = rows.predicted[row] === rows.target[row] ? 0 : 1;
  }
  return [pairs, wrong];
}

export interface Binning {
  readonly bins: number;
  readonly binning: 'equal-width' | 'equal-mass';
}

/** Calibration of confidences. `nll`, `brier` and `classwiseEce` of it mean nothing: the analysis has them. */
export function measure(ls: LabelSmoothing, { rows }: Analysis, binning: Binning, which?: Which): Measures {
  const [pairs, wrong] = pairsOf(rows, which);
  return ls.calibration(pairs, wrong, { classes: 2, ...binning, bootstrap: {} }) as Measures;
}

/** Risk against coverage, at the original confidences: a temperature does not change their order within a class. */
export function riskOf(ls: LabelSmoothing, { rows }: Analysis) {
  const [pairs, wrong] = pairsOf(rows);
  return ls.riskCoverage(pairs, wrong, { classes: 2 });
}

/** What there is to say first. */
export type Verdict = 'nothing' | 'overconfident' | 'underconfident' | 'cancels';

/** Fewer rows say little. */
const fewRows = 100;

/**
 * The verdict of an analysis: `nothing` to mend only where the interval of confidence − accuracy contains 0 and the ECE lies
 * within what perfect calibration would show with as many rows.
 */
export function verdictOf({ intervals, consistency, ece, confidence, accuracy }: Measures): Verdict {
  const [low, high] = intervals.confidenceGap;
  const gap = confidence - accuracy;
  if (low > 0 && gap > 0) return 'overconfident';
  if (high < 0 && gap < 0) return 'underconfident';
  return ece > consistency.high ? 'cancels' : 'nothing';
}

/** `certain`: every confidence is 1. */
type Oddity = 'few' | 'one-class' | 'separable' | 'constant' | 'certain';

/** What makes predictions special, so that nothing of the usual holds. */
export function oddities(analysis: Analysis): ReadonlySet<Oddity> {
  const odd = new Set<Oddity>();
  const { rows, count, atBound } = analysis;
  if (count < fewRows) odd.add('few');
  if (rows.target.every((target) => target === rows.target[0])) odd.add('one-class');
  if (atBound === 'zero') odd.add('separable');
  if (rows.confidence.every((confidence) => confidence === rows.confidence[0]))
    odd.add(rows.confidence[0] === 1 ? 'certain' : 'constant');
  return odd;
}
