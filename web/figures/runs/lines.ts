/** Lines against epochs, α or temperature, with bands for the spread between seeds. */

import type { ChartConfiguration, Chart as DrawnChart } from 'chart.js';
import { type Axis, type CurvePoint, options, pixelOf } from '../chart.js';
import type { LegendEntry, Theme } from '../figure.js';
import { long } from '../format.js';

export interface Line {
  readonly label: string;
  readonly points: readonly CurvePoint[];
  readonly series: number;
  readonly dashed?: boolean;
  /** Half the height of a band around each point. */
  readonly spread?: readonly number[];
  /** The same of the recorded run, drawn faintly behind. */
  readonly behind?: readonly CurvePoint[];
  /** Marks each point, if there are few. */
  readonly marked?: boolean;
}

/** The lines of a chart, for its own legend. */
export const legendOf = (lines: readonly Line[]): readonly LegendEntry[] =>
  lines.map(({ label, series, dashed }) => ({ label, series, mark: dashed ? 'dash' : 'line' }));

/** More points on a line would cost time and not be visible. */
const mostPoints = 200;

/** Every n-th point, and the last one. */
function thinned<T>(points: readonly T[]): readonly T[] {
  const stride = Math.ceil(points.length / mostPoints);
  if (stride <= 1) return points;
  return points.filter((_, index) => (points.length - 1 - index) % stride === 0);
}

export function lineChart(
  theme: Theme,
  lines: readonly Line[],
  axes: { readonly x: Axis; readonly y: Axis },
  draw: (chart: DrawnChart) => void = () => {},
): ChartConfiguration {
  const color = (series: number) => theme.series[series] as string;
  const drawBands = (chart: DrawnChart) => {
    const { ctx, chartArea: area } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    ctx.globalAlpha = 0.16;
    for (const { points, spread, series } of lines) {
      if (!spread || points.length === 0) continue;
      const half = spread.map((value) => (Number.isFinite(value) ? value : 0));
      ctx.fillStyle = color(series);
      ctx.beginPath();
      points.forEach(({ x, y }, index) => {
        ctx.lineTo(...pixelOf(chart, x, y + (half[index] as number)));
      });
      for (let index = points.length - 1; index >= 0; index--) {
        const { x, y } = points[index] as CurvePoint;
        ctx.lineTo(...pixelOf(chart, x, y - (half[index] as number)));
      }
      ctx.fill();
    }
    ctx.globalAlpha = 0.3;
    for (const { behind = [], series, dashed } of lines) {
      ctx.strokeStyle = color(series);
      ctx.lineWidth = dashed ? 1.5 : 2.5;
      ctx.setLineDash(dashed ? [5, 4] : []);
      ctx.beginPath();
      for (const { x, y } of thinned(behind)) ctx.lineTo(...pixelOf(chart, x, y));
      ctx.stroke();
    }
    ctx.restore();
    draw(chart);
  };
  return {
    type: 'line',
    data: {
      datasets: lines.map(({ label, points, series, dashed, marked }) => ({
        label,
        data: thinned(points) as CurvePoint[],
        borderColor: color(series),
        backgroundColor: color(series),
        borderWidth: dashed ? 1.5 : 2.5,
        ...(dashed && { borderDash: [5, 4] }),
        pointRadius: marked || points.length === 1 ? 3 : 0,
        pointHoverRadius: 4,
      })),
    },
    options: options(theme, axes, drawBands, {
      title: ({ raw }) => `${axes.x.title} ${long((raw as CurvePoint).x)}`,
      label: ({ dataset, raw }) => `${dataset.label}: ${long((raw as CurvePoint).y)}`,
    }),
  };
}

/** Tells, in the middle of an empty chart, that nothing has been trained yet. */
export function drawInvitation({ ctx, chartArea: area }: DrawnChart, theme: Theme, text: string): void {
  ctx.font = `${13 * theme.scale}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.muted;
  ctx.fillText(text, (area.left + area.right) / 2, (area.top + area.bottom) / 2, area.width);
}

/** Writes a chart's own title above its plot. */
export function drawTitle({ ctx, chartArea }: DrawnChart, theme: Theme, title: string): void {
  ctx.font = `600 ${12 * theme.scale}px ${theme.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  ctx.fillStyle = theme.text;
  ctx.fillText(title, chartArea.left, chartArea.top - 4, chartArea.width);
}
