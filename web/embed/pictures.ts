/** A picture of each figure in its first state, for feeds, mail, and wherever no script runs. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { drawSvg } from '../element/picture.js';
import { style } from '../element/style.js';
import type { Theme } from '../figures/figure.js';
import type { FigureName, Language } from '../figures/parameters.js';
import { estimateWidth } from '../figures/svg-context.js';
import { firstContent } from '../page/first-state.js';

/** The light one of the two colors that the element's style sheet has for a name. */
function color(name: string): string {
  const found = new RegExp(`--${name}: var\\(--ls-${name}, light-dark\\((#\\w+),`).exec(style)?.[1];
  if (!found) throw new Error(`the element's style sheet has no color --${name} of the kind that a picture needs`);
  return found;
}

const theme: Theme = {
  text: color('fg'),
  muted: color('muted'),
  grid: color('grid'),
  background: color('bg'),
  accent: color('accent'),
  series: [1, 2, 3, 4, 5, 6].map((series) => color(`series-${series}`)),
  font: 'system-ui, sans-serif',
  scale: 1,
};

export interface Picture {
  readonly svg: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of a PNG per CSS pixel, so that it can be printed and fills a preview of a link. */
const scale = 2;

/** The same font on every machine, which has no Chinese characters. */
const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const font = {
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => join(fonts, name)),
  loadSystemFonts: false,
  defaultFontFamily: 'DejaVu Sans',
  sansSerifFamily: 'DejaVu Sans',
};

/** The English picture as PNG, for what shows no SVG: feeds, mail, previews of links. */
export const pngOf = ({ svg }: Picture) =>
  new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng();

export function pictureOf(figure: FigureName, language: Language): Picture {
  const svg = drawSvg(firstContent(figure, language), theme, estimateWidth);
  const [width = 0, height = 0] = ['width', 'height'].map((name) =>
    Number(new RegExp(`^<svg[^>]*\\s${name}="([\\d.]+)"`).exec(svg)?.[1]),
  );
  return { svg, width, height };
}
