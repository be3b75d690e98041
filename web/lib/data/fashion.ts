/**
 * Fashion-MNIST in small: the first 1000 training and the first 1000 test pictures, 14 x 14 (means of 2 x 2 pixels) in
 * eight gray levels.
 *
 * Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017.
 * Copyright 2017 Zalando SE, MIT license.
 *
 * @packageDocumentation
 */
import { fashion as en } from '../../locales/en/pictures.js';
import { fashion as zhHant } from '../../locales/zh-Hant/pictures.js';
import packed from './packed/fashion.js';
import { type PictureSet, unpackPictures } from './pictures.js';

export type { PictureExamples, PictureSet } from './pictures.js';

/** Unpacks the pictures; every call makes new arrays. */
export default function fashion(): Promise<PictureSet> {
  const shape = { train: 1000, test: 1000, width: 14, height: 14, levels: 8 };
  return unpackPictures(packed, { ...shape, crc: 0xa9b6e31a, names: { en, 'zh-Hant': zhHant } });
}
