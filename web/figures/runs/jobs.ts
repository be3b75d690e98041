/** The jobs of a worker. No DOM: Node runs them, too, for the numbers of the page. */

import type { Mlp, MlpOptions, Training } from '../../lib/index.js';
import { type Examples, makeData, pick } from './data.js';
import { decisionAt, decisionsOf } from './decision.js';
import { Batches, LockStep } from './networks.js';
import type { Gallery, Picture, Points, Projection, Regions, Weights } from './pictures.js';
import { planeThrough, project } from './projection.js';
import type { DistillationJob, RunSettings, SweepJob } from './settings.js';

export interface SweepOutcome {
  /** N x K, for the training and the test examples. */
  readonly trainLogits: Float32Array;
  readonly testLogits: Float32Array;
  readonly trainTargets: Int32Array;
  readonly testTargets: Int32Array;
  readonly classes: number;
}

export function runSweepJob(training: Training, { settings, alpha, epochs }: SweepJob): SweepOutcome {
  const run = new LockStep(training, settings, [alpha]);
  for (let left = epochs * run.batches.perEpoch; left > 0; left--) run.advance();
  const { train, test, classes } = run.data;
  const [network] = run.networks as [Mlp];
  const outcome = {
    trainLogits: network.logits(train.features),
    testLogits: network.logits(test.features),
    trainTargets: train.targets,
    testTargets: test.targets,
    classes,
  };
  run.free();
  return outcome;
}

export interface DistillationOutcome {
  readonly networks: readonly {
    readonly role: 'teacher' | 'student' | 'alone';
    readonly temperature?: number;
    readonly testLogits: Float32Array;
  }[];
  readonly testTargets: Int32Array;
  readonly classes: number;
}

export function runDistillationJob(
  training: Training,
  { settings, student, alpha, temperatures, epochs }: DistillationJob,
): DistillationOutcome {
  const data = makeData(training, settings.data);
  const { inputs, classes, test, train } = data;
  const isAlone = temperatures.length === 0;
  const { seed, batch } = settings;
  const create = (options: Partial<MlpOptions>) => training.mlp({ ...options, inputs, classes, seed });
  const learn = (step: (features: Float32Array, rows: Int32Array) => void) => {
    const batches = new Batches(training, data, batch, seed);
    for (let left = epochs * batches.perEpoch; left > 0; left--) {
      const rows = batches.next();
      step(batches.examples(rows).features, rows);
    }
  };
  const networks: DistillationOutcome['networks'][number][] = [];

  const first = create({ ...(isAlone ? student : settings.network), labelSmoothing: alpha });
  learn((features, rows) =>
    first.step(
      features,
      rows.map((row) => train.targets[row] as number),
    ),
  );
  networks.push({ role: isAlone ? 'alone' : 'teacher', testLogits: first.logits(test.features) });
  for (const temperature of temperatures) {
    const taught = first.probabilities(train.features, { temperature });
    const network = create(student);
    learn((features, rows) => network.step(features, rowsOf(taught, classes, rows), { temperature }));
    networks.push({ role: 'student', temperature, testLogits: network.logits(test.features) });
    network.free();
  }
  first.free();
  return { networks, testTargets: test.targets, classes };
}

function rowsOf(matrix: Float32Array, columns: number, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length * columns);
  rows.forEach((row, place) => {
    picked.set(matrix.subarray(row * columns, (row + 1) * columns), place * columns);
  });
  return picked;
}

/** The state of a comparison. */
export interface ComparisonOutcome {
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly inputs: number;
  readonly classes: number;
  readonly trainTargets: Int32Array;
  readonly testTargets: Int32Array;
  /** Probabilities of each network, N x K. */
  readonly networks: readonly { readonly train: Float32Array; readonly test: Float32Array }[];
  readonly regions?: Regions;
  readonly projection?: Projection;
  readonly gallery?: Gallery;
  readonly weights?: Weights;
}

/** The hard and the smoothed network, advanced piece by piece. */
export class Comparison {
  readonly #run: LockStep;
  readonly #settings: RunSettings;

  constructor(training: Training, settings: RunSettings, alpha: number) {
    this.#settings = settings;
    this.#run = new LockStep(training, settings, [0, alpha]);
  }

  /**
   * @param steps the most to take; stops where a report is due, which is mostly at the end of the epoch
   * @returns how the networks do then
   */
  advance(steps: number, picture: Picture | undefined): ComparisonOutcome {
    const run = this.#run;
    const { perEpoch } = run.batches;
    const perReport = perEpoch * this.#settings.epochsPerReport;
    for (let left = Math.min(steps, perReport - (run.step % perReport)); left > 0; left--) run.advance();
    const { train, test, classes, inputs } = run.data;
    const networks = run.networks.map((network) => ({
      train: network.probabilities(train.features),
      test: network.probabilities(test.features),
    }));
    return {
      step: run.step,
      stepsPerEpoch: perEpoch,
      inputs,
      classes,
      trainTargets: train.targets,
      testTargets: test.targets,
      networks,
      ...(picture?.kind === 'regions' && inputs === 2 && { regions: regions(run, picture.size) }),
      ...(picture?.kind === 'projection' && { projection: this.#projection(picture.classes) }),
      ...(picture?.kind === 'gallery' && { gallery: this.#gallery(networks.map((network) => network.test)) }),
      ...(picture?.kind === 'weights' && { weights: this.#weights(networks.map((network) => network.test)) }),
    };
  }

  #gallery(networks: readonly Float32Array[]): Gallery {
    const { test, classes, inputs } = this.#run.data;
    // The pictures of all sets are square.
    const width = Math.sqrt(inputs);
    return { ...test, width, height: width, networks: networks.map((own) => decisionsOf(own, classes)) };
  }

  #weights(probabilities: readonly Float32Array[]): Weights {
    const { test, classes, inputs } = this.#run.data;
    const isRight = (row: number) =>
      probabilities.every((own) => decisionAt(own, row * classes, classes).class === test.targets[row]);
    const examples = Array.from({ length: classes }, (_, one) => {
      const rows = [...test.targets.keys()].filter((row) => test.targets[row] === one);
      const row = rows.find(isRight) ?? rows[0] ?? 0;
      return test.features.slice(row * inputs, (row + 1) * inputs);
    });
    const { hidden } = this.#settings.network;
    return { inputs, hidden, classes, networks: this.#run.networks.map(({ parameters }) => parameters), examples };
  }

  #projection(wanted: readonly number[]): Projection {
    const { data, networks } = this.#run;
    const width = this.#settings.network.hidden.at(-1) as number;
    const classes = wanted.filter((one) => one < data.classes);
    return {
      classes,
      networks: networks.map((network) => {
        const [a, b, c] = classes.map((one) => template(network.parameters, width, data.classes, one));
        const plane = a && b && c && planeThrough(a, b, c);
        if (!plane) return undefined;
        const projected = (examples: Examples, wrong?: Uint8Array): Points => {
          const rows = chosen(examples.targets, classes);
          const { features, targets } = pick(examples.features, examples.targets, data.inputs, rows);
          const activations = network.penultimate(features);
          const coordinates = new Float32Array(2 * rows.length);
          rows.forEach((_, place) => {
            coordinates.set(project(plane, activations.subarray(place * width, (place + 1) * width)), 2 * place);
          });
          return {
            coordinates,
            classes: Uint8Array.from(targets, (target) => classes.indexOf(target)),
            ...(wrong && { wrong: Uint8Array.from(rows, (row) => wrong[row] as number) }),
          };
        };
        return { train: projected(data.train, data.wrong), test: projected(data.test) };
      }),
    };
  }

  free(): void {
    this.#run.free();
  }
}

/** The two networks of a comparison, which learn on and on while α changes. */
export class Drift {
  readonly #run: LockStep;

  constructor(training: Training, settings: RunSettings) {
    // Soft labels are given as probabilities.
    this.#run = new LockStep(training, settings, [0, 0]);
  }

  /** Trains for some steps, the second network with labels smoothed by `alpha`. */
  advance(steps: number, alpha: number, size: number): DriftOutcome {
    const run = this.#run;
    const { classes } = run.data;
    for (let left = steps; left > 0; left--) {
      const { features, targets } = run.batches.examples(run.batches.next());
      const smoothed = new Float32Array(targets.length * classes).fill(alpha / classes);
      targets.forEach((target, row) => {
        (smoothed[row * classes + target] as number) += 1 - alpha;
      });
      run.networks[0]?.step(features, targets);
      run.networks[1]?.step(features, smoothed);
      run.step++;
    }
    return { epoch: run.step / run.batches.perEpoch, regions: regions(run, size) };
  }

  free(): void {
    this.#run.free();
  }
}

export interface DriftOutcome {
  readonly epoch: number;
  readonly regions: Regions;
}

/** The number of examples of each class to project. */
const perClass = 60;

/** The first examples of some classes. */
function chosen(targets: Int32Array, classes: readonly number[]): Int32Array {
  const left = new Map(classes.map((one) => [one, perClass]));
  const rows: number[] = [];
  targets.forEach((target, row) => {
    const room = left.get(target) ?? 0;
    if (room === 0) return;
    left.set(target, room - 1);
    rows.push(row);
  });
  return Int32Array.from(rows);
}

/** A class's weight vector in the last layer: the parameters end with classes x width weights, then classes biases. */
function template(parameters: Float32Array, width: number, classes: number, one: number): Float32Array {
  const start = parameters.length - classes - (classes - one) * width;
  return parameters.subarray(start, start + width);
}

/** Room around the examples, as a share of their range. */
const margin = 0.08;

function regions({ data, networks }: LockStep, size: number): Regions {
  const { features, targets } = data.train;
  const range = (column: number): readonly [number, number] => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = column; at < features.length; at += 2) {
      low = Math.min(low, features[at] as number);
      high = Math.max(high, features[at] as number);
    }
    const room = margin * (high - low || 1);
    return [low - room, high + room];
  };
  const [left, right] = range(0);
  const [bottom, top] = range(1);
  const grid = new Float32Array(2 * size * size);
  for (let cell = 0; cell < size * size; cell++) {
    grid[2 * cell] = left + (((cell % size) + 0.5) / size) * (right - left);
    grid[2 * cell + 1] = bottom + ((Math.floor(cell / size) + 0.5) / size) * (top - bottom);
  }
  return {
    size,
    bounds: { left, right, bottom, top },
    features,
    targets,
    ...(data.wrong && { wrong: data.wrong }),
    classes: data.classes,
    networks: networks.map((network) => network.probabilities(grid)),
  };
}
