import { Calibrator } from '../calibrator.js';
import { checkCount, checkNumber, checkSeed, checkWord } from '../check.js';
import { OPTIONS, type OptionTable } from '../options.js';
import { PART } from '../parts.js';
import type {
  BootstrapOptions,
  Calibration,
  CalibrationBin,
  CalibrationOptions,
  CalibratorOptions,
  Indices,
  Numbers,
} from '../types.js';
import {
  BootstrapCall,
  CalibrationBinResult,
  CalibrationBootstrapResult,
  CalibrationResult,
  MeasureCalibrationCall,
} from '../wasm/calls.js';
import type { Core } from './core.js';
import { addPredictions, checkBatch, checkPredictions, keepPredictions, type PredictionSetup } from './prediction.js';

export function calibration(core: Core, probs: Numbers, targets: Indices, options: CalibrationOptions): Calibration {
  const p = core.numbers(probs, 'probs');
  const given = core.heap.stable(targets);
  const setup = checkCalibrator(OPTIONS.calibration, options);
  const binning = checkWord(options.binning ?? 'equal-width', 'binning', core.binnings);
  const batch = checkBatch(p, given, setup);
  const { sums, predictions } = keepPredictions(core, batch, setup);
  return measureCalibration(core, setup, sums, predictions, binning);
}

export function calibrator(core: Core, options: CalibratorOptions): Calibrator {
  const setup = checkCalibrator(OPTIONS.calibrator, options);
  const bytes = core.raw.calibratorBytes(setup.columns, setup.binCount);
  return new Calibrator(core.heap, bytes, {
    add: (probs, targets, sums) => {
      const p = core.numbers(probs, 'probs');
      const batch = checkBatch(p, core.heap.stable(targets), setup);
      core.heap.begin();
      // A batch of several parts may be refused after some of them were added.
      const saved = p.length > PART ? core.heap.readDoubles(sums, bytes / 8) : undefined;
      try {
        addPredictions(core, batch, setup, sums, 0);
      } catch (error) {
        if (saved) core.heap.doubles.set(saved, sums / 8);
        throw error;
      }
    },
    measure: (sums) => {
      core.heap.begin();
      const equalWidth = core.binnings.indexOf('equal-width');
      const { adaptiveEce, ks, ...measures } = measureCalibration(core, setup, sums, 0, equalWidth);
      return measures;
    },
  });
}

function measureCalibration(
  core: Core,
  setup: PredictionSetup,
  sums: number,
  predictions: number,
  binning: number,
): Calibration {
  const { columns: classes, binCount, ignoreIndex, bootstrap } = setup;
  const result = core.heap.reserve(CalibrationResult.bytes, 'bins');
  const binsAt = core.heap.reserve(binCount * CalibrationBinResult.bytes, 'bins');
  const call = core.write(MeasureCalibrationCall, {
    classes,
    binCount,
    ignoreIndex,
    memory: sums,
    predictions,
    binning,
    result,
    bins: binsAt,
  });
  core.expectOk(core.raw.measureCalibration(call), { classes });
  const bins: CalibrationBin[] = [];
  for (let bin = 0; bin < binCount; bin++) {
    bins.push(CalibrationBinResult.read(core.heap, binsAt + bin * CalibrationBinResult.bytes));
  }
  const measures = { ...CalibrationResult.read(core.heap, result), bins };
  return bootstrap ? { ...measures, ...bootstrapOf(core, bootstrap, binsAt, binCount) } : measures;
}

function bootstrapOf(core: Core, options: Required<BootstrapOptions>, bins: number, binCount: number) {
  const { resamples } = options;
  const scratch = core.heap.reserve(resamples * 16, 'resamples');
  const result = core.heap.reserve(CalibrationBootstrapResult.bytes, 'resamples');
  const call = core.write(BootstrapCall, { ...options, bins, binCount, scratch, result });
  core.expectOk(core.raw.bootstrap(call), { classes: 0, level: options.level });
  const found = CalibrationBootstrapResult.read(core.heap, result);
  const intervals: Calibration['intervals'] = {
    accuracy: [found.accuracyLow, found.accuracyHigh],
    confidenceGap: [found.gapLow, found.gapHigh],
  };
  return { intervals, consistency: { mean: found.eceMean, high: found.eceHigh } };
}

function checkCalibrator(table: OptionTable<CalibratorOptions>, options: CalibratorOptions): PredictionSetup {
  const setup = checkPredictions(table, options);
  const binCount = checkCount(options.bins ?? 15, 'bins', 1, 10000);
  const { bootstrap } = options;
  return { ...setup, binCount, bootstrap: bootstrap && checkBootstrap(bootstrap) };
}

function checkBootstrap(options: BootstrapOptions): Required<BootstrapOptions> {
  const { resamples = 1000, seed = 0, level = 0.95 } = OPTIONS.bootstrap.check(options, 'bootstrap');
  return {
    resamples: checkCount(resamples, 'resamples', 1, 1e6),
    seed: checkSeed(seed),
    level: checkNumber(level, 'level'),
  };
}
