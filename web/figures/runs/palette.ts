/** Colors and marks of classes, apart from those of the two networks. */

import type { Theme } from '../figure.js';

/** Series colors that stand for no network. */
const free = [2, 3, 4, 5];

/** The color of a class. After the theme's colors come hues a golden angle apart. */
export function classColor(theme: Theme, index: number): string {
  const own = free[index];
  if (own !== undefined) return theme.series[own] ?? theme.text;
  return `hsl(${Math.round(30 + (index - free.length) * 137.5) % 360} 45% 55%)`;
}

/** Draws a mark whose shape shows the class when its color cannot: circle, triangle, square, in turn. */
export function drawMark(ctx: CanvasRenderingContext2D, form: number, x: number, y: number, radius: number): void {
  ctx.beginPath();
  switch (form % 3) {
    case 0:
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      break;
    case 1:
      ctx.moveTo(x, y - 1.2 * radius);
      ctx.lineTo(x + 1.1 * radius, y + 0.8 * radius);
      ctx.lineTo(x - 1.1 * radius, y + 0.8 * radius);
      ctx.closePath();
      break;
    default:
      ctx.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
  }
}
