/** `distillation`: students of teachers with and without label smoothing, at several temperatures. */

import { isClearlyNegative, seedsNote } from '../alpha-sweep/index.js';
import { type Chart, type Figure, hard, type Note, smoothed } from '../figure.js';
import { short } from '../format.js';
import { drawInvitation, type Line, legendOf, lineChart } from '../runs/lines.js';
import { offerFor, sourceNotes } from '../runs/picture-sets.js';
import { type DistillationPoint, type DistillationResults, meanAndSpread } from '../runs/results.js';
import { texts as shared } from '../runs/texts.js';
import { texts } from './texts.js';

const aloneSeries = 5;
const nothing: DistillationResults = { status: 'idle', done: 0, total: 0, perSecond: 0, points: [] };

export const trains = true;

export const figure: Figure<DistillationResults> = (_, values, language, results = nothing) => {
  const t = { ...shared[language], ...texts[language] };
  const { alpha, temperatures, runs } = values;
  const { points } = results;
  const isDone = results.status === 'done' || results.recorded === true;
  const select = (role: DistillationPoint['role'], of: number, temperature?: number, among = points) =>
    among.filter((point) => point.role === role && point.alpha === of && point.temperature === temperature);
  const statistic = (measure: 'accuracy' | 'ece', selected: readonly DistillationPoint[]) =>
    meanAndSpread(selected.map(({ test }) => test[measure]));

  // With α = 0 the teachers are equal and there is nothing to compare; the figure says so.
  const teachers = [
    { of: 0, name: t.hardTeacher, series: hard },
    { of: alpha, name: t.smoothTeacher(short(alpha)), series: smoothed },
  ];
  const level = (label: string, y: number, series: number): Line => ({
    label,
    points: Number.isFinite(y) ? ends.map((x) => ({ x, y })) : [],
    series,
    dashed: true,
  });
  const sorted = [...new Set(temperatures)].sort((a, b) => a - b);
  const ends = [sorted[0] ?? 1, (sorted.length > 1 ? sorted.at(-1) : (sorted[0] ?? 1) + 1) ?? 1] as const;
  const linesOf = (measure: 'accuracy' | 'ece'): readonly Line[] => [
    ...teachers.map(({ of, name, series }): Line => {
      const known = sorted.filter((temperature) => select('student', of, temperature).length > 0);
      const numbers = known.map((temperature) => statistic(measure, select('student', of, temperature)));
      return {
        label: t.studentOf(name),
        points: numbers.map(({ mean }, index) => ({ x: known[index] as number, y: mean })),
        spread: numbers.map(({ spread }) => spread),
        behind: sorted.flatMap((temperature) => {
          const own = select('student', of, temperature, results.behind ?? []);
          return own.length > 0 ? [{ x: temperature, y: statistic(measure, own).mean }] : [];
        }),
        series,
        marked: true,
      };
    }),
    ...teachers.map(({ of, name, series }) =>
      level(t.teacher(name), statistic(measure, select('teacher', of)).mean, series),
    ),
    level(t.alone, statistic(measure, select('alone', 0)).mean, aloneSeries),
  ];
  const chart = (label: string, title: string, measure: 'accuracy' | 'ece'): Chart => {
    const lines = linesOf(measure);
    return {
      label,
      configuration: (theme) => {
        const lowest = Math.min(
          ...lines.flatMap(({ points, spread }) => points.map(({ y }, index) => y - (spread?.[index] || 0))),
          1,
        );
        return lineChart(
          theme,
          lines,
          {
            x: { title: t.distillationTemperature, min: ends[0], max: ends[1] },
            y: {
              title,
              min: measure === 'accuracy' && points.length > 0 ? Math.floor(lowest * 20) / 20 : 0,
              ...(points.length === 0 && { max: 1 }),
            },
          },
          (drawn) => {
            if (points.length === 0) drawInvitation(drawn, theme, t.notStarted);
          },
        );
      },
    };
  };

  /** Accuracy of the smoothed teacher's students minus that of the hard one's, seed by seed. */
  const differences = (temperature: number) => {
    const hardStudents = new Map(select('student', 0, temperature).map(({ seed, test }) => [seed, test.accuracy]));
    return select('student', alpha, temperature).flatMap(({ seed, test }) => {
      const other = hardStudents.get(seed);
      return other === undefined ? [] : [test.accuracy - other];
    });
  };
  const verdictOf = (temperature: number) => {
    const all = differences(temperature);
    const size = short(Math.abs(meanAndSpread(all).mean), 3);
    const text = short(temperature);
    if (isClearlyNegative(all)) return t.distillationWorse(text, size);
    if (isClearlyNegative(all.map((difference) => -difference))) return t.distillationBetter(text, size);
    return undefined;
  };
  const same = sorted.filter((temperature) => verdictOf(temperature) === undefined);
  // What holds for several temperatures is said once.
  const verdicts = [
    ...sorted.flatMap((temperature) => verdictOf(temperature) ?? []),
    ...(same.length > 0
      ? [t.distillationSame(new Intl.ListFormat(language).format(same.map((one) => short(one))))]
      : []),
  ];
  const offer = offerFor(results, language);
  const notes: Note[] = [];
  if (results.failure) notes.push({ kind: 'warning', text: results.failure[language] });
  else if (results.recorded) notes.push({ kind: 'fact', text: t.recorded });
  else if (points.length === 0) {
    notes.push({ kind: 'fact', text: t.distillationInvitation(runs * (2 * (1 + temperatures.length) + 1)) });
  }
  notes.push(...sourceNotes(values, language));
  if (isDone && runs > 1) notes.push(seedsNote(points, t));
  if (isDone && runs > 1) notes.push(...verdicts.map((text) => ({ kind: 'fact' as const, text })));
  if (isDone && runs === 1) notes.push({ kind: 'fact', text: t.oneSeedStudents });
  notes.push({ kind: 'fact', text: t.distillationLiterature });

  const readout = Object.fromEntries([
    ...teachers.flatMap(({ of, name }, index) => {
      const key = index === 0 ? 'hard' : 'smoothed';
      const mean = (role: DistillationPoint['role'], temperature?: number) =>
        statistic('accuracy', select(role, of, temperature)).mean;
      return [
        [`teacher-${key}`, { label: t.teacherAccuracy(name), value: mean('teacher') }] as const,
        ...sorted.map((temperature) => {
          const label = t.atTemperature(name, short(temperature));
          return [`student-${key}-${temperature}`, { label, value: mean('student', temperature) }] as const;
        }),
      ];
    }),
    ['alone', { label: t.alone, value: statistic('accuracy', select('alone', 0)).mean }] as const,
  ]);

  const row = (
    label: string,
    of: number | string,
    temperature: number | string,
    selected: readonly DistillationPoint[],
  ) => {
    const accuracy = statistic('accuracy', selected);
    const ece = statistic('ece', selected);
    return [label, of, temperature, selected.length, accuracy.mean, accuracy.spread, ece.mean, ece.spread];
  };
  return {
    title: t.distillationTitle,
    offer,
    charts: offer
      ? []
      : [chart(t.distillationChart, t.accuracy, 'accuracy'), chart(t.distillationEceChart, t.ece, 'ece')],
    legend: offer ? [] : legendOf(linesOf('accuracy')),
    table: {
      header: [
        t.network,
        t.teacherColumn,
        t.distillationTemperature,
        t.seedsColumn,
        t.accuracy,
        t.spreadOf(t.accuracy),
        t.ece,
        t.spreadOf(t.ece),
      ],
      rows:
        points.length === 0
          ? []
          : [
              ...teachers.map(({ of, name }) => row(t.teacherAccuracy(name), of, '', select('teacher', of))),
              ...teachers.flatMap(({ of, name }) =>
                sorted.map((temperature) =>
                  row(t.studentOf(name), of, temperature, select('student', of, temperature)),
                ),
              ),
              row(t.alone, '', '', select('alone', 0)),
            ],
    },
    readout,
    notes,
    summary: isDone ? verdicts.join(' ') : t.notTrained,
  };
};
