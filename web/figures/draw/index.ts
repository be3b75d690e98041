/**
 * `draw`: two networks say which digit the reader has drawn, or which they take a letter for; beside it what they say of
 * blends between two digits. With smoothed labels they are less sure, above all of what they have never seen.
 */

import type { Chart as DrawnChart } from 'chart.js';
import { options } from '../chart.js';
import { type Chart, type Figure, hard, type Note, smoothed, type Theme } from '../figure.js';
import { long, short } from '../format.js';
import { decisionAt } from '../runs/decision.js';
import { drawInvitation, type Line, lineChart } from '../runs/lines.js';
import { pictureNames, sourceNotes } from '../runs/picture-sets.js';
import { type ComparisonResults, nothingYet } from '../runs/results.js';
import { texts as shared } from '../runs/texts.js';
import { probabilitiesOf } from './network.js';
import { texts } from './texts.js';

export const trains = true;

const series = [hard, smoothed] as const;
/** Blends from one picture to the other, both included. */
const blends = 21;
/** Of these so many are drawn. */
const shownBlends = 5;

export const figure: Figure<ComparisonResults> = (_, values, language, results = nothingYet) => {
  const t = { ...shared[language], ...texts[language] };
  const { weights, drawing } = results;
  const { morphFrom, morphTo } = values;
  const classes = pictureNames(values, language) ?? [];
  const names = [t.hardNetwork, t.smoothedNetwork(short(values.alpha))] as const;
  const shortNames = [t.hardShort, t.smoothedShort(short(values.alpha))] as const;
  const keyOf = (network: number) => (network === hard ? 'hard' : 'smoothed');
  const numerals = classes.map((_, one) => String(one));

  const probabilities =
    weights && drawing ? series.map((network) => probabilitiesOf(weights, network, drawing.picture)) : [];
  const decisions = probabilities.map((own) => decisionAt(own, 0, own.length));
  const saying = decisions.map(({ class: one, confidence }, network) =>
    t.says(shortNames[network] as string, classes[one] as string, confidence.toFixed(2)),
  );
  const waiting = results.failure ? t.untrained : drawing ? t.training : t.drawSomething;
  const bars: Chart = {
    label: saying.length > 0 ? t.barsChart(saying.join(t.and)) : t.emptyChart,
    legend: series.map((network) => ({ label: names[network] as string, series: network, mark: 'bar' as const })),
    ...(saying.length > 0 && { finding: t.sentence(saying.join(t.and)) }),
    configuration: (theme) => ({
      type: 'bar',
      data: {
        labels: numerals,
        datasets: series.map((network) => ({
          label: names[network] as string,
          data: [...(probabilities[network] ?? [])],
          backgroundColor: theme.series[network] as string,
          categoryPercentage: 0.8,
          barPercentage: 0.95,
        })),
      },
      options: options(
        theme,
        { x: { title: t.digit, labels: numerals }, y: { title: t.probability, min: 0, max: 1 } },
        (chart) => {
          if (saying.length === 0) drawInvitation(chart, theme, waiting);
        },
        {
          title: ({ dataIndex }) => classes[dataIndex] ?? '',
          label: ({ dataset, parsed }) => `${dataset.label}: ${long((parsed as { y: number }).y)}`,
        },
      ),
    }),
  };

  const blend = (share: number) => {
    const [from, to] = [weights?.examples[morphFrom], weights?.examples[morphTo]];
    return Float32Array.from(from ?? [], (level, at) => (1 - share) * level + share * (to?.[at] ?? 0));
  };
  const shares = Array.from({ length: blends }, (_, index) => index / (blends - 1));
  const morph = series.map((network) =>
    weights
      ? shares.map((share) => {
          const own = probabilitiesOf(weights, network, blend(share));
          return { x: share, y: decisionAt(own, 0, own.length).confidence };
        })
      : [],
  );
  const halfway = morph.map((points) => points[(blends - 1) / 2]?.y ?? Number.NaN);
  const lines = series.map(
    (network): Line => ({
      label: t.measured(t.confidenceOfOne, names[network] as string),
      points: morph[network] ?? [],
      series: network,
    }),
  );
  const blended: Chart = {
    label: t.morphChart(String(morphFrom), String(morphTo)),
    apart: true,
    ...(weights && { finding: t.halfway(halfway.map((value) => value.toFixed(2)).join(' → ')) }),
    configuration: (theme) =>
      lineChart(
        theme,
        lines,
        {
          x: { title: t.morphAxis(String(morphFrom), String(morphTo)), min: 0, max: 1 },
          y: { title: t.confidenceOfOne, min: 0, max: 1 },
        },
        (chart) => {
          if (weights) drawStrip(chart, theme, blend);
          else drawInvitation(chart, theme, results.failure ? t.untrained : t.training);
        },
      ),
  };

  const notes: Note[] = [];
  if (results.failure)
    notes.push({ kind: 'warning', text: results.lacksPictures ? t.noPicturesHere : results.failure[language] });
  notes.push({ kind: 'fact', text: drawing?.letter ? t.noDigit(drawing.letter) : t.letters });
  notes.push({ kind: 'fact', text: t.preprocessing }, ...sourceNotes(values, language));
  return {
    title: t.title,
    charts: [bars, blended],
    legend: [],
    table: {
      header: [t.digit, ...names.map((name) => t.probabilityOf(name))],
      rows: classes.map((name, one) => [name, ...series.map((network) => probabilities[network]?.[one] ?? Number.NaN)]),
    },
    readout: Object.fromEntries([
      ...series.map((network) => [
        `confidence-${keyOf(network)}`,
        {
          label: t.of(t.confidenceOfOne, shortNames[network] as string),
          value: decisions[network]?.confidence ?? Number.NaN,
        },
      ]),
      ...series.map((network) => [
        `answer-${keyOf(network)}`,
        { label: t.of(t.answer, shortNames[network] as string), value: decisions[network]?.class ?? Number.NaN },
      ]),
      ...series.map((network) => [
        `halfway-${keyOf(network)}`,
        { label: t.of(t.halfwayLabel, shortNames[network] as string), value: halfway[network] as number },
      ]),
    ]),
    notes,
    summary: saying.length > 0 ? t.sentence(saying.join(t.and)) : t.drawSomething,
  };
};

/** Some of the blends, along the axis. */
function drawStrip({ ctx, chartArea: area }: DrawnChart, theme: Theme, blend: (share: number) => Float32Array): void {
  const size = Math.min(40, area.width / (shownBlends + 2), area.height / 4);
  ctx.fillStyle = theme.text;
  for (let index = 0; index < shownBlends; index++) {
    const share = index / (shownBlends - 1);
    const left = area.left + share * (area.width - size);
    const pixels = blend(share);
    const wide = Math.sqrt(pixels.length);
    const cell = size / wide;
    pixels.forEach((level, at) => {
      ctx.globalAlpha = level;
      ctx.fillRect(left + (at % wide) * cell, area.bottom - size - 4 + Math.floor(at / wide) * cell, cell, cell);
    });
  }
  ctx.globalAlpha = 1;
}
