/**
 * A drawing context that records SVG elements. With it, the build, printing and file export draw the same charts that
 * the browser draws on a canvas. It implements the part of CanvasRenderingContext2D that Chart.js and the figures use.
 */

import { escapeHtml } from './escape.js';

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const upright: Matrix = [1, 0, 0, 1, 0, 0];

const round = (value: number) => String(Math.round(value * 10) / 10);

/** An element of SVG. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly content: readonly SvgNode[] | string;
}

/** An element as text. */
export function writeSvg({ name, attributes, content }: SvgNode): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(String(value))}"`);
  const inside = typeof content === 'string' ? escapeHtml(content) : content.map(writeSvg).join('');
  return `<${name}${written.join('')}${inside ? `>${inside}</${name}>` : '/>'}`;
}

/** The width of a text in a font, as CSS writes fonts, in pixels. */
export type Measure = (text: string, font: string) => number;

const sizeOf = (font: string) => Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);

/** Chinese characters are as wide as the font is high, others about half as wide: good enough to leave room. */
export const estimateWidth: Measure = (text, font) =>
  sizeOf(font) * [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 1 : 0.56), 0);

const anchors: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
/** How far the baseline is below the given height, as a fraction of the font size. */
const baselines: Readonly<Record<string, number>> = { top: 0.8, hanging: 0.8, middle: 0.35, bottom: -0.22 };

export class SvgContext {
  /** Chart.js asks for its size. */
  readonly canvas: { width: number; height: number; getContext: () => SvgContext };
  readonly #prefix: string;
  readonly #measure: Measure;
  readonly #drawn: SvgNode[] = [];
  readonly #clips: string[] = [];
  readonly #saved: object[] = [];
  #path = '';

  fillStyle = '#000';
  strokeStyle = '#000';
  lineWidth = 1;
  lineJoin = 'miter';
  lineCap = 'butt';
  lineDashOffset = 0;
  font = '12px sans-serif';
  textAlign = 'start';
  textBaseline = 'alphabetic';
  globalAlpha = 1;
  /** Private in a real context; saved and restored with the rest. */
  internal: { dash: readonly number[]; matrix: Matrix; clip: string } = { dash: [], matrix: upright, clip: '' };

  /**
   * @param prefix starts the ids in the picture, which must be unique in a page
   * @param measure returns the width of a text; by default it is estimated
   */
  constructor(width: number, height: number, prefix: string, measure: Measure = estimateWidth) {
    this.canvas = { width, height, getContext: () => this };
    this.#prefix = prefix;
    this.#measure = measure;
  }

  /** The drawing. */
  get content(): readonly SvgNode[] {
    const clips = this.#clips.map((d, index) => ({
      name: 'clipPath',
      attributes: { id: `${this.#prefix}-${index}` },
      content: [{ name: 'path', attributes: { d }, content: [] }],
    }));
    return clips.length > 0 ? [{ name: 'defs', attributes: {}, content: clips }, ...this.#drawn] : this.#drawn;
  }

  /** The drawing, in an `svg` element of its size. */
  picture(attributes: SvgNode['attributes'] = {}): SvgNode {
    const { width, height } = this.canvas;
    const size = { width, height, viewBox: `0 0 ${width} ${height}` };
    return { name: 'svg', attributes: { ...size, ...attributes }, content: this.content };
  }

  /** Adds another context's drawing, with its upper left corner at a place. */
  add({ content }: SvgContext, x: number, y: number): void {
    this.#add('g', { transform: `translate(${this.#point(x, y)})` }, content);
  }

  save(): void {
    // The public fields; everything else is private.
    this.#saved.push({ ...this, internal: { ...this.internal } });
  }
  restore(): void {
    Object.assign(this, this.#saved.pop());
  }
  setLineDash(dash: readonly number[]): void {
    this.internal.dash = dash;
  }
  getLineDash(): readonly number[] {
    return this.internal.dash;
  }

  setTransform(...matrix: [number, number, number, number, number, number]): void {
    this.internal.matrix = matrix;
  }
  resetTransform(): void {
    this.internal.matrix = upright;
  }
  translate(x: number, y: number): void {
    const [a, b, c, d, e, f] = this.internal.matrix;
    this.internal.matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }
  scale(x: number, y: number): void {
    const [a, b, c, d, e, f] = this.internal.matrix;
    this.internal.matrix = [a * x, b * x, c * y, d * y, e, f];
  }
  rotate(angle: number): void {
    const [a, b, c, d, e, f] = this.internal.matrix;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.internal.matrix = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f];
  }

  #place(x: number, y: number): readonly [string, string] {
    const [a, b, c, d, e, f] = this.internal.matrix;
    return [round(a * x + c * y + e), round(b * x + d * y + f)];
  }
  #point(x: number, y: number): string {
    return this.#place(x, y).join(' ');
  }

  beginPath(): void {
    this.#path = '';
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${this.#point(x, y)}`;
  }
  lineTo(x: number, y: number): void {
    this.#path += `${this.#path ? 'L' : 'M'}${this.#point(x, y)}`;
  }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path += `C${this.#point(x1, y1)} ${this.#point(x2, y2)} ${this.#point(x, y)}`;
  }
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.#path += `Q${this.#point(x1, y1)} ${this.#point(x, y)}`;
  }
  rect(x: number, y: number, width: number, height: number): void {
    const [a, b, c, d] = this.internal.matrix;
    const sides = [a * width, b * width, c * height, d * height, -a * width, -b * width];
    this.moveTo(x, y);
    // Relative, so that rectangles of one size differ in nothing but their place, which makes a small file.
    this.#path += `l${sides.map(round).join(' ')}`;
    this.closePath();
  }
  arc(x: number, y: number, radius: number, from: number, to: number, counterclockwise = false): void {
    const turn = 2 * Math.PI;
    const at = (angle: number) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    let sweep = to - from;
    if (Math.abs(sweep) >= turn) sweep = counterclockwise ? -turn : turn;
    else if (!counterclockwise && sweep < 0) sweep += turn;
    else if (counterclockwise && sweep > 0) sweep -= turn;
    this.lineTo(...at(from));
    // In two halves, because SVG omits an arc that ends where it begins.
    for (const part of [0.5, 1]) {
      this.#path += `A${round(radius)} ${round(radius)} 0 0 ${sweep > 0 ? 1 : 0} ${this.#point(...at(from + sweep * part))}`;
    }
  }
  closePath(): void {
    this.#path += 'Z';
  }

  #add(name: string, attributes: SvgNode['attributes'], content: SvgNode['content'] = []): void {
    const { globalAlpha } = this;
    const { clip } = this.internal;
    if (globalAlpha === 0) return;
    const around = { ...(clip && { 'clip-path': `url(#${clip})` }), ...(globalAlpha < 1 && { opacity: globalAlpha }) };
    this.#drawn.push({ name, attributes: { ...around, ...attributes }, content });
  }
  #strokeAttributes(): SvgNode['attributes'] {
    const { strokeStyle, lineWidth, lineJoin, lineCap } = this;
    const { dash } = this.internal;
    return {
      fill: 'none',
      stroke: strokeStyle,
      ...(lineWidth !== 1 && { 'stroke-width': round(lineWidth) }),
      ...(lineJoin !== 'miter' && { 'stroke-linejoin': lineJoin }),
      ...(lineCap !== 'butt' && { 'stroke-linecap': lineCap }),
      ...(dash.length > 0 && { 'stroke-dasharray': dash.join(' ') }),
    };
  }

  fill(): void {
    if (this.#path) this.#add('path', { fill: this.fillStyle, d: this.#path });
  }
  stroke(): void {
    if (this.#path) this.#add('path', { ...this.#strokeAttributes(), d: this.#path });
  }
  clip(): void {
    let index = this.#clips.indexOf(this.#path);
    if (index < 0) index = this.#clips.push(this.#path) - 1;
    this.internal.clip = `${this.#prefix}-${index}`;
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
  }
  clearRect(): void {
    // Nothing to clear: every picture is drawn once.
  }

  measureText(text: string) {
    const width = this.#measure(text, this.font);
    const size = sizeOf(this.font);
    return {
      width,
      actualBoundingBoxLeft: 0,
      actualBoundingBoxRight: width,
      actualBoundingBoxAscent: 0.75 * size,
      actualBoundingBoxDescent: 0.2 * size,
    };
  }
  #text(text: string, x: number, y: number, widest: number, paint: SvgNode['attributes']): void {
    const { font, textAlign, textBaseline } = this;
    const [a, b, c, d] = this.internal.matrix;
    const size = sizeOf(font);
    const [left, top] = this.#place(x, y);
    const shift = size * (baselines[textBaseline] ?? 0);
    const isTurned = b !== 0 || c !== 0;
    const turn = [a, b, c, d].map((entry) => Math.round(entry * 1000) / 1000).join(' ');
    const anchor = anchors[textAlign];
    const attributes = {
      ...(isTurned
        ? { transform: `matrix(${turn} ${left} ${top})`, y: round(shift) }
        : { x: left, y: round(Number(top) + shift) }),
      'font-size': round(size),
      ...(/\b(?:[5-9]00|bold)\b/.test(font) && { 'font-weight': 600 }),
      ...(anchor && { 'text-anchor': anchor }),
      ...(this.#measure(text, font) > widest && { textLength: round(widest), lengthAdjust: 'spacingAndGlyphs' }),
      ...paint,
    };
    this.#add('text', attributes, text);
  }
  fillText(text: string, x: number, y: number, widest = Number.POSITIVE_INFINITY): void {
    this.#text(text, x, y, widest, { fill: this.fillStyle });
  }
  strokeText(text: string, x: number, y: number, widest = Number.POSITIVE_INFINITY): void {
    this.#text(text, x, y, widest, this.#strokeAttributes());
  }
}
