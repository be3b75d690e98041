/**
 * `wall`: the test pictures of both networks, each in the order of its confidence, with mistakes framed: smoothing does
 * not make the order better, but leaves few mistakes that the network is sure of.
 */

import { type Chart, type Figure, hard, type Note, type Probe, smoothed, type Table, type Theme } from '../figure.js';
import { short } from '../format.js';
import { bare } from '../runs/bare.js';
import { drawInvitation, drawTitle } from '../runs/lines.js';
import { pictureNames, sourceNotes } from '../runs/picture-sets.js';
import type { Gallery } from '../runs/pictures.js';
import { type ComparisonResults, nothingYet } from '../runs/results.js';
import { texts as shared } from '../runs/texts.js';
import { cellAt, drawPicked, drawWall } from './draw-wall.js';
import { type Answer, answersOf, auroc, isAbove } from './order.js';
import { texts } from './texts.js';

export const trains = true;

const series = [hard, smoothed] as const;

export const figure: Figure<ComparisonResults> = (_, values, language, results = nothingYet) => {
  const t = { ...shared[language], ...texts[language] };
  const { gallery } = results;
  const { confidence: threshold } = values;
  const classes = pictureNames(values, language) ?? [];
  const names = [t.hardNetwork, t.smoothedNetwork(short(values.alpha))] as const;
  const shortNames = [t.hardShort, t.smoothedShort(short(values.alpha))] as const;
  const answers = gallery ? answersOf(gallery) : [];
  const percent = `${short(100 * threshold, 1)}%`;
  const count = (network: number, is: (answer: Answer) => boolean) =>
    answers[network] ? answers[network].filter(is).length : Number.NaN;
  const above = series.map((network) => count(network, (answer) => isAbove(answer, threshold)));
  const wrongAbove = series.map((network) => count(network, (one) => isAbove(one, threshold) && !one.isRight));
  const changed = new Set(
    answers[0]?.flatMap((answer, picture) => {
      const other = answers[1]?.[picture];
      return other && isAbove(answer, threshold) !== isAbove(other, threshold) ? [picture] : [];
    }),
  );
  const areas = answers.map(auroc);
  const text = (value: number) => String(value);

  const saysOf = (picture: number) =>
    answers.map((own, network) => {
      const { guess, confidence } = own[picture] as Answer;
      return t.says(shortNames[network] as string, classes[guess] as string, confidence.toFixed(2));
    });
  const charts = series.map((network): Chart => {
    const own = answers[network];
    const draw = (chart: Parameters<typeof drawTitle>[0], theme: Theme) => {
      drawTitle(chart, theme, names[network] as string);
      if (gallery && own) drawWall(chart, theme, gallery, own, changed, threshold);
      else drawInvitation(chart, theme, t.notStarted);
    };
    if (!gallery || !own) return bare(t.waitingChart(names[network] as string), draw, network);
    const find = (x: number, y: number) => {
      const from = x < 1 ? 0 : 1;
      return cellAt(answers[from] as readonly Answer[], x - from, 1 - y);
    };
    const probe: Probe = {
      draw: (chart, theme, x, y) => {
        const picture = find(x, y);
        const lines = [t.rightClass(classes[gallery.targets[picture] as number] as string), ...saysOf(picture)];
        drawPicked(chart, theme, gallery, own, picture, lines);
      },
      say: (x, y) => {
        const picture = find(x, y);
        return [t.rightClass(classes[gallery.targets[picture] as number] as string), ...saysOf(picture)].join('; ');
      },
    };
    const below = own.length - (above[network] as number);
    const wrongBelow = own.filter(({ isRight }) => !isRight).length - (wrongAbove[network] as number);
    return {
      ...bare(
        t.wallChart(
          names[network] as string,
          text(above[network] as number),
          text(wrongAbove[network] as number),
          percent,
        ),
        draw,
        network,
      ),
      finding: t.counts(
        percent,
        text(above[network] as number),
        text(wrongAbove[network] as number),
        text(below),
        text(wrongBelow),
      ),
      ...(network === 0 && { hint: t.hint }),
      probe,
      apart: true,
    };
  });

  const notes: Note[] = [];
  if (results.lacksPictures) notes.push({ kind: 'warning', text: gallery ? t.withoutPictures : t.noPicturesHere });
  else if (results.failure) notes.push({ kind: 'warning', text: results.failure[language] });
  else if (results.recorded) notes.push({ kind: 'fact', text: t.recordedWall });
  else if (!gallery) notes.push({ kind: 'fact', text: t.invitation });
  if (gallery) {
    const [before = Number.NaN, after = Number.NaN] = areas;
    notes.push({ kind: 'fact', text: t.legend }, { kind: 'fact', text: t.changed(text(changed.size)) });
    notes.push({
      kind: 'fact',
      text: (after > before ? t.betterOrder : t.order)(before.toFixed(3), after.toFixed(3)),
    });
  }
  notes.push(...sourceNotes(values, language));

  const keyOf = (network: number) => (network === hard ? 'hard' : 'smoothed');
  const perNetwork = (key: string, label: (network: string) => string, read: (network: number) => number) =>
    series.map((network) => [
      `${key}-${keyOf(network)}`,
      { label: label(shortNames[network] as string), value: read(network) },
    ]);
  return {
    title: t.title,
    charts,
    legend: [],
    table: tableOf(gallery, answers, classes, t, shortNames),
    readout: {
      confidence: { label: t.confidence, value: threshold, setting: true },
      ...Object.fromEntries([
        ...perNetwork('mistakes-above', t.mistakesAbove, (network) => wrongAbove[network] as number),
        ...perNetwork('above', t.above, (network) => above[network] as number),
        ...perNetwork('auroc', t.auroc, (network) => areas[network] ?? Number.NaN),
        ...perNetwork(
          'accuracy',
          (network) => t.accuracyOf(network),
          (network) => results.latest?.test[network]?.accuracy ?? Number.NaN,
        ),
      ]),
      changed: { label: t.changedLabel, value: gallery ? changed.size : Number.NaN },
    },
    notes,
    summary: gallery ? t.summary(percent, text(wrongAbove[0] as number), text(wrongAbove[1] as number)) : t.notTrained,
  };
};

function tableOf(
  gallery: Gallery | undefined,
  answers: readonly (readonly Answer[])[],
  classes: readonly string[],
  t: (typeof texts)['en'],
  networks: readonly string[],
): Table {
  if (!gallery) return { header: [], rows: [] };
  return {
    header: [t.picture, t.label, ...networks.flatMap((network) => [t.guess(network), t.confidenceOf(network)])],
    rows: Array.from(gallery.targets, (target, picture) => [
      picture,
      classes[target] as string,
      ...answers.flatMap((own) => {
        const { guess, confidence } = own[picture] as Answer;
        return [classes[guess] as string, confidence];
      }),
    ]),
  };
}
