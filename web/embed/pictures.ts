/** A picture of each figure in its first state, for feeds, mail, and wherever no script runs. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { drawSvg } from '../element/picture.js';
import { style } from '../element/style.js';
import type { Content, Theme } from '../figures/figure.js';
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

/** Letters that the font may lack. */
const foreign = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Common}]/u;

/** The figure `targets` with the article's symbols for words, for languages whose script the font lacks. */
function inSymbols(content: Content): Content {
  const [chart] = content.charts;
  if (!chart) throw new Error('the figure of previews has no chart');
  const symbols = ['y', 'q (α = 0.1)'];
  return {
    ...content,
    title: 'Label smoothing',
    legend: content.legend.map((entry) => ({ ...entry, label: symbols[entry.series] as string })),
    charts: [
      {
        ...chart,
        configuration: (theme) => {
          const configuration = chart.configuration(theme);
          const scales = configuration.options?.scales as Record<'x' | 'y', { title: { text: string } }> | undefined;
          if (!scales) throw new Error('the figure of previews has no axes');
          scales.x.title.text = 'k';
          scales.y.title.text = 'y, q';
          return configuration;
        },
      },
    ],
  };
}

/** What previews of links to the page in a language show, as PNG. */
export function previewOf(language: Language): Uint8Array {
  const content = firstContent('targets', language);
  const isInFont = content.legend.every(({ label }) => !foreign.test(label));
  return pngOf(toPicture(isInFont ? content : inSymbols(content)));
}

export function pictureOf(figure: FigureName, language: Language): Picture {
  return toPicture(firstContent(figure, language));
}

function toPicture(content: Content): Picture {
  const svg = drawSvg(content, theme, undefined, estimateWidth);
  const [width = 0, height = 0] = ['width', 'height'].map((name) =>
    Number(new RegExp(`^<svg[^>]*\\s${name}="([\\d.]+)"`).exec(svg)?.[1]),
  );
  return { svg, width, height };
}
