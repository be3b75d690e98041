/** `targets`: one label before and after smoothing, as bars. */

import type { ChartConfiguration } from 'chart.js';
import { barSeries, options, writeBarValues } from '../chart.js';
import { type Figure, hard, type Note, smoothed, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import {
  alphaBeside,
  alphaHandles,
  entropyOf,
  impossible,
  leadNote,
  others,
  smooth,
  withoutDrawing,
} from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

export const figure: Figure = (ls, values, language) => {
  const { alpha, classes, convention, target, paddingIndex } = values;
  const t = { ...shared[language], ...texts[language] };
  const padding = convention === 'padded' ? paddingIndex : undefined;
  const title = t.targetsTitle;
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
    target: { label: t.target, value: target, setting: true },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(title, settings, nothing);

  const columns = Array.from({ length: classes }, (_, index) => index);
  const oneHot = ls.smoothTargets([target], { classes, labelSmoothing: 0 });
  const row = smooth(ls, [target], values);
  const own = row[target] as number;
  const { highest, equal, count } = others(row, target, padding);
  const sum = row.reduce((total, probability) => total + probability, 0);

  const notes: Note[] = [];
  const lead = leadNote(row, target, values, language);
  if (lead) notes.push(lead);
  if (target === padding) notes.push({ kind: 'warning', text: t.paddingRow(target) });
  else if (alpha > 0 && (convention === 'uniform' || convention === 'padded')) {
    const kept = short(1 - alpha);
    const returned = short(1 - alpha + alpha / classes);
    notes.push({
      kind: 'fact',
      text:
        convention === 'padded'
          ? t.targetsPaddedFact(short(alpha), kept, returned)
          : t.targetsUniformFact(short(alpha), returned, kept),
    });
  }

  const configuration = (theme: Theme): ChartConfiguration => {
    const labels = columns.map((index) => (index === padding ? [String(index), t.padding] : String(index)));
    return {
      type: 'bar',
      data: {
        labels,
        datasets: [
          barSeries(theme, t.hard, oneHot, hard),
          barSeries(theme, t.smoothedWith(short(alpha)), row, smoothed),
        ],
      },
      options: options(
        theme,
        { x: { title: t.classIndex, labels }, y: { title: t.probability, min: 0, max: 1 } },
        (chart) => writeBarValues(chart, theme, 4),
        {
          title: ({ dataIndex }) => `${t.classIndex} ${dataIndex}`,
          label: ({ dataset, raw }) => `${dataset.label}: ${long(raw as number)}`,
        },
      ),
    };
  };

  const label = t.targetsLabel(target, short(own), (equal ? t.otherEqual : t.otherVaries)(short(highest)));
  return {
    title,
    charts: [
      {
        label,
        hint: t.targetsHint,
        configuration,
        handles: alphaHandles(ls, values, target, row, 0.2),
        pick: (x) => ({ target: Math.min(Math.max(Math.round(x), 0), classes - 1) }),
        cursor: (now) => now.target,
        step: (direction, now) => ({ target: (now.target + direction + now.classes) % now.classes }),
        lift: alphaBeside,
      },
    ],
    legend: [
      { label: t.hard, series: hard, mark: 'bar' },
      { label: t.smoothedWith(short(alpha)), series: smoothed, mark: 'bar' },
    ],
    table: {
      header: [t.classIndex, t.hard, t.smoothedWith(short(alpha))],
      rows: columns.map((index) => [index, oneHot[index] as number, row[index] as number]),
    },
    readout: {
      ...settings,
      'target-probability': { label: t.targetProbability, value: own },
      'other-probability': { label: t.otherProbability, value: equal && count > 0 ? highest : Number.NaN },
      entropy: { label: t.entropy, value: entropyOf(ls, row) },
      sum: { label: t.sum, value: sum },
    },
    notes,
    summary: `${label} H(q) = ${long(entropyOf(ls, row))}`,
  };
};
