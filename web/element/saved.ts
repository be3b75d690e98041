/**
 * A saved page (MHTML) keeps a shadow tree, but no adopted style sheet, and nothing that is on a canvas. There the author's
 * picture stands for the figure; as long as there is style.ts, it is the other way round.
 */
import type { Host } from './host.js';

/** Puts a copy of the picture, with its link, into the tree. Returns what takes it out. */
export function keepPictureForSaving({ element, root, frame }: Host): () => void {
  const box = frame.parentElement as HTMLElement;
  const picture = element.querySelector('a:has(img), img')?.cloneNode(true) as HTMLElement | undefined;
  if (picture) {
    picture.className = 'saved';
    root.append(picture);
    box.hidden = true;
  }
  return () => {
    picture?.remove();
    box.hidden = false;
  };
}
