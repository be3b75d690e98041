/** Draws the wall: all pictures in rows, from the surest at the top left. */

import type { Chart } from 'chart.js';
import type { Theme } from '../figure.js';
import type { Gallery } from '../runs/pictures.js';
import { type Answer, isAbove } from './order.js';

/** Seen on light and on dark; frames are there for those who do not see it. */
const mistake = '#e5484d';

/** How pale pictures below the line are. */
const pale = 0.3;

/** Pixels between the big picture and the edge of the plot. */
const gap = 6;

interface Grid {
  readonly columns: number;
  readonly cell: number;
}

/** As large as cells can be. The plot of a chart in the page is always wider than a fifth of its height. */
function gridOf(width: number, height: number, count: number): Grid {
  let columns = Math.max(1, Math.ceil(Math.sqrt((count * width) / height)));
  // Rows that are not full may take one too many.
  while (Math.ceil(count / columns) * (width / columns) > height) columns++;
  return { columns, cell: width / columns };
}

/** How the wall was drawn last, by which places are found: both charts of a figure are equally large. */
const drawn = new WeakMap<readonly Answer[], { readonly columns: number; readonly rows: number }>();

/** The picture at a place, both coordinates from 0 to 1, from the upper left. */
export function cellAt(answers: readonly Answer[], x: number, y: number): number {
  const { columns, rows } = drawn.get(answers) ?? { columns: 1, rows: answers.length };
  const column = Math.min(Math.floor(x * columns), columns - 1);
  const row = Math.min(Math.floor(y * rows), Math.ceil(answers.length / columns) - 1);
  const rank = Math.min(Math.max(row * columns + column, 0), answers.length - 1);
  return answers.findIndex((answer) => answer.rank === rank);
}

/** Pictures in the color of the text, side by side in one image; made once for each color. */
const atlases = new WeakMap<Gallery, Map<string, HTMLCanvasElement>>();

function atlasOf(gallery: Gallery, color: string): HTMLCanvasElement {
  const own = atlases.get(gallery) ?? new Map<string, HTMLCanvasElement>();
  atlases.set(gallery, own);
  const before = own.get(color);
  if (before) return before;
  const { features, targets, width, height } = gallery;
  const across = Math.ceil(Math.sqrt(targets.length));
  const canvas = document.createElement('canvas');
  // With an empty pixel around each, so that none shows at the edges of another.
  canvas.width = across * (width + 2);
  canvas.height = Math.ceil(targets.length / across) * (height + 2);
  const ctx = canvas.getContext('2d') as CanvasRenderingContext2D;
  const image = ctx.createImageData(canvas.width, canvas.height);
  features.forEach((level, at) => {
    const picture = Math.floor(at / (width * height));
    const pixel = at % (width * height);
    const x = (picture % across) * (width + 2) + 1 + (pixel % width);
    const y = Math.floor(picture / across) * (height + 2) + 1 + Math.floor(pixel / width);
    image.data[4 * (y * canvas.width + x) + 3] = Math.round(255 * level);
  });
  ctx.putImageData(image, 0, 0);
  ctx.globalCompositeOperation = 'source-in';
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  own.set(color, canvas);
  return canvas;
}

/** Draws one picture; files and paper, which have no pixels, get its mean gray. */
function drawPicture(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  gallery: Gallery,
  picture: number,
  [x, y, size]: readonly [x: number, y: number, size: number],
): void {
  const { features, targets, width, height } = gallery;
  if ('drawImage' in ctx) {
    const across = Math.ceil(Math.sqrt(targets.length));
    const [left, top] = [(picture % across) * (width + 2) + 1, Math.floor(picture / across) * (height + 2) + 1];
    ctx.drawImage(atlasOf(gallery, theme.text), left, top, width, height, x, y, size, size);
    return;
  }
  const plain = ctx as CanvasRenderingContext2D;
  const alpha = plain.globalAlpha;
  const pixels = features.subarray(picture * width * height, (picture + 1) * width * height);
  plain.globalAlpha = alpha * (pixels.reduce((sum, level) => sum + level, 0) / pixels.length);
  plain.fillStyle = theme.text;
  plain.fillRect(x, y, size, size);
  plain.globalAlpha = alpha;
}

export function drawWall(
  { ctx, chartArea: area }: Chart,
  theme: Theme,
  gallery: Gallery,
  answers: readonly Answer[],
  changed: ReadonlySet<number>,
  threshold: number,
): void {
  const { columns, cell } = gridOf(area.width, area.height, answers.length);
  drawn.set(answers, { columns, rows: area.height / cell });
  answers.forEach((answer, picture) => {
    const x = area.left + (answer.rank % columns) * cell;
    const y = area.top + Math.floor(answer.rank / columns) * cell;
    const isClear = isAbove(answer, threshold);
    ctx.globalAlpha = isClear ? 1 : pale;
    drawPicture(ctx, theme, gallery, picture, [x, y, cell - 1]);
    ctx.globalAlpha = isClear ? 1 : 0.6;
    if (!answer.isRight) {
      ctx.strokeStyle = mistake;
      ctx.lineWidth = isClear ? 2 : 1;
      ctx.strokeRect(x + 0.5, y + 0.5, cell - 2, cell - 2);
    }
    ctx.globalAlpha = 1;
    if (changed.has(picture)) {
      ctx.fillStyle = theme.accent;
      ctx.fillRect(x, y, 3, 3);
    }
  });
}

/** The picture that is pointed at, framed in its place and large in a corner, with what is said of it. */
export function drawPicked(
  { ctx, chartArea: area }: Chart,
  theme: Theme,
  gallery: Gallery,
  answers: readonly Answer[],
  picture: number,
  lines: readonly string[],
): void {
  const { columns, cell } = gridOf(area.width, area.height, answers.length);
  const { rank, isRight } = answers[picture] as Answer;
  const x = area.left + (rank % columns) * cell;
  const y = area.top + Math.floor(rank / columns) * cell;
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 3;
  ctx.strokeRect(x - 1, y - 1, cell + 1, cell + 1);

  const size = Math.min(84, area.height / 3);
  const line = 15 * theme.scale;
  ctx.font = `${12 * theme.scale}px ${theme.font}`;
  const wide = Math.min(area.width, Math.max(size, ...lines.map((text) => ctx.measureText(text).width)) + 2 * gap);
  const high = size + lines.length * line + 3 * gap;
  // In the half of the plot where the picture is not.
  const top = y > area.top + area.height / 2 ? area.top : area.bottom - high;
  const left = x > area.left + area.width / 2 ? area.left : area.right - wide;
  ctx.fillStyle = theme.background;
  ctx.fillRect(left, top, wide, high);
  ctx.lineWidth = 2;
  ctx.strokeStyle = isRight ? theme.muted : mistake;
  ctx.strokeRect(left + 1, top + 1, wide - 2, high - 2);
  ctx.imageSmoothingQuality = 'high';
  drawPicture(ctx, theme, gallery, picture, [left + (wide - size) / 2, top + gap, size]);
  ctx.fillStyle = theme.text;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  lines.forEach((text, index) => {
    ctx.fillText(text, left + gap, top + size + 2 * gap + index * line, wide - 2 * gap);
  });
}
