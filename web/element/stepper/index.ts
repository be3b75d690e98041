/** Walks through the matrices of a figure one by one. Loaded on demand; until then all are shown. */

import type { Tensor } from '../../figures/figure.js';
import type { Language } from '../../figures/parameters.js';
import { make } from '../dom.js';
import type { Host } from '../host.js';
import { cellText, placesIn } from '../parts/tensors.js';
import { adopt } from '../sheets.js';
import { style } from './style.js';
import { texts } from './texts.js';

export interface Stepper {
  /** Shows the matrix that `shownStep` chooses from the freshly written list, or all. */
  readonly show: (tensors: readonly Tensor[], shownStep: number, language: Language) => void;
}

/**
 * @param place holds the controls; closing it closes them
 * @param list the matrices
 * @param say announces to screen readers
 */
export function createStepper(
  host: Host,
  place: HTMLDetailsElement,
  list: HTMLElement,
  say: (text: string) => void,
): Stepper {
  adopt(host.root, style);
  const previous = make('button', { type: 'button', part: 'button' }, '‹');
  const next = make('button', { type: 'button', part: 'button' }, '›');
  const choice = make('select');
  const hint = make('p', { class: 'hint' });
  const controls = make('div', { class: 'stepper', role: 'group' }, previous, choice, next);
  place.append(controls, hint);
  let said: number | undefined;
  const go = (to: number) => {
    host.change({ shownStep: Math.min(Math.max(to, 1), choice.length) });
    host.commit();
  };
  previous.addEventListener('click', () => go(host.snapshot().values.shownStep - 1));
  next.addEventListener('click', () => go(host.snapshot().values.shownStep + 1));
  choice.addEventListener('change', () => go(choice.selectedIndex + 1));

  return {
    show: (tensors, shownStep, language) => {
      const t = texts[language];
      const count = tensors.length;
      controls.setAttribute('aria-label', t.steps);
      choice.setAttribute('aria-label', t.steps);
      for (const [button, name, isEnd] of [
        [previous, t.previous, shownStep === 1],
        [next, t.next, shownStep === count],
      ] as const) {
        button.setAttribute('aria-label', name);
        button.title = name;
        // Disabling a button would lose the focus.
        button.setAttribute('aria-disabled', String(isEnd));
      }
      choice.replaceChildren(...tensors.map(({ title }, index) => make('option', {}, `${index + 1}. ${title}`)));
      choice.selectedIndex = shownStep - 1;
      // With impossible settings there are no matrices.
      const shown = tensors[shownStep - 1];
      list.classList.toggle('single', shown !== undefined);
      for (const [index, item] of [...list.children].entries()) {
        item.classList.toggle('aside', shown !== undefined && index !== shownStep - 1);
      }
      const rewritten = shown ? writeBefore(list, shownStep - 1, shown) : 0;
      hint.textContent = rewritten > 0 ? t.rewritten(rewritten) : '';
      if (shown && shownStep !== said) say(`${t.step(shownStep, count, shown.title)} ${hint.textContent}`);
      said = shownStep;
    },
  };
}

/** Writes the old number into each cell that the step changed, for the style to show. Returns how many there are. */
function writeBefore(list: HTMLElement, place: number, { before, changed }: Tensor): number {
  let rewritten = 0;
  const places = placesIn(list);
  const rows = list.children[place]?.querySelector('table')?.tBodies[0]?.rows ?? [];
  for (const [row, { cells }] of [...rows].entries()) {
    for (const [column, cell] of [...cells].slice(1).entries()) {
      const isNew = before !== undefined && changed(row, column);
      if (isNew) rewritten++;
      cell.setAttribute('data-before', isNew ? cellText(before[row]?.[column] as number, places) : '');
    }
  }
  return rewritten;
}
