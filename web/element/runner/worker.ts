/** Trains networks off the main thread. Bundled into one classic script: see client.ts. */

import { Comparison, Drift, runDistillationJob, runSweepJob } from '../../figures/runs/jobs.js';
import type { Training } from '../../lib/index.js';
import { createTraining } from '../../lib/training.js';
import type { Answer, Request } from './protocol.js';

let training: Training | undefined;
let comparison: Comparison | undefined;
let drift: Drift | undefined;

async function answer(request: Request): Promise<unknown> {
  if (request.task === 'load') {
    training = await createTraining(request.module);
    return null;
  }
  if (!training) throw new Error('no trainer has been loaded');
  switch (request.task) {
    case 'compare':
      comparison?.free();
      comparison = new Comparison(training, request.settings, request.alpha);
      return null;
    case 'advance':
      return comparison?.advance(request.steps, request.picture);
    case 'drift':
      drift?.free();
      drift = new Drift(training, request.settings);
      return null;
    case 'learn':
      return drift?.advance(request.steps, request.alpha, request.size);
    case 'sweep':
      return runSweepJob(training, request.job);
    case 'distill':
      return runDistillationJob(training, request.job);
  }
}

let queue = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  queue = queue.then(async () => {
    let reply: Answer;
    try {
      reply = { result: await answer(data) };
    } catch (error) {
      reply = { error: error instanceof Error ? error.message : String(error) };
    }
    postMessage(reply);
  });
});
