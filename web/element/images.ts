/** What draws images, and charts for paper, and when it is loaded: a print waits for no file. */

declare const ONE_FILE: true | undefined;

type Images = typeof import('./picture.js');

let loaded: Images | undefined;

export async function loadImages(): Promise<Images> {
  loaded ??= await import('./picture.js');
  return loaded;
}

export const loadedImages = (): Images | undefined => loaded;

/** Loads it when nothing else is to be done. Safari does not say when. */
export function loadImagesWhenIdle(): void {
  // The one file is covered by one hash, and asks for others only when the reader wants what is in them.
  if (typeof ONE_FILE !== 'undefined') return;
  const act = () => loadImages().catch(() => {});
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act);
  else setTimeout(act, 2000);
}
