/** Fetches the sets of pictures, once each and only when a network is to learn from them. */

import type { PicturesName } from '../../figures/vocabulary.js';
import type { PictureSet } from '../../lib/data/pictures.js';

const modules = {
  fashion: () => import('../../lib/data/fashion.js'),
  digits: () => import('../../lib/data/digits.js'),
} as const;

/** The network, or a policy of the page, keeps the pictures away. */
export class PicturesRefused extends Error {}

const loaded = new Map<PicturesName, Promise<PictureSet>>();

/** After a failure the next call tries again. */
export function loadPictures(name: PicturesName): Promise<PictureSet> {
  const pictures = loaded.get(name) ?? fetched(name);
  loaded.set(name, pictures);
  pictures.catch(() => loaded.delete(name));
  return pictures;
}

async function fetched(name: PicturesName): Promise<PictureSet> {
  try {
    const { default: unpack } = await modules[name]();
    return await unpack();
  } catch (cause) {
    throw new PicturesRefused(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
