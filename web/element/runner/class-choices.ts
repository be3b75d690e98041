/** The control for the classes whose activations are projected: a choice for each, by name. */

import type { FigureParameter } from '../../figures/parameters.js';
import { make } from '../dom.js';
import type { Host, Snapshot } from '../host.js';
import type { Control } from '../parts/controls.js';

export function createClassChoices(
  host: Host,
  namesOf: (snapshot: Snapshot) => readonly string[],
  parameter: FigureParameter,
  label: string,
): Control {
  const { shown } = host.snapshot().values;
  const selects = shown.map((_, index) => {
    const select = make('select', {
      id: index === 0 ? parameter.name : `${parameter.name}-${index + 1}`,
      'aria-label': `${label} (${index + 1}/${shown.length})`,
    });
    select.addEventListener('input', () => {
      const { shown } = host.snapshot().values;
      host.change({ shown: shown.map((one, place) => (place === index ? Number(select.value) : one)) });
    });
    select.addEventListener('change', host.commit);
    return select;
  });
  let listed = '';
  return {
    parameter,
    element: make(
      'div',
      { class: 'control' },
      make('label', { for: parameter.name }, label),
      make('div', { class: 'wide class-choices' }, ...selects),
    ),
    show: (snapshot) => {
      const names = namesOf(snapshot);
      if (String(names) !== listed) {
        listed = String(names);
        for (const select of selects) {
          select.replaceChildren(...names.map((name, index) => make('option', { value: String(index) }, name)));
        }
      }
      selects.forEach((select, index) => {
        select.value = String(snapshot.values.shown[index]);
      });
    },
  };
}
