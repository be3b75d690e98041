/**
 * Marks what the reader points at on both sides: a symbol or number in text or formula, and the control, bar, cell,
 * row, point or series of the figure that it belongs to.
 */
import { LabelSmoothingElement } from '../element/index.js';
import { pageFigures } from './page-figures.js';

type Numbers = Readonly<Record<string, number>>;

/** Symbols (see symbols.ts), numbers of a figure's readout, and classes of a vector. */
const pointable = '[data-means], [data-value], [data-vector-figure] > [data-class]';

/** The point of the curve of a given x: the curve begins at x = 1. */
const pointAt = (x: number | undefined) => (x === undefined || !Number.isFinite(x) ? undefined : Math.round(x) - 1);

/** The class, or point of the curve, that a number of the readout is about; undefined if it is about all of them. */
function indexOf(kind: string, key: string, readout: Numbers, last: number | undefined): number | undefined {
  const { x, target } = readout;
  if (kind === 'loss-curve') {
    if (key === 'minimum-x' || key === 'minimum-loss') return pointAt(readout['minimum-x']);
    if (key === 'x' || key === 'loss') return pointAt(x);
    if (key === 'loss-first') return 0;
    return key === 'loss-last' ? pointAt(last) : undefined;
  }
  const ofTarget = ['target', 'target-probability', 'probability', 'loss', 'confidence'];
  return ofTarget.includes(key) ? target : undefined;
}

/** The names that an element of the text stands for. A class of a vector has only an index. */
const namesOf = (element: Element) =>
  (element.getAttribute('data-means') ?? element.getAttribute('data-value') ?? '').split(' ').filter(Boolean);

function placeIn(figure: LabelSmoothingElement, element: Element): number | undefined {
  const written = element.getAttribute('data-class');
  if (written !== null) return Number(written);
  // The first name decides; a vector that has a number for the correct class is about all classes.
  const [name = ''] = namesOf(element);
  return indexOf(figure.figure, name, figure.getReadout(), figure.getState().xMax);
}

/** A number that classes share means none of them in particular, but each of them means the number. */
function meansPlace(figure: LabelSmoothingElement, element: Element, index: number): boolean {
  const { target } = figure.getReadout();
  if (element.getAttribute('data-value') === 'other-probability') return target !== undefined && target !== index;
  return placeIn(figure, element) === index;
}

/** The figures that an element of the text is about: for a number its own, for a symbol those next to the text. */
function figuresOf(element: Element): LabelSmoothingElement[] {
  const name = element.getAttribute('data-figure') ?? element.parentElement?.getAttribute('data-vector-figure');
  const own = name && document.getElementById(`figure-${name}`);
  const figures = own ? [own] : [...(element.closest('.row')?.querySelectorAll('label-smoothing') ?? [])];
  return figures.filter((figure) => figure instanceof LabelSmoothingElement);
}

/** Marks, in a section, everything with one of the names or about that class or point of a figure, and nothing else. */
function markText(section: Element | null, names: readonly string[], places: ReadonlyMap<Element, number>): void {
  for (const element of section?.querySelectorAll(pointable) ?? []) {
    const isNamed = namesOf(element).some((name) => names.includes(name));
    const isPlace = figuresOf(element).some((figure) => {
      const index = places.get(figure);
      return index !== undefined && meansPlace(figure, element, index);
    });
    element.classList.toggle('pointed', isNamed || isPlace);
  }
}

function clearText(): void {
  for (const element of document.querySelectorAll('.pointed')) element.classList.remove('pointed');
}

/** Starts to listen. Figures, numbers and symbols are looked up when the reader points at something. */
export function bindPointing(): void {
  let pointed: Element | null = null;
  const point = (element: Element | null) => {
    if (element === pointed) return;
    for (const figure of pointed ? figuresOf(pointed) : []) figure.highlight(null);
    clearText();
    pointed = element;
    if (!element) return;
    const names = namesOf(element);
    const places = new Map<Element, number>();
    for (const figure of figuresOf(element)) {
      const index = placeIn(figure, element);
      if (index !== undefined) places.set(figure, index);
      figure.highlight(index ?? null, names.join(' '));
    }
    markText(element.closest('section'), names, places);
  };
  let hovered: Element | null = null;
  /** With the pointer on nothing, the number that has the focus counts. */
  const update = () => point(hovered ?? document.activeElement?.closest(pointable) ?? null);
  const hover = (target: EventTarget | null) => {
    hovered = target instanceof Element ? target.closest(pointable) : null;
    update();
  };
  // No event follows when a finger lifts, so its mark stays until the next touch. Figures get pointer events after the
  // page, so they decide.
  document.addEventListener('pointerover', ({ target }) => hover(target), { capture: true });
  document.documentElement.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch') hover(null);
  });
  for (const type of ['focusin', 'focusout']) document.addEventListener(type, update, { capture: true });

  for (const figure of pageFigures().values()) {
    const follow = (names: readonly string[], index: number | null) => {
      pointed = null;
      clearText();
      const places = new Map(index === null ? [] : [[figure, index] as const]);
      if (names.length + places.size > 0) markText(figure.closest('section'), names, places);
    };
    figure.addEventListener('ls-highlight', (event) => follow([], (event as CustomEvent).detail.index));
    figure.addEventListener('ls-name', (event) => {
      const { name } = (event as CustomEvent<{ name: string | null }>).detail;
      follow(name ? [name] : [], null);
    });
  }
}
