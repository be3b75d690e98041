/** The thread of `readApart`. */

import { parentPort, workerData } from 'node:worker_threads';
import { ReadError, readFile, type Sheet } from '../readers/index.js';
import { withFile } from './source.js';

/** What came of it; classes do not cross threads. */
export type Read = { readonly sheets: Sheet[] } | Pick<ReadError, 'rule' | 'place'>;

async function read(): Promise<Read> {
  try {
    return { sheets: await withFile(workerData, (source) => readFile(source)) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const { rule, place } = error;
    return { rule, place };
  }
}

parentPort?.postMessage(await read());
