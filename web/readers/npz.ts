/** Archives of arrays, as numpy.savez and numpy.savez_compressed write them. */

import { unzipSync } from 'fflate';
import { ReadError, refuse } from './errors.js';
import { readNpy } from './npy.js';
import type { Sheet } from './sheet.js';
import { limits, type ReadOptions, type Source, sourceOfBytes } from './source.js';
import { readBytes } from './text.js';

export async function readNpz(source: Source, options: ReadOptions): Promise<Sheet[]> {
  if (source.size > limits.unpackedMegabytes * 1e6) refuse((words) => words.tooLarge(limits.unpackedMegabytes));
  const bytes = await readBytes(source, options);
  let unpacked = 0;
  let members: Record<string, Uint8Array>;
  try {
    // Unpacks into what the directory says, and never further.
    members = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.endsWith('.npy')) return false;
        unpacked += originalSize;
        if (unpacked > limits.unpackedMegabytes * 1e6) refuse((words) => words.tooLarge(limits.unpackedMegabytes));
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ReadError) throw error;
    return refuse((words) => words.zipBroken);
  }
  const names = Object.keys(members);
  if (names.length === 0) refuse((words) => words.zipEmpty);
  const sheets: Sheet[] = [];
  for (const name of names) {
    const file = `${source.name}:${name.replace(/\.npy$/, '')}`;
    try {
      sheets.push(await readNpy(sourceOfBytes(file, members[name] as Uint8Array), withoutProgress(options)));
    } catch (error) {
      throw error instanceof ReadError ? error.in(file) : error;
    }
  }
  return sheets;
}

/** Unpacking is one step that nobody can look into. */
const withoutProgress = ({ allocate }: ReadOptions): ReadOptions => (allocate ? { allocate } : {});
