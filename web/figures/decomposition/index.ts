/**
 * `decomposition`: cross-entropy as KL divergence stacked on the entropy of the target, for predictions that give the
 * correct class p and share the rest evenly. Class 1 is correct; where there is padding, it is class 0 and gets nothing.
 */

import type { Chart, ChartConfiguration } from 'chart.js';
import { type CurvePoint, pixelOf } from '../chart.js';
import { curveChart, drawDot, drawGuide, drawText, fillBetween } from '../curves.js';
import { type Figure, type Handle, type Note, prediction, smoothed, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import { alphaBeside, entropyOf, impossible, leadNote, nearestSetting, smooth, withoutDrawing } from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

const padding = 0;
const correct = 1;
/** Probabilities at which the curves are drawn. */
const grid = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
const hundredths = Array.from({ length: 101 }, (_, index) => index / 100);
/** Half the width, in units of p, of what belongs to a dot. */
const besideDot = 0.04;
const highestLoss = 3;
const floorSeries = smoothed;
const klSeries = prediction;

export const figure: Figure = (ls, values, language) => {
  const { alpha, classes, convention, probability } = values;
  const t = { ...shared[language], ...texts[language] };
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
    probability: { label: 'p', value: probability, setting: true },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(t.title, settings, nothing);

  const isPadded = convention === 'padded';
  const target = smooth(ls, [correct], { ...values, paddingIndex: padding });
  const entropy = entropyOf(ls, target);
  const rest = classes - (isPadded ? 2 : 1);
  const logPrediction = (p: number) =>
    Float32Array.from({ length: classes }, (_, index) =>
      Math.log(index === correct ? p : isPadded && index === padding ? 0 : (1 - p) / rest),
    );
  const klAt = (p: number) => ls.klDiv(logPrediction(p), target, { classes, reduction: 'sum' });
  // The softmax of log-probabilities is the probabilities.
  const crossEntropyAt = (p: number) => ls.crossEntropy(logPrediction(p), target, { classes, reduction: 'sum' });
  const kl = grid.map(klAt);
  const crossEntropy = grid.map(crossEntropyAt);
  const now = { kl: klAt(probability), crossEntropy: crossEntropyAt(probability) };
  // −q₁/p + (1 − q₁)/(1 − p) = 0.
  const best = target[correct] as number;
  const leftOver = klAt(best);

  const notes: Note[] = [];
  const lead = leadNote(target, correct, { ...values, paddingIndex: padding }, language);
  if (alpha === 0) notes.push({ kind: 'fact', text: t.noFloor });
  else if (leftOver > 1e-6) notes.push({ kind: 'fact', text: t.residue(short(best), long(leftOver)) });
  else notes.push({ kind: 'fact', text: t.fact(short(best), long(entropy)) });
  notes.push({ kind: 'fact', text: t.same });
  if (isPadded) notes.push({ kind: 'fact', text: t.padding });
  if (lead) notes.push(lead);

  const points = (losses: readonly number[]): CurvePoint[] =>
    grid.map((x, index) => ({ x, y: losses[index] as number }));
  const curve = points(crossEntropy);
  const floor = points(grid.map(() => entropy));
  const configuration = (theme: Theme): ChartConfiguration => {
    const [floorColor, klColor] = [theme.series[floorSeries] as string, theme.series[klSeries] as string];
    const draw = (chart: Chart) => {
      const ground = grid.map((x) => ({ x, y: 0 }));
      fillBetween(chart, ground, floor, floorColor);
      fillBetween(chart, floor, curve, klColor);
      drawGuide(chart, probability, theme.muted);
      const place = (y: number): CurvePoint => ({ x: probability, y });
      drawDot(chart, place(entropy), floorColor, theme.background);
      drawDot(chart, place(now.crossEntropy), klColor, theme.background);
      const [left, top] = pixelOf(chart, probability, Math.min(now.crossEntropy, highestLoss));
      const [, floorTop] = pixelOf(chart, probability, entropy);
      drawText(chart, theme, `CE ${short(now.crossEntropy)}`, left + 10, Math.min(top - 12, floorTop - 34));
      // To the left the curve is higher, so the label lies between curve and floor.
      if (floorTop - top > 30) {
        drawText(chart, theme, `KL ${short(now.kl)}`, left - 10, (top + floorTop) / 2, theme.text, 'left');
      }
      drawText(chart, theme, `H(q) ${short(entropy)}`, left + 10, Math.min(floorTop + 13, chart.chartArea.bottom - 8));
    };
    return curveChart(
      theme,
      [
        { label: t.crossEntropy, points: curve, series: klSeries },
        { label: t.floor, points: floor, series: floorSeries },
      ],
      { x: { title: t.x, min: 0, max: 1, step: 0.2 }, y: { title: t.loss, min: 0, max: highestLoss } },
      draw,
      (x) => `p = ${short(x)}`,
    );
  };

  const set = (to: number) => ({ probability: Math.min(Math.max(Math.round(to * 100) / 100, 0), 1) });
  // Around the dot of the present p the line is left to sideways drags.
  const floorHandles = grid
    .filter((x) => Math.abs(x - probability) > besideDot)
    .map(
      (x): Handle => ({
        ...{ x, y: entropy, drags: 'vertical' },
        drag: (_, y) => ({
          alpha: nearestSetting(hundredths, alpha, y, (one) =>
            entropyOf(ls, smooth(ls, [correct], { ...values, alpha: one, paddingIndex: padding })),
          ),
        }),
      }),
    );
  const label = t.chart(short(probability), long(now.crossEntropy), long(entropy), long(now.kl));
  return {
    title: t.title,
    charts: [
      {
        label,
        hint: t.hint,
        configuration,
        pick: set,
        drags: 'horizontal',
        handles: floorHandles,
        step: (direction, current) => set(current.probability + direction / 100),
        lift: alphaBeside,
        cursor: (current) => Math.min(Math.max(Math.round(current.probability * 100) - 1, 0), grid.length - 1),
      },
    ],
    legend: [
      { label: `${t.crossEntropy} = KL + H(q)`, series: klSeries, mark: 'line' },
      { label: t.kl, series: klSeries, mark: 'bar' },
      { label: t.floor, series: floorSeries, mark: 'bar' },
    ],
    table: {
      header: ['p', t.crossEntropy, t.kl, t.floor],
      rows: grid.map((p, index) => [p, crossEntropy[index] as number, kl[index] as number, entropy]),
    },
    readout: {
      ...settings,
      'cross-entropy': { label: t.crossEntropy, value: now.crossEntropy },
      kl: { label: t.kl, value: now.kl },
      entropy: { label: t.floor, value: entropy },
      'best-probability': { label: t.minimum, value: best },
    },
    notes,
    summary: label,
  };
};
