import type { Probe } from '../figure.js';
import { short } from '../format.js';
import { decisionAt } from '../runs/decision.js';
import { drawInvitation, drawTitle } from '../runs/lines.js';
import { drawProbe, drawRegions, probabilitiesAt } from '../runs/maps.js';
import { hasPictures } from '../vocabulary.js';
import { claimOf, type Drawn, emptyTable, instead, noMap, picture, type ViewOf } from './view.js';

/** The table is coarser than the picture: it has every n-th cell of the grid. */
const tableStride = 6;

/** What the networks decide, and how surely, at every place of the plane. */
export function decisionRegions({ values, t, names, results }: ViewOf): Drawn {
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
