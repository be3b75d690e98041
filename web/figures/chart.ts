/** Common to all charts: the parts of Chart.js in use, axes, tooltips, and drawing on top. */

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartOptions,
  type ChartType,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type TooltipItem,
} from 'chart.js';
import type { Theme } from './figure.js';
import { long, short } from './format.js';

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    /** Draws over the finished chart: values on bars, numbers in cells, marks. */
    overlay?: { draw: (chart: Chart) => void };
    /** The frame of a marked place. */
    highlight?: { color: string };
  }
}

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  {
    id: 'overlay',
    afterDatasetsDraw(chart: Chart, _: unknown, options: { draw?: (chart: Chart) => void }) {
      chart.ctx.save();
      options.draw?.(chart);
      chart.ctx.restore();
    },
  },
);

/** The marked place of each chart. */
const marks = new WeakMap<Chart, { readonly index: number | undefined; readonly row: number | undefined }>();

Chart.register({
  id: 'highlight',
  beforeDatasetsDraw: (chart: Chart, _: unknown, { color }: { color?: string }) => drawMark(chart, color, true),
  afterDatasetsDraw: (chart: Chart, _: unknown, { color }: { color?: string }) => drawMark(chart, color, false),
});

/** Marks a column or point by its place on the horizontal axis, and a row of a chart that has rows; or neither. */
export function highlight(chart: Chart, index: number | undefined, row: number | undefined): void {
  const before = marks.get(chart);
  if (before?.index === index && before?.row === row) return;
  marks.set(chart, { index, row });
  chart.draw();
}

function drawMark(chart: Chart, color: string | undefined, behind: boolean): void {
  const { index, row } = marks.get(chart) ?? {};
  const { ctx, chartArea, scales } = chart;
  const { x: across, y: up } = scales;
  if (!color || !across || !up) return;
  const { left, top, width, height } = chartArea;
  const frame = (x: number, y: number, wide: number, high: number) => {
    ctx.save();
    if (behind) {
      ctx.globalAlpha = 0.14;
      ctx.fillStyle = color;
      ctx.fillRect(x, y, wide, high);
    } else {
      ctx.strokeStyle = color;
      ctx.lineWidth = 2;
      ctx.strokeRect(x, y, wide, high);
    }
    ctx.restore();
  };
  if (row !== undefined && up.type === 'category') {
    const high = height / up.getLabels().length;
    frame(left, up.getPixelForValue(row) - high / 2, width, high);
  }
  if (index === undefined) return;
  if (across.type === 'category') {
    const count = across.getLabels().length;
    const wide = width / count;
    if (index < count) frame(across.getPixelForValue(index) - wide / 2, top, wide, height);
    return;
  }
  const point = chart.data.datasets[0]?.data[index] as CurvePoint | undefined;
  if (point) frame(across.getPixelForValue(point.x) - 3, top, 6, height);
}

/** The place in each chart that the reader points at, with what draws it. */
const places = new WeakMap<Chart, (chart: Chart) => void>();

Chart.register({
  id: 'place',
  afterDraw: (chart: Chart) => {
    chart.ctx.save();
    places.get(chart)?.(chart);
    chart.ctx.restore();
  },
});

/** Draws something over a chart whenever it is drawn, or nothing any more. */
export function drawPlace(chart: Chart, draw: ((chart: Chart) => void) | undefined): void {
  if (!draw && !places.has(chart)) return;
  if (draw) places.set(chart, draw);
  else places.delete(chart);
  chart.draw();
}

export { Chart };

/** One axis. Without `labels` it is linear. */
export interface Axis {
  readonly title: string;
  readonly min?: number;
  readonly max?: number;
  /** The axis ends where the data end; its ends get no number. */
  readonly fitted?: true;
  /** Its numbers are powers of ten, of which the axis has the exponents. */
  readonly powers?: true;
  /** The distance between numbers, where Chart.js would choose one that does not fit the range. */
  readonly step?: number;
  /** Labels of a category axis. */
  readonly labels?: readonly (string | readonly string[])[];
  readonly grid?: boolean;
  readonly reverse?: boolean;
}

/** A point of a line, as tooltips receive it. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** The tooltip of the chart element under the pointer. */
export interface Tip {
  readonly title: (item: TooltipItem<ChartType>) => string;
  readonly label: (item: TooltipItem<ChartType>) => string;
}

/**
 * Options of every chart: fills its box, no animation, theme colors, both axes titled.
 *
 * @param draw draws over the finished chart
 */
export function options(
  theme: Theme,
  axes: { readonly x: Axis; readonly y: Axis },
  draw: (chart: Chart) => void,
  tip: Tip = {
    title: ({ label }) => `${axes.x.title} ${label}`,
    label: ({ dataset, parsed }) => `${dataset.label}: ${long((parsed as { y: number }).y)}`,
  },
): ChartOptions {
  const font = { family: theme.font, size: 12 * theme.scale };
  const scale = ({ title, labels, step, fitted, powers, grid = !labels, ...range }: Axis) => ({
    ...range,
    ...(labels ? { type: 'category' as const, labels: labels as string[], offset: true } : { type: 'linear' as const }),
    title: { display: true, text: title, color: theme.muted, font },
    ticks: {
      color: theme.text,
      font,
      maxRotation: 0,
      ...(labels
        ? { autoSkipPadding: 2 }
        : {
            autoSkipPadding: 8,
            maxTicksLimit: 7,
            callback: (value: string | number) => short(powers ? 10 ** Number(value) : Number(value)),
            ...(step && { stepSize: step }),
            ...(fitted && { includeBounds: false }),
          }),
    },
    border: { color: grid || !labels ? theme.muted : theme.grid },
    grid: { color: theme.grid, display: grid },
  });
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    layout: { padding: { top: 22, right: 6 } },
    interaction: { mode: 'index', intersect: false },
    scales: { x: scale(axes.x), y: { beginAtZero: true, ...scale(axes.y) } } as NonNullable<ChartOptions['scales']>,
    plugins: {
      tooltip: {
        backgroundColor: theme.text,
        titleColor: theme.background,
        bodyColor: theme.background,
        titleFont: font,
        bodyFont: font,
        padding: 8,
        cornerRadius: 6,
        boxPadding: 4,
        callbacks: { title: ([item]) => (item ? tip.title(item) : ''), label: tip.label },
      },
      overlay: { draw },
      highlight: { color: theme.accent },
    },
  };
}

export { pixelOf } from './pixel.js';

/** Bars of one series, next to those of others. */
export const barSeries = (theme: Theme, label: string, data: Float32Array, series: number) => ({
  label,
  data: Array.from(data),
  backgroundColor: theme.series[series] as string,
  borderRadius: 3,
  categoryPercentage: 0.8,
  barPercentage: 0.96,
});

/** The distance, in pixels, between two columns of a category axis. */
const columnWidth = ({ chartArea, data }: Chart) => chartArea.width / Math.max(1, data.datasets[0]?.data.length ?? 0);

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const touch = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Fewer decimals would say too little about a share. */
const fewestDecimals = 2;

/**
 * Writes each bar's value above it, upright if more than two bars share a column. In narrow columns values have fewer
 * decimals. In even narrower ones only the highest bar of each series has a value, and where two would touch, only that
 * of the later series.
 *
 * @param most decimals if there is room
 */
export function writeBarValues(chart: Chart, theme: Theme, most: number): void {
  const { ctx } = chart;
  const column = columnWidth(chart);
  const metas = chart.getSortedVisibleDatasetMetas();
  const isUpright = metas.length > 2;
  // Upright text is as wide as its bar.
  const size = isUpright
    ? Math.min(Math.max((0.75 * column) / metas.length, 9 * theme.scale), 12 * theme.scale)
    : (column < 60 * theme.scale ? 10 : 12) * theme.scale;
  ctx.font = `600 ${size}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.text;
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  const widthOf = (text: string) => ctx.measureText(text).width + 4;
  let places = most;
  while (!isUpright && places > fewestDecimals && widthOf(`0.${'0'.repeat(places)}`) > column) places--;
  const taken: Box[] = [];
  for (const { index, data } of [...metas].reverse()) {
    const values = chart.data.datasets[index]?.data as readonly number[];
    const highest = Math.max(...values);
    data.forEach((bar, place) => {
      const value = values[place] as number;
      if (value === 0) return;
      const text = short(value, places);
      const [wide, high] = isUpright ? [size, widthOf(text)] : [widthOf(text), size + 2];
      const { y, width } = bar as unknown as { y: number; width: number };
      const fits = wide <= (isUpright ? width + 1 : column);
      if (!fits && value !== highest) return;
      let { x } = bar;
      // Keeps clear of higher bars in its group: a number that would cover one is left out, unless it is the highest.
      for (const { data: others } of isUpright && fits ? [] : metas) {
        const away = bar.x - (others[place]?.x ?? 0);
        if ((others[place]?.y ?? y) > y - 4 || Math.abs(away) > (wide + width) / 2) continue;
        if (value !== highest) return;
        x += (Math.sign(away) * (wide - width)) / 2;
      }
      const box = { left: x - wide / 2, right: x + wide / 2, top: y - 3 - high, bottom: y - 3 };
      if (taken.some((other) => touch(other, box))) return;
      taken.push(box);
      ctx.save();
      ctx.translate(x, (box.top + box.bottom) / 2);
      if (isUpright) ctx.rotate(-Math.PI / 2);
      ctx.strokeText(text, 0, 0);
      ctx.fillText(text, 0, 0);
      ctx.restore();
    });
  }
}
