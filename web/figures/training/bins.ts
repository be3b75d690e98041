import { options } from '../chart.js';
import type { Chart } from '../figure.js';
import { long, short } from '../format.js';
import { drawInvitation, drawTitle } from '../runs/lines.js';
import { claimOf, type Drawn, type ViewOf } from './view.js';

/** Reliability diagrams and confidence histograms: bins of the confidence on the test examples. */
export function bins({ t, names, results }: ViewOf, kind: 'reliability' | 'histogram'): Drawn {
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
