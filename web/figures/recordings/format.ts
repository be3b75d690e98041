/** How recorded runs are stored: as numbers with few digits, which compress well. */

import type { CalibrationBin } from '../../lib/index.js';
import type { Values } from '../parameters.js';
import { enlarge } from '../runs/enlarge.js';
import { type Bounds, type Gallery, type Points, type Regions, regionsSize } from '../runs/pictures.js';
import type { DistillationPoint, MapFrames, Maps, Measures, Moment, SweepPoint } from '../runs/results.js';

/** The curves of a comparison. */
export interface ComparisonFile {
  readonly values: Values;
  readonly stepsPerEpoch: number;
  readonly inputs: number;
  /** The epoch, then the measures of both networks on training data, then those on test data. */
  readonly history: readonly (readonly number[])[];
  /** At each of these moments, for each network, count, confidence and accuracy of every bin in turn. */
  readonly bins: readonly (readonly (readonly number[])[])[];
}

export interface Recording {
  readonly values: Values;
  readonly stepsPerEpoch: number;
  readonly inputs: number;
  readonly history: readonly Moment[];
}

const measureNames = ['accuracy', 'confidence', 'ece', 'nll'] as const;
const networks = [0, 1] as const;

/** Four decimals: nothing smaller matters. */
const rounded = (value: number) => Number(value.toFixed(4));

const writeMeasures = (measures: Measures) => measureNames.map((name) => rounded(measures[name]));
const readMeasures = (numbers: readonly number[], start: number) =>
  Object.fromEntries(measureNames.map((name, index) => [name, numbers[start + index]])) as unknown as Measures;

export function writeComparison(
  values: Values,
  stepsPerEpoch: number,
  inputs: number,
  history: readonly Moment[],
): ComparisonFile {
  return {
    values,
    stepsPerEpoch,
    inputs,
    history: history.map(({ epoch, train, test }) => [epoch, ...[...train, ...test].flatMap(writeMeasures)]),
    bins: history.map(({ bins }) =>
      bins.map((own) => own.flatMap(({ count, confidence, accuracy }) => [count, confidence, accuracy].map(binNumber))),
    ),
  };
}

/** Empty bins have no confidence. */
const binNumber = (value: number) => (Number.isFinite(value) ? rounded(value) : 0);

export function readComparison({ values, stepsPerEpoch, inputs, history, bins }: ComparisonFile): Recording {
  const of = (numbers: readonly number[], split: number) =>
    networks.map((network) => readMeasures(numbers, 1 + measureNames.length * (2 * split + network)));
  return {
    values,
    stepsPerEpoch,
    inputs,
    history: history.map((numbers, index) => ({
      epoch: numbers[0] as number,
      train: of(numbers, 0),
      test: of(numbers, 1),
      bins: (bins[index] ?? []).map(readBins),
    })),
  };
}

function readBins(numbers: readonly number[]): CalibrationBin[] {
  const size = numbers.length / 3;
  return Array.from({ length: size }, (_, index) => {
    const [count = 0, confidence = 0, accuracy = 0] = numbers.slice(3 * index, 3 * index + 3);
    const isEmpty = count === 0;
    return {
      lower: index / size,
      upper: (index + 1) / size,
      count,
      confidence: isEmpty ? Number.NaN : confidence,
      accuracy: isEmpty ? Number.NaN : accuracy,
    };
  });
}

interface RegionsFile {
  readonly size: number;
  readonly classes: number;
  readonly bounds: Bounds;
  /** The examples' places within the bounds, a letter for each coordinate, and their classes, a digit each. */
  readonly features: string;
  readonly targets: string;
  /** Indices of the examples with a wrong label. */
  readonly wrong: readonly number[];
  /** The epoch, and for each network the logarithms of p_i / p_last at every place, see writeLogs. */
  readonly frames: readonly (readonly [epoch: number, hard: string, smoothed: string])[];
}

interface ProjectionFile {
  readonly classes: readonly number[];
  readonly labels: Readonly<Record<'train' | 'test', readonly number[]>>;
  readonly wrong: readonly number[];
  /** The epoch, and for each network the coordinates of the training and of the test examples. */
  readonly frames: readonly (readonly [epoch: number, ...(readonly [readonly number[], readonly number[]])[]])[];
}

export type MapsFile = RegionsFile | ProjectionFile;

/** A logarithm of odds is stored in steps, of which there are so many in 1 and at most so many. */
const steps = 6;
const most = 300;
const leastProbability = 1e-30;
/** The letter that stands for no difference, and how many of ASCII there are on either side of it. */
const zero = 77;
const letters = 42;

const indicesOf = (flags: Uint8Array | undefined) => [...(flags ?? [])].flatMap((flag, index) => (flag ? [index] : []));
const flagsOf = (indices: readonly number[], length: number) => {
  const flags = new Uint8Array(length);
  for (const index of indices) flags[index] = 1;
  return flags;
};

export function writeMaps(frames: MapFrames): MapsFile {
  const [first] = frames;
  const isMap = <Name extends keyof Maps>(name: Name) =>
    frames.flatMap((frame) => {
      const map = frame[name];
      return map ? [[frame.epoch, map as NonNullable<Maps[Name]>] as const] : [];
    });
  if (first?.regions) {
    const { size, classes, bounds, features, targets, wrong } = first.regions;
    return {
      size,
      classes,
      bounds,
      features: Array.from(features, (value, at) => {
        const [low, high] = rangeOf(bounds, at);
        return String.fromCharCode(zero + Math.round(((value - low) / (high - low) - 0.5) * 2 * letters));
      }).join(''),
      targets: targets.join(''),
      wrong: indicesOf(wrong),
      frames: isMap('regions').map(
        ([epoch, regions]) =>
          [epoch, ...regions.networks.map((own) => writeLogs(own, classes, size))] as unknown as [
            number,
            string,
            string,
          ],
      ),
    };
  }
  if (!first?.projection) throw new Error('there is no map to store');
  const { classes, networks: own } = first.projection;
  const hundredth = (value: number) => Number(value.toFixed(2));
  const { train, test } = own[0] as { train: Points; test: Points };
  return {
    classes,
    labels: { train: [...train.classes], test: [...test.classes] },
    wrong: indicesOf(train.wrong),
    frames: isMap('projection').map(([epoch, projection]) => [
      epoch,
      ...projection.networks.map(
        (points) =>
          [points?.train, points?.test].map((of) => Array.from(of?.coordinates ?? [], hundredth)) as [
            number[],
            number[],
          ],
      ),
    ]),
  };
}

/** The range of a coordinate, of which x and y take turns. */
const rangeOf = ({ left, right, bottom, top }: Bounds, at: number) =>
  (at % 2 === 0 ? [left, right] : [bottom, top]) as [number, number];

/**
 * Logarithms of odds as text, a letter each: how far it is from what its neighbors before and below it let expect. Smooth
 * maps have few different letters.
 */
function writeLogs(probabilities: Float32Array, classes: number, size: number): string {
  const others = classes - 1;
  const known = new Int16Array(size * size * others);
  let text = '';
  for (let at = 0; at < known.length; at++) {
    const start = Math.floor(at / others) * classes;
    const log = (one: number) => Math.log(Math.max(probabilities[start + one] as number, leastProbability));
    const ratio = log(at % others) - log(others);
    const wanted = Math.min(Math.max(Math.round(steps * ratio), -most), most);
    const expected = expectedAt(known, at, size, others);
    // A larger jump takes two places.
    const letter = Math.min(Math.max(wanted - expected, -letters), letters);
    known[at] = expected + letter;
    text += String.fromCharCode(zero + letter);
  }
  return text;
}

function expectedAt(known: Int16Array, at: number, size: number, others: number): number {
  const back = (places: number) => known[at - places * others] as number;
  const isFirst = at % (size * others) < others;
  const isLowest = at < size * others;
  if (isLowest) return isFirst ? 0 : back(1);
  return isFirst ? back(size) : back(1) + back(size) - back(size + 1);
}

/** Logarithms of odds, in steps. */
function lettersToSteps(text: string, size: number, others: number): Int16Array {
  const known = new Int16Array(text.length);
  for (let at = 0; at < known.length; at++) {
    known[at] = expectedAt(known, at, size, others) + text.charCodeAt(at) - zero;
  }
  return known;
}

/** @param cells along each side of maps of decision regions, which are stored coarser */
export function readMaps(file: MapsFile, cells = regionsSize): MapFrames {
  if ('size' in file) {
    const { classes, bounds } = file;
    const features = Float32Array.from([...file.features].keys(), (at) => {
      const [low, high] = rangeOf(bounds, at);
      return low + ((file.features.charCodeAt(at) - zero) / letters / 2 + 0.5) * (high - low);
    });
    const targets = Int32Array.from([...file.targets], Number);
    const wrong = flagsOf(file.wrong, targets.length);
    return file.frames.map(([epoch, ...own]) => {
      let networks: readonly Float32Array[] | undefined;
      const regions: Regions = {
        size: cells,
        classes,
        bounds,
        features,
        targets,
        wrong,
        // Most frames are never looked at.
        get networks() {
          networks ??= own.map((text) => readLogs(text, file.size, classes, cells));
          return networks;
        },
      };
      return { epoch, regions };
    });
  }
  const { classes, labels, frames } = file;
  const wrong = flagsOf(file.wrong, labels.train.length);
  return frames.map(([epoch, ...own]) => ({
    epoch,
    projection: {
      classes,
      networks: own.map(([train, test]) => ({
        train: { coordinates: Float32Array.from(train), classes: Uint8Array.from(labels.train), wrong },
        test: { coordinates: Float32Array.from(test), classes: Uint8Array.from(labels.test) },
      })),
    },
  }));
}

/** Probabilities on a finer grid: the logarithms are interpolated, in which maps are smooth. */
function readLogs(text: string, size: number, classes: number, cells: number): Float32Array {
  const others = classes - 1;
  const logs = lettersToSteps(text, size, others);
  const probabilities = new Float32Array(cells * cells * classes);
  let to = 0;
  enlarge(logs, size, others, cells, (_, row) => {
    for (let from = 0; from < row.length; to += classes) {
      let sum = 1;
      for (let one = 0; one < others; one++, from++) {
        const odds = Math.exp((row[from] as number) / steps);
        probabilities[to + one] = odds;
        sum += odds;
      }
      probabilities[to + others] = 1;
      for (let one = 0; one < classes; one++) (probabilities[to + one] as number) /= sum;
    }
  });
  return probabilities;
}

/** What both networks of a comparison say of the test pictures at its end. */
export interface GalleryFile {
  readonly epoch: number;
  /** Which pictures of the set they are, see `picturesAt`. */
  readonly pictures: readonly number[];
  readonly width: number;
  readonly height: number;
  /** A digit for each. */
  readonly targets: string;
  /** A digit for the class that a network chooses, and the logarithm of the odds of its confidence in small steps. */
  readonly networks: readonly { readonly classes: string; readonly confidences: readonly number[] }[];
}

/** So many steps are 1: next to certainty, where hard networks are, confidences differ by little. */
const oddsSteps = 2000;
const mostOdds = 17;

export const writeGallery = (
  epoch: number,
  pictures: Int32Array,
  { width, height, targets, networks }: Gallery,
): GalleryFile => ({
  ...{ epoch, pictures: [...pictures], width, height, targets: targets.join('') },
  networks: networks.map(({ classes, confidences }) => ({
    classes: classes.join(''),
    confidences: Array.from(confidences, (confidence) =>
      Math.round(oddsSteps * Math.min(Math.log(confidence / (1 - confidence)), mostOdds)),
    ),
  })),
});

/** @param features the pictures, if they are there */
export const readGallery = (
  { width, height, targets, networks }: GalleryFile,
  features: Float32Array | undefined,
): Gallery => ({
  ...(features && { features }),
  ...{ width, height, targets: Int32Array.from(targets, Number) },
  networks: networks.map(({ classes, confidences }) => ({
    classes: Uint8Array.from(classes, Number),
    confidences: Float32Array.from(confidences, (odds) => 1 / (1 + Math.exp(-odds / oddsSteps))),
  })),
});

/** What both networks of a comparison say of each class, for every test example at its end. */
export interface PredictionsFile {
  readonly classes: number;
  /** A digit for each. */
  readonly targets: string;
  /** A byte for each log-probability, in base 64. */
  readonly networks: readonly string[];
}

/** −(byte / 63.75)² is from 0 to −16, and fine where p is near 1. */
const bytesPerRoot = 63.75;

export const writePredictions = (
  classes: number,
  targets: Int32Array,
  networks: readonly Float32Array[],
): PredictionsFile => ({
  ...{ classes, targets: targets.join('') },
  networks: networks.map((probabilities) => {
    const bytes = Uint8Array.from(probabilities, (p) =>
      Math.min(255, Math.round(bytesPerRoot * Math.sqrt(-Math.log(Math.max(p, 1e-30))))),
    );
    for (let start = 0; start < bytes.length; start += classes) {
      const own = probabilities.subarray(start, start + classes);
      const best = own.indexOf(Math.max(...own));
      // The most probable class stays so.
      for (let at = 0; at < best; at++)
        if (bytes[start + at] === bytes[start + best]) bytes[start + at] = (bytes[start + at] as number) + 1;
    }
    return btoa(String.fromCharCode(...bytes));
  }),
});

/** Log-probabilities of one of the networks. */
export const readPredictions = ({ networks }: PredictionsFile, network: number): Float32Array =>
  Float32Array.from(atob(networks[network] as string), (byte) => -((byte.charCodeAt(0) / bytesPerRoot) ** 2));

/** A sweep's networks: α, seed, training accuracy, measures on test data; then T and the measures after scaling. */
export type SweepFile = { readonly values: Values; readonly points: readonly (readonly number[])[] };

export const writeSweep = (values: Values, points: readonly SweepPoint[]): SweepFile => ({
  values,
  points: points.map(({ alpha, seed, trainAccuracy, test, scaled }) => [
    ...[alpha, seed, rounded(trainAccuracy), ...writeMeasures(test)],
    ...(scaled ? [rounded(scaled.temperature), ...writeMeasures(scaled)] : []),
  ]),
});

export const readSweep = ({ points }: SweepFile): SweepPoint[] =>
  points.map((numbers) => {
    const [alpha = 0, seed = 0, trainAccuracy = 0] = numbers;
    const temperature = numbers[7];
    return {
      ...{ alpha, seed, trainAccuracy, test: readMeasures(numbers, 3) },
      ...(temperature !== undefined && { scaled: { temperature, ...readMeasures(numbers, 8) } }),
    };
  });

/** Networks of distillation: seed, role, α, T or 0, measures on test data. */
export type DistillationFile = { readonly values: Values; readonly points: readonly (readonly number[])[] };

const roles = ['teacher', 'student', 'alone'] as const;

export const writeDistillation = (values: Values, points: readonly DistillationPoint[]): DistillationFile => ({
  values,
  points: points.map(({ seed, role, alpha, temperature = 0, test }) => [
    ...[seed, roles.indexOf(role), alpha, temperature],
    ...writeMeasures(test),
  ]),
});

export const readDistillation = ({ points }: DistillationFile): DistillationPoint[] =>
  points.map((numbers) => {
    const [seed = 0, role = 0, alpha = 0, temperature = 0] = numbers;
    return {
      ...{ seed, role: roles[role] as DistillationPoint['role'], alpha, test: readMeasures(numbers, 4) },
      ...(temperature > 0 && { temperature }),
    };
  });
