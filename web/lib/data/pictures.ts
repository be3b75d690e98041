/**
 * Sets of small pictures that come with the package. A packed file has a byte for the label of each picture, training
 * pictures first, then the pixels of all of them, row by row; it is gzipped. `npm run data` makes it.
 */
import type { Float32s, Int32s } from '../types.js';
import { fromBase64, ungzip } from '../unpack.js';

/** Pictures and their classes. */
export interface PictureExamples {
  /** N x (width · height), row-major pictures; gray levels in [0, 1]. */
  readonly features: Float32s;
  /** N class indices. */
  readonly targets: Int32s;
}

/** A set of pictures, in two parts. */
export interface PictureSet {
  readonly train: PictureExamples;
  readonly test: PictureExamples;
  readonly classes: number;
  readonly width: number;
  readonly height: number;
  /** What the classes show, in order of their indices. */
  readonly names: { readonly en: readonly string[]; readonly 'zh-Hant': readonly string[] };
}

interface Packing {
  readonly train: number;
  readonly test: number;
  readonly width: number;
  readonly height: number;
  /** Gray levels; eight are packed two to a byte, three bits each. */
  readonly levels: number;
  /** CRC-32 of the unpacked bytes. The gzip format ends with it, so that unpacking verifies it. */
  readonly crc: number;
  readonly names: PictureSet['names'];
}

/** @throws Error if the file is damaged or another one */
export async function unpackPictures(
  text: string,
  { train, test, width, height, levels, crc, names }: Packing,
): Promise<PictureSet> {
  const packed = fromBase64(text);
  const found = new DataView(packed.buffer).getUint32(packed.length - 8, true);
  if (found !== crc) throw new Error(`the pictures have the CRC ${found}, expected ${crc}`);
  const bytes = new Uint8Array(await ungzip(packed, () => import('../inflate.js')));
  const [count, size] = [train + test, width * height];
  const perByte = levels === 8 ? 2 : 1;
  const level = (at: number) => {
    const byte = bytes[count + Math.floor(at / perByte)] as number;
    if (perByte === 1) return byte;
    return at % 2 === 0 ? byte >> 3 : byte & 7;
  };
  const part = (from: number, length: number): PictureExamples => ({
    features: Float32Array.from({ length: length * size }, (_, at) => level(from * size + at) / (levels - 1)),
    targets: Int32Array.from(bytes.subarray(from, from + length)),
  });
  return { train: part(0, train), test: part(train, test), classes: names.en.length, width, height, names };
}
