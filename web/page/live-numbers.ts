/** Keeps the numbers in text and formulas equal to what the figures show. */
import type { LabelSmoothingElement, State } from '../element/index.js';
import { formatNumber } from './numbers.js';
import { pageFigures } from './page-figures.js';

/** Hooks are found once: the build writes them and nothing adds or removes any later. */
const hooks = (attribute: string, name: string) => [...document.querySelectorAll(`[${attribute}="${name}"]`)];

/** Which of several formulas is in force: the convention's, unless the target is padding and its row all 0. */
const formulaFor = ({ convention, target, paddingIndex }: State) =>
  convention === 'padded' && target !== undefined && target === paddingIndex ? 'padding' : convention;

function bindFigure(name: string, figure: LabelSmoothingElement): void {
  const numbers = hooks('data-figure', name);
  const choices = hooks('data-choice-figure', name);

  const show = () => {
    const readout: Readonly<Record<string, number>> = figure.getReadout();
    // Until the figure runs, the numbers of the build stand.
    if (Object.keys(readout).length === 0) return;
    for (const element of numbers) {
      const key = element.getAttribute('data-value') ?? '';
      element.textContent = formatNumber(key, readout[key] ?? Number.NaN);
    }
    const chosen = formulaFor(figure.getState());
    for (const choice of choices) {
      for (const option of choice.querySelectorAll('[data-choice]')) {
        option.classList.toggle('not-chosen', option.getAttribute('data-choice') !== chosen);
      }
    }
  };

  figure.addEventListener('ls-ready', show);
  // Attributes hold a figure's whole state, so this sees the reader, a link and a script alike.
  new MutationObserver(show).observe(figure, { attributes: true });
}

export function bindNumbers(): void {
  for (const [name, figure] of pageFigures()) bindFigure(name, figure);
}
