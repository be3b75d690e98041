/**
 * Numbers of the text and the formulas that are parameters of a figure: number fields that look like the text around
 * them, to be typed in, moved with the arrow keys and dragged.
 */
import type { LabelSmoothingElement } from '../element/index.js';
import {
  isFigureName,
  type Language,
  type Parameter,
  parametersOf,
  resolve,
  ruleOf,
  type Text,
} from '../figures/parameters.js';

const mathML = 'http://www.w3.org/1998/Math/MathML';

/** A drag begins after that many pixels; before it, a press is a click. */
const threshold = 4;
/** A drag over that many pixels crosses the whole range, if its steps are neither too fine nor too coarse then. */
const fullDrag = 300;
const pixelsPerStep = [3, 14] as const;

const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(Math.max(value, low), high);

/** The parameter behind a number of a figure's readout, when it is one that a single number sets. */
export function parameterOf(figure: LabelSmoothingElement, key: string): Parameter | undefined {
  const kind = figure.getAttribute('figure');
  if (!isFigureName(kind)) return undefined;
  return parametersOf(kind).find(({ name, length, choices }) => name === key && !length && !choices);
}

/**
 * Puts a number field in the place of a written number.
 *
 * @param changed called when the reader is done with a change
 */
export function makeScrubbable(
  written: Element,
  figure: LabelSmoothingElement,
  parameter: Parameter,
  label: Text,
  changed: () => void,
): HTMLInputElement {
  const { key, step = 1 } = parameter;
  const language = (document.documentElement.lang === 'en' ? 'en' : 'zh-Hant') satisfies Language;
  const kind = figure.getAttribute('figure');
  if (!isFigureName(kind)) throw new Error(`figure is ${kind}, expected one that has parameters`);
  const current = () => resolve(kind, (name) => figure.getAttribute(name)).values;
  const range = () => parameter.range?.(current(), kind) ?? ([0, 1] as const);

  const field = document.createElement('input');
  field.type = 'number';
  field.className = step < 1 ? 'scrub' : 'scrub whole';
  field.step = String(step);
  field.inputMode = step < 1 ? 'decimal' : 'numeric';
  field.autocomplete = 'off';
  field.setAttribute('aria-label', label[language]);
  for (const name of ['data-figure', 'data-value']) field.setAttribute(name, written.getAttribute(name) ?? '');
  field.value = written.textContent ?? '';

  const set = (value: number): boolean => {
    try {
      figure.setState({ [key]: value });
      return true;
    } catch {
      return false;
    }
  };
  const refuse = (refused: boolean) => {
    field.setAttribute('aria-invalid', String(refused));
    field.setCustomValidity(refused ? ruleOf(parameter, kind, current())[language] : '');
  };

  field.addEventListener('focus', () => {
    const [low, high] = range();
    field.min = String(low);
    field.max = String(high);
  });
  field.addEventListener('input', () => refuse(!set(field.valueAsNumber)));
  field.addEventListener('change', () => {
    if (field.validationMessage === '' || field.validity.stepMismatch) changed();
  });
  field.addEventListener('keydown', ({ key: pressed }) => {
    // Says in the browser's own way what is expected.
    if (pressed === 'Enter' && field.getAttribute('aria-invalid') === 'true') field.reportValidity();
  });
  field.addEventListener('blur', () => {
    refuse(false);
    // The last accepted value comes back into the field.
    field.dispatchEvent(new Event('ls-left'));
  });

  let held: { x: number; value: number; dragging: boolean } | undefined;
  // A press neither selects text nor puts the caret anywhere before it is known to be a click.
  field.addEventListener('mousedown', (event) => {
    if (field !== document.activeElement) event.preventDefault();
  });
  field.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || field === document.activeElement) return;
    held = { x: event.clientX, value: Number(current()[key]), dragging: false };
    field.setPointerCapture(event.pointerId);
  });
  field.addEventListener('pointermove', ({ clientX }) => {
    if (!held) return;
    const way = clientX - held.x;
    if (!held.dragging && Math.abs(way) < threshold) return;
    held.dragging = true;
    const [low, high] = range();
    const pixels = clamp((fullDrag * step) / (high - low || 1), pixelsPerStep);
    const moved = held.value + Math.round(way / pixels) * step;
    set(Number(clamp(moved, [low, high]).toFixed(6)));
  });
  const release = ({ type }: PointerEvent) => {
    if (!held) return;
    const { dragging } = held;
    held = undefined;
    if (dragging) changed();
    else if (type === 'pointerup') {
      field.focus();
      field.select();
    }
  };
  field.addEventListener('pointerup', release);
  field.addEventListener('pointercancel', release);

  if (written.namespaceURI === mathML) {
    // The one element of MathML that may contain elements of HTML.
    const holder = document.createElementNS(mathML, 'mtext');
    holder.append(field);
    written.replaceWith(holder);
  } else {
    written.replaceWith(field);
  }
  return field;
}
