/** Curves over the epochs: of loss and accuracy, and of confidence beside accuracy. */

import type { CurvePoint } from '../chart.js';
import { drawDot, drawGuide } from '../curves.js';
import type { Chart, Table, Theme } from '../figure.js';
import { short } from '../format.js';
import { drawInvitation, drawTitle, type Line, legendOf, lineChart } from '../runs/lines.js';
import type { ComparisonResults, Measures, Moment } from '../runs/results.js';
import { claimOf, type Drawn, type Own, series, type ViewOf } from './view.js';

/** The ends of the epochs, and the current moment if it is between two of them. */
function moments({ history, latest }: ComparisonResults): readonly Moment[] {
  const last = history.at(-1)?.epoch ?? -1;
  return latest && latest.epoch > last ? [...history, latest] : history;
}

/** The end of the epoch at which a network has been best on test data; undefined before it has learned anything. */
function bestOf({ history }: ComparisonResults, network: number): Moment | undefined {
  const accuracyOf = (moment: Moment) => moment.test[network]?.accuracy ?? Number.NaN;
  return history
    .slice(1)
    .reduce<Moment | undefined>(
      (best, moment) => (best && accuracyOf(best) >= accuracyOf(moment) ? best : moment),
      undefined,
    );
}

/** The end of the epoch after which the loss on test data has only been higher. */
function turnOf({ history }: ComparisonResults, network: number): Moment | undefined {
  const lossOf = (moment: Moment) => moment.test[network]?.nll ?? Number.NaN;
  const lowest = history.reduce<Moment | undefined>(
    (best, moment) => (best && lossOf(best) <= lossOf(moment) ? best : moment),
    undefined,
  );
  return lowest === history.at(-1) ? undefined : lowest;
}

const pointsOf = (
  moments: readonly Moment[],
  split: 'train' | 'test',
  network: number,
  measure: keyof Measures,
): CurvePoint[] => moments.map((moment) => ({ x: moment.epoch, y: moment[split][network]?.[measure] ?? Number.NaN }));

/** The same of the run and of the recorded one behind it. */
const lineOf = (results: ComparisonResults, split: 'train' | 'test', network: number, measure: keyof Measures) => ({
  points: pointsOf(moments(results), split, network, measure),
  ...(results.behind && { behind: pointsOf(results.behind, split, network, measure) }),
});

/** The epoch that the reader has gone back to. */
function drawNow(chart: Parameters<typeof drawTitle>[0], theme: Theme, { at }: ComparisonResults): void {
  if (at !== undefined) drawGuide(chart, at, theme.accent);
}

export function learning({ values, t, names, results }: ViewOf): Drawn {
  const lines = (measure: keyof Measures): Line[] =>
    series.flatMap((color, network) =>
      (['test', 'train'] as const).map((split) => ({
        label: (split === 'test' ? t.onTest : t.onTrain)(names[network] as string),
        ...lineOf(results, split, network, measure),
        series: color,
        dashed: split === 'train',
      })),
    );
  const best = series.map((_, network) => bestOf(results, network));
  const turns = series.map((_, network) => turnOf(results, network));
  const chart = (
    label: string,
    measure: keyof Measures,
    title: string,
    range: { min?: number; max?: number },
    finding: string | undefined,
  ): Chart => ({
    label,
    ...(finding && { finding }),
    configuration: (theme) =>
      lineChart(
        theme,
        lines(measure),
        {
          x: { title: t.epoch, min: 0, max: values.epochs },
          y: { title, ...range },
        },
        (drawn) => {
          if (results.history.length === 0) drawInvitation(drawn, theme, t.notStarted);
          drawNow(drawn, theme, results);
          (measure === 'accuracy' ? best : turns).forEach((moment, network) => {
            const y = moment?.test[network]?.[measure];
            if (moment && y !== undefined) {
              drawDot(drawn, { x: moment.epoch, y }, theme.series[network] as string, theme.text);
            }
          });
        },
      ),
  });
  const now = results.latest;
  const shortNames = [t.hardShort, t.smoothedShort(short(values.alpha))] as const;
  const read = (moment: Moment | undefined, network: number, measure: keyof Measures) =>
    short(moment?.test[network]?.[measure] ?? Number.NaN, 3);
  const both = (measure: keyof Measures) => t.hardAgainst(read(now, 0, measure), read(now, 1, measure));
  const bestText = (network: number) =>
    t.bestAt(read(best[network], network, 'accuracy'), short(best[network]?.epoch ?? Number.NaN));
  const turned = turns.flatMap((moment, network) =>
    moment ? [t.turnAt(shortNames[network] as string, short(moment.epoch), read(moment, network, 'nll'))] : [],
  );
  const isKnown = now !== undefined && best.every((moment) => moment !== undefined);
  const isOver = best.every(
    (moment, network) =>
      (moment?.test[network]?.accuracy ?? 0) > Math.max(...(now?.test.map(({ accuracy }) => accuracy) ?? [])),
  );
  return {
    charts: [
      chart(t.lossChart, 'nll', t.loss, { min: 0 }, now && t.lossFinding(short(now.epoch, 2), both('nll'), turned)),
      chart(
        t.accuracyChart,
        'accuracy',
        t.accuracy,
        { min: 0, max: 1 },
        isKnown
          ? t.accuracyFinding(short(now.epoch, 2), both('accuracy'), t.hardAgainst(bestText(0), bestText(1)), isOver)
          : undefined,
      ),
    ],
    legend: series.flatMap((color, network) => [
      { label: t.onTest(names[network] as string), series: color, mark: 'line' as const },
      { label: t.onTrain(names[network] as string), series: color, mark: 'dash' as const },
    ]),
    table: epochTable(t, names, results),
    notes: [{ kind: 'fact', text: t.sameYardstick }],
  };
}

export function confidence({ values, t, names, results }: ViewOf): Drawn {
  return {
    charts: names.map((name, network) => {
      const line = (measure: 'confidence' | 'accuracy', color: number, dashed: boolean): Line => ({
        label: t.measured(t[measure], name),
        ...lineOf(results, 'test', network, measure),
        series: color,
        dashed,
      });
      const lines = [line('confidence', network, false), line('accuracy', 5, true)];
      return {
        label: t.gapChart(name),
        legend: legendOf(lines),
        ...claimOf(t, results, network),
        configuration: (theme) =>
          lineChart(
            theme,
            lines,
            { x: { title: t.epoch, min: 0, max: values.epochs }, y: { title: '', min: 0, max: 1 } },
            (chart) => {
              drawTitle(chart, theme, name);
              drawNow(chart, theme, results);
              if (results.history.length === 0) drawInvitation(chart, theme, t.notStarted);
            },
          ),
      };
    }),
    table: epochTable(t, names, results),
  };
}

function epochTable(t: Own, names: ViewOf['names'], results: ComparisonResults): Table {
  const columns = (['nll', 'accuracy', 'confidence', 'ece'] as const).flatMap((measure) =>
    names.flatMap((name, network) => (['train', 'test'] as const).map((split) => ({ name, network, measure, split }))),
  );
  return {
    header: [
      t.epoch,
      ...columns.map(({ name, measure, split }) =>
        t.of(measure === 'nll' ? t.loss : t[measure], (split === 'test' ? t.onTest : t.onTrain)(name)),
      ),
    ],
    rows: moments(results).map((moment) => [
      moment.epoch,
      ...columns.map(({ network, measure, split }) => moment[split][network]?.[measure] ?? Number.NaN),
    ]),
  };
}
