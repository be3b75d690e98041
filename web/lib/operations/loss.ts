/** What losses share: their reductions, and the calls of those whose rows depend on nothing but themselves. */
import type { CheckedNumbers } from '../check.js';
import type { Matrix } from '../memory.js';
import { areInParts, inParts } from '../parts.js';
import type { Reduction } from '../types.js';
import type { Core } from './core.js';
import { copyPart, copyRows, deliver, deliverPart, placeOf, reserveOut } from './rows.js';

export type LossValue = number | Float32Array | Matrix;

/** A loss, and its gradient where that was asked for. */
export interface LossResult {
  loss: LossValue;
  gradient: Float32Array | Matrix | undefined;
}

/** Numbers with the name of their argument. */
export type Operand = [values: CheckedNumbers, name: string];

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

/**
 * A loss whose rows depend on nothing but themselves, and its gradient. What is larger than the second-level cache is
 * computed in parts, so that memory does not grow with it; the bits are those of a single call.
 *
 * @param compute takes the addresses of the operands; throws where the core refuses them
 */
export function lossOfRows(
  core: Core,
  setup: LossSetup,
  withGradient: boolean,
  compute: (operands: [number, number], part: PartOfLoss) => void,
): LossResult {
  const { operands, others = [], rows, classes, inner, width, reduction, reductionNumber, out } = setup;
  const values = operands.map(([numbers]) => numbers);
  const inputs = [...values, ...others];
  const lie = width === 1 ? 1 : inner;
  const isElementwise = keepsElements(reduction);
  const copied = withGradient || isElementwise ? [...values, out] : values;
  if (areInParts(rows * classes, copied, inner, out, inputs)) {
    const gradient = withGradient ? placeOf(core, out, rows * classes) : undefined;
    const elements = isElementwise ? placeOf(core, withGradient ? undefined : out, rows * width) : undefined;
    const each = (elements: Float32Array | Matrix | undefined, gradient: Float32Array | Matrix | undefined) => {
      let loss = 0;
      core.raw.beginParts(rows);
      inParts(rows, classes, inner, (first, count) => {
        core.heap.begin();
        const addresses = operands.map(([values, name]) => copyPart(core, values, name, classes, inner, first, count));
        const part = {
          rows: count,
          reduction: elements || !isElementwise ? reductionNumber : core.reductions.indexOf('sum'),
          inParts: 1,
          reduced: elements ? 0 : core.heap.reserve(8, 'out'),
          elements: elements ? core.heap.reserve(count * width * 4, 'out') : 0,
          gradient: gradient ? core.heap.reserve(count * classes * 4, 'out') : 0,
        };
        compute(addresses as [number, number], part);
        if (elements) deliverPart(core, elements, part.elements, width, lie, first, count);
        else loss = core.heap.readDouble(part.reduced);
        if (gradient) deliverPart(core, gradient, part.gradient, classes, inner, first, count);
      });
      return loss;
    };
    // What is refused is found before anything is written.
    if (out !== undefined) each(undefined, undefined);
    const loss = each(elements, gradient);
    return { loss: elements ?? loss, gradient };
  }
  core.heap.begin();
  const addresses = operands.map(([values, name]) => copyRows(core, values, name, classes, inner));
  const loss = reserveLoss(core, reduction, rows * width, withGradient ? undefined : out, inputs, width, lie);
  // The gradient may be written over the first operand, which is read first.
  const gradient = withGradient ? reserveOut(core, out, rows * classes, inputs.slice(1), inner) : 0;
  compute(addresses as [number, number], {
    rows,
    reduction: reductionNumber,
    inParts: 0,
    reduced: loss.reduced,
    elements: loss.elements,
    gradient,
  });
  return {
    loss: readLoss(core, loss),
    gradient: withGradient ? deliver(core, out, gradient, rows * classes, classes, inner) : undefined,
  };
}

/** Where a loss is written; one of `reduced` and `elements` is 0. */
export function reserveLoss(
  core: Core,
  reduction: Reduction | 'row',
  count: number,
  out: Float32Array | Matrix | undefined,
  inputs: readonly unknown[],
  classes = 1,
  inner = 1,
) {
  const isElementwise = keepsElements(reduction);
  return {
    reduced: isElementwise ? 0 : core.heap.reserve(8, 'out'),
    elements: isElementwise ? reserveOut(core, out, count, inputs, inner) : 0,
    out,
    count,
    classes,
    inner,
  };
}

export function readLoss(core: Core, loss: ReturnType<typeof reserveLoss>): LossValue {
  if (loss.elements === 0) return core.heap.readDouble(loss.reduced);
  return deliver(core, loss.out, loss.elements, loss.count, loss.classes, loss.inner);
}

/** Whether a loss is one number for each element or row. */
export function keepsElements(reduction: Reduction | 'row'): boolean {
  return reduction === 'none' || reduction === 'row';
}
