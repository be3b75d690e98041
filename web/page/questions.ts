/** The questions that a reader answers before the figure does, with the ranges of their answers. */
import type { Guess } from '../figures/guess.js';
import type { Values } from '../figures/parameters.js';
import type { FigureName } from './figures.js';

export interface Question {
  readonly figure: FigureName;
  /** The state that the question is about, which the figure shows with the answer. */
  readonly state: Readonly<Partial<Values>>;
  /** The number in question: its name in the figure's readout, or the number itself. */
  readonly answer: string | number;
  /** The range of guesses, and the slider's first position. */
  readonly range: readonly [low: number, high: number];
  readonly step: number;
  readonly start: number;
  /** Where the number lies in the figure's picture, so that it can be guessed there. */
  readonly drawn?: Partial<Pick<Guess, 'chart' | 'line' | 'shownFrom'>> & Pick<Guess, 'axis' | 'at'>;
  /** The parameter that shows the guess in the figure. */
  readonly shownAs?: keyof Values;
  /** What the figure would give away beforehand: see the element's attribute `mask`. */
  readonly masks?: readonly string[];
  /** The text below the figure that would. */
  readonly tells?: readonly ('gesture' | 'seen')[];
}

export const questions = {
  loss: {
    figure: 'cross-entropy',
    state: { probability: 0.1 },
    answer: 'loss',
    range: [0, 5],
    step: 0.1,
    start: 4,
    drawn: { chart: 1, axis: 'y', at: 0.1, shownFrom: 0.2 },
  },
  kept: {
    figure: 'targets',
    state: { alpha: 0.3 },
    answer: 'target-probability',
    range: [0, 1],
    step: 0.01,
    start: 0.5,
    // The smoothed bar of the correct class.
    drawn: { axis: 'y', at: 2.2 },
    tells: ['seen'],
  },
  overtaken: {
    figure: 'heatmap',
    state: { alpha: 0.75 },
    answer: 0.75,
    range: [0, 1],
    step: 0.01,
    start: 0.5,
    tells: ['gesture', 'seen'],
  },
  minimum: {
    figure: 'loss-curve',
    state: { alpha: 0.3 },
    answer: 'minimum-x',
    range: [1, 99],
    step: 1,
    start: 50,
    drawn: { axis: 'x', at: 0.45, line: true },
    shownAs: 'x',
    masks: ['minimum-x', 'minimum-loss'],
  },
  floor: {
    figure: 'decomposition',
    state: { alpha: 0.4 },
    answer: 'entropy',
    range: [0, 2],
    step: 0.01,
    start: 1.8,
    drawn: { axis: 'y', at: 0.3, line: true },
  },
  gap: {
    figure: 'logit-gap',
    state: { alpha: 0.1 },
    answer: 'gap-3',
    range: [0, 12],
    step: 0.1,
    start: 1.5,
    drawn: { axis: 'y', at: 0.1 },
    masks: ['gap-3'],
    tells: ['seen'],
  },
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof questions;

const all: readonly (readonly [string, Question])[] = Object.entries(questions);

/** The question that is asked about a figure, if there is one, with its name. */
export const questionOf = (figure: FigureName) => all.find(([, question]) => question.figure === figure);

/** The attributes of the element that ask a question in a figure, before anybody has guessed. */
export function asking(name: FigureName): Readonly<Record<string, string>> {
  const question = questionOf(name)?.[1];
  if (!question) return {};
  const { masks = [], drawn, range, step, start } = question;
  const [low, high] = range;
  return {
    ...(masks.length > 0 && { mask: masks.join(' ') }),
    ...(drawn && { guess: JSON.stringify({ ...drawn, low, high, step, start } satisfies Partial<Guess>) }),
  };
}

/** An attribute that hides an element until that question has been answered: see predictions.css. */
export const untilAnswered = (name: string, instead = '') =>
  ` data-secret="${name}"${instead ? ` data-until="${instead}"` : ''}`;

/** Words that would give the answer to a question away. */
export const secret = (name: QuestionName, html: string) => `<span${untilAnswered(name)}>${html}</span>`;

/** The question that a number of a figure would give away. */
export function askedBy(figure: FigureName, key: string): string | undefined {
  return all.find(([, question]) => question.figure === figure && question.masks?.includes(key))?.[0];
}
