/** `trace`: one row's KL divergence, product by product, as defined and as two generations of PyTorch compute it. */

import type { Figure, Note, Tensor } from '../figure.js';
import { long, short } from '../format.js';
import { impossible, leadNote, smooth, withoutDrawing } from '../shared.js';
import { texts as shared } from '../texts.js';
import { texts } from './texts.js';

/** A number as Python prints it. */
const printed = (value: number) => {
  if (Number.isNaN(value)) return 'nan';
  return Math.abs(value) === Number.POSITIVE_INFINITY ? (value > 0 ? 'inf' : '-inf') : long(value);
};

const sumOf = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);

export const figure: Figure = (ls, values, language) => {
  const { alpha, classes, convention, target, paddingIndex, predictions } = values;
  const t = { ...shared[language], ...texts[language] };
  const settings = {
    alpha: { label: t.alpha, value: alpha, setting: true },
    classes: { label: t.classes, value: classes, setting: true },
    target: { label: t.target, value: target, setting: true },
  } as const;
  const nothing = impossible(values, language);
  if (nothing) return withoutDrawing(t.title, settings, nothing);

  const columns = Array.from({ length: classes }, (_, index) => index);
  const row = smooth(ls, [target], values);
  const q = Array.from(row);
  const logP = predictions.map(Math.log);
  const input = Float32Array.from(logP);
  const defined = Array.from(ls.klDiv(input, row, { classes, reduction: 'none' }));
  const total = ls.klDiv(input, row, { classes, reduction: 'sum' });
  const own = q.map((share) => (share === 0 ? 0 : share * Math.log(share)));
  const product = q.map((share, index) => share * (logP[index] as number));
  const after = own.map((term, index) => term - (product[index] as number));
  const before = q.map((share, index) => (share > 0 ? (after[index] as number) : 0));
  const totals = { before: sumOf(before), after: sumOf(after) };

  const line = (
    title: string,
    explanation: string,
    cells: readonly number[],
    more: Partial<Pick<Tensor, 'changed' | 'heat'>> = {},
  ): Tensor => ({
    title,
    explanation,
    columns: columns.map(String),
    rows: [{ label: `y=${target}`, cells }],
    changed: (_, column) => Number.isNaN(cells[column]),
    ...more,
  });
  const tensors = [
    line(t.q, t.qText, q, { heat: [0, Math.max(...q) || 1] }),
    line(t.logP, t.logPText, logP),
    line(t.own, t.ownText, own),
    line(t.product, t.productText, product),
    line(t.before(printed(totals.before)), t.beforeText, before),
    line(t.after(printed(totals.after)), t.afterText, after),
    line(t.defined(long(total)), t.definedText, defined),
  ];

  const nan = product.findIndex(Number.isNaN);
  const infinite = defined.indexOf(Number.POSITIVE_INFINITY);
  const notes: Note[] = [];
  if (nan >= 0) notes.push({ kind: 'warning', text: t.nanNote(nan) });
  if (infinite >= 0) {
    const share = q[infinite] as number;
    notes.push({ kind: 'warning', text: t.infiniteNote(infinite, short(share), short(Math.log(share))) });
  }
  if (nan >= 0 && infinite >= 0) notes.push({ kind: 'fact', text: t.both });
  notes.push({ kind: 'fact', text: nan < 0 && infinite < 0 ? t.clean : t.remedy });
  if (convention === 'padded' && target === paddingIndex) {
    notes.push({ kind: 'warning', text: t.paddingRow(target) });
  }
  const predicted = sumOf(predictions);
  if (Math.abs(predicted - 1) > 1e-6) notes.push({ kind: 'warning', text: t.notNormalized(short(predicted)) });
  const lead = leadNote(row, target, values, language);
  if (lead) notes.push(lead);

  return {
    title: t.title,
    charts: [],
    legend: [],
    tensors,
    stepwise: true,
    classColumns: 1,
    table: {
      header: [t.quantity, ...columns.map((column) => `${t.classIndex} ${column}`)],
      rows: tensors.map(({ title, rows: [first] }, index) => [
        `${index + 1}. ${title}`,
        ...(first?.cells ?? []).map((cell) => (Number.isNaN(cell) ? 'NaN' : cell)),
      ]),
    },
    readout: {
      ...settings,
      kl: { label: t.kl, value: total },
      'kl-1-12': { label: t.klBefore, value: totals.before, text: printed(totals.before) },
      'kl-1-13': { label: t.klAfter, value: totals.after, text: printed(totals.after) },
    },
    notes,
    summary: t.summary(long(total), printed(totals.before), printed(totals.after)),
  };
};
