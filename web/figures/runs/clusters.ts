/** How close together the points of a class are, and how far apart the classes. */

import type { Points } from './pictures.js';

export interface Clusters {
  /** Root mean square of the distances from points to the center of their class. */
  readonly within: number;
  /** Mean of the distances between the centers of two classes. */
  readonly between: number;
}

/** @param count the number of classes; if one has no points, it has no center, and both numbers are NaN */
export function clusters({ coordinates, classes }: Points, count: number): Clusters {
  const centers = Array.from({ length: count }, () => ({ x: 0, y: 0, points: 0 }));
  const at = (index: number) => [coordinates[2 * index] as number, coordinates[2 * index + 1] as number] as const;
  classes.forEach((one, index) => {
    const center = centers[one] as (typeof centers)[number];
    const [x, y] = at(index);
    center.x += x;
    center.y += y;
    center.points++;
  });
  for (const center of centers) {
    center.x /= center.points;
    center.y /= center.points;
  }
  let squares = 0;
  classes.forEach((one, index) => {
    const center = centers[one] as (typeof centers)[number];
    const [x, y] = at(index);
    squares += (x - center.x) ** 2 + (y - center.y) ** 2;
  });
  const distances = centers.flatMap((one, index) =>
    centers.slice(index + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
  );
  const between = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  return { within: Math.sqrt(squares / classes.length) + 0 * between, between };
}
