import type { Chart } from 'chart.js';

/** Where a point, in units of the axes, lies on the canvas. */
export const pixelOf = (
  { scales: { x: across, y: up } }: Pick<Chart, 'scales'>,
  x: number,
  y: number,
): readonly [number, number] => [across?.getPixelForValue(x) ?? 0, up?.getPixelForValue(y) ?? 0];
