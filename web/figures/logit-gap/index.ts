/**
 * `logit-gap`: how far the logit of the correct class is above the others where the loss is lowest, log(q_y / q_other),
 * against α, for several K. Class 1 is correct, class 2 another; where there is padding, it is class 0.
 */

import type { Chart, ChartConfiguration } from 'chart.js';
import { type CurvePoint, pixelOf } from '../chart.js';
import { curveChart, drawDot, drawGuide, drawText } from '../curves.js';
import { type Figure, mask, type Note, type Readout, smoothed, type Theme } from '../figure.js';
import { fixed, short } from '../format.js';
import { smooth } from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

const padding = 0;
const correct = 1;
const other = 2;
/** The α at which the curves are drawn. At 0 they are infinite. */
const grid = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
const curveSeries = [smoothed, 0, 2, 3];
const range = [-4, 12] as const;

/** The α at which the correct class gets as much as another. */
const thresholds = {
  uniform: () => 1,
  others: (classes: number) => (classes - 1) / classes,
  padded: (classes: number) => (classes - 2) / (classes - 1),
} as const;

export const figure: Figure = (ls, values, language, _, masked = []) => {
  const { alpha, classCounts } = values;
  const convention = values.convention as keyof typeof thresholds;
  const t = { ...shared[language], ...texts[language] };
  const gapOf = (at: number, classes: number) => {
    const target = smooth(ls, [correct], { ...values, alpha: at, classes, paddingIndex: padding });
    return Math.log((target[correct] as number) / (target[other] as number));
  };
  const all = [...new Set(classCounts)].map((classes, index) => ({
    classes,
    key: index === 0 ? 'gap' : `gap-${index + 1}`,
    series: curveSeries[index] as number,
    points: grid.map((x): CurvePoint => ({ x, y: gapOf(x, classes) })),
    now: gapOf(alpha, classes),
    threshold: thresholds[convention](classes),
  }));

  const curves = all.filter(({ key }) => !masked.includes(key));
  const isMasked = curves.length < all.length;

  const lost = curves.filter(({ threshold }) => alpha > threshold).map(({ classes }) => classes);
  const notes: Note[] = [
    { kind: 'fact', text: t.fact },
    // The formula would give away what is masked.
    ...(isMasked ? [] : [t.formula[convention], t.growth].map((text) => ({ kind: 'fact' as const, text }))),
  ];
  if (lost.length > 0) notes.unshift({ kind: 'warning', text: t.lost(lost.join(t.separator)) });

  const configuration = (theme: Theme): ChartConfiguration => {
    const draw = (chart: Chart) => {
      const { ctx, chartArea } = chart;
      const [, zero] = pixelOf(chart, 0, 0);
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(chartArea.left, zero);
      ctx.lineTo(chartArea.right, zero);
      ctx.stroke();
      drawGuide(chart, alpha, theme.muted);
      const taken: number[] = [];
      for (const { now, series, threshold } of curves) {
        const color = theme.series[series] as string;
        if (threshold < 1) drawDot(chart, { x: threshold, y: 0 }, theme.background, color);
        if (!(now >= range[0] && now <= range[1])) continue;
        drawDot(chart, { x: alpha, y: now }, color, theme.background);
        const [left, top] = pixelOf(chart, alpha, now);
        if (taken.some((one) => Math.abs(one - top) < 14)) continue;
        taken.push(top);
        // The curves fall, so there is room above and to the right of a point.
        drawText(chart, theme, fixed(now, 2), left + 9, top - 11);
      }
      const [first] = curves;
      if (first && first.threshold < 1) {
        const [left] = pixelOf(chart, first.threshold, 0);
        drawText(chart, theme, `α = ${short(first.threshold, 3)}`, left - 80, zero + 14);
      }
    };
    return curveChart(
      theme,
      curves.map(({ classes, points, series }) => ({ label: t.curve(classes), points, series })),
      { x: { title: t.x, min: 0, max: 1, step: 0.2 }, y: { title: t.y, min: range[0], max: range[1], step: 4 } },
      draw,
      (x) => `α = ${short(x)}`,
    );
  };

  const set = (to: number) => ({ alpha: Math.min(Math.max(Math.round(to * 100) / 100, 0), 1) });
  const label = t.chart(
    short(alpha),
    curves.map(({ classes, now }) => t.listed(classes, short(now))).join(t.separator),
  );
  const readout: Record<string, Readout> = { alpha: { label: t.alpha, value: alpha, setting: true } };
  for (const { classes, key, now, threshold } of all) {
    readout[key] = { label: t.gap(classes), value: now };
    readout[key.replace('gap', 'threshold')] = { label: t.threshold(classes), value: threshold };
  }
  return {
    title: t.title,
    charts: [
      {
        label,
        hint: t.hint,
        configuration,
        pick: set,
        drags: 'horizontal',
        step: (direction, now) => set(now.alpha + direction / 100),
        cursor: (now) => Math.min(Math.max(Math.round(now.alpha * 100) - 1, 0), grid.length - 1),
      },
    ],
    legend: all.map(({ classes, key, series }) => ({
      label: masked.includes(key) ? `${t.curve(classes)}: ${mask}` : t.curve(classes),
      series,
      mark: 'line',
    })),
    table: {
      header: ['α', ...curves.map(({ classes }) => t.curve(classes))],
      rows: grid.map((x, index) => [x, ...curves.map(({ points }) => (points[index] as CurvePoint).y)]),
    },
    readout,
    notes,
    summary: label,
  };
};
