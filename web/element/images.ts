/** Loads the code that draws images, and charts for paper, in time: printing cannot wait for a file. */

declare const ONE_FILE: true | undefined;

export type Images = typeof import('./picture.js');

let loaded: Images | undefined;

export async function loadImages(): Promise<Images> {
  loaded ??= await import('./picture.js');
  return loaded;
}

export const loadedImages = (): Images | undefined => loaded;

/** Loads it when the browser is idle. Safari cannot tell when that is. */
export function loadImagesWhenIdle(): void {
  // One hash covers the single file, so it fetches others only when the reader needs them.
  if (typeof ONE_FILE !== 'undefined') return;
  const act = () => loadImages().catch(() => {});
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act);
  else setTimeout(act, 2000);
}
