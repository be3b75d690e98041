/** The charts of the page as SVG files, each in the colors of the light and of the dark theme. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { drawChart } from '../figures/chart-picture.js';
import { escapeHtml } from '../figures/escape.js';
import type { Chart as FigureChart, Theme } from '../figures/figure.js';
import { SvgContext, writeSvg } from '../figures/svg-context.js';

/** Small, because letters shrink with the picture on a phone. */
const width = 420;
const height = 260;

const palette = readFileSync(resolve(import.meta.dirname, 'styles/palette.css'), 'utf8');

/** A color of palette.css, which has both values of each. */
function color(name: string, scheme: 'light' | 'dark'): string {
  const value = new RegExp(`${name}:([^;]*);`).exec(palette)?.[1] ?? '';
  const found = new RegExp(`var\\(--${scheme}, (#\\w+)\\)`).exec(value)?.[1];
  const other = /^ var\((--[\w-]+)\)$/.exec(value)?.[1];
  if (found) return found;
  if (other) return color(other, scheme);
  throw new Error(`palette.css has no ${name} of the kind that a picture needs`);
}

const theme = (scheme: 'light' | 'dark'): Theme => ({
  text: color('--ls-fg', scheme),
  muted: color('--ls-muted', scheme),
  grid: color('--ls-grid', scheme),
  background: color('--ls-bg', scheme),
  accent: color('--ls-accent', scheme),
  series: [1, 2, 3, 4, 5, 6].map((series) => color(`--ls-series-${series}`, scheme)),
  font: 'sans-serif',
  scale: 1,
});

/** Contents by file name, for the build to write. Names contain a hash, because browsers cache assets/ for ever. */
export const writtenFiles = new Map<string, string>();

function file(chart: FigureChart, scheme: 'light' | 'dark'): string {
  const context = new SvgContext(width, height, 'clip');
  drawChart(chart, theme(scheme), context).destroy();
  const svg = writeSvg(
    context.picture({ xmlns: 'http://www.w3.org/2000/svg', 'font-family': 'system-ui, sans-serif' }),
  );
  const name = `assets/pictures/${createHash('sha256').update(svg).digest('hex').slice(0, 12)}.svg`;
  writtenFiles.set(name, svg);
  return name;
}

/**
 * Both pictures; figures.css shows the one for the current theme. (A `<picture>` would load the light one only when
 * printing begins, and print nothing.)
 *
 * @param root the path from the page to the root of the site
 * @param heaviest pictures of more characters are left out
 */
export function picture(chart: FigureChart, root: string, heaviest = Number.POSITIVE_INFINITY): string {
  const alternative = escapeHtml(chart.label);
  return (['light', 'dark'] as const)
    .map((scheme) => [scheme, file(chart, scheme)] as const)
    .filter(([, name]) => (writtenFiles.get(name)?.length ?? 0) <= heaviest)
    .map(
      ([scheme, name]) =>
        `<img vite-ignore class="when-${scheme}" src="${root}${name}" alt="${alternative}" width="${width}" height="${height}" loading="lazy">`,
    )
    .join('');
}
