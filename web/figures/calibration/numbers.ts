/** All numbers of an analysis as JSON. */

import type { Analysis, Measures } from './analysis.js';
import { firstSentence, furtherSentences, type Report } from './verdict.js';

/** JSON has no infinity. */
const json = (value: number) => (value === Infinity ? 'Infinity' : value);

/** All numbers of a model, by English name, as the command and the page write them. */
export function numbersOf(analysis: Analysis, report: Report, shown: Measures, notes: readonly string[]) {
  const { count, classes, nll, brier, classwiseEce, temperature, atBound, nllAfter, halves, names, perClass } =
    analysis;
  const { accuracy, confidence, ece, mce, adaptiveEce, debiasedEce, rmsce, ks, intervals, consistency, bins } = shown;
  return {
    summary: firstSentence(report, 'en'),
    advice: furtherSentences(analysis, report, 'en'),
    verdict: report.verdict,
    rows: count,
    classes,
    names,
    accuracy,
    confidence,
    confidenceGap: confidence - accuracy,
    intervals,
    ece,
    eceExpected: consistency,
    mce,
    adaptiveEce,
    debiasedEce,
    rmsce,
    classwiseEce,
    ks,
    nll: json(nll),
    brier,
    temperature: {
      value: json(temperature),
      atBound,
      halves: halves.map(json),
      eceHeldOut: report.heldOut.ece,
      nllAfter: json(nllAfter),
    },
    bins,
    perClass,
    notes,
  };
}
