/** Questions that a reader answers before the figure does, and what there is to guess. */
import type { Values } from '../figures/parameters.js';
import type { FigureName } from './figures.js';

export interface Question {
  readonly figure: FigureName;
  /** What the question supposes, and the figure shows with the answer. */
  readonly state: Readonly<Partial<Values>>;
  /** The number asked for, by its name in the figure's readout, or the number itself. */
  readonly answer: string | number;
  /** What can be guessed, and where the slider stands before. */
  readonly range: readonly [low: number, high: number];
  readonly step: number;
  readonly start: number;
  /** The parameter that shows the guess in the figure. */
  readonly shownAs?: keyof Values;
}

export const questions = {
  loss: { figure: 'cross-entropy', state: { probability: 0.1 }, answer: 'loss', range: [0, 6], step: 0.1, start: 1 },
  kept: {
    figure: 'targets',
    state: { alpha: 0.3 },
    answer: 'target-probability',
    range: [0, 1],
    step: 0.01,
    start: 0.5,
  },
  overtaken: { figure: 'heatmap', state: { alpha: 0.75 }, answer: 0.75, range: [0, 1], step: 0.01, start: 0.5 },
  minimum: {
    figure: 'loss-curve',
    state: { alpha: 0.3 },
    answer: 'minimum-x',
    range: [1, 99],
    step: 1,
    start: 50,
    shownAs: 'x',
  },
  floor: { figure: 'decomposition', state: { alpha: 0.4 }, answer: 'entropy', range: [0, 2], step: 0.01, start: 0 },
  gap: { figure: 'logit-gap', state: { alpha: 0.1 }, answer: 'gap-3', range: [0, 20], step: 0.1, start: 4 },
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof questions;
