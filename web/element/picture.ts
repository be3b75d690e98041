/**
 * A figure as an image (PNG or SVG) with title, legend, charts or matrices; and its charts for paper.
 */

import { drawChart } from '../figures/chart-picture.js';
import type { Chart as ChartContent, Content, LegendEntry, Tensor, Theme } from '../figures/figure.js';
import { short } from '../figures/format.js';
import { parametersOf, serialize } from '../figures/parameters.js';
import type { Labels } from '../figures/plain-labels.js';
import { estimateWidth, type Measure, SvgContext, type SvgNode, writeSvg } from '../figures/svg-context.js';
import { heatColor, heatTextColor } from '../figures/viridis.js';
import type { Snapshot } from './host.js';
import { cellText } from './parts/tensors.js';

/** Image pixels per CSS pixel: enough for print. */
const scale = 2;
const margin = 20;
const line = 22;
const cell = { width: 72, height: 28 };
const chartHeight = 360;
/** Steps of a color scale. */
const shades = 256;

/** Size of a chart on paper in CSS pixels: alone, and next to another. */
const onPaper = { alone: { width: 640, height: 320 }, beside: { width: 400, height: 270 } };

const namespace = 'http://www.w3.org/2000/svg';

const tensorHeight = ({ rows }: Tensor) => 2 * line + rows.length * cell.height + margin;

/** A surface to draw a figure on. */
interface Place {
  readonly ctx: CanvasRenderingContext2D | SvgContext;
  /** Draws a chart again, independent of its size on screen, with its upper left corner at this place. */
  readonly drawChart: (chart: ChartContent, width: number, y: number) => void;
}

const textFont = '13px';
/** Of what an image says of itself. */
const smallFont = '12px';
const smallLine = 17;

/** Rows that hold as many parts as fit a width, with a gap between them. */
function rowsOf<Part>(parts: readonly Part[], widthOf: (part: Part) => number, gap: number, width: number): Part[][] {
  const rows: Part[][] = [];
  let taken = 0;
  for (const part of parts) {
    const own = widthOf(part);
    const row = rows.at(-1);
    if (row && taken + gap + own <= width) {
      row.push(part);
      taken += gap + own;
    } else {
      rows.push([part]);
      taken = own;
    }
  }
  return rows;
}

/** Lines that hold as many parts as fit a width. */
const linesOf = (parts: readonly string[], between: string, font: string, width: number): readonly string[] =>
  rowsOf(parts, (part) => estimateWidth(part, font), estimateWidth(between, font), width).map((row) =>
    row.join(between),
  );

/** Where a line may end: after a space or Chinese punctuation, and between Chinese characters. */
const breaks = /(?<=[\s。，；：、！？）」])(?![。，；：、！？）」])|(?<=\p{Script=Han})(?=[\p{Script=Han}（「])/u;

const wrapped = (text: string, width: number) => linesOf(text.split(breaks), '', textFont, width);

/** Before an entry of a legend, for its mark, and behind it. */
const markRoom = 18;
const gap = 22;

const legendRows = (entries: readonly LegendEntry[], width: number) =>
  rowsOf(entries, ({ label }) => markRoom + estimateWidth(label, textFont), gap, width);

/** How many lines a chart has above and below it: its own legend, and what its numbers say. */
const wordsOf = ({ legend = [], finding }: ChartContent, width: number) =>
  legendRows(legend, width).length + (finding ? wrapped(finding, width).length : 0);

/** What an image says of itself: the settings that it shows, and where it is from. */
export interface About {
  readonly settings: readonly string[];
  readonly source: readonly string[];
}

const nothing: About = { settings: [], source: [] };

/** Where readers find the figure: the page that opens its links, or the one that it is in; files are nobody's. */
function addressOf(element: HTMLElement): readonly string[] {
  try {
    const { protocol, origin, pathname } = new URL(element.getAttribute('home') ?? '', document.baseURI);
    return /^https?:$/.test(protocol) ? [origin + pathname] : [];
  } catch {
    return [];
  }
}

export function aboutOf({ figure, values, language }: Snapshot, { texts }: Labels, element: HTMLElement): About {
  const { parameters, choices } = texts[language];
  return {
    settings: parametersOf(figure)
      .filter(({ place, matters }) => place !== 'stage' && matters?.(values) !== false)
      .map(({ key, name }) => {
        const value = serialize(values[key]);
        return `${parameters[key] ?? name} = ${choices[key]?.[value] ?? value}`;
      }),
    source: ['label-smoothing', ...addressOf(element)],
  };
}

const aboutLines = ({ settings, source }: About, width: number) => [
  ...linesOf(settings, ' · ', smallFont, width),
  ...linesOf(source, ' · ', smallFont, width),
];

/** The notes, where there is nothing else to show. */
const textsOf = ({ charts, tensors = [], notes }: Content, width: number) =>
  charts.length + tensors.length === 0 ? notes.flatMap(({ text }) => wrapped(text, width)) : [];

/** The image's size in CSS pixels. */
function sizeOf(content: Content, about: About): { width: number; height: number } {
  const { charts, tensors = [], legend, colorScale } = content;
  const columns = tensors[0]?.columns.length ?? 0;
  const width = Math.max(640, (columns + 1) * cell.width);
  const lines = 1 + textsOf(content, width).length + legendRows(legend, width).length + (colorScale ? 2 : 0);
  const height =
    charts.reduce((sum, chart) => sum + line * wordsOf(chart, width) + chartHeight + margin, 0) +
    tensors.reduce((sum, tensor) => sum + tensorHeight(tensor), 0) +
    line * lines;
  const said = aboutLines(about, width).length;
  return { width: width + 2 * margin, height: height + 2 * margin + said * smallLine };
}

/** Draws the figure in a readable size, on the theme's background. */
function draw({ ctx, drawChart }: Place, content: Content, theme: Theme, about: About): void {
  const { charts, tensors = [], legend, colorScale } = content;
  const size = sizeOf(content, about);
  const width = size.width - 2 * margin;
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, size.width, size.height);
  ctx.translate(margin, margin);
  ctx.textBaseline = 'middle';
  const write = (text: string, x: number, y: number, color: string, weight = 400, size = 13) => {
    ctx.font = `${weight} ${size}px ${theme.font}`;
    ctx.fillStyle = color;
    ctx.fillText(text, x, y, width - Math.min(x, width / 2));
  };

  let y = line / 2;
  write(content.title, 0, y, theme.text, 600, 16);
  const drawMark = (mark: LegendEntry['mark'], x: number) => {
    if (mark === 'bar') ctx.fillRect(x, y - 6, 12, 12);
    if (mark === 'line') ctx.fillRect(x, y - 1.5, 12, 3);
    if (mark === 'dash') for (const start of [x, x + 7]) ctx.fillRect(start, y - 1.5, 5, 3);
    if (mark === 'point') {
      ctx.beginPath();
      ctx.arc(x + 6, y, 5, 0, 2 * Math.PI);
      ctx.fill();
    }
  };
  const writeLegend = (entries: readonly LegendEntry[]) => {
    let x = 0;
    for (const { label, series, mark } of entries) {
      ctx.fillStyle = theme.series[series] ?? theme.text;
      drawMark(mark, x);
      write(label, x + markRoom, y, theme.text);
      x += markRoom + ctx.measureText(label).width + gap;
    }
  };
  for (const row of legendRows(legend, width)) {
    y += line;
    writeLegend(row);
  }
  for (const text of textsOf(content, width)) {
    y += line;
    write(text, 0, y, theme.text);
  }
  y += line / 2;
  for (const chart of charts) {
    for (const row of legendRows(chart.legend ?? [], width)) {
      y += line / 2;
      writeLegend(row);
      y += line / 2;
    }
    drawChart(chart, width, y);
    y += chartHeight;
    for (const text of chart.finding ? wrapped(chart.finding, width) : []) {
      write(text, 0, y + line / 2, theme.text);
      y += line;
    }
    y += margin;
  }
  if (colorScale) {
    for (let step = 0; step < shades; step++) {
      ctx.fillStyle = heatColor(step / (shades - 1));
      ctx.fillRect((step * width) / shades, y, width / shades + 0.5, 10);
    }
    ctx.textAlign = 'center';
    write(colorScale.label, width / 2, y + line, theme.text);
    ctx.textAlign = 'left';
    write('0', 0, y + line, theme.text);
    ctx.textAlign = 'right';
    write(short(colorScale.high, 3), width, y + line, theme.text);
  }
  for (const [index, tensor] of tensors.entries()) {
    ctx.textAlign = 'left';
    write(`${index + 1}. ${tensor.title}`, 0, y + line / 2, theme.text, 600);
    y += line;
    ctx.textAlign = 'center';
    tensor.columns.forEach((column, place) => {
      write(column, (place + 1.5) * cell.width, y + line / 2, theme.muted);
    });
    y += line;
    for (const { label, cells } of tensor.rows) {
      write(label, cell.width / 2, y + cell.height / 2, theme.muted);
      cells.forEach((value, place) => {
        const fraction = tensor.heat ? value / tensor.heat[1] : 0;
        const left = (place + 1) * cell.width;
        ctx.fillStyle = tensor.heat ? heatColor(fraction) : theme.grid;
        ctx.fillRect(left + 1, y + 1, cell.width - 2, cell.height - 2);
        const color = tensor.heat ? heatTextColor(fraction) : theme.text;
        write(cellText(value), left + cell.width / 2, y + cell.height / 2, color);
      });
      y += cell.height;
    }
    y += margin;
  }
  ctx.textAlign = 'left';
  aboutLines(about, width).forEach((text, index, { length }) => {
    write(text, 0, size.height - 1.5 * margin - (length - 1 - index) * smallLine, theme.muted, 400, 12);
  });
}

/** A canvas of that size in image pixels. */
function createCanvas(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('The browser has no room for the image');
  return ctx;
}

/** Images and paper have a size of their own. */
const unscaled = (theme: Theme): Theme => ({ ...theme, scale: 1 });

/** The figure as PNG. */
export async function drawPng(content: Content, here: Theme, about: About): Promise<Blob> {
  const theme = unscaled(here);
  const { width, height } = sizeOf(content, about);
  const ctx = createCanvas(width * scale, height * scale);
  ctx.scale(scale, scale);
  const place: Place = {
    ctx,
    drawChart: (chart, width, y) => {
      const own = createCanvas(width, chartHeight);
      const drawn = drawChart(chart, theme, own, scale);
      ctx.drawImage(own.canvas, 0, y, width, chartHeight);
      drawn.destroy();
    },
  };
  draw(place, content, theme, about);
  return new Promise((resolve, reject) => {
    ctx.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser could not write the image'))));
  });
}

/** Measures text as the browser will set it. */
function createMeasure(): Measure {
  const ctx = createCanvas(1, 1);
  return (text, font) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
}

/** The figure as the text of an SVG file; without a browser somebody else has to measure its texts. */
export function drawSvg(content: Content, here: Theme, about = nothing, measure = createMeasure()): string {
  const theme = unscaled(here);
  const { width, height } = sizeOf(content, about);
  const ctx = new SvgContext(width, height, 'figure', measure);
  let count = 0;
  const place: Place = {
    ctx,
    drawChart: (chart, width, y) => {
      const own = new SvgContext(width, chartHeight, `chart-${count++}`, measure);
      drawChart(chart, theme, own).destroy();
      ctx.add(own, 0, y);
    },
  };
  draw(place, content, theme, about);
  return `${writeSvg(ctx.picture({ xmlns: namespace, 'font-family': theme.font }))}\n`;
}

function makeSvg({ name, attributes, content }: SvgNode): SVGElement {
  const element = document.createElementNS(namespace, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...(typeof content === 'string' ? [content] : content.map(makeSvg)));
  return element;
}

/** A figure's charts for paper, as elements of the page, so that they use its fonts. */
export function drawForPaper({ charts }: Content, here: Theme): readonly SVGElement[] {
  const theme = unscaled(here);
  const measure = createMeasure();
  const { width, height } = charts.length > 1 ? onPaper.beside : onPaper.alone;
  return charts.map((chart, index) => {
    const ctx = new SvgContext(width, height, `paper-${index}`, measure);
    drawChart(chart, theme, ctx).destroy();
    return makeSvg(ctx.picture({ role: 'img', 'aria-label': chart.label }));
  });
}
