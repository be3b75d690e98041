/** Files as the readers take them. */

import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Source } from '../readers/index.js';
import { UseError } from './use-error.js';

/** @throws UseError */
export async function withFile<T>(path: string, use: (source: Source) => Promise<T>): Promise<T> {
  const file = await openFile(path);
  try {
    return await use(await sourceOf(file, path));
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw new UseError(`${path} cannot be opened: ${(error as Error).message}`);
  }
}

async function sourceOf(file: FileHandle, path: string): Promise<Source> {
  const stats = await file.stat();
  if (!stats.isFile()) throw new UseError(`${path} is no file`);
  let buffer = new Uint8Array();
  return {
    name: basename(path),
    size: stats.size,
    read: async (start, end) => {
      if (buffer.length < end - start) buffer = new Uint8Array(end - start);
      const bytes = buffer.subarray(0, end - start);
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
  };
}
