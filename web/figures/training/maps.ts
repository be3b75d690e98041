/** Pictures of a plane that is no pair of axes: decision regions and projected activations. */

import type { Chart } from 'chart.js';
import type { Theme } from '../figure.js';
import { classColor, drawMark } from './palette.js';
import type { Points, Projection, Regions } from './results.js';

/** Confidence is shaded in so many steps, so that neighboring cells join into one rectangle. */
const shades = 8;

export function drawRegions(chart: Chart, theme: Theme, regions: Regions, network: number): void {
  const { ctx, chartArea: area } = chart;
  const { size, bounds, features, targets } = regions;
  const own = regions.networks[network];
  if (!own) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.width, area.height);
  ctx.clip();
  const width = area.width / size;
  const height = area.height / size;
  for (let row = 0; row < size; row++) {
    let start = 0;
    for (let column = 1; column <= size; column++) {
      const cell = row * size + start;
      const isSame =
        column < size &&
        own.classes[row * size + column] === own.classes[cell] &&
        shadeOf(own.confidence[row * size + column]) === shadeOf(own.confidence[cell]);
      if (isSame) continue;
      ctx.globalAlpha = 0.08 + (0.62 * shadeOf(own.confidence[cell])) / shades;
      ctx.fillStyle = classColor(theme, own.classes[cell] as number);
      // Edges on whole pixels, so that neighbors neither overlap nor leave a seam.
      const left = Math.round(area.left + start * width);
      const top = Math.round(area.bottom - (row + 1) * height);
      const right = Math.round(area.left + column * width);
      ctx.fillRect(left, top, right - left, Math.round(area.bottom - row * height) - top);
      start = column;
    }
  }
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.background;
  targets.forEach((target, index) => {
    const x = area.left + (((features[2 * index] as number) - bounds.left) / (bounds.right - bounds.left)) * area.width;
    const y =
      area.bottom -
      (((features[2 * index + 1] as number) - bounds.bottom) / (bounds.top - bounds.bottom)) * area.height;
    ctx.fillStyle = classColor(theme, target);
    drawMark(ctx, target, x, y, 3);
    ctx.fill();
    ctx.stroke();
  });
  ctx.restore();
}

const shadeOf = (confidence = 0) => Math.min(shades, Math.floor(confidence * shades));

type Projected = NonNullable<Projection['networks'][number]>;

export function drawProjection(chart: Chart, theme: Theme, { train, test }: Projected, names: readonly string[]): void {
  const { ctx, chartArea: area } = chart;
  const [left, right] = rangeOf([train, test], 0);
  const [bottom, top] = rangeOf([train, test], 1);
  const legendHeight = 20;
  const scale = Math.min(
    (area.width - 20) / (right - left || 1),
    (area.height - legendHeight - 20) / (top - bottom || 1),
  );
  const centerX = (area.left + area.right) / 2;
  const centerY = (area.top + area.bottom - legendHeight) / 2;
  ctx.strokeStyle = theme.grid;
  ctx.lineWidth = 1;
  ctx.strokeRect(area.left + 0.5, area.top + 0.5, area.width - 1, area.height - 1);
  const draw = ({ coordinates, classes }: Points, isFilled: boolean) => {
    classes.forEach((one, index) => {
      const x = centerX + ((coordinates[2 * index] as number) - (left + right) / 2) * scale;
      const y = centerY - ((coordinates[2 * index + 1] as number) - (bottom + top) / 2) * scale;
      ctx.fillStyle = classColor(theme, one);
      ctx.strokeStyle = isFilled ? theme.background : classColor(theme, one);
      drawMark(ctx, one, x, y, isFilled ? 3.5 : 3);
      if (isFilled) ctx.fill();
      ctx.stroke();
    });
  };
  draw(test, false);
  draw(train, true);
  ctx.font = `12px ${theme.font}`;
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

function rangeOf(all: readonly Points[], column: 0 | 1): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { coordinates } of all) {
    for (let at = column; at < coordinates.length; at += 2) {
      low = Math.min(low, coordinates[at] as number);
      high = Math.max(high, coordinates[at] as number);
    }
  }
  return low <= high ? [low, high] : [0, 1];
}
