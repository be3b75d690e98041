/**
 * The penultimate layer seen along three classes, as in figure 1 of Müller, Kornblith and Hinton, "When does label
 * smoothing help?", 2019: the weight vectors of three classes in the last layer, their templates, span a plane; the
 * activations of examples of these classes are projected on it.
 */

/** An orthonormal basis of the plane through three points, and the first point as its origin. */
export interface Plane {
  readonly origin: Float64Array;
  readonly across: Float64Array;
  readonly up: Float64Array;
}

/** A direction shorter than this, relative to the first side, is only rounding. */
const degenerate = 1e-6;

const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Float64Array.from(a, (value, i) => value - (b[i] ?? 0));
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};
const scaled = (a: Float64Array, factor: number) => a.map((value) => value * factor);

/** @returns undefined when the three points lie on a line, which spans no plane */
export function planeThrough(a: ArrayLike<number>, b: ArrayLike<number>, c: ArrayLike<number>): Plane | undefined {
  const first = difference(b, a);
  const length = Math.sqrt(dot(first, first));
  if (!(length > 0)) return undefined;
  const across = scaled(first, 1 / length);
  const second = difference(c, a);
  const along = dot(second, across);
  const rest = second.map((value, i) => value - along * (across[i] as number));
  const height = Math.sqrt(dot(rest, rest));
  if (!(height > degenerate * length)) return undefined;
  return { origin: Float64Array.from(a), across, up: scaled(rest, 1 / height) };
}

/** Coordinates of a point's projection on the plane. */
export function project({ origin, across, up }: Plane, point: ArrayLike<number>): readonly [number, number] {
  const from = difference(point, origin);
  return [dot(from, across), dot(from, up)];
}
