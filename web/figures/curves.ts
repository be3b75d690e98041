/** Common to charts of curves. */

import type { Chart, ChartConfiguration } from 'chart.js';
import { type Axis, type CurvePoint, options, pixelOf } from './chart.js';
import type { Theme } from './figure.js';
import { long } from './format.js';

export interface Curve {
  readonly label: string;
  readonly points: readonly CurvePoint[];
  readonly series: number;
  /** In pixels; default 2.5. */
  readonly width?: number;
  readonly dash?: readonly number[];
}

export const curveData = (theme: Theme, curves: readonly Curve[]): ChartConfiguration['data'] => ({
  datasets: curves.map(({ label, points, series, width = 2.5, dash = [] }) => ({
    label,
    data: points as CurvePoint[],
    borderColor: theme.series[series] as string,
    backgroundColor: theme.series[series] as string,
    borderWidth: width,
    borderDash: dash as number[],
    pointRadius: 0,
    pointHoverRadius: 4,
  })),
});

/** @param titleOf what the tooltip at an x begins with */
export const curveChart = (
  theme: Theme,
  curves: readonly Curve[],
  axes: { readonly x: Axis; readonly y: Axis },
  draw: (chart: Chart) => void,
  titleOf: (x: number) => string,
): ChartConfiguration => ({
  type: 'line',
  data: curveData(theme, curves),
  options: options(theme, axes, draw, {
    title: ({ raw }) => titleOf((raw as CurvePoint).x),
    label: ({ dataset, raw }) => `${dataset.label}: ${long((raw as CurvePoint).y)}`,
  }),
});

/** A vertical line over the whole chart. */
export function drawGuide(chart: Chart, x: number, color: string): void {
  const { ctx, chartArea } = chart;
  const [left] = pixelOf(chart, x, 0);
  ctx.setLineDash([4, 4]);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = color;
  ctx.beginPath();
  ctx.moveTo(left, chartArea.top);
  ctx.lineTo(left, chartArea.bottom);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A dot on a curve, unless the curve is outside the chart there. */
export function drawDot(chart: Chart, { x, y }: CurvePoint, color: string, background: string): void {
  const { ctx, chartArea } = chart;
  const [left, top] = pixelOf(chart, x, y);
  if (!(top >= chartArea.top - 1 && top <= chartArea.bottom + 1)) return;
  ctx.lineWidth = 2;
  ctx.fillStyle = color;
  ctx.strokeStyle = background;
  ctx.beginPath();
  ctx.arc(left, top, 6, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

export const labelFont = ({ scale, font }: Theme) => `600 ${12 * scale}px ${font}`;

/**
 * Text with an outline in the background color, which keeps lines behind it from disturbing. Stays inside the chart.
 *
 * @param side the side of the point on which the text stands
 */
export function drawText(
  chart: Chart,
  theme: Theme,
  text: string,
  left: number,
  top: number,
  color: string = theme.text,
  side: 'left' | 'right' = 'right',
): void {
  const { ctx, chartArea } = chart;
  ctx.font = labelFont(theme);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.background;
  ctx.fillStyle = color;
  const { width } = ctx.measureText(text);
  const wanted = side === 'right' ? left : left - width;
  const x = Math.max(Math.min(wanted, chartArea.right - width), chartArea.left + 2);
  ctx.strokeText(text, x, top);
  ctx.fillText(text, x, top);
}

/** Fills what lies between two curves with the same x. */
export function fillBetween(
  chart: Chart,
  lower: readonly CurvePoint[],
  upper: readonly CurvePoint[],
  color: string,
): void {
  const { ctx, chartArea } = chart;
  const { left, top, right, bottom } = chartArea;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
  ctx.beginPath();
  for (const { x, y } of [...lower, ...upper.slice().reverse()]) ctx.lineTo(...pixelOf(chart, x, y));
  ctx.closePath();
  ctx.globalAlpha = 0.22;
  ctx.fillStyle = color;
  ctx.fill();
  ctx.restore();
}
