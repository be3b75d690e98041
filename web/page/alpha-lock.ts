/**
 * One α for the whole page: while the switch is on, figures with an α follow the one that was moved. Figures with the
 * same `group` would follow in everything, the number of classes and the convention too, on which the text around them
 * depends.
 */
import type { LabelSmoothingElement } from '../element/index.js';
import { pageFigures } from './page-figures.js';

const alphaOf = (figure: LabelSmoothingElement) => (figure.getState() as { alpha?: number }).alpha;

export function bindAlphaLock(): void {
  const lock = document.getElementById('lock-alpha') as HTMLInputElement;
  const figures = [...pageFigures().values()].filter((figure) => alphaOf(figure) !== undefined);
  let shared: number | undefined;
  const share = (alpha: number | undefined) => {
    if (alpha === undefined || alpha === shared) return;
    shared = alpha;
    for (const figure of figures) if (alphaOf(figure) !== alpha) figure.setState({ alpha });
  };
  // Attributes mirror a figure's state, whoever changes it.
  const observer = new MutationObserver(([mutation]) => {
    if (mutation) share(alphaOf(mutation.target as LabelSmoothingElement));
  });
  lock.addEventListener('change', () => {
    observer.disconnect();
    shared = undefined;
    if (!lock.checked) return;
    // The figure next to the switch decides.
    share(alphaOf(document.getElementById('figure-targets') as LabelSmoothingElement));
    for (const figure of figures) observer.observe(figure, { attributes: true, attributeFilter: ['alpha'] });
  });
}
