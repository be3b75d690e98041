/** The sentences about a model's confidence, the most important first. */

import type { LabelSmoothing } from '../../lib/index.js';
import { texts as en } from '../../locales/en/verdict.js';
import type { Language, Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/verdict.js';
import { type Analysis, type Binning, type Measures, measure, oddities, type Verdict, verdictOf } from './analysis.js';

export const verdictTexts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

/** The share of an interval, in percent. */
const level = '95';

export const percent = (share: number) => (100 * share).toFixed(1);
/** An error: three decimals, or its first digit where these are zeros. */
export const digits = (value: number) =>
  value === Infinity ? '∞' : value === 0 || value >= 0.001 ? value.toFixed(3) : value.toPrecision(1);
/** A temperature. */
export const threeDigits = (value: number) => (value === Infinity ? '∞' : String(Number(value.toPrecision(3))));

/** All that is said is of the measures with 15 bins of equal width, whichever are drawn. */
export const usual: Binning = { bins: 15, binning: 'equal-width' };

/** What can be posted from a worker. */
export interface Report {
  readonly verdict: Verdict;
  readonly before: Measures;
  /** With the temperature that was fitted on the other half of the rows. */
  readonly heldOut: Measures;
}

export function reportOf(ls: LabelSmoothing, analysis: Analysis): Report {
  const before = measure(ls, analysis, usual);
  return { verdict: verdictOf(before), before, heldOut: measure(ls, analysis, usual, 'heldOut') };
}

/** One sentence with its interval. */
export function firstSentence({ verdict, before }: Report, language: Language): string {
  const t = verdictTexts[language];
  const { accuracy, confidence, intervals } = before;
  const [low, high] = intervals.confidenceGap;
  const shares = [percent(accuracy), percent(confidence)] as const;
  switch (verdict) {
    case 'overconfident':
      return t.over(...shares, percent(confidence - accuracy), level, percent(low), percent(high));
    case 'underconfident':
      return t.under(...shares, percent(accuracy - confidence), level, percent(-high), percent(-low));
    default:
      return t.even(...shares, level, signed(low), signed(high));
  }
}

const signed = (share: number) => percent(share).replace('-', '−');

/** What is special about the predictions, and what helps, each with its number. */
export function furtherSentences(
  analysis: Analysis,
  { verdict, before, heldOut }: Report,
  language: Language,
): string[] {
  const t = verdictTexts[language];
  const { temperature, halves, count, names, rows } = analysis;
  const odd = oddities(analysis);
  const said: string[] = [];
  if (odd.has('few')) said.push(t.few(String(count)));
  if (odd.has('one-class')) said.push(t.oneClass(names[rows.target[0] as number] ?? ''));
  if (odd.has('constant')) said.push(t.constant);
  if (odd.has('certain')) return [...said, t.certain];
  if (odd.has('separable')) return [...said, t.separable];
  if (verdict === 'nothing') return [...said, t.nothing(digits(before.ece), digits(before.consistency.high))];
  if (verdict === 'cancels') said.push(t.cancels(digits(before.ece), digits(before.consistency.high)));
  if (temperature === Infinity) said.push(t.infinity);
  else if (heldOut.ece < before.ece) {
    said.push(t.temperature(threeDigits(temperature), digits(before.ece), digits(heldOut.ece)));
    said.push(t.halves(...(halves.map(threeDigits) as [string, string])));
    const { high } = heldOut.consistency;
    said.push(heldOut.ece > high ? t.remains(digits(heldOut.ece), digits(high)) : t.enough(digits(high)));
  } else said.push(t.noHelp(threeDigits(temperature)));
  if (verdict === 'overconfident') said.push(t.again);
  if (verdict === 'underconfident') said.push(t.less);
  return said;
}
