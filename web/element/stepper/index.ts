/** Leads through the matrices of a figure one by one. Loaded when the reader asks for that; until then all are shown. */

import type { Tensor } from '../../figures/figure.js';
import type { Language } from '../../figures/parameters.js';
import { adopt, make } from '../dom.js';
import { cellText } from '../tensors.js';
import { stepperStrings } from './strings.js';
import { style } from './style.js';

export interface Stepper {
  /** Shows one of the matrices that have just been written into the list; all of them while the controls are closed. */
  readonly show: (tensors: readonly Tensor[], language: Language) => void;
}

/**
 * @param place the controls go in here, and are closed with it
 * @param list the matrices
 * @param changed the reader wants another one
 * @param say tells those who cannot see it
 */
export function createStepper(
  root: ShadowRoot,
  place: HTMLDetailsElement,
  list: HTMLElement,
  changed: () => void,
  say: (text: string) => void,
): Stepper {
  adopt(root, style);
  const previous = make('button', { type: 'button', part: 'button' }, '‹');
  const next = make('button', { type: 'button', part: 'button' }, '›');
  const choice = make('select');
  const hint = make('p', { class: 'hint' });
  const controls = make('div', { class: 'stepper', role: 'group' }, previous, choice, next);
  place.append(controls, hint);
  let at = 0;
  let said: number | undefined;
  const go = (to: number) => {
    at = Math.min(Math.max(to, 0), choice.length - 1);
    changed();
  };
  previous.addEventListener('click', () => go(at - 1));
  next.addEventListener('click', () => go(at + 1));
  choice.addEventListener('input', () => go(choice.selectedIndex));

  return {
    show: (tensors, language) => {
      const t = stepperStrings[language];
      const count = tensors.length;
      controls.setAttribute('aria-label', t.steps);
      choice.setAttribute('aria-label', t.steps);
      for (const [button, name, isEnd] of [
        [previous, t.previous, at === 0],
        [next, t.next, at === count - 1],
      ] as const) {
        button.setAttribute('aria-label', name);
        button.title = name;
        // A button that is disabled would lose the focus.
        button.setAttribute('aria-disabled', String(isEnd));
      }
      choice.replaceChildren(...tensors.map(({ title }, index) => make('option', {}, `${index + 1}. ${title}`)));
      choice.selectedIndex = at;
      const isSingle = place.open && count > 0;
      list.classList.toggle('single', isSingle);
      for (const [index, item] of [...list.children].entries()) {
        item.classList.toggle('aside', isSingle && index !== at);
      }
      const rewritten = writeBefore(list.children[at], tensors[at], tensors[at - 1]);
      hint.textContent = rewritten > 0 ? t.rewritten(rewritten) : '';
      const shown = isSingle ? at : undefined;
      if (shown !== said && isSingle) say(`${t.step(at + 1, count, tensors[at]?.title ?? '')} ${hint.textContent}`);
      said = shown;
    },
  };
}

/** Writes into each cell that the step changed what stood there before, for the style to show; answers how many there are. */
function writeBefore(item: Element | undefined, tensor: Tensor | undefined, before: Tensor | undefined): number {
  let rewritten = 0;
  const rows = item?.querySelector('table')?.tBodies[0]?.rows ?? [];
  for (const [row, { cells }] of [...rows].entries()) {
    for (const [column, cell] of [...cells].slice(1).entries()) {
      const isNew = tensor?.changed(row, column) === true;
      if (isNew) rewritten++;
      cell.setAttribute('data-before', isNew ? cellText(before?.rows[row]?.cells[column] ?? Number.NaN) : '');
    }
  }
  return rewritten;
}
