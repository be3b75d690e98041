/**
 * What the reader points at is marked on both sides: a number in the text or a formula, and the bar, cell, row or point
 * of the figure that it belongs to.
 */
import type { LabelSmoothingElement } from '../element/index.js';

type Numbers = Readonly<Record<string, number>>;

/** The point of the curve of a given x: the curve begins at x = 1. */
const pointAt = (x: number | undefined) => (x === undefined || !Number.isFinite(x) ? undefined : Math.round(x) - 1);

/** The class, or the point of the curve, that a number of the readout is about; undefined if it is about them all. */
function indexOf(kind: string, key: string, readout: Numbers, last: number | undefined): number | undefined {
  const { x, target } = readout;
  if (kind === 'loss-curve') {
    if (key === 'minimum-x' || key === 'minimum-loss') return pointAt(readout['minimum-x']);
    if (key === 'x' || key === 'loss') return pointAt(x);
    if (key === 'loss-first') return 0;
    return key === 'loss-last' ? pointAt(last) : undefined;
  }
  const ofTarget = ['target', 'target-probability', 'probability', 'loss', 'confidence'];
  return ofTarget.includes(key) ? target : undefined;
}

/**
 * @param numbers what the text says of the figure: elements with the readout's name of a number in `data-value`, or the
 * index of a class in `data-class`
 */
export function bindPointing(figure: LabelSmoothingElement, numbers: readonly Element[]): void {
  const kind = figure.figure;
  const place = (element: Element): number | undefined => {
    const written = element.getAttribute('data-class');
    if (written !== null) return Number(written);
    return indexOf(kind, element.getAttribute('data-value') ?? '', figure.getReadout(), figure.getState().xMax);
  };
  /** Of classes that share one number none is meant in particular, but each of them means that number. */
  const means = (element: Element, index: number) => {
    const { target } = figure.getReadout();
    if (element.getAttribute('data-value') === 'other-probability') return target !== undefined && target !== index;
    return place(element) === index;
  };
  const mark = (index: number | null) => {
    for (const element of numbers) element.classList.toggle('pointed', index !== null && means(element, index));
  };

  figure.addEventListener('ls-highlight', (event) =>
    mark((event as CustomEvent<{ index: number | null }>).detail.index),
  );
  const point = (index: number | null) => {
    figure.highlight(index);
    mark(index);
  };
  for (const element of numbers) {
    for (const type of ['pointerenter', 'focus']) element.addEventListener(type, () => point(place(element) ?? null));
    for (const type of ['pointerleave', 'blur']) element.addEventListener(type, () => point(null));
  }
}
