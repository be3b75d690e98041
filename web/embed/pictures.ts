/** A picture of each figure in its first state, for feeds, mail, and wherever no script runs. */
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

export function pictureOf(figure: FigureName, language: Language): Picture {
  const svg = drawSvg(firstContent(figure, language), theme, estimateWidth);
  const [width = 0, height = 0] = ['width', 'height'].map((name) =>
    Number(new RegExp(`^<svg[^>]*\\s${name}="([\\d.]+)"`).exec(svg)?.[1]),
  );
  return { svg, width, height };
}
