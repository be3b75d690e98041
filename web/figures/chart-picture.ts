/** Charts without a screen: drawn once, on whatever can be drawn on. */

import { BasicPlatform } from 'chart.js';
import { Chart } from './chart.js';
import type { Chart as ChartContent, Theme } from './figure.js';
import type { SvgContext } from './svg-context.js';

/**
 * Draws a chart in the size of the canvas of a context: one of the browser's, or one that notes SVG.
 *
 * @param resolution pixels of that canvas per pixel of its size
 * @returns the chart, to be destroyed, which clears the browser's canvas
 */
export function drawChart(
  content: ChartContent,
  theme: Theme,
  { canvas }: CanvasRenderingContext2D | SvgContext,
  resolution = 1,
): Chart {
  const configuration = content.configuration(theme);
  const options = {
    ...configuration.options,
    responsive: false,
    devicePixelRatio: resolution,
    events: [],
    // Without styles of their own for segments, Chart.js draws lines by Path2D, which tells nobody what is in it.
    datasets: { line: { segment: {} } },
  };
  // Chart.js wants a canvas of the browser and, on this platform, uses no more of it than both have.
  return new Chart(canvas as HTMLCanvasElement, { ...configuration, options, platform: BasicPlatform });
}
