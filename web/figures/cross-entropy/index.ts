/** `cross-entropy`: the loss of a one-hot label, −log of the probability that the correct class got. */

import type { Chart, ChartConfiguration } from 'chart.js';
import { barSeries, type CurvePoint, options, pixelOf, writeBarValues } from '../chart.js';
import { type Figure, hard, type Note, prediction, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import type { Values } from '../parameters.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

/** Probabilities at which the curve is drawn: dense where it is steep. */
const curveProbabilities = Array.from({ length: 120 }, (_, index) => ((index + 1) / 120) ** 2);
/** The curve has no upper end; it is drawn up to this loss. */
const highestLoss = 5;

export const figure: Figure = (ls, values, language) => {
  const { classes, target, probability } = values;
  const t = { ...shared[language], ...texts[language] };
  const columns = Array.from({ length: classes }, (_, index) => index);
  const rest = (1 - probability) / (classes - 1);
  const oneHot = ls.smoothTargets([target], { classes, labelSmoothing: 0 });
  const predicted = Float32Array.from(columns, (index) => (index === target ? probability : rest));
  // The softmax of log-probabilities is the probabilities.
  const loss = ls.crossEntropy(predicted.map(Math.log), [target], { classes, reduction: 'sum' });
  const terms = ls.klDiv(predicted.map(Math.log), oneHot, { classes, reduction: 'none' });
  const curveLosses = ls.crossEntropy(
    Float32Array.from(curveProbabilities.flatMap((p) => [Math.log(p), Math.log(1 - p)])),
    curveProbabilities.map(() => 0),
    { classes: 2, reduction: 'none' },
  );

  const name = t.probabilityOf(target);
  const notes: Note[] = [];
  if (probability === 0) notes.push({ kind: 'warning', text: t.crossEntropyInfinite(target) });
  else if (probability === 1) notes.push({ kind: 'fact', text: t.crossEntropyZero });
  else notes.push({ kind: 'fact', text: t.crossEntropyFact(target, short(probability), long(loss)) });

  const bars = (theme: Theme): ChartConfiguration => {
    return {
      type: 'bar',
      data: {
        labels: columns.map(String),
        datasets: [barSeries(theme, t.oneHot, oneHot, hard), barSeries(theme, t.predicted, predicted, prediction)],
      },
      options: options(
        theme,
        { x: { title: t.classIndex, labels: columns.map(String) }, y: { title: t.probability, min: 0, max: 1 } },
        (chart) => writeBarValues(chart, theme, 3),
      ),
    };
  };

  const curve = (theme: Theme): ChartConfiguration => {
    const color = theme.series[prediction] as string;
    const draw = (chart: Chart) => {
      if (!(loss <= highestLoss)) return;
      const { ctx, chartArea } = chart;
      const [x, y] = pixelOf(chart, probability, loss);
      ctx.strokeStyle = color;
      ctx.setLineDash([4, 4]);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.bottom);
      ctx.lineTo(x, y);
      ctx.lineTo(chartArea.left, y);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.arc(x, y, 7, 0, 2 * Math.PI);
      ctx.fillStyle = color;
      ctx.fill();
      ctx.strokeStyle = theme.background;
      ctx.lineWidth = 2;
      ctx.stroke();
      const text = short(loss);
      ctx.fillStyle = theme.text;
      ctx.font = `600 ${13 * theme.scale}px ${theme.font}`;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'bottom';
      // The curve falls and bends upward, so there is room above and to the right of the point.
      ctx.fillText(text, Math.min(x + 8, chartArea.right - ctx.measureText(text).width), y - 8);
    };
    return {
      type: 'line',
      data: {
        datasets: [
          {
            label: `−log ${name}`,
            data: curveProbabilities.map((p, index) => ({ x: p, y: curveLosses[index] as number })),
            borderColor: color,
            borderWidth: 3,
            pointRadius: 0,
            pointHoverRadius: 4,
          },
        ],
      },
      options: options(
        theme,
        {
          x: { title: name, min: 0, max: 1, step: 0.2 },
          y: { title: `−log ${name}`, min: 0, max: highestLoss },
        },
        draw,
        {
          title: ({ raw }) => `${name} = ${short((raw as CurvePoint).x, 3)}`,
          label: ({ raw }) => `−log ${name} = ${short((raw as CurvePoint).y)}`,
        },
      ),
    };
  };

  const set = (to: number) => ({ probability: Math.min(Math.max(Math.round(to * 100) / 100, 0), 1) });
  const step = (direction: number, now: Values) => set(now.probability + direction / 100);
  const barsLabel = t.crossEntropyBars(target, short(probability));
  const curveLabel = t.crossEntropyCurve(short(probability), long(loss));
  return {
    title: t.crossEntropyTitle,
    charts: [
      {
        label: barsLabel,
        hint: t.crossEntropyBarsHint,
        configuration: bars,
        pick: (_, y) => set(y),
        drags: 'vertical',
        handles: [{ x: target, y: probability, drags: 'vertical', drag: (_, y) => set(y) }],
        cursor: (now) => now.target,
        step,
      },
      {
        label: curveLabel,
        apart: true,
        hint: t.crossEntropyCurveHint,
        configuration: curve,
        pick: set,
        drags: 'horizontal',
        step,
      },
    ],
    legend: [
      { label: t.oneHot, series: hard, mark: 'bar' },
      { label: t.predicted, series: prediction, mark: 'bar' },
    ],
    table: {
      header: [t.classIndex, t.oneHot, t.predicted, t.crossEntropyTerm],
      rows: columns.map((index) => [
        index,
        oneHot[index] as number,
        predicted[index] as number,
        terms[index] as number,
      ]),
    },
    readout: {
      classes: { label: t.classes, value: classes, setting: true },
      target: { label: t.target, value: target, setting: true },
      probability: { label: name, value: probability, setting: true },
      loss: { label: t.lossOf(target), value: loss },
    },
    notes,
    summary: `${barsLabel} ${curveLabel}`,
  };
};
