/** Native controls for a figure's parameters, made from the parameter table. */

import { controlsOf } from '../../figures/in-view.js';
import { type FigureParameter, type ParameterKey, read, serialize, type Values } from '../../figures/parameters.js';
import type { Labels } from '../../figures/plain-labels.js';
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
  /** Whether the parameter with that attribute name has a control in view, which then shows its value. */
  readonly shows: (name: string) => boolean;
}

/**
 * Rebuilds the controls if the language or the hidden ones change. Leaves a field alone while the reader types in it.
 */
export function createControls(host: Host, labels: Labels, own: OwnControls = {}): Controls {
  const element = make('div', { class: 'side' });
  const fold = createFold(host);
  let group: HTMLElement | undefined;
  let made = '';
  let inView: readonly Control[] = [];
  let folded: readonly Control[] = [];
  return {
    element,
    shows: (wanted) => inView.some(({ parameter }) => parameter.name === wanted),
    show: ({ snapshot }) => {
      const { figure, language, hide, values, problems } = snapshot;
      const wanted = `${language} ${[...hide].join(' ')}`;
      if (wanted !== made) {
        made = wanted;
        group?.remove();
        group = undefined;
        inView = folded = [];
        if (!hide.has('controls')) {
          const parameters = controlsOf(figure, hide);
          const control = (parameter: FigureParameter) => controlFor(host, parameter, labels, own, language);
          inView = parameters.inView.map(control);
          folded = parameters.folded.map(control);
          const t = texts[language];
          fold.fill(snapshot, folded);
          const reset = resetButton(host, language, () => {
            for (const { forgive } of [...inView, ...folded]) forgive?.();
          });
          group = make(
            'div',
            { class: 'controls', part: 'controls', role: 'group', 'aria-label': t.settings },
            ...inView.map(({ element }) => element),
            make('div', { class: 'acts' }, fold.element, reset),
          );
          element.prepend(group);
        }
      }
      for (const { parameter, element: control, show } of [...inView, ...folded]) {
        control.hidden = parameter.matters?.(values) === false;
        show(snapshot);
      }
      fold.show(problems.map(({ argument }) => argument));
    },
  };
}

function controlFor(
  host: Host,
  parameter: FigureParameter,
  labels: Labels,
  own: OwnControls,
  language: LanguageOf,
): Control {
  const names = labels.texts[language];
  const label = names.parameters[parameter.key] ?? parameter.name;
  const create = own[parameter.key];
  if (create) return create(parameter, label);
  if (parameter.length) return list(host, parameter, label, labels.examples[parameter.key] ?? '', language);
  if (!parameter.choices) return number(host, parameter, label, language);
  const options = parameter.choices.map((value) => [value, names.choices[parameter.key]?.[value] ?? value] as const);
  return choice(host, parameter, label, options);
}

/** The place for what is seldom needed. It stays open or closed when its contents are made anew. */
function createFold(host: Host) {
  const summary = make('summary');
  let presets = make('select');
  const place = make('div', { class: 'controls' });
  const element = make('details', { class: 'fold' }, summary, place);
  let controls: readonly Control[] = [];
  let refused = '';
  const load = () => {
    if (!presets.hidden)
      import('../presets/index.js').then(
        ({ fillPresets }) => fillPresets(presets, host),
        () => {},
      );
  };
  element.addEventListener('toggle', () => {
    if (element.open) load();
    // A refusal must not lie hidden.
    else for (const { forgive } of controls) forgive?.();
  });
  return {
    element,
    fill: ({ language, values }: Snapshot, folded: readonly Control[]) => {
      const t = texts[language];
      controls = folded;
      summary.textContent = t.moreSettings;
      presets = make('select', { class: 'presets', 'aria-label': t.presets }, make('option', { value: '' }, t.presets));
      presets.hidden = values.alpha === undefined;
      if (element.open) load();
      place.replaceChildren(presets, ...controls.map((control) => control.element));
    },
    /** @param names attributes that have been refused: their controls show what stands there instead */
    show: (names: readonly string[]) => {
      element.hidden = [...place.children].every((child) => (child as HTMLElement).hidden);
      const own = controls.map(({ parameter }) => parameter.name).filter((name) => names.includes(name));
      // Once: the reader may close it again.
      if (own.length > 0 && own.join(' ') !== refused) element.open = true;
      refused = own.join(' ');
    },
  };
}

/** @param forgive removes all notices about refused texts */
function resetButton(host: Host, language: LanguageOf, forgive: () => void): HTMLElement {
  const t = texts[language];
  const reset = make('button', { type: 'button', part: 'button', title: t.resetHint }, t.reset);
  reset.addEventListener('click', () => {
    host.reset();
    forgive();
  });
  return reset;
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
  // One stop for the Tab key: the field takes the same keys and also figures.
  const range = make('input', {
    type: 'range',
    id: name,
    class: 'wide',
    part: 'slider',
    step: String(step),
    tabindex: '-1',
  });
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
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    event.preventDefault();
    const steps = Math.max(Math.round((Number(range.max) - Number(range.min)) / step / 10), 1);
    // Keys may arrive faster than frames.
    range.value = serialize(host.snapshot().values[key]);
    range.stepUp(event.key === 'PageUp' ? steps : -steps);
    typed.forgive();
    change(host, parameter, range.valueAsNumber);
    host.commit();
  });
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
