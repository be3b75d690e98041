/**
 * `descent`: logits that are grabbed and let go of. Gradient descent pulls each by q − p; with smoothed labels the gap
 * between the correct class and the others comes to rest, with hard ones it climbs for ever.
 */

import type { Chart, ChartConfiguration } from 'chart.js';
import { drawArrow } from '../arrow.js';
import { options, pixelOf } from '../chart.js';
import { curveData, drawDot, drawText } from '../curves.js';
import { type Figure, type Note, prediction, smoothed, type Theme } from '../figure.js';
import { fixed, long, short } from '../format.js';
import type { Values } from '../parameters.js';
import { impossible, leadNote, smooth, withoutDrawing } from '../shared.js';
import { texts as shared } from '../texts.js';
import { type DescentRun, descend, gapOf, listedSteps, startOf } from './run.js';
import { texts } from './texts.js';

/** Bars reach to a power of two, so that the axis does not change with every step. */
const reachOf = (logits: readonly number[]) =>
  2 ** Math.max(2, Math.ceil(Math.log2(1.1 * Math.max(...logits.map(Math.abs), 1))));

/** Pixels of an arrow for a push of 1. */
const arrowLength = 60;

export const moves = true;

/** log(q_y / q_k) with the best other class, where softmax equals the target. */
function restingGap(values: Values, q: Float32Array): number {
  const { alpha, classes, convention, target, paddingIndex } = values;
  if (convention === 'padded' && target === paddingIndex) return Number.NaN;
  switch (convention) {
    case 'uniform':
      return Math.log1p((classes * (1 - alpha)) / alpha);
    case 'others':
      return Math.log(((classes - 1) * (1 - alpha)) / alpha);
    case 'padded':
      return Math.log(((classes - 2) * (1 - alpha)) / alpha);
    case 'prior':
      return Math.log((q[target] as number) / Math.max(...q.filter((_, index) => index !== target)));
  }
}

export const figure: Figure<DescentRun> = (ls, values, language, run = startOf(values)) => {
  const { alpha, classes, convention, target, paddingIndex } = values;
  const t = { ...shared[language], ...texts[language] };
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
    target: { label: shared[language].target, value: target, setting: true },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(t.title, settings, nothing);

  const padding = convention === 'padded' ? paddingIndex : undefined;
  const { logits, history, done } = run;
  const columns = Array.from({ length: classes }, (_, index) => index);
  const q = smooth(ls, [target], values);
  const p = ls.softmax(Float32Array.from(logits), { classes });
  // A row of padding is pushed nowhere.
  const push = columns.map((index) => (target === padding ? 0 : (q[index] as number) - (p[index] as number)));
  const gap = gapOf(logits, target);
  const rest = restingGap(values, q);

  const notes: Note[] = [];
  if (target === padding) notes.push({ kind: 'warning', text: t.paddingRow(target) });
  else if (alpha === 0) notes.push({ kind: 'fact', text: t.endless });
  else if (Number.isFinite(rest)) notes.push({ kind: 'fact', text: t.rests(short(rest, 3)) });
  const lead = target === padding ? undefined : leadNote(q, target, values, language);
  if (lead) notes.push(lead);

  const reach = reachOf(logits);
  const bars = (theme: Theme): ChartConfiguration => {
    const labels = columns.map((index) => (index === padding ? [String(index), t.padding] : String(index)));
    const draw = (chart: Chart) => {
      const { ctx, chartArea } = chart;
      const [, zero] = pixelOf(chart, 0, 0);
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(chartArea.left, zero);
      ctx.lineTo(chartArea.right, zero);
      ctx.stroke();
      ctx.font = `600 ${12 * theme.scale}px ${theme.font}`;
      ctx.textAlign = 'center';
      for (const index of columns) {
        const [x, y] = pixelOf(chart, index, logits[index] as number);
        const tip = y - (push[index] as number) * arrowLength;
        drawArrow(ctx, x, y, tip, theme);
        ctx.fillStyle = theme.text;
        // On the other side of zero than bar and arrow.
        const isAbove = y + tip > 2 * zero;
        ctx.textBaseline = isAbove ? 'top' : 'bottom';
        ctx.fillText(fixed(logits[index] as number, 2), x, isAbove ? zero - 16 : zero + 16);
      }
    };
    return {
      type: 'bar',
      data: {
        labels,
        datasets: [
          {
            label: t.logit,
            data: [...logits],
            backgroundColor: columns.map((index) => theme.series[index === target ? smoothed : prediction] as string),
            borderRadius: 3,
            categoryPercentage: 0.7,
          },
        ],
      },
      options: options(
        theme,
        { x: { title: t.classIndex, labels }, y: { title: t.logit, min: -reach, max: reach } },
        draw,
        {
          title: ({ dataIndex }) => `${t.classIndex} ${dataIndex}`,
          label: ({ dataIndex }) =>
            `z = ${long(logits[dataIndex] as number)}, q − p = ${long(push[dataIndex] as number)}`,
        },
      ),
    };
  };

  const points = history.filter(({ step }) => step > 0).map(({ step, gap: y }) => ({ x: Math.log10(step), y }));
  const end = Math.max(2, Math.ceil(Math.log10(done + 1)));
  const gaps = [0, gap, ...history.map((moment) => moment.gap), ...(Number.isFinite(rest) ? [rest] : [])];
  const curve = (theme: Theme): ChartConfiguration => {
    const draw = (chart: Chart) => {
      const x = done > 0 ? Math.log10(done) : 0;
      if (Number.isFinite(rest)) {
        const [, top] = pixelOf(chart, 0, rest);
        const { ctx, chartArea } = chart;
        ctx.strokeStyle = theme.series[smoothed] as string;
        ctx.lineWidth = 2;
        ctx.setLineDash([6, 4]);
        ctx.beginPath();
        ctx.moveTo(chartArea.left, top);
        ctx.lineTo(chartArea.right, top);
        ctx.stroke();
        ctx.setLineDash([]);
        drawText(chart, theme, t.rest(fixed(rest, 2)), chartArea.left + 8, top - 11);
      }
      drawDot(chart, { x, y: gap }, theme.series[prediction] as string, theme.background);
      const [left, top] = pixelOf(chart, x, gap);
      // Below the curve, if there is room above the numbers of the axis.
      const below = top + 13 < chart.chartArea.bottom;
      drawText(chart, theme, fixed(gap, 2), left - 10, below ? top + 13 : top - 13, theme.text, 'left');
    };
    return {
      type: 'line',
      data: curveData(theme, [{ label: t.path, points, series: prediction }]),
      options: {
        ...options(
          theme,
          {
            x: { title: t.time, min: 0, max: end, step: 1, powers: true },
            y: { title: t.gap, min: Math.floor(Math.min(...gaps)), max: Math.ceil(Math.max(...gaps, 4) + 0.5) },
          },
          draw,
        ),
        events: [],
      },
    };
  };

  /** Logits with one of them moved there, as far as bars can be. */
  const moved = (index: number, to: number, from = logits) => {
    const limited = Math.min(Math.max(Math.round(to * 100) / 100, -50), 50);
    return { logits: from.map((logit, place) => (place === index ? limited : Number(logit.toFixed(4)))) };
  };
  const barsLabel = t.bars(logits.map((logit) => short(logit, 2)).join(', '));
  const curveLabel = t.curve(short(gap, 2), String(done));
  let table = Float64Array.from(values.logits);
  return {
    title: t.title,
    charts: [
      {
        label: barsLabel,
        hint: t.barsHint,
        configuration: bars,
        pick: (x, y) => moved(Math.min(Math.max(Math.round(x), 0), classes - 1), y),
        drags: 'vertical',
        handles: columns.map((index) => ({
          x: index,
          y: logits[index] as number,
          drags: 'vertical',
          drag: (_, y) => moved(index, y),
        })),
        rows: columns.map((index) => `${t.classIndex} ${index}`),
        step: (direction, now, row) => {
          // A key before this one may have moved them already.
          const present = String(now.logits) === String(values.logits) ? logits : now.logits;
          return moved(row, (present[row] as number) + direction / 10, present);
        },
        cursor: (_, row) => row,
      },
      { label: curveLabel, configuration: curve, apart: true },
    ],
    legend: [
      { label: t.logitOf(shared[language].target), series: smoothed, mark: 'bar' },
      { label: t.logit, series: prediction, mark: 'bar' },
    ],
    table: {
      header: [t.steps, t.path, ...columns.map((index) => `z ${index}`)],
      rows: listedSteps.map((step, place) => {
        table = Float64Array.from(descend(ls, values, table, step - (listedSteps[place - 1] ?? 0)));
        return [step, gapOf(table, target), ...table];
      }),
    },
    classColumns: 2,
    readout: {
      ...settings,
      gap: { label: t.gap, value: gap },
      'resting-gap': { label: t.restingGap, value: rest },
      steps: { label: t.steps, value: done },
    },
    notes,
    summary: `${barsLabel} ${curveLabel}`,
  };
};
