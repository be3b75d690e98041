/** Arrows that show how logits are pushed. */

import type { Theme } from './figure.js';

/** An upright arrow with an outline in the background color. If it is too short, only its number appears. */
export function drawArrow(ctx: CanvasRenderingContext2D, x: number, from: number, to: number, theme: Theme): void {
  const length = Math.abs(to - from);
  if (length < 4) return;
  const head = Math.sign(to - from) * Math.min(7, length);
  for (const [color, border] of [
    [theme.background, 4],
    [theme.text, 0],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.lineWidth = 2 + border;
    ctx.beginPath();
    ctx.moveTo(x, from);
    ctx.lineTo(x, to - head);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x, to);
    ctx.lineTo(x - 5, to - head);
    ctx.lineTo(x + 5, to - head);
    ctx.closePath();
    if (border > 0) ctx.stroke();
    ctx.fill();
  }
}
