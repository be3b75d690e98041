/** Charts without a screen: drawn once, on any drawing context. */

import { BasicPlatform } from 'chart.js';
import { Chart } from './chart.js';
import type { Chart as ChartContent, Theme } from './figure.js';
import type { SvgContext } from './svg-context.js';

/**
 * Draws a chart at the size of a context's canvas. The context is the browser's, or one that records SVG.
 *
 * @param resolution canvas pixels per CSS pixel
 * @returns the chart; destroying it clears the browser's canvas
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
    // Segment styles keep Chart.js from using Path2D, whose contents cannot be read.
    datasets: { line: { segment: {} } },
  };
  // Chart.js expects the browser's canvas but, on this platform, uses only what both have.
  return new Chart(canvas as HTMLCanvasElement, { ...configuration, options, platform: BasicPlatform });
}
