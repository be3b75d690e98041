import { checkCount } from '../check.js';
import { OPTIONS } from '../options.js';
import type { Indices, Numbers, RiskCoverage, RiskCoverageOptions } from '../types.js';
import { RiskCoverageCall } from '../wasm/calls.js';
import type { Core } from './core.js';
import { checkBatch, checkPredictions, keepPredictions } from './prediction.js';

export function riskCoverage(core: Core, probs: Numbers, targets: Indices, options: RiskCoverageOptions): RiskCoverage {
  const p = core.numbers(probs, 'probs');
  const given = core.heap.stable(targets);
  const setup = checkPredictions(OPTIONS.riskCoverage, options);
  const points = checkCount(options.points ?? 101, 'points');
  const batch = checkBatch(p, given, setup);
  const { sums, predictions } = keepPredictions(core, batch, setup);
  const coverage = core.heap.reserve(points * 8, 'points');
  const risk = core.heap.reserve(points * 8, 'points');
  const aurc = core.heap.reserve(8, 'points');
  const { columns: classes, binCount, ignoreIndex } = setup;
  const call = core.write(RiskCoverageCall, {
    classes,
    binCount,
    ignoreIndex,
    memory: sums,
    predictions,
    points,
    coverage,
    risk,
    aurc,
  });
  core.expectOk(core.raw.riskCoverage(call), { classes });
  return {
    coverage: core.heap.readDoubles(coverage, points),
    risk: core.heap.readDoubles(risk, points),
    aurc: core.heap.readDouble(aurc),
  };
}
