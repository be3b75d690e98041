/** Keeps the numbers in text and formulas equal to what the figures show. */
import type { LabelSmoothingElement, State } from '../element/index.js';
import { inEvery } from '../locales/languages.js';
import { formatNumber } from './number-format.js';
import { pageFigures } from './page-figures.js';
import { isFormulaNumber, makeFormulaNumber, makeNumberField, parameterOf } from './scrub.js';

const hooks = (attribute: string, name: string) => [...document.querySelectorAll(`[${attribute}="${name}"]`)];

/** The visible formula: that of the convention, unless the target is padding, whose row is all 0. */
const formulaFor = ({ convention, target, paddingIndex }: State) =>
  convention === 'padded' && target !== undefined && target === paddingIndex ? 'padding' : convention;

function bindFigure(name: string, figure: LabelSmoothingElement, changed: () => void): void {
  let numbers = hooks('data-figure', name);
  const choices = hooks('data-choice-figure', name);

  const show = () => {
    const readout: Readonly<Record<string, number>> = figure.getReadout();
    // Until the figure runs, the build's numbers stay.
    if (Object.keys(readout).length === 0) return;
    for (const element of numbers) {
      const key = element.getAttribute('data-value') ?? '';
      const text = formatNumber(key, readout[key] ?? Number.NaN);
      if (!(element instanceof HTMLInputElement)) element.textContent = text;
      // Leave a field alone while the reader types.
      else if (element !== document.activeElement) element.value = text;
    }
    const chosen = formulaFor(figure.getState());
    for (const choice of choices) {
      for (const option of choice.querySelectorAll('[data-choice]')) {
        option.classList.toggle('not-chosen', option.getAttribute('data-choice') !== chosen);
      }
    }
  };

  // Only a running figure responds, so its numbers become editable now.
  figure.addEventListener(
    'ls-ready',
    async () => {
      // The figure's controls have already loaded these.
      const { labelTexts } = await import('../figures/labels.js');
      numbers = numbers.map((element) => {
        const parameter = parameterOf(figure, element.getAttribute('data-value') ?? '');
        if (!parameter) return element;
        const scrubbed = {
          figure,
          parameter,
          label: inEvery(labelTexts, ({ parameters }) => parameters[parameter.key]),
          changed,
        };
        if (!isFormulaNumber(element)) return makeNumberField(element, scrubbed, show);
        makeFormulaNumber(element, scrubbed);
        return element;
      });
      show();
    },
    { once: true },
  );
  figure.addEventListener('ls-ready', show);
  // Attributes mirror a figure's whole state, so this catches readers, links and scripts alike.
  new MutationObserver(show).observe(figure, { attributes: true });
}

/** @param changed called with the figure after the reader changed one of its numbers in the text */
export function bindNumbers(changed: (figure: LabelSmoothingElement) => void): void {
  for (const [name, figure] of pageFigures()) bindFigure(name, figure, () => changed(figure));
}
