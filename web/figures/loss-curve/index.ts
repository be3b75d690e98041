/**
 * `loss-curve`: the loss of a prediction that gives the correct class weight x against 1 for each other class, and
 * padding next to nothing: (1e-10, x/d, 1/d, …) with d = x + K − 2, renormalized. Class 0 is padding, class 1 correct.
 */

import type { Chart, ChartConfiguration } from 'chart.js';
import type { LabelSmoothing } from '../../lib/index.js';
import { type CurvePoint, options, pixelOf } from '../chart.js';
import { type Figure, type LegendEntry, mask, type Note, prediction, smoothed, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import type { Values } from '../parameters.js';
import { entropyOf, impossible, leadNote, smooth, withoutDrawing } from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

const padding = 0;
const correct = 1;
const paddingProbability = 1e-10;

/** Series of the main curve and of those compared with it. */
const curveSeries = [smoothed, 0, 3, 4, 5];

function logPrediction(x: number, classes: number): Float32Array {
  const d = x + classes - 2;
  const weights = Array.from({ length: classes }, (_, index) =>
    index === padding ? paddingProbability : (index === correct ? x : 1) / d,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float32Array.from(weights, (weight) => Math.log(weight / total));
}

/** q of the correct class, and of the other classes but padding together, in double precision. */
function exactTarget({ alpha, classes, convention, prior }: Values): [own: number, rest: number] {
  const others = classes - 2;
  switch (convention) {
    case 'uniform':
      return [1 - alpha + alpha / classes, (alpha * others) / classes];
    case 'others':
      return [1 - alpha, (alpha * others) / (classes - 1)];
    case 'padded':
      return [1 - alpha, alpha];
    case 'prior': {
      const total = prior.reduce((sum, weight) => sum + weight, 0);
      const own = (prior[correct] as number) / total;
      return [1 - alpha + alpha * own, alpha * (1 - own - (prior[padding] as number) / total)];
    }
  }
}

interface Curve {
  alpha: number;
  target: Float32Array;
  losses: readonly number[];
  lossAt: (x: number) => number;
  /** Where the derivative −q₁/x + (q₁ + … + q_{K−1})/d vanishes; +∞ if the loss only falls, NaN if it is constant. */
  minimumX: number;
}

function curve(ls: LabelSmoothing, alpha: number, xs: readonly number[], values: Values): Curve {
  const { classes, loss } = values;
  const target = smooth(ls, [correct], { ...values, alpha, paddingIndex: padding });
  const floor = loss === 'kl' ? 0 : entropyOf(ls, target);
  const lossAt = (x: number) => ls.klDiv(logPrediction(x, classes), target, { classes, reduction: 'sum' }) + floor;
  const [own, rest] = exactTarget({ ...values, alpha });
  const minimumX = classes === 2 ? Number.NaN : ((classes - 2) * own) / rest;
  return { alpha, target, losses: xs.map(lossAt), lossAt, minimumX };
}

export const figure: Figure = (ls, values, language, _, masked = []) => {
  const { alpha, alphas, classes, convention, loss, x, xMax } = values;
  const t = { ...shared[language], ...texts[language] };
  const title = t.lossCurveTitle[loss];
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(title, settings, nothing);

  const xs = Array.from({ length: xMax }, (_, index) => index + 1);
  const curves = [...new Set([alpha, ...alphas])].map((one) => curve(ls, one, xs, values));
  const main = curves[0] as Curve;
  const isInside = (minimumX: number) => minimumX > 1 && minimumX <= xMax;
  const minimumLoss = Number.isFinite(main.minimumX) ? main.lossAt(Math.max(main.minimumX, 0)) : Number.NaN;
  const lossAtX = main.lossAt(x);

  const minimumNote = (one: number, minimumX: number): Note => {
    const place = short(minimumX, 2);
    if (Number.isNaN(minimumX)) return { kind: 'fact', text: t.curvePaddingOnly(short(one)) };
    if (minimumX === Number.POSITIVE_INFINITY) return { kind: 'fact', text: t.curveOnlyFalls(short(one)) };
    if (minimumX <= 1) return { kind: 'warning', text: t.curveOnlyRises(short(one), place) };
    if (minimumX > xMax) return { kind: 'fact', text: t.curveBeyond(short(one), place) };
    return { kind: 'fact', text: (one === alpha ? t.curveDips : t.curveMinimum)(short(one), place) };
  };
  const notes: Note[] = [];
  const isMasked = masked.includes('minimum-x');
  if (classes === 2) notes.push({ kind: 'fact', text: t.curveFlat });
  else if (!isMasked) {
    for (const { alpha: one, minimumX } of curves) notes.push(minimumNote(one, minimumX));
    if (convention === 'padded') notes.push({ kind: 'fact', text: t.curveFormula });
  }
  const paddingShare = main.target[padding] as number;
  if (paddingShare > 0) notes.push({ kind: 'fact', text: t.curvePadding(short(paddingShare)) });
  if (loss === 'cross-entropy') notes.push({ kind: 'fact', text: t.curveFloor(long(entropyOf(ls, main.target))) });
  const lead = leadNote(main.target, correct, { ...values, paddingIndex: padding }, language);
  if (lead) notes.push(lead);

  const inside = curves
    .map((one, index) => ({ one, index }))
    .filter(({ one }) => !isMasked && isInside(one.minimumX))
    .sort((a, b) => a.one.minimumX - b.one.minimumX);
  const configuration = (theme: Theme): ChartConfiguration => {
    const color = (index: number) => theme.series[curveSeries[index] as number] as string;
    const lines = curves.map(({ alpha: one, losses }, index) => ({
      label: t.curveOf(short(one)),
      data: losses.map((y, place) => ({ x: xs[place] as number, y })),
      borderColor: color(index),
      backgroundColor: color(index),
      borderWidth: index === 0 ? 3 : 2,
      pointRadius: 0,
      pointHoverRadius: 4,
    }));
    const draw = (chart: Chart) => {
      const { ctx, chartArea } = chart;
      const [cursorX, cursorY] = pixelOf(chart, x, lossAtX);
      ctx.font = `600 ${12 * theme.scale}px ${theme.font}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'bottom';
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = theme.series[prediction] as string;
      ctx.beginPath();
      ctx.moveTo(cursorX, chartArea.bottom);
      ctx.lineTo(cursorX, chartArea.top);
      ctx.stroke();
      let free = chartArea.left;
      for (const { one, index } of inside) {
        const [px, py] = pixelOf(chart, one.minimumX, one.lossAt(one.minimumX));
        ctx.strokeStyle = color(index);
        ctx.fillStyle = color(index);
        ctx.setLineDash([4, 4]);
        ctx.beginPath();
        ctx.moveTo(px, py);
        ctx.lineTo(px, chartArea.top);
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.beginPath();
        ctx.moveTo(px, py - 6);
        ctx.lineTo(px + 6, py);
        ctx.lineTo(px, py + 6);
        ctx.lineTo(px - 6, py);
        ctx.fill();
        const text = `x* = ${short(one.minimumX, 2)}`;
        const half = ctx.measureText(text).width / 2;
        const center = Math.max(Math.min(px, chartArea.right - half), free + half);
        if (center + half > chartArea.right) continue;
        ctx.fillText(text, center, chartArea.top - 3);
        free = center + half + 8;
      }
      ctx.fillStyle = theme.series[prediction] as string;
      ctx.strokeStyle = theme.background;
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.arc(cursorX, cursorY, 6, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    };
    return {
      type: 'line',
      data: { datasets: lines },
      options: options(
        theme,
        { x: { title: t.lossCurveX, min: 1, max: xMax }, y: { title: t.lossName[loss], min: 0 } },
        draw,
        {
          title: ({ raw }) => `x = ${(raw as CurvePoint).x}`,
          label: ({ dataset, raw }) => `${dataset.label}: ${long((raw as CurvePoint).y)}`,
        },
      ),
    };
  };

  // Described even if it lies outside the drawing.
  const minimumText = Number.isFinite(main.minimumX)
    ? t.minimumAt(isMasked ? mask : short(main.minimumX, 2), isMasked ? mask : long(minimumLoss))
    : t.noMinimum;
  const legend: LegendEntry[] = curves.map(({ alpha: one }, index) => ({
    label: t.curveOf(short(one)),
    series: curveSeries[index] as number,
    mark: 'line',
  }));
  const move = (to: number) => ({ x: Math.min(Math.max(Math.round(to), 1), xMax) });
  return {
    title,
    charts: [
      {
        label: t.lossCurveLabel(t.lossName[loss], curves.length, xMax),
        hint: t.lossCurveHint,
        configuration,
        pick: move,
        drags: 'horizontal',
        cursor: (now) => now.x - 1,
        step: (direction, now) => move(now.x + direction),
      },
    ],
    legend: [...legend, { label: t.readAt, series: prediction, mark: 'point' }],
    table: {
      header: [t.lossCurveX, ...curves.map(({ alpha: one }) => t.curveOf(short(one)))],
      rows: xs.map((one, index) => [one, ...curves.map(({ losses }) => losses[index] as number)]),
    },
    readout: {
      ...settings,
      x: { label: 'x', value: x, setting: true },
      loss: { label: t.lossAt(x), value: lossAtX },
      'minimum-x': { label: t.minimumX, value: main.minimumX },
      'minimum-loss': { label: t.minimumLoss, value: minimumLoss },
      'loss-first': { label: t.lossFirst, value: main.losses[0] as number },
      'loss-last': { label: t.lossLast(xMax), value: main.losses[xMax - 1] as number },
    },
    notes,
    summary: t.curveSummary(short(alpha), x, long(lossAtX), minimumText),
  };
};
