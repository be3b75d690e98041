/** Live numbers as the build writes them: with the first value, and the hooks that number-updates.ts looks for. */

import { parametersOf } from '../figures/parameters.js';
import { type FigureName, figures } from './figures.js';
import { firstNumber } from './first-state.js';
import { formatNumber } from './number-format.js';
import { askedBy, untilAnswered } from './questions.js';

/** A number of a figure in running text. It announces no changes: the figure's summary does that. */
export function live(figure: FigureName, key: string): string {
  const text = formatNumber(key, firstNumber(figure, key));
  const parameter = parametersOf(figures[figure].figure).find(({ name }) => name === key);
  // As wide as the field that will replace it.
  const room = parameter ? ` class="scrub${(parameter.step ?? 1) < 1 ? '' : ' whole'}"` : '';
  const asked = askedBy(figure, key);
  return `<output aria-live="off"${room}${asked ? untilAnswered(asked) : ''} data-figure="${figure}" data-value="${key}">${text}</output>`;
}

/** The same number in TeX. Temml copies `\data` to the MathML element. */
export function liveTex(figure: FigureName, key: string): string {
  const number = formatNumber(key, firstNumber(figure, key)).replace('∞', '\\infty');
  // A sign would make it two elements, operator and number, which cannot be updated as one.
  const text = number.startsWith('−') ? `\\text{${number}}` : number;
  const asked = askedBy(figure, key);
  return `\\data{figure=${figure},value=${key}${asked ? `,secret=${asked}` : ''}}{${text}}`;
}

/** A row of numbers, one per class, the correct one in bold. Linked to a figure if that shows the same classes. */
export function vector(
  kind: 'hard' | 'smooth' | 'prediction',
  numbers: readonly string[],
  correct: number,
  figure?: FigureName,
): string {
  const cells = numbers.map((number, index) => {
    const tag = index === correct ? 'b' : 'span';
    return `<${tag} data-class="${index}">${number}</${tag}>`;
  });
  return `<p class="vector" data-kind="${kind}"${figure ? ` data-vector-figure="${figure}"` : ''}>${cells.join(' ')}</p>`;
}
