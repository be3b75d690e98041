/** Sentences about the settings: refused attributes, warnings, facts. */

import { parametersOf, serialize } from '../../figures/parameters.js';
import { ruleIn } from '../../figures/rules.js';
import { fit, make, write } from '../dom.js';
import type { Snapshot } from '../host.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

function refusals({ figure, values, problems, language }: Snapshot): string[] {
  const t = texts[language];
  return problems.map(({ argument, value }) => {
    const parameter = parametersOf(figure).find(({ name }) => name === argument);
    const shown = parameter ? serialize(values[parameter.key]) : '';
    const rule = parameter ? ruleIn(language, parameter, values) : '';
    return t.attributeRefused(argument, value, rule, shown || t.none);
  });
}

export function createNotes(): Part {
  const element = make('ul', { class: 'notes', part: 'notes' });
  return {
    element,
    show: ({ content, snapshot }) => {
      const warnings = refusals(snapshot).map((text) => ({ kind: 'warning', text }));
      // The reason for an impossible drawing stands in its place.
      const others = content.notes.filter(({ kind }) => kind !== 'impossible');
      const notes = [...warnings, ...others];
      fit(element, notes.length, () => make('li'));
      notes.forEach(({ kind, text }, index) => {
        const note = element.children[index] as HTMLElement;
        note.className = kind;
        write(note, text);
      });
    },
  };
}
