/**
 * A drawing context that writes down what is drawn on it as SVG, so that the charts which the browser draws on a canvas
 * can be drawn by the build as well. It knows the part of CanvasRenderingContext2D that Chart.js and the figures use.
 */

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const upright: Matrix = [1, 0, 0, 1, 0, 0];

const round = (value: number) => String(Math.round(value * 10) / 10);

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Chinese characters are as wide as the font is high, others about half as wide; close enough to leave room. */
const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 1 : 0.56), 0);

const anchors: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
/** How far below the given height, in parts of the font size, the letters stand. */
const baselines: Readonly<Record<string, number>> = { top: 0.8, hanging: 0.8, middle: 0.35, bottom: -0.22 };

export class SvgContext {
  /** Chart.js asks it for its size. */
  readonly canvas: { width: number; height: number; getContext: () => SvgContext };
  readonly #prefix: string;
  readonly #drawn: string[] = [];
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
  /** Not public in a real context, but saved and restored with the rest. */
  internal: { dash: readonly number[]; matrix: Matrix; clip: string } = { dash: [], matrix: upright, clip: '' };

  /** @param prefix begins the ids in the picture, which have to be unique in a page */
  constructor(width: number, height: number, prefix: string) {
    this.canvas = { width, height, getContext: () => this };
    this.#prefix = prefix;
  }

  /** What was drawn, without the `svg` element around it. */
  toString(): string {
    const clips = this.#clips.map(
      (path, index) => `<clipPath id="${this.#prefix}-${index}"><path d="${path}"/></clipPath>`,
    );
    return (clips.length > 0 ? `<defs>${clips.join('')}</defs>` : '') + this.#drawn.join('');
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

  #point(x: number, y: number): string {
    const [a, b, c, d, e, f] = this.internal.matrix;
    return `${round(a * x + c * y + e)} ${round(b * x + d * y + f)}`;
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
    this.moveTo(x, y);
    for (const [right, down] of [
      [width, 0],
      [width, height],
      [0, height],
    ] as const)
      this.lineTo(x + right, y + down);
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
    // Two halves, because an arc that ends where it begins is none.
    for (const part of [0.5, 1]) {
      this.#path += `A${round(radius)} ${round(radius)} 0 0 ${sweep > 0 ? 1 : 0} ${this.#point(...at(from + sweep * part))}`;
    }
  }
  closePath(): void {
    this.#path += 'Z';
  }

  #add(element: string): void {
    if (this.globalAlpha === 0) return;
    const { globalAlpha } = this;
    const { clip } = this.internal;
    const attributes = `${clip && ` clip-path="url(#${clip})"`}${globalAlpha < 1 ? ` opacity="${globalAlpha}"` : ''}`;
    this.#drawn.push(attributes ? element.replace(/^<\w+/, (start) => start + attributes) : element);
  }
  #strokeAttributes(): string {
    const { strokeStyle, lineWidth, lineJoin, lineCap } = this;
    const { dash } = this.internal;
    return [
      ` stroke="${strokeStyle}"`,
      lineWidth === 1 ? '' : ` stroke-width="${round(lineWidth)}"`,
      lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`,
      lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`,
      dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '',
    ].join('');
  }

  fill(): void {
    if (this.#path) this.#add(`<path fill="${this.fillStyle}" d="${this.#path}"/>`);
  }
  stroke(): void {
    if (this.#path) this.#add(`<path fill="none"${this.#strokeAttributes()} d="${this.#path}"/>`);
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
    // Every picture is drawn once, on nothing.
  }

  get #fontSize(): number {
    return Number(/(\d+(?:\.\d+)?)px/.exec(this.font)?.[1] ?? 12);
  }
  measureText(text: string) {
    const width = widthOf(text) * this.#fontSize;
    return {
      width,
      actualBoundingBoxLeft: 0,
      actualBoundingBoxRight: width,
      actualBoundingBoxAscent: 0.75 * this.#fontSize,
      actualBoundingBoxDescent: 0.2 * this.#fontSize,
    };
  }
  #text(text: string, x: number, y: number, paint: string): void {
    const { font, textAlign, textBaseline } = this;
    const { matrix } = this.internal;
    const size = this.#fontSize;
    const weight = /\b(?:[5-9]00|bold)\b/.test(font) ? ' font-weight="600"' : '';
    const anchor = anchors[textAlign] ? ` text-anchor="${anchors[textAlign]}"` : '';
    const [a, b, c, d] = matrix;
    const place = this.#point(x, y);
    const turned = b !== 0 || c !== 0;
    const [left, top] = place.split(' ') as [string, string];
    const shift = size * (baselines[textBaseline] ?? 0);
    const position = turned
      ? ` transform="matrix(${[a, b, c, d].map((entry) => Math.round(entry * 1000) / 1000).join(' ')} ${place})" y="${round(shift)}"`
      : ` x="${left}" y="${round(Number(top) + shift)}"`;
    this.#add(`<text${position} font-size="${round(size)}"${weight}${anchor}${paint}>${escapeText(text)}</text>`);
  }
  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, ` fill="${this.fillStyle}"`);
  }
  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, ` fill="none"${this.#strokeAttributes()}`);
  }
}
