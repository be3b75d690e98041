/**
 * `training`: a network with hard labels and one with smoothed labels, trained in lock-step from the same weights and
 * batches. One view at a time shows the results, always as a pair of charts.
 */

import type { Figure, Note } from '../figure.js';
import { short } from '../format.js';
import type { Values } from '../parameters.js';
import { offerFor, sourceNotes } from '../runs/picture-sets.js';
import { type ComparisonResults, type Measures, nothingYet } from '../runs/results.js';
import { texts as shared } from '../runs/texts.js';
import { bins } from './bins.js';
import { confidence, learning } from './curves.js';
import { penultimate } from './projection.js';
import { decisionRegions } from './regions.js';
import { texts } from './texts.js';
import { type Drawn, instead, series, type ViewOf } from './view.js';

export const trains = true;

export const figure: Figure<ComparisonResults> = (_, values, language, results = nothingYet) => {
  const t = { ...shared[language], ...texts[language] };
  const names = [t.hardNetwork, t.smoothedNetwork(short(values.alpha))] as const;
  const now = results.latest;
  const offer = offerFor(results, language);
  const drawn = offer ? instead(offer) : views[values.view]({ values, t, language, names, results });
  const notes: Note[] = [];
  if (results.failure) notes.push({ kind: 'warning', text: results.failure[language] });
  else if (results.recorded) notes.push({ kind: 'fact', text: t.recorded });
  else if (results.history.length === 0) notes.push({ kind: 'fact', text: t.invitation });
  notes.push(...(drawn.notes ?? []));
  if (values.data !== 'csv' && values.noise > 0) {
    notes.push({ kind: 'fact', text: t.labelNoise(`${short(100 * values.noise, 1)}%`) });
  }
  notes.push(...sourceNotes(values, language));
  if (results.status === 'done' || results.recorded) notes.push({ kind: 'fact', text: t.oneRun(String(values.seed)) });

  const both = (measure: keyof Measures) =>
    series.map((_, network) => now?.test[network]?.[measure] ?? Number.NaN) as [number, number];
  const shortNames = [t.hardShort, t.smoothedShort(short(values.alpha))] as const;
  const pair = (key: string, label: string, measure: keyof Measures) =>
    both(measure).map(
      (value, network) =>
        [
          `${key}-${network === 0 ? 'hard' : 'smoothed'}`,
          { label: t.of(label, shortNames[network] as string), value },
        ] as const,
    );
  const against = (measure: keyof Measures) =>
    t.hardAgainst(...(both(measure).map((value) => short(value, 3)) as [string, string]));
  return {
    title: t.trainingTitle,
    charts: drawn.charts,
    legend: drawn.legend ?? [],
    offer: drawn.offer,
    table: drawn.table,
    readout: {
      ...Object.fromEntries([
        ...pair('accuracy', t.accuracy, 'accuracy'),
        ...pair('confidence', t.confidence, 'confidence'),
        ...pair('ece', t.ece, 'ece'),
        ...pair('loss', t.lossShort, 'nll'),
      ]),
      ...drawn.readout,
      steps: { label: t.steps, value: now ? Math.round(now.epoch * results.stepsPerEpoch) : results.done },
    },
    notes,
    summary: now ? t.doneSummary(against('accuracy'), against('confidence'), against('ece')) : t.notTrained,
  };
};

const views: Readonly<Record<Values['view'], (view: ViewOf) => Drawn>> = {
  learning,
  confidence,
  reliability: (view) => bins(view, 'reliability'),
  histogram: (view) => bins(view, 'histogram'),
  regions: decisionRegions,
  projection: penultimate,
};
