/** What readers are told of an address whose values are not taken as they stand. Loaded only when there is something to tell. */
import { texts as en } from '../locales/en/refused.js';
import type { Texts } from '../locales/languages.js';
import { texts as zhHant } from '../locales/zh-Hant/refused.js';
import { type Language, type Problem, parametersOf, type State, serialize } from './parameters.js';
import { ruleIn } from './rules.js';

const texts: Texts<typeof zhHant> = { 'zh-Hant': zhHant, en };

/** One sentence for each problem of a link; `state` is what it opens. */
export function refusals(problems: readonly Problem[], state: State | undefined, language: Language): string[] {
  const t = texts[language];
  return problems.map(({ code, argument, value, rule }) => {
    const parameter = state && parametersOf(state.figure).find(({ name }) => name === argument);
    if (code === 'unknown_figure' || !parameter) return t.figure(value, rule.replace(/^one of /, ''));
    const values = state as Required<State>;
    const used = serialize(values[parameter.key]) || '–';
    return t.value(argument, value, ruleIn(language, parameter, values), used);
  });
}

let note: HTMLElement | undefined;

/** Shows these sentences before an element of the page, in place of those shown before. */
export function tellRefusals(
  place: Element,
  problems: readonly Problem[],
  state: State | undefined,
  language: Language,
): void {
  note?.remove();
  if (problems.length === 0) return;
  note = document.createElement('div');
  note.className = 'refused';
  note.setAttribute('role', 'status');
  note.append(
    ...refusals(problems, state, language).map((text) => {
      const line = document.createElement('p');
      line.textContent = text;
      return line;
    }),
  );
  place.before(note);
}
