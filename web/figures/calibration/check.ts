/** Everything that is known of one model's predictions before anybody chooses bins. Can be posted from a worker. */

import type { LabelSmoothing } from '../../lib/index.js';
import { type Analysis, analyse, type Given, pairsOf, riskOf } from './analysis.js';
import { type Report, reportOf } from './verdict.js';

/** The ECE with a number of bins. */
export interface BinsPoint {
  readonly bins: number;
  readonly width: number;
  readonly mass: number;
  /** What perfect calibration would hardly exceed, with bins of equal width. */
  readonly high: number;
}

export interface Checked {
  /** What people call the model. */
  readonly name: string;
  readonly analysis: Analysis;
  readonly report: Report;
  readonly risk: ReturnType<typeof riskOf>;
  readonly byBins: readonly BinsPoint[];
}

const binCounts = [1, 2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 50];
const fewBinCounts = [5, 10, 15, 20, 30];
/** Sorting more rows for each number of bins takes long. */
const manyRows = 100_000;

export function checkModel(
  ls: LabelSmoothing,
  given: Given,
  name: string,
  progress?: (share: number) => void,
): Checked {
  const analysis = analyse(ls, given, progress);
  const [pairs, wrong] = pairsOf(analysis.rows);
  const counts = analysis.count > manyRows ? fewBinCounts : binCounts;
  const byBins = counts.map((bins): BinsPoint => {
    const { ece, adaptiveEce, consistency } = ls.calibration(pairs, wrong, {
      ...{ classes: 2, bins },
      bootstrap: { resamples: 200 },
    });
    return { bins, width: ece, mass: adaptiveEce, high: consistency?.high ?? Number.NaN };
  });
  return { name, analysis, report: reportOf(ls, analysis), risk: riskOf(ls, analysis), byBins };
}
