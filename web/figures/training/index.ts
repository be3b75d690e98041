/** Training runs without a browser: what `npm run claims` measures and what the page's build draws. */

export { resolve } from '../parameters.js';
export { Comparison, runDistillationJob, runSweepJob } from './jobs.js';
export * from './results.js';
export { distillationJobs, runSettings, sweepJobs } from './settings.js';
