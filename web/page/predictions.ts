/**
 * Questions that a reader answers before the figure does. The answer is what the figure reads out in the state it is
 * then put into; the build computes it, so that asking needs nothing but this table.
 */
import type { Values } from '../figures/parameters.js';
import { numberIn } from './computed.js';
import type { Content } from './content/content.js';
import type { FigureName } from './figures.js';
import { formatNumber } from './numbers.js';

interface Prediction {
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

export const predictions = {
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
} as const satisfies Record<string, Prediction>;

export type PredictionName = keyof typeof predictions;

const decimals = (step: number) => (step < 0.1 ? 2 : step < 1 ? 1 : 0);

/** The question with its slider, and every sentence that may follow, of which predict.ts shows one. */
export function prediction(name: PredictionName, content: Content): string {
  const { figure, state, answer, range, step, start, shownAs }: Prediction = predictions[name];
  const { question, because } = content.predictions[name];
  const { labels } = content;
  const exact = typeof answer === 'number' ? answer : numberIn(figure, state, answer);
  const truth = typeof answer === 'number' ? exact.toFixed(decimals(step)) : formatNumber(answer, exact);
  const [low, high] = range;
  const limits = `min="${low}" max="${high}" step="${step}" value="${start}"`;
  return `<form class="prediction" data-prediction="${name}" data-for="${figure}" data-answer="${exact}" data-state='${JSON.stringify(state)}'${shownAs ? ` data-shown-as="${shownAs}"` : ''}>
<p class="question" id="question-${name}"><b>${labels.predict}</b> ${question}</p>
<div class="guess">
<input type="range" ${limits} aria-labelledby="question-${name}" autocomplete="off">
<input type="number" ${limits} aria-labelledby="question-${name}" autocomplete="off" inputmode="decimal">
<svg class="distance" aria-hidden="true"><line class="between" y1="9" y2="9"/><circle class="guessed" cy="9" r="6"/><path class="true" d="M0 2l7 7-7 7-7-7Z"/></svg>
</div>
<div class="answers"><button type="submit">${labels.check}</button><button type="button">${labels.showMe}</button></div>
<div role="status"><p class="verdict" hidden><span data-verdict="right" hidden>${labels.verdicts.right}</span><span data-verdict="high" hidden>${labels.verdicts.high}</span><span data-verdict="low" hidden>${labels.verdicts.low}</span><span data-verdict="shown" hidden>${labels.verdicts.shown(truth)}</span> ${because}</p></div>
</form>`;
}
