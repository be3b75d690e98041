/** Whose turn it is to be drawn. */

/** Resolves after a frame, or without one where the page is in the background and has none. */
const aFrame = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve));
  });

let nextTurn = Promise.resolve();

/** Of figures that are loaded at the same time one is drawn in each frame, so that the reader never waits for all. */
export function turn(): Promise<void> {
  const own = nextTurn;
  nextTurn = own.then(aFrame);
  return own;
}
