/** `steps`: the padded implementation, matrix by matrix, down to the KL divergence. */

import type { Figure, Note, Tensor } from '../figure.js';
import { long, short } from '../format.js';
import { impossible, leadNote, withoutDrawing } from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

/** What replaces a predicted probability of 0 in the remedy. */
const tiny = 1e-10;

interface Stage {
  name: string;
  text: string;
  /** N rows of K numbers. */
  matrix: readonly (readonly number[])[];
  /** The matrix that this step started from. */
  before?: readonly (readonly number[])[];
  heat?: readonly [number, number];
}

export const figure: Figure = (ls, given, language) => {
  const values = { ...given, convention: 'padded' as const };
  const { alpha, classes, targets, paddingIndex, predictions } = values;
  const t = { ...shared[language], ...texts[language] };
  const title = t.stepsTitle;
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
    confidence: { label: t.confidence, value: 1 - alpha },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(title, settings, nothing);

  const share = alpha / (classes - 2);
  const confidence = 1 - alpha;
  const row = (fill: (column: number) => number) => Array.from({ length: classes }, (_, column) => fill(column));
  const rowsOf = (matrix: Float32Array) =>
    targets.map((_, index) => Array.from(matrix.subarray(index * classes, (index + 1) * classes)));

  const target = ls.smoothTargets([...targets], { classes, labelSmoothing: alpha, convention: 'padded', paddingIndex });
  const final = rowsOf(target);
  const withColumn = targets.map((y) =>
    row((column) => (column === paddingIndex ? 0 : column === y ? confidence : share)),
  );
  const withConfidence = targets.map((y) => row((column) => (column === y ? confidence : share)));
  const filled = targets.map(() => row(() => share));

  const logs = predictions.map(Math.log);
  const divergence = (logProbabilities: readonly number[]) => {
    const input = Float32Array.from(targets.flatMap(() => logProbabilities));
    const elements = rowsOf(ls.klDiv(input, target, { classes, reduction: 'none' }));
    return { elements, total: ls.klDiv(input, target, { classes, reduction: 'sum' }) };
  };
  const plain = divergence(logs);
  const raised = predictions.map((probability) => (probability === 0 ? tiny : probability));
  const total = raised.reduce((sum, probability) => sum + probability, 0);
  const remedied = divergence(raised.map((probability) => Math.log(probability / total)));

  const heat = [0, Math.max(confidence, share)] as const;
  const masked = targets.includes(paddingIndex);
  const stages: Stage[] = [
    { name: t.stepLog, text: t.stepLogText, matrix: targets.map(() => logs) },
    { name: t.stepFill(short(share)), text: t.stepFillText(classes, short(alpha / classes)), matrix: filled, heat },
    {
      name: t.stepConfidence(short(confidence)),
      text: t.stepConfidenceText,
      matrix: withConfidence,
      heat,
      before: filled,
    },
    { name: t.stepColumn(paddingIndex), text: t.stepColumnText, matrix: withColumn, heat, before: withConfidence },
    { name: t.stepRows, text: masked ? t.stepRowsText : t.stepRowsNone, matrix: final, heat, before: withColumn },
    { name: t.stepKl(long(plain.total)), text: t.stepKlText, matrix: plain.elements },
    {
      name: t.stepRemedy(long(remedied.total)),
      text: t.stepRemedyText,
      matrix: remedied.elements,
      before: plain.elements,
    },
  ];
  const columns = row((column) => column).map(String);
  const tensors = stages.map(
    ({ name, text, matrix, before, heat }): Tensor => ({
      title: name,
      explanation: text,
      columns,
      rows: matrix.map((cells, index) => ({ label: `y=${targets[index]}`, cells })),
      changed: (r, column) =>
        before !== undefined && short(matrix[r]?.[column] as number) !== short(before[r]?.[column] as number),
      ...(before && { before }),
      ...(heat && { heat }),
    }),
  );

  const notes: Note[] = [];
  const culprit = plain.elements
    .flatMap((cells, r) => cells.map((value, column) => ({ r, column, value })))
    .find(({ value }) => value === Number.POSITIVE_INFINITY);
  if (culprit) {
    const q = final[culprit.r]?.[culprit.column] as number;
    notes.push({ kind: 'warning', text: t.infinite(culprit.r, culprit.column, short(q), short(Math.log(q))) });
    notes.push({ kind: 'fact', text: t.remedied(long(remedied.total)) });
  }
  const undefinedProduct = final
    .flatMap((cells, r) => cells.map((q, column) => ({ r, column, q })))
    .find(({ q, column }) => q === 0 && predictions[column] === 0);
  if (undefinedProduct) {
    const before = culprit ? 'inf' : short(plain.total);
    notes.push({ kind: 'fact', text: t.pytorchNan(undefinedProduct.r, undefinedProduct.column, before) });
  }
  const predicted = predictions.reduce((sum, probability) => sum + probability, 0);
  if (Math.abs(predicted - 1) > 1e-6) notes.push({ kind: 'warning', text: t.notNormalized(short(predicted)) });
  const live = targets.findIndex((y) => y !== paddingIndex);
  if (live >= 0) {
    const lead = leadNote(Float32Array.from(final[live] as number[]), targets[live] as number, values, language);
    if (lead) notes.push(lead);
  }

  return {
    title,
    charts: [],
    legend: [],
    tensors,
    stepwise: true,
    classColumns: 3,
    table: {
      header: [t.step, t.row, t.target, ...columns.map((column) => `${t.classIndex} ${column}`)],
      rows: stages.flatMap(({ name, matrix }, index) =>
        matrix.map((cells, r) => [`${index + 1}. ${name}`, r, targets[r] as number, ...cells]),
      ),
    },
    readout: {
      ...settings,
      share: { label: t.share, value: share },
      kl: { label: t.kl, value: plain.total },
      'kl-remedied': { label: t.klRemedied, value: remedied.total },
    },
    notes,
    summary: t.stepsSummary(long(plain.total), long(remedied.total)),
  };
};
