/** `gradient`: how training pushes each logit, q − p, as arrows from the bar of the prediction to that of the target. */

import type { Chart, ChartConfiguration } from 'chart.js';
import { drawArrow } from '../arrow.js';
import { barSeries, options } from '../chart.js';
import { type Figure, type Note, prediction, smoothed, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import {
  alphaBeside,
  alphaHandles,
  impossible,
  leadNote,
  logitHandles,
  smooth,
  smoothing,
  withoutDrawing,
} from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

/** What a sum of float32 numbers that should be 0 may come to. */
const singlePrecision = 1e-6;

export const figure: Figure = (ls, values, language) => {
  const { alpha, classes, convention, target, paddingIndex, logits } = values;
  const t = { ...shared[language], ...texts[language] };
  const padding = convention === 'padded' ? paddingIndex : undefined;
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
    target: { label: shared[language].target, value: target, setting: true },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(t.title, settings, nothing);

  const columns = Array.from({ length: classes }, (_, index) => index);
  const inputs = Float32Array.from(logits);
  const p = ls.softmax(inputs, { classes });
  const q = smooth(ls, [target], values);
  const { loss, gradient } = ls.crossEntropyAndGradient(inputs, [target], { ...smoothing(values), reduction: 'sum' });
  // Against the gradient; 0 − 0 is 0 and not −0.
  const push = gradient.map((entry) => 0 - entry);
  const sum = gradient.reduce((total, entry) => total + entry, 0);
  const own = { p: p[target] as number, q: q[target] as number, push: push[target] as number };

  const notes: Note[] = [];
  if (target === padding) notes.push({ kind: 'warning', text: t.paddingRow(target) });
  else {
    notes.push({ kind: 'fact', text: t.fact });
    if (alpha === 0) notes.push({ kind: 'fact', text: t.never(target) });
    else if (own.p > own.q) notes.push({ kind: 'fact', text: t.tooSure(target, short(own.p), short(own.q)) });
    const lead = leadNote(q, target, values, language);
    if (lead) notes.push(lead);
  }

  const configuration = (theme: Theme): ChartConfiguration => {
    const labels = columns.map((index) => (index === padding ? [String(index), t.padding] : String(index)));
    const drawArrows = (chart: Chart) => {
      const { ctx, scales } = chart;
      const { x: across, y: up } = scales;
      if (!across || !up) return;
      const width = chart.chartArea.width / classes;
      ctx.font = `600 ${(width < 60 * theme.scale ? 10 : 12) * theme.scale}px ${theme.font}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'bottom';
      ctx.lineJoin = 'round';
      for (const column of columns) {
        const x = across.getPixelForValue(column);
        const value = push[column] as number;
        const start = p[column] as number;
        const [from, to] = [up.getPixelForValue(start), up.getPixelForValue(start + value)];
        drawArrow(ctx, x, from, to, theme);
        const text = [3, 2].map((places) => `${value > 0 ? '+' : ''}${short(value, places)}`);
        const shown = text.find((one) => ctx.measureText(one).width < width - 2);
        if (!shown) continue;
        ctx.strokeStyle = theme.background;
        ctx.lineWidth = 4;
        ctx.fillStyle = theme.text;
        ctx.strokeText(shown, x, Math.min(from, to) - 5);
        ctx.fillText(shown, x, Math.min(from, to) - 5);
      }
    };
    return {
      type: 'bar',
      data: {
        labels,
        datasets: [barSeries(theme, t.target, q, smoothed), barSeries(theme, t.predicted, p, prediction)],
      },
      options: options(
        theme,
        { x: { title: t.classIndex, labels }, y: { title: t.probability, min: 0, max: 1 } },
        drawArrows,
        {
          title: ({ dataIndex }) => `${t.classIndex} ${dataIndex}: q − p = ${long(push[dataIndex] as number)}`,
          label: ({ dataset, raw }) => `${dataset.label}: ${long(raw as number)}`,
        },
      ),
    };
  };

  const label = t.chart(target, short(own.p), short(own.q), short(own.push));
  return {
    title: t.title,
    charts: [
      {
        label,
        hint: t.hint,
        configuration,
        handles: [...alphaHandles(ls, values, target, q, -0.2), ...logitHandles(values, p, 0.2)],
        pick: (x) => ({ target: Math.min(Math.max(Math.round(x), 0), classes - 1) }),
        step: (direction, now) => ({ target: (now.target + direction + now.classes) % now.classes }),
        lift: alphaBeside,
        cursor: (now) => now.target,
      },
    ],
    legend: [
      { label: t.target, series: smoothed, mark: 'bar' },
      { label: t.predicted, series: prediction, mark: 'bar' },
    ],
    table: {
      header: [t.classIndex, t.logit, t.predicted, t.target, t.gradient, t.push],
      rows: columns.map((index) => [
        index,
        inputs[index] as number,
        p[index] as number,
        q[index] as number,
        gradient[index] as number,
        push[index] as number,
      ]),
    },
    readout: {
      ...settings,
      loss: { label: t.loss, value: loss },
      'target-push': { label: t.targetPush, value: own.push },
      'target-gradient': { label: t.targetGradient, value: gradient[target] as number },
      'gradient-sum': { label: t.gradientSum, value: Math.abs(sum) < singlePrecision ? 0 : sum },
    },
    notes,
    summary: `${label} ${t.loss}: ${long(loss)}`,
  };
};
