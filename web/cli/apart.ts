/**
 * Reading Parquet in a thread that can be ended: its decoder believes what a file says of itself, and a damaged or hostile
 * one keeps it busy for ever or fills the memory.
 */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ReadError, type Sheet, type Source } from '../readers/index.js';
import type { Read } from './apart-thread.js';

/** Some twenty times as long as it takes. */
const secondsFor = (bytes: number) => Math.ceil(10 + bytes / 1e6);

/** @throws ReadError */
export function readApart(path: string, { name, size }: Source): Promise<Sheet[]> {
  const seconds = secondsFor(size);
  // Not a URL, for which the bundler would look here.
  const worker = new Worker(join(dirname(fileURLToPath(import.meta.url)), 'apart-thread.js'), { workerData: path });
  return new Promise<Sheet[]>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(ReadError.of((words) => words.tooSlow(seconds), { file: name })),
      1000 * seconds,
    );
    worker.once('message', (read: Read) => {
      clearTimeout(timer);
      if ('sheets' in read) resolve(read.sheets);
      else reject(new ReadError(read.rule, read.place));
    });
    worker.once('error', ({ message }) => {
      clearTimeout(timer);
      reject(ReadError.of((words) => words.parquetBroken(message), { file: name }));
    });
  }).finally(() => worker.terminate());
}
