let view: Promise<typeof import('./view.js')> | undefined;

/**
 * Loads what every figure needs. Later calls get the same promise, which nobody waits for as for another `import()`;
 * after a failure the next call tries again.
 */
export function loadView() {
  view ??= import('./view.js').catch((error) => {
    view = undefined;
    throw error;
  });
  return view;
}
