/** Pictures of a plane: decision regions and projected activations. */

import type { Chart } from 'chart.js';
import type { Theme } from '../figure.js';
import { short } from '../format.js';
import { pixelOf } from '../pixel.js';
import { decisionAt } from './decision.js';
import { enlarge } from './enlarge.js';
import { classColor, drawMark } from './palette.js';
import type { Points, Projection, Regions } from './pictures.js';

/** The strength of a class's color at a probability, which is at least 1 / K: the halo is where a network is unsure. */
function strength(confidence: number, classes: number): number {
  const sure = Math.max(confidence - 1 / classes, 0) / (1 - 1 / classes);
  return 0.06 + 0.7 * sure ** 1.3;
}

/** Picture pixels per cell, in each direction. */
const fineness = 3;
/** Steps of the confidence where only rectangles can be drawn: neighboring cells merge into one. */
const shades = 48;

/** What a map is drawn in: a chart, or anything else with a plot. */
export type Plot = Pick<Chart, 'ctx' | 'chartArea' | 'scales'>;

export function drawRegions(chart: Plot, theme: Theme, regions: Regions, network: number): void {
  const own = regions.networks[network];
  if (!own) return;
  drawShades(chart, theme, regions, own);
  drawExamples(chart, theme, regions);
}

function clip({ ctx, chartArea: area }: Plot): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.width, area.height);
  ctx.clip();
}

/** The class that a network chooses at each place, paler where it is less sure. */
export function drawShades(chart: Plot, theme: Theme, regions: Regions, own: Float32Array): void {
  const { ctx, chartArea: area } = chart;
  clip(chart);
  // Files and paper get shapes instead of pixels.
  if ('drawImage' in ctx) {
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(shadedOnce(theme, regions, own), area.left, area.top, area.width, area.height);
  } else drawCells(chart, theme, regions, own);
  ctx.restore();
}

/** The training examples. */
export function drawExamples(chart: Plot, theme: Theme, { bounds, features, targets, wrong }: Regions): void {
  const { ctx, chartArea: area } = chart;
  clip(chart);
  ctx.strokeStyle = theme.background;
  const radius = Math.min(Math.max(area.width / 90, 1.5), 3);
  ctx.lineWidth = radius / 3;
  targets.forEach((target, index) => {
    const x = area.left + (((features[2 * index] as number) - bounds.left) / (bounds.right - bounds.left)) * area.width;
    const y =
      area.bottom -
      (((features[2 * index + 1] as number) - bounds.bottom) / (bounds.top - bounds.bottom)) * area.height;
    ctx.fillStyle = classColor(theme, target);
    drawMark(ctx, target, x, y, radius);
    ctx.fill();
    ctx.stroke();
    if (wrong?.[index]) drawRing(ctx, theme, x, y);
  });
  ctx.restore();
}

/** Around an example with a wrong label. */
function drawRing(ctx: CanvasRenderingContext2D, theme: Theme, x: number, y: number): void {
  ctx.save();
  ctx.strokeStyle = theme.text;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(x, y, 5.5, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}

const knownColors = new WeakMap<Theme, Map<number, Uint8ClampedArray>>();

/** Red, green and blue of the classes' colors, in whatever CSS syntax they are written. */
function classColors(theme: Theme, classes: number): Uint8ClampedArray {
  const known = knownColors.get(theme) ?? new Map<number, Uint8ClampedArray>();
  knownColors.set(theme, known);
  const colors = known.get(classes) ?? readColors(theme, classes);
  known.set(classes, colors);
  return colors;
}

function readColors(theme: Theme, classes: number): Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  canvas.width = classes;
  canvas.height = 1;
  const ctx = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  for (let one = 0; one < classes; one++) {
    ctx.fillStyle = classColor(theme, one);
    ctx.fillRect(one, 0, 1, 1);
  }
  return ctx.getImageData(0, 0, classes, 1).data;
}

/** The last picture of each network, which is drawn again whenever the reader points elsewhere. */
const pictures = new WeakMap<Float32Array, { readonly theme: Theme; readonly picture: HTMLCanvasElement }>();

function shadedOnce(theme: Theme, regions: Regions, own: Float32Array): HTMLCanvasElement {
  const known = pictures.get(own);
  if (known?.theme === theme) return known.picture;
  const picture = shaded(theme, regions, own);
  pictures.set(own, { theme, picture });
  return picture;
}

/**
 * The classes that a network chooses, as a picture finer than the grid: probabilities are interpolated between the
 * centers of cells, and each pixel makes its own choice.
 */
function shaded(theme: Theme, { size, classes }: Regions, probabilities: Float32Array): HTMLCanvasElement {
  const wide = size * fineness;
  const canvas = document.createElement('canvas');
  canvas.width = wide;
  canvas.height = wide;
  const ctx = canvas.getContext('2d') as CanvasRenderingContext2D;
  const image = ctx.createImageData(wide, wide);
  // A whole pixel at once: little-endian, as every browser's machine is, the opacity comes last.
  const pixels = new Uint32Array(image.data.buffer);
  const colors = new Uint32Array(classColors(theme, classes).buffer).map((color) => color & 0xffffff);
  const opacities = Uint8ClampedArray.from({ length: 1025 }, (_, step) => 255 * strength(step / 1024, classes));
  enlarge(probabilities, size, classes, wide, (line, mixed) => {
    // The grid starts at the bottom, the picture at the top.
    let to = (wide - 1 - line) * wide;
    for (let start = 0; start < mixed.length; start += classes, to++) {
      let best = start;
      for (let one = start + 1; one < start + classes; one++) {
        if ((mixed[one] as number) > (mixed[best] as number)) best = one;
      }
      const opacity = opacities[Math.round(1024 * (mixed[best] as number))] as number;
      pixels[to] = (colors[best - start] as number) | (opacity << 24);
    }
  });
  ctx.putImageData(image, 0, 0);
  return canvas;
}

/** The probabilities of a network at a place, between the centers of cells. */
export function probabilitiesAt(
  { size, classes, bounds }: Regions,
  own: Float32Array,
  x: number,
  y: number,
): Float32Array {
  const along = (value: number, low: number, high: number) => {
    const at = Math.min(Math.max(((value - low) / (high - low)) * size - 0.5, 0), size - 1);
    const before = Math.min(Math.floor(at), size - 2);
    return { before, share: at - before };
  };
  const column = along(x, bounds.left, bounds.right);
  const row = along(y, bounds.bottom, bounds.top);
  return Float32Array.from({ length: classes }, (_, one) => {
    const at = (up: number, across: number) =>
      own[((row.before + up) * size + column.before + across) * classes + one] as number;
    const low = at(0, 0) + column.share * (at(0, 1) - at(0, 0));
    const high = at(1, 0) + column.share * (at(1, 1) - at(1, 0));
    return low + row.share * (high - low);
  });
}

/** A cross at a place of a map, and in the corner away from it a bar for the probability of each class. */
export function drawProbe(chart: Plot, theme: Theme, probabilities: Float32Array, x: number, y: number): void {
  const { ctx, chartArea: area } = chart;
  const [left, top] = pixelOf(chart, x, y);
  ctx.strokeStyle = theme.text;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(left - 9, top);
  ctx.lineTo(left + 9, top);
  ctx.moveTo(left, top - 9);
  ctx.lineTo(left, top + 9);
  ctx.stroke();
  const line = 17 * theme.scale;
  const wide = Math.min(116 * theme.scale, area.width - 8);
  const high = probabilities.length * line + 8;
  const boxLeft = left < (area.left + area.right) / 2 ? area.right - wide - 4 : area.left + 4;
  const boxTop = top < (area.top + area.bottom) / 2 ? area.bottom - high - 4 : area.top + 4;
  ctx.fillStyle = theme.background;
  ctx.globalAlpha = 0.88;
  ctx.beginPath();
  ctx.roundRect(boxLeft, boxTop, wide, high, 6);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.font = `600 ${12 * theme.scale}px ${theme.font}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  const room = wide - 58 * theme.scale;
  probabilities.forEach((probability, one) => {
    const middle = boxTop + 4 + (one + 0.5) * line;
    ctx.fillStyle = classColor(theme, one);
    drawMark(ctx, one, boxLeft + 12, middle, 4);
    ctx.fill();
    ctx.fillRect(boxLeft + 22, middle - 4, Math.max(room * probability, 1), 8);
    ctx.fillStyle = theme.text;
    ctx.fillText(probability.toFixed(2), boxLeft + wide - 6, middle);
  });
}

function drawCells({ ctx, chartArea: area }: Plot, theme: Theme, { size, classes }: Regions, own: Float32Array): void {
  const shadeAt = (cell: number) => {
    const decision = decisionAt(own, cell * classes, classes);
    return { class: decision.class, shade: Math.round(decision.confidence * shades) };
  };
  // Edges with one decimal, so that neighbors neither overlap nor leave gaps.
  const edge = (from: number, length: number, part: number) => Math.round(10 * (from + (length * part) / size)) / 10;
  for (let row = 0; row < size; row++) {
    const top = edge(area.bottom, -area.height, row + 1);
    const high = edge(area.bottom, -area.height, row) - top;
    for (let start = 0, end = 1; start < size; start = end++) {
      const first = shadeAt(row * size + start);
      for (; end < size; end++) {
        const next = shadeAt(row * size + end);
        if (next.class !== first.class || next.shade !== first.shade) break;
      }
      ctx.globalAlpha = strength(first.shade / shades, classes);
      ctx.fillStyle = classColor(theme, first.class);
      const left = edge(area.left, area.width, start);
      ctx.fillRect(left, top, edge(area.left, area.width, end) - left, high);
    }
  }
}

type Projected = NonNullable<Projection['networks'][number]>;

/** Room for the marks at the edge, and for the names of the classes below them. */
const edge = 10;
const legendHeight = 20;

/** Width and height of the points of all networks, of which each is drawn around its own middle at one scale. */
export function spanOf({ networks }: Projection): readonly [width: number, height: number] {
  const longest = (column: 0 | 1) =>
    Math.max(
      ...networks.map((own) => {
        const [low, high] = own ? rangeOf(own, column) : [0, 0];
        return high - low;
      }),
    );
  return [longest(0) || 1, longest(1) || 1];
}

export function drawProjection(
  chart: Chart,
  theme: Theme,
  own: Projected,
  span: readonly [width: number, height: number],
  names: readonly string[],
): void {
  const { ctx, chartArea: area } = chart;
  const bottom = area.bottom - legendHeight;
  const scale = Math.min((area.width - 2 * edge) / span[0], (bottom - area.top - 2 * edge) / span[1]);
  const middle = ([low, high]: readonly [number, number]) => (low + high) / 2;
  const [middleX, middleY] = [middle(rangeOf(own, 0)), middle(rangeOf(own, 1))];
  const across = (x: number) => (area.left + area.right) / 2 + (x - middleX) * scale;
  const up = (y: number) => (area.top + bottom) / 2 - (y - middleY) * scale;
  drawTicks(chart, theme, bottom, scale, across, up);
  const draw = ({ coordinates, classes, wrong }: Points, isFilled: boolean) => {
    classes.forEach((one, index) => {
      const x = across(coordinates[2 * index] as number);
      const y = up(coordinates[2 * index + 1] as number);
      ctx.fillStyle = classColor(theme, one);
      ctx.strokeStyle = isFilled ? theme.background : classColor(theme, one);
      drawMark(ctx, one, x, y, isFilled ? 3.5 : 3);
      if (isFilled) ctx.fill();
      ctx.stroke();
      if (wrong?.[index]) drawRing(ctx, theme, x, y);
    });
  };
  ctx.lineWidth = 1;
  draw(own.test, false);
  draw(own.train, true);
  ctx.font = `${12 * theme.scale}px ${theme.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const column = (area.width - 16) / Math.max(1, names.length);
  names.forEach((name, one) => {
    const x = area.left + 12 + one * column;
    const y = area.bottom - legendHeight / 2;
    ctx.fillStyle = classColor(theme, one);
    drawMark(ctx, one, x, y, 4);
    ctx.fill();
    ctx.fillStyle = theme.text;
    ctx.fillText(name, x + 9, y, column - 16);
  });
}

/** Frame, grid and numbers, so that panels can be measured against each other. */
function drawTicks(
  { ctx, chartArea: area }: Chart,
  theme: Theme,
  bottom: number,
  scale: number,
  across: (x: number) => number,
  up: (y: number) => number,
): void {
  const step = roundStep(56 / scale);
  const within = (origin: number, low: number, high: number) => {
    const first = Math.ceil(Math.min((low - origin) / scale, (high - origin) / scale) / step);
    const last = Math.floor(Math.max((low - origin) / scale, (high - origin) / scale) / step);
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => (first + index) * step);
  };
  ctx.strokeStyle = theme.grid;
  ctx.fillStyle = theme.muted;
  ctx.lineWidth = 1;
  ctx.font = `${12 * theme.scale}px ${theme.font}`;
  ctx.strokeRect(area.left + 0.5, area.top + 0.5, area.width - 1, bottom - area.top - 1);
  ctx.beginPath();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const x of within(across(0), area.left, area.right)) {
    ctx.moveTo(across(x), area.top);
    ctx.lineTo(across(x), bottom);
    ctx.fillText(short(x), across(x), area.bottom + 3);
  }
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  // Downward: higher is more.
  for (const down of within(up(0), area.top, bottom)) {
    ctx.moveTo(area.left, up(-down));
    ctx.lineTo(area.right, up(-down));
    ctx.fillText(short(-down), area.left - 5, up(-down));
  }
  ctx.stroke();
}

/** The smallest 1, 2 or 5 times a power of ten that is not below this. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}

function rangeOf({ train, test }: Projected, column: 0 | 1): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { coordinates } of [train, test]) {
    for (let at = column; at < coordinates.length; at += 2) {
      low = Math.min(low, coordinates[at] as number);
      high = Math.max(high, coordinates[at] as number);
    }
  }
  return low <= high ? [low, high] : [0, 1];
}
