/**
 * `training`: a network with hard labels and one with smoothed labels, trained in lock-step from the same weights and
 * batches. One view at a time shows the results, always as a pair of charts.
 */

import { type CurvePoint, options } from '../chart.js';
import { drawDot, drawGuide } from '../curves.js';
import {
  type Chart,
  type Figure,
  hard,
  type LegendEntry,
  type Note,
  type Offer,
  type Probe,
  type Readout,
  smoothed,
  type Table,
  type Theme,
} from '../figure.js';
import { long, short } from '../format.js';
import type { Language, Values } from '../parameters.js';
import { clusters } from '../runs/clusters.js';
import { decisionAt } from '../runs/decision.js';
import { drawInvitation, drawTitle, type Line, legendOf, lineChart } from '../runs/lines.js';
import { drawProbe, drawProjection, drawRegions, probabilitiesAt, spanOf } from '../runs/maps.js';
import { classNamesOf, offerFor, sourceNotes } from '../runs/picture-sets.js';
import { type ComparisonResults, type Measures, type Moment, nothingYet } from '../runs/results.js';
import { texts as shared } from '../runs/texts.js';
import { hasPictures } from '../vocabulary.js';
import { texts } from './texts.js';

/** The hard network first. */
const series = [hard, smoothed] as const;

/** The table is coarser than the picture: it has every n-th cell of the grid. */
const tableStride = 6;

type Own = (typeof shared)[Language] & (typeof texts)[Language];

type Draw = (chart: Parameters<typeof drawTitle>[0], theme: Theme) => void;

/** A chart without data, with the given axes or room for those that it draws itself. */
const picture = (label: string, draw: Draw, axes?: Parameters<typeof options>[1]): Chart => ({
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

interface Drawn {
  readonly charts: readonly Chart[];
  readonly legend?: readonly LegendEntry[];
  readonly table: Table;
  readonly notes?: readonly Note[];
  readonly offer?: Offer;
  readonly readout?: Readonly<Record<string, Readout>>;
}

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

interface ViewOf {
  readonly values: Values;
  readonly t: Own;
  readonly language: Language;
  readonly names: readonly [string, string];
  readonly results: ComparisonResults;
}

const views: Readonly<Record<Values['view'], (view: ViewOf) => Drawn>> = {
  learning,
  confidence,
  reliability: (view) => bins(view, 'reliability'),
  histogram: (view) => bins(view, 'histogram'),
  regions: decisionRegions,
  projection: penultimate,
};

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

/** What a network claims, and how often it is right. */
function claimOf(t: Own, { latest }: ComparisonResults, network: number): Pick<Chart, 'finding'> {
  const own = latest?.test[network];
  return own ? { finding: t.claims(own.confidence.toFixed(2), own.accuracy.toFixed(2)) } : {};
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

function learning({ values, t, names, results }: ViewOf): Drawn {
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

function confidence({ values, t, names, results }: ViewOf): Drawn {
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

/** Reliability diagrams and confidence histograms: bins of the confidence on the test examples. */
function bins({ t, names, results }: ViewOf, kind: 'reliability' | 'histogram'): Drawn {
  const all = results.latest?.bins ?? [];
  const charts = names.map((name, network): Chart => {
    const own = all[network] ?? [];
    const ece = results.latest?.test[network]?.ece ?? Number.NaN;
    const title = kind === 'reliability' ? t.titleWithEce(name, short(ece, 3)) : name;
    const total = own.reduce((sum, { count }) => sum + count, 0);
    const measured = t.measured(kind === 'reliability' ? t.accuracy : t.share, name);
    return {
      legend: [
        { label: measured, series: network, mark: 'bar' },
        ...(kind === 'reliability' ? [{ label: t.perfect, series: 5, mark: 'dash' } as const] : []),
      ],
      label: kind === 'reliability' ? t.reliabilityChart(name, short(ece, 3)) : t.histogramChart(name),
      ...claimOf(t, results, network),
      configuration: (theme) => {
        const color = theme.series[network] as string;
        const bars = {
          label: measured,
          data: own.map(({ accuracy, count }) => (kind === 'reliability' ? accuracy : count / total)),
          backgroundColor: color,
          categoryPercentage: 1,
          barPercentage: 0.94,
        };
        return {
          type: 'bar',
          data: { labels: own.map(({ lower, upper }) => `${short(lower, 2)}–${short(upper, 2)}`), datasets: [bars] },
          options: options(
            theme,
            {
              x: { title: t.bin, labels: own.map(({ upper, lower }) => short((lower + upper) / 2, 2)) },
              y: { title: kind === 'reliability' ? t.accuracy : t.share, min: 0, max: 1 },
            },
            (chart) => {
              drawTitle(chart, theme, title);
              if (own.length === 0) drawInvitation(chart, theme, t.notStarted);
              if (kind === 'histogram') return;
              const { ctx, chartArea: area } = chart;
              ctx.beginPath();
              ctx.rect(area.left, area.top, area.width, area.height);
              ctx.clip();
              // The gap between a bar and the confidence of its examples.
              ctx.fillStyle = theme.text;
              ctx.globalAlpha = 0.22;
              own.forEach(({ confidence, accuracy, count }, index) => {
                if (count === 0) return;
                const width = area.width / own.length;
                const y = (value: number) => area.bottom - value * area.height;
                ctx.fillRect(
                  area.left + index * width + 1,
                  y(Math.max(confidence, accuracy)),
                  width - 2,
                  Math.abs(confidence - accuracy) * area.height,
                );
              });
              ctx.globalAlpha = 1;
              ctx.strokeStyle = theme.series[5] as string;
              ctx.setLineDash([5, 4]);
              ctx.beginPath();
              ctx.moveTo(area.left, area.bottom);
              ctx.lineTo(area.right, area.top);
              ctx.stroke();
            },
            {
              title: ({ dataIndex }) => {
                const bin = own[dataIndex];
                return bin ? `${t.bin} ${short(bin.lower, 2)}–${short(bin.upper, 2)}` : '';
              },
              label: ({ dataset, parsed, dataIndex }) =>
                `${dataset.label}: ${long((parsed as { y: number }).y)} (${t.count}: ${own[dataIndex]?.count ?? 0})`,
            },
          ),
        };
      },
    };
  });
  const columns = [t.count, t.confidence, t.accuracy];
  return {
    charts,
    notes: kind === 'reliability' ? [{ kind: 'fact', text: t.reliabilityHint }] : [],
    table: {
      header: [t.bin, ...names.flatMap((name) => columns.map((column) => t.of(column, name)))],
      rows: (all[0] ?? []).map(({ lower, upper }, index) => [
        `${short(lower, 4)}–${short(upper, 4)}`,
        ...all.flatMap((own) => {
          const bin = own[index];
          return bin ? [bin.count, bin.confidence, bin.accuracy] : [];
        }),
      ]),
    },
  };
}

/** Why there is no map. */
function noMap(t: Own, { recorded, history, status, at }: ComparisonResults): string {
  if (recorded || (at !== undefined && status !== 'running')) return t.notRecorded;
  return history.length === 0 ? t.notStarted : t.waiting;
}

const emptyTable: Table = { header: [], rows: [] };

const instead = (offer: Offer): Drawn => ({ charts: [], table: emptyTable, offer });

function decisionRegions({ values, t, names, results }: ViewOf): Drawn {
  const { regions } = results;
  const isFlat =
    values.data === 'csv'
      ? results.inputs === undefined || results.inputs === 2
      : !hasPictures(values) && (values.data !== 'gaussian' || values.dimensions === 2);
  if (!isFlat) return instead({ text: t.needsPlane, action: t.takePlane, changes: { data: 'spirals' } });
  const shortNames = [t.hardShort, t.smoothedShort(short(values.alpha))] as const;
  const axes = regions && {
    x: { title: t.x, min: regions.bounds.left, max: regions.bounds.right, fitted: true as const, grid: false },
    y: { title: t.y, min: regions.bounds.bottom, max: regions.bounds.top, fitted: true as const, grid: false },
  };
  return {
    charts: names.map((name, network) => ({
      ...picture(
        t.regionsChart(name),
        (chart, theme) => {
          drawTitle(chart, theme, name);
          if (regions) drawRegions(chart, theme, regions, network);
          else drawInvitation(chart, theme, noMap(t, results));
        },
        axes,
      ),
      ...claimOf(t, results, network),
      ...(regions && {
        ...(network === 0 && { hint: t.probeHint }),
        probe: {
          draw: (chart, theme, x, y) =>
            drawProbe(chart, theme, probabilitiesAt(regions, regions.networks[network] as Float32Array, x, y), x, y),
          say: (x, y) =>
            t.probeAt(
              short(x, 2),
              short(y, 2),
              regions.networks.map((own, place) =>
                t.probeOf(
                  shortNames[place] as string,
                  [...probabilitiesAt(regions, own, x, y)].map((value) => value.toFixed(2)).join(', '),
                ),
              ),
            ),
        } satisfies Probe,
      }),
    })),
    notes: regions ? [{ kind: 'fact', text: t.regionsHint }] : [],
    table: regions
      ? {
          header: [t.x, t.y, ...names.flatMap((name) => [t.cellClass(name), t.cellConfidence(name)])],
          rows: cells(regions.size).map((cell) => {
            const { size, bounds } = regions;
            const place = (index: number, low: number, high: number) => low + ((index + 0.5) / size) * (high - low);
            return [
              place(cell % size, bounds.left, bounds.right),
              place(Math.floor(cell / size), bounds.bottom, bounds.top),
              ...regions.networks.flatMap((network) => {
                const decision = decisionAt(network, cell * regions.classes, regions.classes);
                return [results.classNames?.[decision.class] ?? decision.class, decision.confidence];
              }),
            ];
          }),
        }
      : emptyTable,
  };
}

function cells(size: number): number[] {
  const picked: number[] = [];
  for (let row = tableStride / 2; row < size; row += tableStride) {
    for (let column = tableStride / 2; column < size; column += tableStride) picked.push(row * size + column);
  }
  return picked;
}

function penultimate({ values, t, language, names, results }: ViewOf): Drawn {
  const { projection } = results;
  const classes = classNamesOf(values, language, results);
  if (classes.length < 3) {
    const changes = values.data === 'gaussian' ? { classes: 3 } : ({ data: 'spirals' } as const);
    return instead({ text: t.needsThree, action: t.takeThree, changes });
  }
  const span = projection && spanOf(projection);
  const splits = ['train', 'test'] as const;
  const measured = projection?.networks.map(
    (points) =>
      points && {
        train: clusters(points.train, projection.classes.length),
        test: clusters(points.test, projection.classes.length),
      },
  );
  const ratio = (network: number, split: 'train' | 'test') => {
    const { within, between } = measured?.[network]?.[split] ?? { within: Number.NaN, between: Number.NaN };
    return { value: within / between, between };
  };
  const shortNames = [t.hardShort, t.smoothedShort(short(values.alpha))] as const;
  const keyOf = (network: number) => (network === 0 ? 'hard' : 'smoothed');
  const change = (read: (network: number) => number, places: number) =>
    series.map((network) => short(read(network), places)) as [string, string];
  return {
    charts: names.map((name, network) => ({
      ...picture(t.projectionChart(name), (chart, theme) => {
        drawTitle(chart, theme, name);
        const points = projection?.networks[network];
        if (!projection) drawInvitation(chart, theme, noMap(t, results));
        if (points && span)
          drawProjection(
            chart,
            theme,
            points,
            span,
            projection.classes.map((one) => classes[one] as string),
          );
      }),
      ...(measured?.[network] && {
        finding: t.clusters(
          short(ratio(network, 'train').value, 3),
          short(ratio(network, 'test').value, 3),
          short(ratio(network, 'train').between, 2),
          short(ratio(network, 'test').between, 2),
        ),
      }),
    })),
    readout: measured
      ? Object.fromEntries(
          splits.flatMap((split) => [
            ...series.map((network) => [
              `within-between-${split}-${keyOf(network)}`,
              { label: t.ratioOf(shortNames[network], t.split[split]), value: ratio(network, split).value },
            ]),
            ...series.map((network) => [
              `centers-${split}-${keyOf(network)}`,
              { label: t.centersOf(shortNames[network], t.split[split]), value: ratio(network, split).between },
            ]),
          ]),
        )
      : {},
    notes: [
      { kind: 'fact', text: t.sameScale },
      { kind: 'fact', text: t.clustersMean },
      ...(measured?.every((one) => one)
        ? [
            {
              kind: 'fact' as const,
              text: t.clustersChange(
                change((network) => ratio(network, 'train').value, 3),
                change((network) => ratio(network, 'test').value, 3),
              ),
            },
          ]
        : []),
      ...(projection?.networks.includes(undefined) ? [{ kind: 'warning' as const, text: t.noPlane }] : []),
    ],
    table: projection
      ? {
          header: [t.example, t.classIndex, ...['x', 'y'], t.network],
          rows: projection.networks.flatMap((points, network) =>
            (['train', 'test'] as const).flatMap((split) =>
              Array.from(points?.[split].classes ?? [], (place, index) => [
                split === 'train' ? t.trainExample : t.testExample,
                classes[projection.classes[place] as number] as string,
                points?.[split].coordinates[2 * index] ?? Number.NaN,
                points?.[split].coordinates[2 * index + 1] ?? Number.NaN,
                names[network] as string,
              ]),
            ),
          ),
        }
      : emptyTable,
  };
}
