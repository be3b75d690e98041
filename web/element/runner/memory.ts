/** The recorded run of the present settings, which a figure shows until somebody trains. */

import type { Values } from '../../figures/parameters.js';

export class Memory<Recording> {
  /** Undefined if there is none with these settings. */
  recording: Recording | undefined;
  readonly #recall: (values: Values) => Promise<Recording | undefined>;
  #values: Values | undefined;

  /** @param recall finds the recorded run with these settings, if there is one */
  constructor(recall: (values: Values) => Promise<Recording | undefined>) {
    this.#recall = recall;
  }

  /**
   * Looks for the recording of other values.
   *
   * @returns whether it has found another one. Never rejects: what cannot be loaded is not shown.
   */
  async load(values: Values): Promise<boolean> {
    if (values === this.#values) return false;
    this.#values = values;
    const recording = await this.#recall(values).catch(() => undefined);
    if (values !== this.#values || recording === this.recording) return false;
    this.recording = recording;
    return true;
  }
}
