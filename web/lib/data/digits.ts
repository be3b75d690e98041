/**
 * Handwritten digits, 8 x 8 in 17 gray levels: the 1797 of the test set of the UCI repository, as in scikit-learn's
 * `load_digits`. In its order, the first 1000 are for training and the other 797 for testing.
 *
 * Alpaydin and Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning Repository, 1998,
 * https://doi.org/10.24432/C50P49. CC BY 4.0.
 *
 * @packageDocumentation
 */
import { digits as en } from '../../locales/en/pictures.js';
import { digits as zhHant } from '../../locales/zh-Hant/pictures.js';
import packed from './packed/digits.js';
import { type PictureSet, unpackPictures } from './pictures.js';

export type { PictureExamples, PictureSet } from './pictures.js';

/** Unpacks the pictures; every call makes new arrays. */
export default function digits(): Promise<PictureSet> {
  const shape = { train: 1000, test: 797, width: 8, height: 8, levels: 17 };
  return unpackPictures(packed, { ...shape, crc: 0x49d748fc, names: { en, 'zh-Hant': zhHant } });
}
