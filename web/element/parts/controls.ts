/** Native controls for a figure's parameters, made from the parameter table. */

import {
  type FigureParameter,
  type ParameterKey,
  parametersOf,
  read,
  serialize,
  type Values,
} from '../../figures/parameters.js';
import type { Labels } from '../../figures/plain-labels.js';
import { presetsOf, presetTexts, presetValues } from '../../figures/presets.js';
import { ruleIn } from '../../figures/rules.js';
import { make } from '../dom.js';
import type { Host, Snapshot } from '../host.js';
import { texts } from '../texts.js';
import type { Part } from './part.js';

export interface Control {
  readonly parameter: FigureParameter;
  readonly element: HTMLElement;
  readonly show: (snapshot: Snapshot) => void;
  /** Removes the notice about a refused text. */
  readonly forgive?: () => void;
}

/** Makes controls of a figure's own, in place of what its parameters would get. */
export type OwnControls = {
  readonly [Key in ParameterKey]?: (parameter: FigureParameter, label: string) => Control;
};

/** The column of the controls, in which there may be more. */
export interface Controls extends Part {
  /** Whether the parameter with that attribute name has a control, which then shows its value. */
  readonly shows: (name: string) => boolean;
}

/**
 * Rebuilds the controls if the language or the hidden ones change. Leaves a field alone while the reader types in it.
 */
export function createControls(host: Host, labels: Labels, own: OwnControls = {}): Controls {
  const element = make('div', { class: 'side' });
  let group: HTMLElement | undefined;
  let made = '';
  let controls: readonly Control[] = [];
  return {
    element,
    shows: (wanted) => controls.some(({ parameter }) => parameter.name === wanted),
    show: ({ snapshot }) => {
      const { language, hide, values } = snapshot;
      const wanted = `${language} ${[...hide].join(' ')}`;
      if (wanted !== made) {
        made = wanted;
        group?.remove();
        controls = hide.has('controls') ? [] : controlsFor(host, snapshot, labels, own);
        group = hide.has('controls') ? undefined : arranged(host, snapshot, controls);
        if (group) element.prepend(group);
      }
      for (const { parameter, element: control, show } of controls) {
        control.hidden = parameter.matters?.(values) === false;
        show(snapshot);
      }
    },
  };
}

function controlsFor(
  host: Host,
  { figure, language, hide }: Snapshot,
  labels: Labels,
  own: OwnControls,
): readonly Control[] {
  const names = labels.texts[language];
  return parametersOf(figure)
    .filter(({ name, place }) => !hide.has(name) && place !== 'stage')
    .map((parameter) => {
      const label = names.parameters[parameter.key] ?? parameter.name;
      const create = own[parameter.key];
      if (create) return create(parameter, label);
      if (parameter.length) return list(host, parameter, label, labels.examples[parameter.key] ?? '', language);
      if (!parameter.choices) return number(host, parameter, label, language);
      const options = parameter.choices.map(
        (value) => [value, names.choices[parameter.key]?.[value] ?? value] as const,
      );
      return choice(host, parameter, label, options);
    });
}

/** Controls and buttons of a figure. */
function arranged(host: Host, { figure, language }: Snapshot, controls: readonly Control[]): HTMLElement {
  const t = texts[language];
  const reset = make('button', { type: 'button', part: 'button', title: t.resetHint }, t.reset);
  reset.addEventListener('click', () => {
    host.reset();
    for (const control of controls) control.forgive?.();
  });
  const of = (place: FigureParameter['place']) =>
    controls.filter(({ parameter }) => parameter.place === place).map((control) => control.element);
  const folded = make('div', { class: 'controls' }, ...of('more'));
  const more = make('details', { class: 'wide' }, make('summary', {}, t.moreSettings), folded);
  const presets = make('select', { class: 'presets', 'aria-label': t.presets });
  presets.append(make('option', { value: '' }, t.presets));
  for (const name of presetsOf(figure)) presets.append(make('option', { value: name }, presetTexts[language][name]));
  presets.hidden = presets.length === 1;
  presets.addEventListener('change', () => {
    host.change(presetValues(figure, presets.value));
    // Choosing a preset is an action, not a state: any control may change its values.
    presets.value = '';
    host.commit();
  });
  const acts = make('div', { class: 'acts wide' }, reset, presets);
  return make(
    'div',
    { class: 'controls', part: 'controls', role: 'group', 'aria-label': t.settings },
    ...of(undefined),
    ...(folded.hasChildNodes() ? [more] : []),
    acts,
  );
}

function change(host: Host, parameter: FigureParameter, value: unknown): void {
  host.change({ [parameter.key]: value } as Partial<Values>);
}

type LanguageOf = Snapshot['language'];

function choice(
  host: Host,
  parameter: FigureParameter,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
): Control {
  const select = make('select', { id: parameter.name, class: 'wide' });
  for (const [value, text] of options) select.append(make('option', { value }, text));
  select.addEventListener('input', () => change(host, parameter, select.value));
  select.addEventListener('change', host.commit);
  const element = make('div', { class: 'control' }, labelFor(parameter, label), select);
  return {
    parameter,
    element,
    show: ({ values }) => {
      select.value = serialize(values[parameter.key]);
    },
  };
}

function number(host: Host, parameter: FigureParameter, label: string, language: LanguageOf): Control {
  const { name, key, step = 1 } = parameter;
  const range = make('input', { type: 'range', id: name, class: 'wide', part: 'slider', step: String(step) });
  range.addEventListener('input', () => change(host, parameter, range.valueAsNumber));
  range.addEventListener('change', host.commit);
  const field = make('input', {
    type: 'number',
    id: `${name}-exact`,
    step: String(step),
    inputmode: 'decimal',
    'aria-label': texts[language].exact(label),
  });
  const typed = typing(host, parameter, field, language);
  const element = make('div', { class: 'control' }, labelFor(parameter, label), field, range, typed.message);
  return {
    parameter,
    element,
    show: (snapshot) => {
      const [low, high] = parameter.range?.(snapshot.values) ?? [0, 1];
      for (const input of [range, field]) {
        input.min = String(low);
        input.max = String(high);
      }
      range.value = serialize(snapshot.values[key]);
      typed.show(snapshot);
    },
    forgive: typed.forgive,
  };
}

function list(host: Host, parameter: FigureParameter, label: string, example: string, language: LanguageOf): Control {
  const field = make('input', {
    type: 'text',
    id: parameter.name,
    class: 'wide',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: example,
  });
  const typed = typing(host, parameter, field, language);
  const element = make('div', { class: 'control' }, labelFor(parameter, label), field, typed.message);
  return { parameter, element, show: typed.show, forgive: typed.forgive };
}

const labelFor = ({ name }: FigureParameter, text: string): HTMLLabelElement => make('label', { for: name }, text);

/**
 * A field that explains refusals: an unacceptable text leaves the state alone and gets a notice next to the field,
 * which returns to the last accepted value on blur.
 */
function typing(host: Host, parameter: FigureParameter, field: HTMLInputElement, language: LanguageOf) {
  const t = texts[language];
  const message = make('p', { class: 'message', id: `${parameter.name}-message`, role: 'alert' });
  field.setAttribute('aria-describedby', message.id);
  let edited = false;
  let shown = '';

  const refuse = (text: string) => {
    field.setAttribute('aria-invalid', text === '' ? 'false' : 'true');
    if (message.textContent !== text) message.textContent = text;
  };
  field.addEventListener('input', () => {
    edited = true;
    const { values } = host.snapshot();
    // A number field hides text that it cannot parse; only its validity tells.
    const text = field.validity.badInput ? '?' : field.value;
    const { value, accepted } = read(parameter, text, values);
    if (accepted) {
      refuse('');
      change(host, parameter, value);
      return;
    }
    const rule = ruleIn(language, parameter, values);
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    refuse(field.validity.badInput || text.trim() === '' ? t.expected(rule) : t.refused(shown, rule));
  });
  field.addEventListener('change', () => {
    if (field.getAttribute('aria-invalid') !== 'true') host.commit();
  });
  const leave = () => {
    edited = false;
    field.setAttribute('aria-invalid', 'false');
    show(host.snapshot());
  };
  field.addEventListener('blur', leave);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') forgive();
  });

  const show = ({ values }: Snapshot) => {
    const text = serialize(values[parameter.key]);
    const isTyping = edited && field.matches(':focus');
    if (!isTyping) {
      if (field.value !== text || field.validity.badInput) field.value = text;
      // Once the value has changed in another way, the refusal is history. Leaving the field alone does not end it:
      // what is below must not move away under a pointer that is just about to click.
      if (text !== shown) refuse('');
    }
    shown = text;
  };
  const forgive = () => {
    refuse('');
    leave();
  };
  return { message, show, forgive };
}
