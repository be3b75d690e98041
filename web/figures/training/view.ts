/** What the views of training have in common. */

import { options } from '../chart.js';
import {
  type Chart,
  hard,
  type LegendEntry,
  type Note,
  type Offer,
  type Readout,
  smoothed,
  type Table,
  type Theme,
} from '../figure.js';
import type { Language, Values } from '../parameters.js';
import type { drawTitle } from '../runs/lines.js';
import type { ComparisonResults } from '../runs/results.js';
import type { texts as shared } from '../runs/texts.js';
import type { texts } from './texts.js';

/** The hard network first. */
export const series = [hard, smoothed] as const;

export type Own = (typeof shared)[Language] & (typeof texts)[Language];

type Draw = (chart: Parameters<typeof drawTitle>[0], theme: Theme) => void;

/** A chart without data, with the given axes or room for those that it draws itself. */
export const picture = (label: string, draw: Draw, axes?: Parameters<typeof options>[1]): Chart => ({
  label,
  configuration: (theme) => {
    const base = options(theme, axes ?? { x: { title: '' }, y: { title: '' } }, (chart) => draw(chart, theme));
    const bare = {
      scales: { x: { display: false }, y: { display: false } },
      layout: { padding: { top: 22, right: 6, bottom: 20, left: 34 } },
    };
    return { type: 'line', data: { datasets: [] }, options: { ...base, ...(!axes && bare), events: [] } };
  },
});

export interface Drawn {
  readonly charts: readonly Chart[];
  readonly legend?: readonly LegendEntry[];
  readonly table: Table;
  readonly notes?: readonly Note[];
  readonly offer?: Offer;
  readonly readout?: Readonly<Record<string, Readout>>;
}

export interface ViewOf {
  readonly values: Values;
  readonly t: Own;
  readonly language: Language;
  readonly names: readonly [string, string];
  readonly results: ComparisonResults;
}

/** What a network claims, and how often it is right. */
export function claimOf(t: Own, { latest }: ComparisonResults, network: number): Pick<Chart, 'finding'> {
  const own = latest?.test[network];
  return own ? { finding: t.claims(own.confidence.toFixed(2), own.accuracy.toFixed(2)) } : {};
}

/** Why there is no map. */
export function noMap(t: Own, { recorded, history, status, at }: ComparisonResults): string {
  if (recorded || (at !== undefined && status !== 'running')) return t.notRecorded;
  return history.length === 0 ? t.notStarted : t.waiting;
}

export const emptyTable: Table = { header: [], rows: [] };

export const instead = (offer: Offer): Drawn => ({ charts: [], table: emptyTable, offer });
