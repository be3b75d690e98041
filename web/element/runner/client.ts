/** One worker as the page sees it. Loaded when something is trained, because it holds the worker's code. */

import { loadTraining } from '../../lib/index.js';
import type { Answer, Request, TaskName, Tasks } from './protocol.js';
// From a blob of its code: a page may load this package from any origin, a worker may not.
import TrainingWorker from './worker.ts?worker&inline';
import { WorkerRefused } from './worker-refused.js';

/**
 * The trainer for workers. It uses the variants that give the same bits in every engine, not the fastest one, so that a
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
    // The next request reports a failure; the page should not see an unhandled one.
    this.ask({ task: 'load', module }).catch(() => {});
  }

  /** Rejects if the task fails; never settles after the worker was stopped. */
  ask<Name extends TaskName>(request: Extract<Request, { task: Name }>): Promise<Tasks[Name]['result']> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  /** Ends the worker at once, even in the middle of a task. */
  stop(): void {
    this.#waiting.length = 0;
    this.#worker.terminate();
  }
}
