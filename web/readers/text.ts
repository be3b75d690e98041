/** The text of a file, whatever it is encoded in. */

import { refuse } from './errors.js';
import { limits, pieceSize, type ReadOptions, type Source } from './source.js';

/** Encodings of text without a byte order mark that is not UTF-8: Big5 is refused by what is not. */
const others = ['big5', 'windows-1252'];

/** UTF-16 without a byte order mark has a zero in every second byte of Latin text. */
function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const count = Math.min(bytes.length, 256);
  for (let at = 0; at < count; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const most = count / 3;
  if ((zeros[1] as number) > most && zeros[0] === 0) return 'utf-16le';
  if ((zeros[0] as number) > most && zeros[1] === 0) return 'utf-16be';
  return undefined;
}

export async function readBytes(source: Source, { progress }: ReadOptions): Promise<Uint8Array> {
  const bytes = new Uint8Array(source.size);
  for (let at = 0; at < source.size; at += pieceSize) {
    const end = Math.min(at + pieceSize, source.size);
    const piece = await source.read(at, end);
    if (piece.length < end - at) refuse((words) => words.truncated(at + piece.length, source.size));
    bytes.set(piece, at);
    progress?.(end / source.size);
  }
  return bytes;
}

export async function readText(source: Source, options: ReadOptions): Promise<string> {
  if (source.size > limits.textMegabytes * 1e6) refuse((words) => words.tooLarge(limits.textMegabytes));
  const text = textOf(await readBytes(source, options));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text has
  if (/[\0-\x08]/.test(text)) refuse((words) => words.unknownFormat);
  return text;
}

function textOf(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  for (const encoding of ['utf-8', ...others]) {
    try {
      // Leaves out a byte order mark.
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not that one.
    }
  }
  return new TextDecoder().decode(bytes);
}
