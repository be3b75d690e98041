import { short } from '../format.js';
import { clusters } from '../runs/clusters.js';
import { drawInvitation, drawTitle } from '../runs/lines.js';
import { drawProjection, spanOf } from '../runs/maps.js';
import { classNamesOf } from '../runs/picture-sets.js';
import { type Drawn, emptyTable, instead, noMap, picture, series, type ViewOf } from './view.js';

/** The penultimate layer, projected onto the plane of three classes. Müller et al. 2019. */
export function penultimate({ values, t, language, names, results }: ViewOf): Drawn {
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
