/** Keeps the numbers in text and formulas equal to what the figures show. */
import type { LabelSmoothingElement } from '../element/index.js';
import { formatNumber } from './numbers.js';
import { pageFigures } from './page-figures.js';

/** Hooks are found once: the build writes them and nothing adds or removes any later. */
const hooks = (attribute: string, name: string) => [...document.querySelectorAll(`[${attribute}="${name}"]`)];

function bindFigure(name: string, figure: LabelSmoothingElement): void {
  const numbers = hooks('data-figure', name);
  const choices = hooks('data-choice-figure', name);

  const show = () => {
    const state = figure.getState() as unknown as Readonly<Record<string, unknown>>;
    const readout: Readonly<Record<string, unknown>> = { ...state, ...figure.getReadout() };
    for (const element of numbers) {
      const key = element.getAttribute('data-value') ?? '';
      const value = readout[key];
      element.textContent = formatNumber(key, typeof value === 'number' ? value : Number.NaN);
    }
    for (const choice of choices) {
      const chosen = state[choice.getAttribute('data-choice-key') ?? ''];
      for (const option of choice.querySelectorAll('[data-choice]')) {
        option.classList.toggle('not-chosen', option.getAttribute('data-choice') !== chosen);
      }
    }
  };

  for (const event of ['ls-ready', 'input', 'change']) figure.addEventListener(event, show);
}

export function bindNumbers(): void {
  for (const [name, figure] of pageFigures()) bindFigure(name, figure);
}
