/** Draws the wall: all pictures in rows, from the surest at the top left. */

import type { Chart } from 'chart.js';
import type { Theme } from '../figure.js';
import type { Gallery } from '../runs/pictures.js';
import { type Answer, isAbove } from './order.js';

/** Seen on light and on dark; frames are there for those who do not see it. */
const mistake = '#e5484d';

/** How pale pictures below the line are. */
const pale = 0.3;

/** The gray of pictures that are not there, and how many others there are. */
const unseen = 0.25;
const grays = 8;

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

function atlasOf(gallery: Gallery, features: Float32Array, color: string): HTMLCanvasElement {
  const own = atlases.get(gallery) ?? new Map<string, HTMLCanvasElement>();
  atlases.set(gallery, own);
  const before = own.get(color);
  if (before) return before;
  const { targets, width, height } = gallery;
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

type Place = readonly [x: number, y: number, size: number];

/** Whether a picture can be seen: files and paper have no pixels, and it may not be fetched. */
const showsPixels = ({ features }: Gallery, ctx: CanvasRenderingContext2D) =>
  features !== undefined && 'drawImage' in ctx;

function drawPixels(
  ctx: CanvasRenderingContext2D,
  theme: Theme,
  gallery: Gallery,
  picture: number,
  [x, y, size]: Place,
): void {
  const { features, targets, width, height } = gallery;
  if (!features) return;
  const across = Math.ceil(Math.sqrt(targets.length));
  const [left, top] = [(picture % across) * (width + 2) + 1, Math.floor(picture / across) * (height + 2) + 1];
  ctx.drawImage(atlasOf(gallery, features, theme.text), left, top, width, height, x, y, size, size);
}

/** The gray of a picture in which nothing can be seen: its mean, in a few steps. */
function grayOf({ features, width, height }: Gallery, picture: number): number {
  if (!features) return unseen;
  const pixels = features.subarray(picture * width * height, (picture + 1) * width * height);
  return Math.ceil((grays * pixels.reduce((sum, level) => sum + level, 0)) / pixels.length) / grays;
}

/** Squares of a kind are one path: a thousand would make a large file. */
function squares<Kind>(
  ctx: CanvasRenderingContext2D,
  kinds: ReadonlyMap<Kind, readonly Place[]>,
  paint: (kind: Kind) => void,
): void {
  for (const [kind, places] of kinds) {
    ctx.beginPath();
    for (const [x, y, size] of places) ctx.rect(x, y, size, size);
    paint(kind);
  }
}

function grouped<Kind>(
  answers: readonly Answer[],
  of: (answer: Answer, picture: number) => readonly [Kind, Place] | undefined,
): ReadonlyMap<Kind, readonly Place[]> {
  const kinds = new Map<Kind, Place[]>();
  // Neighbors one after the other, for a small file.
  const inOrder: number[] = [];
  answers.forEach(({ rank }, picture) => {
    inOrder[rank] = picture;
  });
  for (const picture of inOrder) {
    const [kind, place] = of(answers[picture] as Answer, picture) ?? [];
    if (kind === undefined || !place) continue;
    const places = kinds.get(kind);
    if (places) places.push(place);
    else kinds.set(kind, [place]);
  }
  return kinds;
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
  const placeOf = ({ rank }: Answer): readonly [x: number, y: number] => [
    area.left + (rank % columns) * cell,
    area.top + Math.floor(rank / columns) * cell,
  ];
  if (showsPixels(gallery, ctx)) {
    answers.forEach((answer, picture) => {
      ctx.globalAlpha = isAbove(answer, threshold) ? 1 : pale;
      drawPixels(ctx, theme, gallery, picture, [...placeOf(answer), cell - 1]);
    });
  } else {
    const gray = grouped(answers, (answer, picture) => [
      grayOf(gallery, picture) * (isAbove(answer, threshold) ? 1 : pale),
      [...placeOf(answer), cell - 1],
    ]);
    ctx.fillStyle = theme.text;
    squares(ctx, gray, (alpha) => {
      ctx.globalAlpha = alpha;
      ctx.fill();
    });
  }
  const frames = grouped(answers, (answer) => {
    const [x, y] = placeOf(answer);
    return answer.isRight ? undefined : [isAbove(answer, threshold), [x + 0.5, y + 0.5, cell - 2]];
  });
  ctx.strokeStyle = mistake;
  squares(ctx, frames, (isClear) => {
    ctx.globalAlpha = isClear ? 1 : 0.6;
    ctx.lineWidth = isClear ? 2 : 1;
    ctx.stroke();
  });
  ctx.globalAlpha = 1;
  ctx.fillStyle = theme.accent;
  const dots = grouped(answers, (answer, picture) =>
    changed.has(picture) ? [true, [...placeOf(answer), 3]] : undefined,
  );
  squares(ctx, dots, () => ctx.fill());
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

  const size = showsPixels(gallery, ctx) ? Math.min(84, area.height / 3) : 0;
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
  if (size > 0) drawPixels(ctx, theme, gallery, picture, [left + (wide - size) / 2, top + gap, size]);
  ctx.fillStyle = theme.text;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  lines.forEach((text, index) => {
    ctx.fillText(text, left + gap, top + size + 2 * gap + index * line, wide - 2 * gap);
  });
}
