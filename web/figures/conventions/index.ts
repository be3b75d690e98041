/** `conventions`: the four targets that the same α stands for, side by side, and the α that make them equal. */

import type { ChartConfiguration } from 'chart.js';
import { smallestClasses } from '../../lib/conventions.js';
import { barSeries, options, writeBarValues } from '../chart.js';
import { type Figure, type Note, type Readout, smoothed, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import { alphaBeside, alphaHandles, leadNote, smooth } from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

const series = { uniform: smoothed, others: 0, padded: 2, prior: 3 } as const;
const names = Object.keys(series) as (keyof typeof series)[];

export const figure: Figure = (ls, values, language) => {
  const { alpha, classes, target, paddingIndex } = values;
  const t = { ...shared[language], ...texts[language] };
  const columns = Array.from({ length: classes }, (_, index) => index);
  const live = classes - 1;
  const shown = names
    .filter((convention) => classes >= smallestClasses[convention])
    .map((convention) => ({ convention, row: smooth(ls, [target], { ...values, convention }) }));

  const converted = { others: (alpha * live) / classes, uniform: (alpha * classes) / live };
  const liveUniform = live > 1 ? (alpha * live) / (live - 1) : Number.NaN;
  const notes: Note[] = [{ kind: 'fact', text: t.fromUniform(short(alpha), classes, short(converted.others)) }];
  notes.push({
    kind: 'fact',
    text: (converted.uniform > 1 ? t.noUniform : t.fromOthers)(short(alpha), short(converted.uniform)),
  });
  if (classes === 2) notes.push({ kind: 'warning', text: t.noPadded });
  else if (target === paddingIndex) notes.push({ kind: 'warning', text: t.paddingRow(target) });
  else if (liveUniform <= 1) notes.push({ kind: 'fact', text: t.fromPadded(short(alpha), live, short(liveUniform)) });
  notes.push({ kind: 'fact', text: t.prior });
  for (const { convention, row } of shown) {
    const lead = leadNote(row, target, { ...values, convention }, language);
    if (lead) notes.push({ ...lead, text: t.noteOf(convention, lead.text) });
  }

  const configuration = (theme: Theme): ChartConfiguration => {
    const labels = columns.map((index) => (index === paddingIndex ? [String(index), t.padding] : String(index)));
    return {
      type: 'bar',
      data: {
        labels,
        datasets: shown.map(({ convention, row }) => barSeries(theme, convention, row, series[convention])),
      },
      options: options(
        theme,
        { x: { title: t.classIndex, labels }, y: { title: t.probability, min: 0, max: 1 } },
        (chart) => writeBarValues(chart, theme, 3),
        {
          title: ({ dataIndex }) => `${t.classIndex} ${dataIndex}`,
          label: ({ dataset, raw }) => `${dataset.label}: ${long(raw as number)}`,
        },
      ),
    };
  };

  const shares = shown.map(({ convention, row }) => t.share(convention, short(row[target] as number)));
  const label = t.chart(short(alpha), shares.join(t.separator));
  const readout: Record<string, Readout> = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
    target: { label: t.target, value: target, setting: true },
  };
  for (const { convention, row } of shown) {
    readout[`target-${convention}`] = { label: t.own(convention), value: row[target] as number };
  }
  readout['others-alpha'] = { label: t.othersAlpha, value: converted.others };
  readout['uniform-alpha'] = { label: t.uniformAlpha, value: converted.uniform <= 1 ? converted.uniform : Number.NaN };
  return {
    title: t.title,
    charts: [
      {
        label,
        hint: t.hint,
        configuration,
        handles: shown.flatMap(({ convention, row }, place) =>
          alphaHandles(
            ls,
            { ...values, convention },
            target,
            row,
            (0.8 * (place - (shown.length - 1) / 2)) / shown.length,
          ),
        ),
        pick: (x) => ({ target: Math.min(Math.max(Math.round(x), 0), classes - 1) }),
        step: (direction, now) => ({ target: (now.target + direction + now.classes) % now.classes }),
        lift: alphaBeside,
        cursor: (now) => now.target,
      },
    ],
    legend: shown.map(({ convention }) => ({ label: convention, series: series[convention], mark: 'bar' })),
    table: {
      header: [t.classIndex, ...shown.map(({ convention }) => convention)],
      rows: columns.map((index) => [index, ...shown.map(({ row }) => row[index] as number)]),
    },
    readout,
    notes,
    summary: label,
  };
};
