/** Turns for drawing. */

/** Resolves after a frame, or without one if the page is in the background and gets none. */
const aFrame = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve));
  });

let nextTurn = Promise.resolve();

/** When several figures load at once, each frame draws one of them, so that the page stays responsive. */
export function turn(): Promise<void> {
  const own = nextTurn;
  nextTurn = own.then(aFrame);
  return own;
}
