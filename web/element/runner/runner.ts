/** Starts and stops the training runs of one figure and collects their results. */

import type { Text, Values } from '../../figures/parameters.js';
import type { Given } from '../../figures/runs/data.js';
import type { Progress } from '../../figures/runs/results.js';
import { inEvery } from '../../locales/languages.js';
import { PicturesRefused } from './pictures.js';
import { texts } from './texts.js';
import { WorkerRefused } from './worker-refused.js';

export interface Runner {
  /** A new object whenever something changes. */
  readonly results: Progress;
  /** Starts or resumes; after the end, starts over. */
  play(): void;
  /** Pauses; results are kept. */
  pause(): void;
  /** One optimization step, if the figure has steps. */
  step?(): void;
  /** Goes back to an epoch, if the figure has epochs; undefined follows the run again. */
  lookAt?(epoch: number | undefined): void;
  /** Drops the results and stays stopped. */
  restart(): void;
  /** The settings have changed: drops results that no longer apply, and restarts if it was running. */
  update(): void;
  /** Computes only while the figure is visible. */
  setVisible(visible: boolean): void;
  dispose(): void;
}

/** What a runner needs to know of its figure. */
export interface RunnerHost {
  readonly values: () => Values;
  /** The reader's own data, or a set of pictures; undefined where the values need none, or there is none yet. */
  readonly given: (values: Values) => Promise<Given | undefined>;
  readonly changed: () => void;
  readonly announce: (type: 'ls-progress' | 'ls-done') => void;
}

export const needsFile: Text = inEvery(texts, (t) => t.needsFile);

/** An error in words for the reader. */
export function failureOf(error: unknown): Pick<Progress, 'failure' | 'lacksPictures'> {
  if (error instanceof PicturesRefused) return { failure: inEvery(texts, (t) => t.noPictures), lacksPictures: true };
  return { failure: reasonOf(error) };
}

function reasonOf(error: unknown): Text {
  if (error instanceof WorkerRefused) return inEvery(texts, (t) => t.noWorker);
  const reason = error instanceof Error ? error.message : String(error);
  return inEvery(texts, (t) => t.failed(reason));
}

/** A rate per second, over the last second or so. */
export class Rate {
  #since = 0;
  #count = 0;
  #perSecond = 0;

  start(): void {
    this.#since = performance.now();
    this.#count = 0;
  }

  /** @returns the rate after that many more */
  add(count: number): number {
    this.#count += count;
    const elapsed = performance.now() - this.#since;
    if (elapsed > 0) this.#perSecond = (this.#count * 1000) / elapsed;
    // Older counts decay by half again and again.
    if (elapsed > 1000) {
      this.#since += elapsed / 2;
      this.#count /= 2;
    }
    return this.#perSecond;
  }
}
