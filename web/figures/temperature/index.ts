/** `temperature`: dividing the logits after training against smoothing the target during it, for the same logits. */

import type { Chart, ChartConfiguration } from 'chart.js';
import { barSeries, type CurvePoint, options, pixelOf, writeBarValues } from '../chart.js';
import { curveChart, drawDot, drawGuide, drawText } from '../curves.js';
import { type Figure, type Handle, hard, type Note, prediction, smoothed, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import { alphaBeside, alphaHandles, leadNote, logitHandles, nearestSetting, smooth } from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

const warmSeries = 3;
const coldest = 0.1;
const hottest = 5;
/** Temperatures at which the curves are drawn and arrow keys stop. */
const grid = Array.from({ length: 99 }, (_, index) => (index + 2) / 20);

export const figure: Figure = (ls, given, language) => {
  const values = { ...given, convention: 'uniform' as const };
  const { alpha, classes, target, logits, temperature } = values;
  const t = { ...shared[language], ...texts[language] };
  const columns = Array.from({ length: classes }, (_, index) => index);
  const over = (divisor: number) => Float32Array.from(logits, (logit) => logit / divisor);
  const lossAt = (divisor: number, labelSmoothing: number) =>
    ls.crossEntropy(over(divisor), [target], { classes, labelSmoothing, reduction: 'sum' });
  const cold = ls.softmax(over(1), { classes });
  const warm = ls.softmax(over(temperature), { classes });
  const soft = smooth(ls, [target], values);
  const now = { hard: lossAt(temperature, 0), soft: lossAt(temperature, alpha) };

  // The loss is convex in s = 1/T: its derivative Σ zᵢ(pᵢ − qᵢ) rises with s, so bisection finds the zero.
  const slope = (s: number) => {
    const { gradient } = ls.crossEntropyAndGradient(over(1 / s), [target], { classes, labelSmoothing: alpha });
    return gradient.reduce((sum, entry, index) => sum + entry * (logits[index] as number), 0);
  };
  const isFlat = logits.every((logit) => logit === logits[0]);
  let best = Number.NaN;
  if (!isFlat && slope(1e-3) < 0 && slope(1e3) > 0) {
    let [low, high] = [1e-3, 1e3];
    for (let step = 0; step < 60; step++) {
      const middle = Math.sqrt(low * high);
      if (slope(middle) < 0) low = middle;
      else high = middle;
    }
    best = 1 / high;
  }
  const leads = logits.every((logit, index) => index === target || logit < (logits[target] as number));

  const notes: Note[] = [{ kind: 'fact', text: t.fact }];
  if (isFlat) notes.push({ kind: 'fact', text: t.flat });
  else {
    notes.push({ kind: 'fact', text: leads ? t.hardFalls : t.hardWrong });
    if (!Number.isNaN(best)) notes.push({ kind: 'fact', text: t.bestFact(short(best, 3)) });
  }
  const lead = leadNote(soft, target, values, language);
  if (lead) notes.push(lead);

  const bars = (theme: Theme): ChartConfiguration => {
    const labels = columns.map(String);
    return {
      type: 'bar',
      data: {
        labels,
        datasets: [
          barSeries(theme, t.cold, cold, prediction),
          barSeries(theme, t.warm(short(temperature)), warm, warmSeries),
          barSeries(theme, t.soft(short(alpha)), soft, smoothed),
        ],
      },
      options: options(
        theme,
        { x: { title: t.classIndex, labels }, y: { title: t.probability, min: 0, max: 1 } },
        (chart) => writeBarValues(chart, theme, 2),
        {
          title: ({ dataIndex }) => `${t.classIndex} ${dataIndex}`,
          label: ({ dataset, raw }) => `${dataset.label}: ${long(raw as number)}`,
        },
      ),
    };
  };

  const hardCurve = grid.map((x): CurvePoint => ({ x, y: lossAt(x, 0) }));
  const softCurve = grid.map((x): CurvePoint => ({ x, y: lossAt(x, alpha) }));
  const curves = (theme: Theme): ChartConfiguration => {
    const draw = (chart: Chart) => {
      drawGuide(chart, temperature, theme.muted);
      for (const [y, series] of [
        [now.hard, hard],
        [now.soft, smoothed],
      ] as const) {
        drawDot(chart, { x: temperature, y }, theme.series[series] as string, theme.background);
      }
      if (!(best >= coldest && best <= hottest)) return;
      const y = lossAt(best, alpha);
      const color = theme.series[smoothed] as string;
      // Its label is above the chart, where no curve passes.
      drawGuide(chart, best, color);
      drawDot(chart, { x: best, y }, theme.background, color);
      const [left] = pixelOf(chart, best, y);
      drawText(chart, theme, `T* = ${short(best, 2)}`, left - 6, chart.chartArea.top - 9, color);
    };
    const highest = Math.min(Math.max(...softCurve.map(({ y }) => y), ...hardCurve.map(({ y }) => y)), 5);
    return curveChart(
      theme,
      [
        { label: t.hardCurve, points: hardCurve, series: hard },
        { label: t.softCurve, points: softCurve, series: smoothed },
      ],
      { x: { title: t.x, min: 0, max: hottest, step: 1 }, y: { title: t.loss, min: 0, max: Math.ceil(highest) } },
      draw,
      (x) => `T = ${short(x)}`,
    );
  };

  const set = (to: number) => ({
    temperature: Math.min(Math.max(Math.round(to * 20) / 20, coldest), hottest),
  });
  /** The tops of the warm bars: the temperature that makes the bar nearly as high. */
  const warmHandles = [...warm].map(
    (height, index): Handle => ({
      ...{ x: index, y: height, drags: 'vertical' },
      drag: (_, y) => ({
        temperature: nearestSetting(grid, temperature, y, (divisor) => {
          const highest = Math.max(...logits);
          const weights = logits.map((logit) => Math.exp((logit - highest) / divisor));
          return (weights[index] as number) / weights.reduce((sum, weight) => sum + weight, 0);
        }),
      }),
    }),
  );
  const barsLabel = t.bars(
    target,
    short(cold[target] as number),
    short(temperature),
    short(warm[target] as number),
    short(soft[target] as number),
  );
  const curvesLabel = t.curves(short(temperature), long(now.hard), long(now.soft));
  return {
    title: t.title,
    charts: [
      {
        label: barsLabel,
        hint: t.barsHint,
        configuration: bars,
        handles: [
          ...logitHandles(values, cold, -0.27),
          ...(isFlat ? [] : warmHandles),
          ...alphaHandles(ls, values, target, soft, 0.27),
        ],
        pick: (x) => ({ target: Math.min(Math.max(Math.round(x), 0), classes - 1) }),
        step: (direction, current) => ({ target: (current.target + direction + current.classes) % current.classes }),
        lift: alphaBeside,
        cursor: (current) => current.target,
      },
      {
        label: curvesLabel,
        hint: t.curveHint,
        configuration: curves,
        apart: true,
        pick: set,
        drags: 'horizontal',
        step: (direction, current) => set(current.temperature + direction / 20),
      },
    ],
    legend: [
      { label: t.cold, series: prediction, mark: 'bar' },
      { label: t.warm(short(temperature)), series: warmSeries, mark: 'bar' },
      { label: t.soft(short(alpha)), series: smoothed, mark: 'bar' },
      { label: t.hardCurve, series: hard, mark: 'line' },
      { label: t.softCurve, series: smoothed, mark: 'line' },
    ],
    table: {
      header: [t.classIndex, 'z', t.cold, t.warm(short(temperature)), t.soft(short(alpha))],
      rows: columns.map((index) => [
        index,
        logits[index] as number,
        cold[index] as number,
        warm[index] as number,
        soft[index] as number,
      ]),
    },
    readout: {
      alpha: { label: t.alpha, value: alpha, setting: true },
      classes: { label: t.classes, value: classes, setting: true },
      target: { label: t.target, value: target, setting: true },
      temperature: { label: 'T', value: temperature, setting: true },
      'loss-hard': { label: t.lossCold, value: lossAt(1, 0) },
      'loss-temperature': { label: t.lossWarm, value: now.hard },
      'loss-smoothed': { label: t.lossSoft, value: lossAt(1, alpha) },
      'loss-smoothed-temperature': { label: t.lossSoftWarm, value: now.soft },
      'best-temperature': { label: t.best, value: best },
    },
    notes,
    summary: `${barsLabel} ${curvesLabel}`,
  };
};
