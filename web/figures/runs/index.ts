/** Training without a browser, for `npm run claims`, the page's build and the tests. */

export { sweepRows, underfitFrom } from '../alpha-sweep/index.js';
export { firstStrokes, letters, strokesOf } from '../draw/letters.js';
export { probabilitiesOf } from '../draw/network.js';
export { pictureOf } from '../draw/strokes.js';
export { resolve } from '../parameters.js';
export {
  writeComparison,
  writeDistillation,
  writeGallery,
  writeMaps,
  writePredictions,
  writeSweep,
} from '../recordings/format.js';
export * from '../recordings/index.js';
export { clusters } from './clusters.js';
export { splitTable, testPictures } from './data.js';
export { Comparison, runDistillationJob, runSweepJob } from './jobs.js';
export { Batches, LockStep } from './networks.js';
export { planeThrough, project } from './projection.js';
export * from './results.js';
export { distillationJobs, runSettings, sameRun, sweepJobs } from './settings.js';
