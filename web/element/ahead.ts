/** A small file that the element loads beside the view: asks early for what that will need, and explains failures. */
import { loadFigure } from '../figures/index.js';
import type { FigureName } from '../figures/parameters.js';
import { binaries } from '../lib/binaries.js';
import { fastestVariant } from '../lib/variants.js';

export { explain } from './explain.js';

/**
 * Asks for a figure's code and for the kernels' binary, so that they are on their way together with the view, and not
 * after it. What fails here fails again, and is told, when the view asks.
 */
export function fetchAhead(name: FigureName): void {
  const quietly = () => {};
  loadFigure(name).catch(quietly);
  fastestVariant(binaries)
    .then((variant) => binaries[variant]?.())
    .catch(quietly);
}
