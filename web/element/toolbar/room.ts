/**
 * The room that a page keeps for a figure until it is there, so that nothing below it moves: its height follows from its
 * width. In a snippet it is an empty float as high as that, inside the element or beside the iframe, because a percentage in
 * a padding is one of the width around.
 */
import { controlsOf } from '../../figures/in-view.js';
import { type FigureName, parametersOf, resolve } from '../../figures/parameters.js';

/** Widths, in rem, at which the height is told: where the layout changes, and in columns where text is broken often. */
const steps = [0, 20, 24, 31, 40, 46, 60];

/** Narrower or wider figures than these, in rem, are not measured. */
const narrowest = 17.5;
const widest = 75;

/** Heights in em of at least 16 px, from each width in `steps` on. */
export type Rooms = readonly number[];

/** By the layout in style.ts, from each width on: the height of a card and of one more row of controls. In rem. */
const layout = [
  [0, 50, 4.7],
  [31, 40, 3],
  // Controls beside the chart.
  [46, 21, 4],
] as const;

/** Choosing among views of networks or steps of a computation takes about as much as so many controls. */
const stage = 10;
/** The line that opens the others. */
const fold = 0.5;

/** Those of a figure in its first state that nobody has drawn. */
export function firstRooms(figure: FigureName): Rooms {
  const { values } = resolve(figure, () => null);
  const { inView, folded } = controlsOf(figure);
  const controls =
    inView.filter(({ matters }) => matters?.(values) !== false).length +
    (folded.length > 0 ? fold : 0) +
    (parametersOf(figure).some(({ place }) => place === 'stage') ? stage : 0);
  return steps.map((step) => {
    const [, card, control] = layout.filter(([width]) => width <= step).at(-1) ?? layout[0];
    return card + control * controls;
  });
}

/** Measures a figure that has been drawn, in every width. The page is laid out a few times, and nothing is painted. */
export function measureRooms(root: ShadowRoot, frame: HTMLElement): Rooms {
  const { defaultView, documentElement } = root.ownerDocument;
  if (!defaultView) return [];
  const rem = Math.max(Number.parseFloat(getComputedStyle(documentElement).fontSize) || 16, 16);
  const sheet = new (defaultView as Window & typeof globalThis).CSSStyleSheet();
  // A copy: the list itself follows what is assigned to it.
  const before = [...root.adoptedStyleSheets];
  root.adoptedStyleSheets = [...before, sheet];
  try {
    const heightAt = (width: number) => {
      sheet.replaceSync(`
        :host { inline-size: ${width * rem}px !important; min-inline-size: 0 !important; max-inline-size: none !important; flex: none !important }
        .frame { min-block-size: 0 !important }
        /* Whoever gets the snippet finds them closed. */
        :is(.side, .more) details > :not(summary) { display: none !important }
        .fold { flex-basis: auto !important }
      `);
      // A tenth more than what is rounded.
      return Math.ceil((10 * (frame.offsetHeight + 0.5)) / rem) / 10;
    };
    return steps.map((step, index) =>
      Math.max(heightAt(Math.max(step, narrowest)), heightAt((steps[index + 1] ?? widest) - 0.01)),
    );
  } finally {
    root.adoptedStyleSheets = before;
  }
}

const rounded = (length: number) => Number(length.toFixed(1));

/** These heights as one CSS length, where 100 % is the width and 1em that of {@link roomFont}. */
export function roomLength(rooms: Rooms, more = ''): string {
  const terms = steps.slice(1).flatMap((step, index) => {
    const change = rounded((rooms[index] ?? 0) - (rooms[index + 1] ?? 0));
    // Nothing from that width on, all of it below.
    if (change > 0) return [`clamp(0em,(${step}em - 100%)*9999,${change}em)`];
    if (change < 0) return [`clamp(${change}em,(100% - ${step}em)*9999,0em)`];
    return [];
  });
  return `calc(${[`${rounded(rooms.at(-1) ?? 0)}em`, ...terms, ...(more ? [more] : [])].join(' + ')})`;
}

/** The height in CSS pixels in a column of 700, where neither width nor font is known. */
export const usualHeight = (rooms: Rooms) =>
  Math.ceil(16 * (rooms[steps.filter((step) => 16 * step <= 700).length - 1] ?? 0));

/** The font size of a figure's `--rem`. */
export const roomFont = 'max(1rem,16px)';

export const roomStyle = (length: string) => `float:left;font-size:${roomFont};padding-top:${length}`;
