/** Networks trained side by side. No DOM: runs in workers, and in Node for the numbers of the page. */

import type { Mlp, Training } from '../../lib/index.js';
import { type Data, makeData, pick } from './data.js';
import { ordersOfSeed, type RunSettings } from './settings.js';

/** The training examples in batches, in a new random order each epoch. Drops an incomplete last batch. */
export class Batches {
  readonly perEpoch: number;
  readonly #training: Training;
  readonly #data: Data;
  readonly #size: number;
  readonly #seed: number;
  #order = new Int32Array();
  #taken = 0;

  constructor(training: Training, data: Data, size: number, seed: number) {
    this.#training = training;
    this.#data = data;
    this.#size = Math.min(size, data.train.targets.length);
    this.#seed = seed;
    this.perEpoch = Math.floor(data.train.targets.length / this.#size);
  }

  /** Indices of the examples of the next batch, valid until the next call. */
  next(): Int32Array {
    const place = this.#taken % this.perEpoch;
    if (place === 0) {
      const epoch = this.#taken / this.perEpoch;
      this.#order = this.#training.permutation(this.#data.train.targets.length, this.#seed * ordersOfSeed + epoch);
    }
    this.#taken++;
    return this.#order.subarray(place * this.#size, (place + 1) * this.#size);
  }

  examples(rows: Int32Array) {
    const { train, inputs } = this.#data;
    return pick(train.features, train.targets, inputs, rows);
  }
}

/** Networks that differ only in α: same initial weights, same batches in the same order. */
export class LockStep {
  readonly data: Data;
  readonly networks: readonly Mlp[];
  readonly batches: Batches;
  /** Optimization steps done. */
  step = 0;

  constructor(training: Training, { data, network, batch, seed }: RunSettings, alphas: readonly number[]) {
    this.data = makeData(training, data);
    this.batches = new Batches(training, this.data, batch, seed);
    const { inputs, classes } = this.data;
    this.networks = alphas.map((labelSmoothing) => training.mlp({ ...network, inputs, classes, seed, labelSmoothing }));
  }

  /**
   * One batch for every network.
   *
   * @returns the loss of each before that
   */
  advance(): readonly number[] {
    const { features, targets } = this.batches.examples(this.batches.next());
    this.step++;
    return this.networks.map((network) => network.step(features, targets));
  }

  free(): void {
    for (const network of this.networks) network.free();
  }
}
