/**
 * Questions as the build writes them. The answer comes from the figure's readout in the state in question; the build
 * computes it, so that asking needs only the table.
 */

import type { Content } from './content.js';
import { numberIn } from './first-state.js';
import { formatNumber } from './number-format.js';
import { type Question, type QuestionName, questions } from './questions.js';

const decimals = (step: number) => (step < 0.1 ? 2 : step < 1 ? 1 : 0);

/** The guess, the answer and the distance between them, below the slider, for a question without a place in a picture. */
const distance =
  '<svg class="distance" aria-hidden="true"><line class="between" y1="9" y2="9"/><circle class="guessed" cy="9" r="6"/><path class="true" d="M0 2l7 7-7 7-7-7Z"/></svg>';

/** The question with its slider, and all possible verdicts, of which predict.ts shows one. */
export function prediction(name: QuestionName, content: Content): string {
  const { figure, state, answer, range, step, start, drawn, shownAs }: Question = questions[name];
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
${drawn ? '' : distance}</div>
<div class="answers"><button type="submit">${labels.check}</button><button type="button">${labels.showMe}</button></div>
<div role="status"><p class="verdict" hidden><span data-verdict="right" hidden>${labels.verdicts.right}</span><span data-verdict="high" hidden>${labels.verdicts.high}</span><span data-verdict="low" hidden>${labels.verdicts.low}</span><span data-verdict="shown" hidden>${labels.verdicts.shown(truth)}</span> ${because}</p></div>
</form>`;
}
