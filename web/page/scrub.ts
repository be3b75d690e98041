/**
 * Numbers in text and formulas that are parameters of a figure: number fields that look like the text around them, to
 * type in, to change by arrow keys and to drag.
 */

import type { LabelSmoothingElement } from '../element/index.js';
import {
  isFigureName,
  type Language,
  type Parameter,
  parametersOf,
  type Text,
  type Values,
} from '../figures/parameters.js';
import { ruleIn } from '../figures/rules.js';
import { languageFor } from '../locales/languages.js';

const mathML = 'http://www.w3.org/1998/Math/MathML';

/** A press becomes a drag after this many pixels; before, it is a click. */
const threshold = 4;
/** A drag over this many pixels crosses the whole range, unless its steps would be too fine or too coarse. */
const fullDrag = 300;
const pixelsPerStep = [3, 14] as const;

const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(Math.max(value, low), high);

/** The parameter behind a number of a figure's readout, if it is a single number. */
export function parameterOf(figure: LabelSmoothingElement, key: string): Parameter | undefined {
  const kind = figure.getAttribute('figure');
  if (!isFigureName(kind)) return undefined;
  return parametersOf(kind).find(({ name, length, choices }) => name === key && !length && !choices);
}

/** A parameter of a figure, as shown in the text. */
export interface Scrubbed {
  readonly figure: LabelSmoothingElement;
  readonly parameter: Parameter;
  /** The label of the figure's own control. */
  readonly label: Text;
  /** The reader has finished a change. */
  readonly changed: () => void;
}

const languageOfPage = (): Language => languageFor(document.documentElement.lang);

function stateOf({ figure, parameter }: Scrubbed) {
  const { figure: _, ...state } = figure.getState();
  const values = state as Values;
  return {
    value: Number(values[parameter.key]),
    range: parameter.range?.(values) ?? ([0, 1] as const),
    rule: ruleIn(languageOfPage(), parameter, values),
  };
}

function set({ figure, parameter }: Scrubbed, value: number): boolean {
  try {
    figure.setState({ [parameter.key]: value });
    return true;
  } catch {
    return false;
  }
}

/** Lets the reader drag an element sideways to change the parameter. A press without movement is a click. */
function makeDraggable(element: Element, scrubbed: Scrubbed, click: () => void): void {
  const { step = 1 } = scrubbed.parameter;
  let held: { x: number; value: number; dragging: boolean } | undefined;
  // Until a press is known to be a click, it must not select text or place the caret.
  element.addEventListener('mousedown', (event) => {
    if (element !== document.activeElement) event.preventDefault();
  });
  const on = (type: string, listener: (event: PointerEvent) => void) =>
    element.addEventListener(type, listener as EventListener);
  on('pointerdown', (event) => {
    if (event.button !== 0 || element === document.activeElement) return;
    held = { x: event.clientX, value: stateOf(scrubbed).value, dragging: false };
    element.setPointerCapture(event.pointerId);
  });
  on('pointermove', ({ clientX }) => {
    if (!held) return;
    const way = clientX - held.x;
    if (!held.dragging && Math.abs(way) < threshold) return;
    held.dragging = true;
    const { range } = stateOf(scrubbed);
    const pixels = clamp((fullDrag * step) / (range[1] - range[0] || 1), pixelsPerStep);
    const moved = held.value + Math.round(way / pixels) * step;
    set(scrubbed, Number(clamp(moved, range).toFixed(6)));
  });
  const release = ({ type }: PointerEvent) => {
    if (!held) return;
    const { dragging } = held;
    held = undefined;
    if (dragging) scrubbed.changed();
    else if (type === 'pointerup') click();
  };
  on('pointerup', release);
  on('pointercancel', release);
}

function makeField(scrubbed: Scrubbed, left: () => void): HTMLInputElement {
  const { step = 1 } = scrubbed.parameter;
  const field = document.createElement('input');
  field.type = 'number';
  field.className = step < 1 ? 'scrub' : 'scrub whole';
  field.step = String(step);
  field.inputMode = step < 1 ? 'decimal' : 'numeric';
  field.autocomplete = 'off';
  field.setAttribute('aria-label', scrubbed.label[languageOfPage()]);
  const refuse = (refused: boolean) => {
    field.setAttribute('aria-invalid', String(refused));
    field.setCustomValidity(refused ? stateOf(scrubbed).rule : '');
  };
  field.addEventListener('focus', () => {
    const [low, high] = stateOf(scrubbed).range;
    field.min = String(low);
    field.max = String(high);
  });
  field.addEventListener('input', () => refuse(!set(scrubbed, field.valueAsNumber)));
  field.addEventListener('change', () => {
    if (field.getAttribute('aria-invalid') !== 'true') scrubbed.changed();
  });
  field.addEventListener('keydown', ({ key }) => {
    // The browser's own message says what is expected.
    if (key === 'Enter' && field.getAttribute('aria-invalid') === 'true') field.reportValidity();
    else if (key === 'Enter' || key === 'Escape') field.blur();
  });
  field.addEventListener('blur', () => {
    refuse(false);
    left();
  });
  return field;
}

/**
 * Replaces a number in the text with a number field.
 *
 * @param left called on blur, to write the last accepted value into the field
 */
export function makeNumberField(written: Element, scrubbed: Scrubbed, left: () => void): HTMLInputElement {
  const field = makeField(scrubbed, left);
  for (const name of ['data-figure', 'data-value']) field.setAttribute(name, written.getAttribute(name) ?? '');
  field.value = written.textContent ?? '';
  makeDraggable(field, scrubbed, () => {
    field.focus();
    field.select();
  });
  written.replaceWith(field);
  return field;
}

/**
 * Lets the reader drag a number in a formula, or type over it after a click. Otherwise it stays MathML, so that screen
 * readers read mathematics; keyboards can use the same number in the text, or the figure's own controls.
 */
export function makeFormulaNumber(number: Element, scrubbed: Scrubbed): void {
  number.classList.add('scrub');
  makeDraggable(number, scrubbed, () => {
    // The only MathML element that may contain HTML.
    const holder = document.createElementNS(mathML, 'mtext');
    const field = makeField(scrubbed, () => holder.replaceWith(number));
    field.value = number.textContent ?? '';
    holder.append(field);
    number.replaceWith(holder);
    field.focus();
    field.select();
  });
}

export const isFormulaNumber = (element: Element) => element.namespaceURI === mathML;
