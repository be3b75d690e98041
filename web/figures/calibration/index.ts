/**
 * `calibration`: how far what a model claims is from what it keeps. Shows the predictions that it is given, of one model
 * or two on the same labels; before that, the page's own network with hard labels.
 */

import type { Chart, ChartConfiguration } from 'chart.js';
import type { LabelSmoothing } from '../../lib/index.js';
import type { Language } from '../../locales/languages.js';
import { type CurvePoint, options, pixelOf } from '../chart.js';
import { curveChart, drawGuide } from '../curves.js';
import { type Figure, type Chart as FigureChart, hard, type Note, smoothed, type Theme } from '../figure.js';
import { short } from '../format.js';
import { type Binning, type Measures, measure } from './analysis.js';
import { type Checked, checkModel } from './check.js';
import { exampleOf, inLanguage } from './examples.js';
import { texts } from './texts.js';
import { digits, firstSentence, furtherSentences, threeDigits } from './verdict.js';

export const measures = true;

/** What the figure shows. */
export interface CalibrationResults {
  readonly status: 'idle';
  readonly models: readonly Checked[];
}

type Own = (typeof texts)[Language];

const afterSeries = 3;
const otherSeries = 4;
const diagonal = 5;

let example: Checked | undefined;

/** The built-in example. */
export function firstModel(ls: LabelSmoothing, language: Language): Checked {
  example ??= checkModel(ls, exampleOf('hard'), '');
  return inLanguage(example, 'hard', language);
}

/** Wilson's interval of a share, at 95 %. */
export function wilson(share: number, count: number): readonly [number, number] {
  const z = 1.959964;
  const center = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [Math.max(0, center - half), Math.min(1, center + half)];
}

interface Measured extends Checked {
  readonly before: Measures;
  readonly after: Measures;
}

export const figure: Figure<CalibrationResults> = (ls, values, language, results) => {
  const t = texts[language];
  const binning: Binning = { bins: values.bins, binning: values.binning };
  const isExample = results === undefined || results.models.length === 0;
  const models = (isExample ? [firstModel(ls, language)] : results.models).map(
    (checked): Measured => ({
      ...checked,
      name: checked.name || t.model,
      before: measure(ls, checked.analysis, binning),
      after: measure(ls, checked.analysis, binning, 'warm'),
    }),
  );
  const [model] = models as [Measured];
  const { analysis, report, before, after, risk } = model;
  const temperature = threeDigits(analysis.temperature);

  const notes: Note[] = [{ kind: 'fact', text: firstSentence(report, language) }];
  for (const text of furtherSentences(analysis, report, language)) notes.push({ kind: 'fact', text });
  if (isExample) notes.unshift({ kind: 'fact', text: t.example });

  const charts: FigureChart[] = [];
  for (const each of models) charts.push(reliability(t, each, models.length > 1));
  for (const each of models) charts.push(histogram(t, each, binning));
  charts.push(riskCoverage(t, models), eceByBins(t, models, values.bins));

  return {
    title: t.title,
    charts,
    legend: [],
    table: {
      header: [t.bin, t.rows, t.confidence, t.accuracy, t.low, t.high],
      rows: models.flatMap((each) =>
        each.before.bins.map(({ lower, upper, count, confidence, accuracy }) => [
          `${models.length > 1 ? `${each.name} ` : ''}${short(lower, 4)}–${short(upper, 4)}`,
          count,
          confidence,
          accuracy,
          ...(count > 0 ? wilson(accuracy, count) : [Number.NaN, Number.NaN]),
        ]),
      ),
    },
    readout: {
      bins: { label: t.bins, value: values.bins, setting: true },
      accuracy: { label: t.accuracy, value: before.accuracy },
      confidence: { label: t.confidence, value: before.confidence },
      ece: { label: t.ece, value: before.ece },
      'ece-expected': { label: t.eceExpected, value: before.consistency.mean },
      temperature: { label: t.temperature, value: analysis.temperature },
      'ece-after': { label: t.eceAfter, value: after.ece },
      nll: { label: t.nll, value: analysis.nll },
      brier: { label: t.brier, value: analysis.brier },
      'adaptive-ece': { label: t.adaptiveEce, value: before.adaptiveEce },
      'classwise-ece': { label: t.classwiseEce, value: analysis.classwiseEce },
      'debiased-ece': { label: t.debiasedEce, value: before.debiasedEce },
      ks: { label: t.ks, value: before.ks },
      aurc: { label: t.aurc, value: risk.aurc },
    },
    notes,
    summary: `${firstSentence(report, language)} ${t.after(temperature)}: ${t.ece} ${digits(after.ece)}.`,
  };
};

/** Bars from the lower to the upper end of each bin, as high as its accuracy; the gap to its confidence; its interval. */
function reliability(t: Own, { name, before, after, analysis }: Measured, isOne: boolean): FigureChart {
  const filled = before.bins.filter(({ count }) => count > 0);
  const points = filled.map(({ confidence: x, accuracy: y }): CurvePoint => ({ x, y }));
  const warm = after.bins.filter(({ count }) => count > 0).map(({ confidence: x, accuracy: y }) => ({ x, y }));
  const draw = (chart: Chart, theme: Theme) => {
    const { ctx, chartArea: area } = chart;
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    const color = theme.series[hard] as string;
    for (const { lower, upper, accuracy, confidence } of filled) {
      const [left, top] = pixelOf(chart, lower, accuracy);
      const [right, bottom] = pixelOf(chart, upper, 0);
      const wide = Math.max(right - left - 1, 1);
      ctx.globalAlpha = 0.85;
      ctx.fillStyle = color;
      ctx.fillRect(left, top, wide, bottom - top);
      const [, claimed] = pixelOf(chart, 0, confidence);
      ctx.globalAlpha = 0.22;
      ctx.fillStyle = theme.text;
      ctx.fillRect(left, Math.min(top, claimed), wide, Math.abs(top - claimed));
    }
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = theme.series[diagonal] as string;
    ctx.setLineDash([5, 4]);
    ctx.beginPath();
    ctx.moveTo(area.left, area.bottom);
    ctx.lineTo(area.right, area.top);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.strokeStyle = theme.text;
    ctx.beginPath();
    for (const { lower, upper, accuracy, count } of filled) {
      const [low, high] = wilson(accuracy, count);
      const [x, top] = pixelOf(chart, (lower + upper) / 2, high);
      const [, bottom] = pixelOf(chart, 0, low);
      ctx.moveTo(x, top);
      ctx.lineTo(x, bottom);
      ctx.moveTo(x - 3, top);
      ctx.lineTo(x + 3, top);
      ctx.moveTo(x - 3, bottom);
      ctx.lineTo(x + 3, bottom);
    }
    ctx.stroke();
    // The line of the same predictions at the temperature.
    ctx.strokeStyle = theme.series[afterSeries] as string;
    ctx.fillStyle = theme.background;
    ctx.lineWidth = 2;
    ctx.beginPath();
    for (const { x, y } of warm) ctx.lineTo(...pixelOf(chart, x, y));
    ctx.stroke();
    for (const { x, y } of warm) {
      ctx.beginPath();
      ctx.arc(...pixelOf(chart, x, y), 3.5, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    }
  };
  const { temperature } = analysis;
  return {
    label: t.reliability(name, short(before.ece, 3)),
    ...(isOne && { finding: `${name}: ECE ${short(before.ece, 3)}` }),
    apart: true,
    legend: [
      { label: t.measured, series: hard, mark: 'bar' },
      { label: t.after(threeDigits(temperature)), series: afterSeries, mark: 'line' },
      { label: t.perfect, series: diagonal, mark: 'dash' },
    ],
    configuration: (theme) => ({
      type: 'line',
      data: {
        datasets: [
          {
            ...{ label: t.accuracy, data: points, showLine: false },
            ...{ pointRadius: 0, pointHitRadius: 12, pointHoverRadius: 5, backgroundColor: theme.accent },
          },
        ],
      },
      options: options(
        theme,
        { x: { title: t.confidence, min: 0, max: 1, step: 0.2 }, y: { title: t.accuracy, min: 0, max: 1, step: 0.2 } },
        (chart) => draw(chart, theme),
        {
          title: ({ dataIndex }) => {
            const bin = filled[dataIndex];
            return bin ? `${t.bin} ${short(bin.lower, 3)}–${short(bin.upper, 3)}` : '';
          },
          label: ({ dataIndex }) => {
            const bin = filled[dataIndex];
            if (!bin) return '';
            const [low, high] = wilson(bin.accuracy, bin.count);
            return `${t.accuracy} ${short(bin.accuracy, 3)} (${short(low, 3)}–${short(high, 3)}), ${t.confidence} ${short(bin.confidence, 3)}, ${t.rows}: ${bin.count}`;
          },
        },
      ),
    }),
  };
}

function histogram(t: Own, { name, before }: Measured, { bins: count }: Binning): FigureChart {
  const { bins } = before;
  const labels = bins.map(({ lower, upper }) => short((lower + upper) / 2, count > 20 ? 3 : 2));
  const rightOf = ({ count, accuracy }: (typeof bins)[number]) => (count > 0 ? Math.round(count * accuracy) : 0);
  return {
    label: t.histogram(name),
    legend: [
      { label: t.right, series: smoothed, mark: 'bar' },
      { label: t.wrong, series: hard, mark: 'bar' },
    ],
    apart: true,
    configuration: (theme): ChartConfiguration => {
      const bars = (label: string, data: number[], series: number) => ({
        ...{ label, data, backgroundColor: theme.series[series] as string },
        ...{ stack: 'rows', categoryPercentage: 1, barPercentage: 0.94 },
      });
      return {
        type: 'bar',
        data: {
          labels,
          datasets: [
            bars(t.right, bins.map(rightOf), smoothed),
            bars(
              t.wrong,
              bins.map((bin) => bin.count - rightOf(bin)),
              hard,
            ),
          ],
        },
        options: options(theme, { x: { title: t.confidence, labels }, y: { title: t.rows, min: 0 } }, () => {}, {
          title: ({ dataIndex }) => {
            const bin = bins[dataIndex];
            return bin ? `${t.bin} ${short(bin.lower, 3)}–${short(bin.upper, 3)}` : '';
          },
          label: ({ dataset, parsed }) => `${dataset.label}: ${(parsed as { y: number }).y}`,
        }),
      };
    },
  };
}

function riskCoverage(t: Own, models: readonly Measured[]): FigureChart {
  const curves = models.map(({ name, risk }, index) => ({
    label: t.riskOf(name),
    points: Array.from(risk.coverage, (x, at): CurvePoint => ({ x, y: risk.risk[at] as number })),
    series: index === 0 ? hard : otherSeries,
  }));
  const highest = Math.max(0.05, ...curves.flatMap(({ points }) => points.map(({ y }) => y)));
  return {
    label: t.risk(models.map(({ risk }) => short(risk.aurc, 3)).join(', ')),
    legend: curves.map(({ label, series }) => ({ label, series, mark: 'line' })),
    apart: true,
    configuration: (theme) =>
      curveChart(
        theme,
        curves,
        {
          x: { title: t.coverage, min: 0, max: 1, step: 0.2 },
          y: { title: t.riskAxis, min: 0, max: Math.min(1, Math.ceil(highest * 20) / 20) },
        },
        () => {},
        (x) => `${t.coverage}: ${short(x, 3)}`,
      ),
  };
}

function eceByBins(t: Own, models: readonly Measured[], bins: number): FigureChart {
  const name = (model: Measured, text: string) => (models.length > 1 ? `${model.name}, ${text}` : text);
  const curves = models.flatMap((model, index) => [
    {
      label: name(model, t.equalWidth),
      points: model.byBins.map(({ bins: x, width: y }): CurvePoint => ({ x, y })),
      series: index === 0 ? hard : otherSeries,
    },
    {
      label: name(model, t.equalMass),
      points: model.byBins.map(({ bins: x, mass: y }): CurvePoint => ({ x, y })),
      series: index === 0 ? smoothed : afterSeries,
    },
  ]);
  const [{ byBins }] = models as [Measured];
  const expected = {
    label: t.atMost,
    points: byBins.map(({ bins: x, high: y }): CurvePoint => ({ x, y })),
    series: diagonal,
    dash: [5, 4],
    width: 1.5,
  };
  const highest = Math.max(0.01, ...[...curves, expected].flatMap(({ points }) => points.map(({ y }) => y)));
  return {
    label: t.byBins,
    legend: [
      ...curves.map(({ label, series }) => ({ label, series, mark: 'line' as const })),
      { label: t.atMost, series: diagonal, mark: 'dash' },
    ],
    apart: true,
    configuration: (theme) =>
      curveChart(
        theme,
        [...curves, expected],
        {
          x: { title: t.bins, min: 0, max: 50, step: 10 },
          y: { title: t.ece, min: 0, max: Math.ceil(highest * 25) / 20 },
        },
        (chart) => drawGuide(chart, bins, theme.muted),
        (x) => `${t.bins}: ${x}`,
      ),
  };
}
