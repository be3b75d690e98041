/** A figure as a PNG image: title, legend, charts or matrices. */

import { Chart } from '../figures/chart.js';
import type { Chart as ChartContent, Content, Tensor, Theme } from '../figures/figure.js';
import { short } from '../figures/format.js';
import { heatColor, heatTextColor } from '../figures/viridis.js';
import { cellText } from './tensors.js';

/** Image pixels per CSS pixel, so that the image can be printed. */
const scale = 2;
const margin = 20;
const line = 22;
const cell = { width: 72, height: 28 };
const chartHeight = 360;

const tensorHeight = ({ rows }: Tensor) => 2 * line + rows.length * cell.height + margin;

/** Draws a chart anew in the size of the image, whatever its size on screen, and copies it. */
function copyChart(
  content: ChartContent,
  theme: Theme,
  width: number,
  copy: (canvas: HTMLCanvasElement) => void,
): void {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = chartHeight;
  const configuration = content.configuration(theme);
  const options = { ...configuration.options, responsive: false, devicePixelRatio: scale };
  const chart = new Chart(canvas, { ...configuration, options });
  copy(canvas);
  chart.destroy();
}

/** The figure in a readable size, with the theme's background. */
export function drawPicture(content: Content, theme: Theme): Promise<Blob> {
  const { charts, tensors = [], notes, legend, colorScale } = content;
  const texts = charts.length + tensors.length === 0 ? notes.map(({ text }) => text) : [];
  const columns = tensors[0]?.columns.length ?? 0;
  const width = Math.max(640, (columns + 1) * cell.width);
  const height =
    charts.length * (chartHeight + margin) +
    tensors.reduce((sum, tensor) => sum + tensorHeight(tensor), 0) +
    line * (1 + texts.length + (legend.length > 0 ? 1 : 0) + (colorScale ? 2 : 0));

  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * margin) * scale;
  canvas.height = (height + 2 * margin) * scale;
  const ctx = canvas.getContext('2d');
  if (!ctx) return Promise.reject(new Error('The browser has no room for the image'));
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  ctx.translate(margin, margin);
  ctx.textBaseline = 'middle';
  const write = (text: string, x: number, y: number, color: string, weight = 400, size = 13) => {
    ctx.font = `${weight} ${size}px ${theme.font}`;
    ctx.fillStyle = color;
    ctx.fillText(text, x, y, width - Math.min(x, width / 2));
  };

  let y = line / 2;
  write(content.title, 0, y, theme.text, 600, 16);
  let x = 0;
  if (legend.length > 0) y += line;
  for (const { label, series } of legend) {
    ctx.fillStyle = theme.series[series] ?? theme.text;
    ctx.fillRect(x, y - 6, 12, 12);
    write(label, x + 18, y, theme.text);
    x += ctx.measureText(label).width + 40;
  }
  for (const text of texts) {
    y += line;
    write(text, 0, y, theme.text);
  }
  y += line / 2;
  for (const chart of charts) {
    copyChart(chart, theme, width, (image) => ctx.drawImage(image, 0, y, width, chartHeight));
    y += chartHeight + margin;
  }
  if (colorScale) {
    for (let step = 0; step < 256; step++) {
      ctx.fillStyle = heatColor(step / 255);
      ctx.fillRect((step * width) / 256, y, width / 256 + 0.5, 10);
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
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser could not write the image'))));
  });
}
