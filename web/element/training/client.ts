/** One worker as the page sees it. */

import { loadTraining } from '../../lib/index.js';
import type { Answer, Request, TaskName, Tasks } from './protocol.js';
// A blob of its own code: a page may take this package from any address, and a worker may not.
import TrainingWorker from './worker.ts?worker&inline';

/**
 * The trainer for workers. Not the fastest variant but those whose numbers are the same bits in every engine, so that a
 * link replays the run.
 */
export async function compileTraining(): Promise<WebAssembly.Module> {
  const training = await loadTraining({ variant: 'simd' }).catch(() => loadTraining({ variant: 'scalar' }));
  return training.module;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (reason: Error) => void;
}

/** The page may not have workers: the browser or a content security policy refuses them. */
export class WorkerRefused extends Error {}

export class Client {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #hasAnswered = false;

  /** @param module the compiled trainer */
  constructor(module: WebAssembly.Module) {
    try {
      this.#worker = new TrainingWorker();
    } catch (cause) {
      throw new WorkerRefused('no worker can be started', { cause });
    }
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      this.#hasAnswered = true;
      const waiting = this.#waiting.shift();
      if ('error' in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.result as never);
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      const reason = this.#hasAnswered ? new Error(event.message) : new WorkerRefused('the worker did not start');
      for (const { reject } of this.#waiting.splice(0)) reject(reason);
    });
    // Whoever asks next learns of a failure; it is none of the page's.
    this.ask({ task: 'load', module }).catch(() => {});
  }

  /** Rejects when the task fails; never settles once the worker has been stopped. */
  ask<Name extends TaskName>(request: Extract<Request, { task: Name }>): Promise<Tasks[Name]['result']> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  /** Ends the worker at once, in the middle of what it does. */
  stop(): void {
    this.#waiting.length = 0;
    this.#worker.terminate();
  }
}
