/**
 * Strokes of a pen as a picture like those of the UCI digits: upright, narrow, as high as the picture, and thick. Those
 * were scanned as 32 x 32 black or white pixels, of which each 4 x 4 make a pixel of 17 gray levels.
 */

/** Where the pen was, from the upper left: x and y from 0 to 1. */
export type Stroke = readonly (readonly [x: number, y: number])[];

const fine = 32;
const size = 8;
/** Black pixels of the 32 x 32: the mean over the digits is 312, and hardly another one for any of the ten. */
const ink = 312;
/** Radius of the pen in these pixels, at the least and at the most. */
const radii = [1.4, 4.5] as const;
/** Room for the pen at the edges. */
const margin = 2.5;
/** Width divided by height, at the most. */
const widest = 0.62;
/** How far strokes are sheared to stand upright: more would make a 7 of a slanted bar. */
const mostShear = 0.25;
/** Points along the strokes, at the most. */
const mostPoints = 160;

type Point = readonly [x: number, y: number];

/** Points along the strokes, near enough to each other for the pen to leave no gaps. */
function along(strokes: readonly Stroke[]): Point[] {
  const length = strokes.reduce(
    (sum, stroke) =>
      sum + stroke.slice(1).reduce((own, [x, y], index) => own + distance([x, y], stroke[index] as Point), 0),
    0,
  );
  const step = Math.max(length / mostPoints, 0.01);
  return strokes.flatMap((stroke) =>
    stroke.flatMap((point, index) => {
      const next = stroke[index + 1];
      if (!next) return [point];
      const count = Math.max(1, Math.round(distance(point, next) / step));
      return Array.from({ length: count }, (_, part): Point => {
        const share = part / count;
        return [point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])];
      });
    }),
  );
}

const distance = ([x, y]: Point, [otherX, otherY]: Point) => Math.hypot(x - otherX, y - otherY);
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Shears points so that they lean to no side. */
function upright(points: readonly Point[]): Point[] {
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = mean(points.map(([, y]) => (y - middleY) ** 2));
  const lean = mean(points.map(([x, y]) => (x - middleX) * (y - middleY)));
  const shear = spread > 0 ? clamp(lean / spread, -mostShear, mostShear) : 0;
  return points.map(([x, y]) => [x - shear * (y - middleY), y]);
}

/** Moves points into the middle of the 32 x 32 pixels, as high as they go and not too wide. */
function fitted(points: readonly Point[]): Point[] {
  const range = (numbers: readonly number[]) => [Math.min(...numbers), Math.max(...numbers)] as const;
  const [left, right] = range(points.map(([x]) => x));
  const [top, bottom] = range(points.map(([, y]) => y));
  const room = fine - 2 * margin;
  const [width, height] = [right - left, bottom - top];
  // A dot stays one, and a dash does not become a bar.
  const scaleY = room / Math.max(height, width / 2, 0.05);
  const scaleX = Math.min(scaleY, (widest * room) / Math.max(width, 1e-9));
  return points.map(([x, y]) => [
    fine / 2 + (x - (left + right) / 2) * scaleX,
    fine / 2 + (y - (top + bottom) / 2) * scaleY,
  ]);
}

/** @returns 8 x 8 gray levels in [0, 1], all 0 without strokes */
export function pictureOf(strokes: readonly Stroke[]): Float32Array {
  const picture = new Float32Array(size * size);
  const drawn = along(strokes);
  if (drawn.length === 0) return picture;
  const points = fitted(upright(drawn));
  const distances = Float32Array.from({ length: fine * fine }, (_, pixel) => {
    const center: Point = [(pixel % fine) + 0.5, Math.floor(pixel / fine) + 0.5];
    let nearest = Number.POSITIVE_INFINITY;
    for (const point of points) nearest = Math.min(nearest, distance(center, point));
    return nearest;
  });
  // The pen is as thick as it has to be for that much ink.
  const radius = clamp(Float32Array.from(distances).sort()[ink] as number, ...radii);
  const block = fine / size;
  distances.forEach((own, pixel) => {
    const [row, column] = [Math.floor(pixel / fine / block), Math.floor((pixel % fine) / block)];
    const at = row * size + column;
    if (own <= radius) picture[at] = (picture[at] as number) + 1 / block ** 2;
  });
  return picture;
}
