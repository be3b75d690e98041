/** `heatmap`: the smoothed targets of a small batch, one row per sample. */

import type { ChartConfiguration } from 'chart.js';
import { MatrixController, MatrixElement } from 'chartjs-chart-matrix';
import { Chart, options } from '../chart.js';
import type { Figure, Note, Theme } from '../figure.js';
import { long, short } from '../format.js';
import { entropyOf, impossible, leadNote, others, smooth, withoutDrawing } from '../shared.js';
import { texts as shared } from '../texts.js';
import { heatColor, heatTextColor } from '../viridis.js';
import { texts } from './texts.js';

Chart.register(MatrixController, MatrixElement);

interface Cell {
  x: number;
  y: number;
  v: number;
}

export const figure: Figure = (ls, values, language) => {
  const { alpha, classes, convention, targets, paddingIndex } = values;
  const t = { ...shared[language], ...texts[language] };
  const padding = convention === 'padded' ? paddingIndex : undefined;
  const title = t.heatmapTitle;
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(title, settings, nothing);

  const matrix = smooth(ls, targets, values);
  const rows = targets.map((_, row) => matrix.subarray(row * classes, (row + 1) * classes));
  const high = Math.max(...matrix);
  const scale = high > 0 ? high : 1;
  const first = Math.max(
    targets.findIndex((target) => target !== padding),
    0,
  );
  const target = targets[first] as number;
  const row = rows[first] as Float32Array;
  const { highest, equal, count } = others(row, target, padding);

  const notes: Note[] = [];
  const lead = leadNote(row, target, values, language);
  if (lead) notes.push(lead);
  if (padding !== undefined) {
    const masked = targets.flatMap((one, index) => (one === padding ? [index] : []));
    notes.push({ kind: 'fact', text: t.heatmapPaddingFact(padding, masked.join(t.comma)) });
  }

  const xLabels = Array.from({ length: classes }, (_, index) => String(index));
  const configuration = (theme: Theme): ChartConfiguration => {
    const cells: Cell[] = rows.flatMap((entries, y) => Array.from(entries, (v, x) => ({ x, y, v })));
    const size = (chart: Chart) => ({
      width: Math.max(0, (chart.chartArea?.width ?? 0) / classes - 2),
      height: Math.max(0, (chart.chartArea?.height ?? 0) / rows.length - 2),
    });
    const writeCells = (chart: Chart) => {
      const { ctx } = chart;
      const { width, height } = size(chart);
      ctx.font = `${(width < 44 * theme.scale ? 10 : 13) * theme.scale}px ${theme.font}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      const places = [4, 2].find((count) => cells.every(({ v }) => ctx.measureText(short(v, count)).width < width - 4));
      if (!places || height < 16) return;
      chart.getDatasetMeta(0).data.forEach((element, index) => {
        const value = (cells[index] as Cell).v;
        const { x, y } = (element as MatrixElement).getCenterPoint();
        ctx.fillStyle = heatTextColor(value / scale);
        ctx.fillText(short(value, places), x, y);
      });
    };
    const axes = {
      x: {
        title: t.classIndex,
        labels: xLabels.map((index) => (Number(index) === padding ? [index, t.padding] : index)),
        grid: false,
      },
      y: { title: t.row, labels: targets.map((y, index) => `${index}: y=${y}`), grid: false, reverse: false },
    };
    const base = options(theme, axes, writeCells, {
      title: ({ raw }) => t.rowTarget((raw as Cell).y, targets[(raw as Cell).y] as number),
      label: ({ raw }) => `${t.classIndex} ${(raw as Cell).x}: ${long((raw as Cell).v)}`,
    });
    return {
      type: 'matrix',
      data: {
        datasets: [
          {
            label: t.probability,
            data: cells,
            // Coordinates are positions on the axes, not labels.
            parsing: false,
            backgroundColor: cells.map(({ v }) => heatColor(v / scale)),
            borderRadius: 3,
            width: ({ chart }: { chart: Chart }) => size(chart).width,
            height: ({ chart }: { chart: Chart }) => size(chart).height,
          },
        ],
      },
      options: { ...base, layout: { padding: { top: 4 } }, interaction: { mode: 'nearest', intersect: true } },
    } as ChartConfiguration<'matrix', Cell[]> as unknown as ChartConfiguration;
  };

  const label = t.heatmapLabel(rows.length, classes);
  return {
    title,
    charts: [
      {
        label,
        hint: t.heatmapHint,
        configuration,
        rows: targets.map((y, index) => t.rowTarget(index, y)),
        cursor: (now, row) => now.targets[row] as number,
        step: (direction, now, row) => ({
          targets: now.targets.map((y, index) => (index === row ? (y + direction + now.classes) % now.classes : y)),
        }),
        valueAt: (x, y) => rows[Math.round(y)]?.[Math.round(x)],
        pick: (x, y) => {
          const picked = Math.min(Math.max(Math.round(y), 0), rows.length - 1);
          const column = Math.min(Math.max(Math.round(x), 0), classes - 1);
          return { targets: targets.map((one, index) => (index === picked ? column : one)) };
        },
      },
    ],
    legend: [],
    colorScale: { label: t.probability, high: scale },
    classColumns: 2,
    table: {
      header: [t.row, t.target, ...xLabels.map((index) => `${t.classIndex} ${index}`)],
      rows: rows.map((entries, index) => [index, targets[index] as number, ...Array.from(entries)]),
    },
    readout: {
      ...settings,
      target: { label: t.targetOfRow(first), value: target },
      'target-probability': { label: t.targetProbability, value: row[target] as number },
      'other-probability': { label: t.otherProbability, value: equal && count > 0 ? highest : Number.NaN },
      entropy: { label: t.entropy, value: entropyOf(ls, row) },
      sum: { label: t.sum, value: row.reduce((total, probability) => total + probability, 0) },
    },
    notes,
    summary: `${label} ${rows.map((entries, index) => `${t.rowTarget(index, targets[index] as number)}: ${Array.from(entries, (value) => short(value)).join(' ')}`).join('; ')}`,
  };
};
