/** Archives of arrays, as numpy.savez and numpy.savez_compressed write them. */

import { unzipSync } from 'fflate';
import { ReadError, refuse } from './errors.js';
import { classNames } from './json.js';
import { isScalar, readNpy } from './npy.js';
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
    const member = sourceOfBytes(file, members[name] as Uint8Array);
    try {
      if (names.length === 1 || !(await isScalar(member))) sheets.push(await readNpy(member, withoutProgress(options)));
    } catch (error) {
      throw error instanceof ReadError ? error.in(file) : error;
    }
  }
  return withNames(sheets);
}

/** An array with a name for each class names those of the others. */
function withNames(sheets: readonly Sheet[]): Sheet[] {
  const isNames = ({ file, rows, columns: [first] }: Sheet) =>
    classNames.test(file.split(':').at(-1) as string) && first?.words?.length === rows;
  const names = sheets.find((sheet) => isNames(sheet) && sheets.some(({ matrix }) => matrix?.width === sheet.rows));
  if (!names) return [...sheets];
  return sheets
    .filter((sheet) => sheet !== names)
    .map((sheet) => (sheet.matrix ? { ...sheet, names: names.columns[0]?.words } : sheet));
}

/** Unpacking is one step that nobody can look into. */
const withoutProgress = ({ allocate }: ReadOptions): ReadOptions => (allocate ? { allocate } : {});
