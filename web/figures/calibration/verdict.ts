/** The sentences about a model's confidence, the most important first. */

import { texts as en } from '../../locales/en/verdict.js';
import type { Language, Texts } from '../../locales/languages.js';
import { texts as zhHant } from '../../locales/zh-Hant/verdict.js';
import type { LabelSmoothing } from '../../lib/index.js';
import { type Analysis, type Binning, measure, type Measures, oddities, verdictOf, type Verdict } from './analysis.js';

export const verdictTexts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

/** The share of an interval, in percent. */
const level = '95';

export const percent = (share: number) => (100 * share).toFixed(1);
/** Three digits that say something. */
export const digits = (value: number) =>
  value === Infinity ? '∞' : value === 0 || (value >= 0.0995 && value < 100) ? value.toFixed(value < 10 && value > 0 ? 3 : 1) : Number(value.toPrecision(2)).toString();

/** All that is said is of the measures with 15 bins of equal width, whichever are drawn. */
export const usual: Binning = { bins: 15, binning: 'equal-width' };

export interface Report {
  readonly verdict: Verdict;
  readonly before: Measures;
  /** With the temperature that was fitted on the other half of the rows. */
  readonly heldOut: Measures;
  /** One sentence with its interval. */
  readonly first: (language: Language) => string;
  /** What helps, and what is special. */
  readonly then: (language: Language) => readonly string[];
}

export function reportOf(ls: LabelSmoothing, analysis: Analysis): Report {
  const before = measure(ls, analysis, usual);
  const heldOut = measure(ls, analysis, usual, 'heldOut');
  const verdict = verdictOf(before);
  return {
    verdict,
    before,
    heldOut,
    first: (language) => firstSentence(before, verdict, language),
    then: (language) => furtherSentences(analysis, before, heldOut, verdict, language),
  };
}

function firstSentence({ accuracy, confidence, intervals }: Measures, verdict: Verdict, language: Language): string {
  const t = verdictTexts[language];
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

function furtherSentences(
  analysis: Analysis,
  before: Measures,
  heldOut: Measures,
  verdict: Verdict,
  language: Language,
): string[] {
  const t = verdictTexts[language];
  const { temperature, halves, count, names, rows } = analysis;
  const odd = oddities(analysis);
  const said: string[] = [];
  if (odd.has('few')) said.push(t.few(String(count)));
  if (odd.has('one-class')) said.push(t.oneClass(names[rows.target[0] as number] ?? ''));
  if (odd.has('constant')) said.push(t.constant);
  if (odd.has('separable')) return [...said, t.separable];
  if (verdict === 'nothing') return [...said, t.nothing(digits(before.ece), digits(before.consistency.high))];
  if (verdict === 'cancels') said.push(t.cancels(digits(before.ece), digits(before.consistency.high)));
  if (temperature === Infinity) said.push(t.infinity);
  else if (heldOut.ece < before.ece) {
    said.push(t.temperature(digits(temperature), digits(before.ece), digits(heldOut.ece)));
    said.push(t.halves(...(halves.map(digits) as [string, string])));
    const { high } = heldOut.consistency;
    said.push(heldOut.ece > high ? t.remains(digits(heldOut.ece), digits(high)) : t.enough(digits(high)));
  } else said.push(t.noHelp(digits(temperature)));
  if (verdict === 'overconfident') said.push(t.again);
  if (verdict === 'underconfident') said.push(t.less);
  return said;
}
