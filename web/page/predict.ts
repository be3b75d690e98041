/**
 * Asks before it tells: takes a guess, puts the figure into the state in question and shows how far off the guess was.
 */
import type { LabelSmoothingElement } from '../element/index.js';
import { pageFigures } from './page-figures.js';

/** A slider's track ends half a thumb before the slider does. */
const thumb = 16;

function bindForm(form: HTMLFormElement, figure: LabelSmoothingElement, changed: () => void): void {
  const { prediction, answer = '', state = '{}', shownAs } = form.dataset;
  const truth = Number(answer);
  const find = <Type extends Element>(selector: string) => form.querySelector(selector) as Type;
  const slider = find<HTMLInputElement>('[type="range"]');
  const field = find<HTMLInputElement>('[type="number"]');
  const picture = form.querySelector('svg');
  const verdict = find<HTMLElement>('.verdict');
  const step = Number(slider.step);
  const places = (slider.step.split('.')[1] ?? '').length;

  /** What the figure is asked: see the element's attribute `guess`. */
  const asked = JSON.parse(figure.getAttribute('guess') ?? 'null');
  /** Shows a guess, an answer or both in the picture. */
  const mark = (marks: { readonly value?: number; readonly truth?: number }) => {
    if (asked) figure.setAttribute('guess', JSON.stringify({ ...asked, ...marks }));
  };
  slider.addEventListener('input', () => {
    field.value = slider.value;
    mark({ value: slider.valueAsNumber });
  });
  field.addEventListener('input', () => {
    slider.value = field.value;
    if (field.checkValidity() && field.value !== '') mark({ value: field.valueAsNumber });
  });
  figure.addEventListener('ls-guess', (event) => {
    field.value = slider.value = String((event as CustomEvent<{ guess: number }>).detail.guess);
  });
  // What is marked in the picture is about the question's state.
  figure.addEventListener('input', () => {
    if (form.classList.contains('answered')) figure.removeAttribute('guess');
  });

  const place = (value: number) => {
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const fraction = Math.min(Math.max((value - low) / (high - low), 0), 1);
    return thumb / 2 + fraction * (slider.clientWidth - thumb);
  };

  let guess: number | undefined;
  const draw = () => {
    form.classList.toggle('guessed', guess !== undefined);
    if (!picture) return;
    const [at, is] = [place(guess ?? truth), place(truth)];
    find('.between').setAttribute('x1', String(at));
    find('.between').setAttribute('x2', String(is));
    find('.guessed').setAttribute('cx', String(at));
    find('.true').setAttribute('transform', `translate(${is})`);
  };

  const reveal = () => {
    // What else the reader has changed since is not in question.
    figure.reset();
    figure.setState({
      ...JSON.parse(state),
      ...(shownAs && guess !== undefined && { [shownAs]: guess }),
    });
    figure.removeAttribute('mask');
    mark({ ...(guess !== undefined && { value: guess }), truth });
    for (const element of document.querySelectorAll(`[data-secret="${prediction}"]`)) {
      element.classList.add('known');
    }
    // Even if it is out of view, the figure should show the answer, and so should the numbers in the text.
    figure.loading = 'eager';
    changed();
    // If one decimal was asked for, one decimal is enough to be right.
    const off = guess === undefined ? 0 : guess - truth;
    const kind = guess === undefined ? 'shown' : Math.abs(off) < step * 0.75 ? 'right' : off > 0 ? 'high' : 'low';
    for (const sentence of verdict.querySelectorAll<HTMLElement>('[data-verdict]')) {
      sentence.hidden = sentence.getAttribute('data-verdict') !== kind;
    }
    for (const element of verdict.querySelectorAll<HTMLElement>('[data-off]')) {
      element.textContent = Math.abs(off)
        .toFixed(Math.max(places, 2))
        .replace(/\.?0+$/, '');
    }
    for (const element of verdict.querySelectorAll<HTMLElement>('[data-guess]')) {
      element.textContent = String(guess);
    }
    verdict.hidden = false;
    form.classList.add('answered');
    draw();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    guess = field.valueAsNumber;
    reveal();
  });
  find('button[type="button"]').addEventListener('click', () => {
    guess = undefined;
    reveal();
  });
  if (!picture) return;
  new ResizeObserver(() => {
    if (form.classList.contains('answered')) draw();
  }).observe(picture);
}

/** @param changed called with a figure after an answer changed it */
export function bindPredictions(changed: (figure: LabelSmoothingElement) => void): void {
  const figures = pageFigures();
  // Those of closed chapters wait in templates.
  const places = [document, ...Array.from(document.querySelectorAll('template'), ({ content }) => content)];
  const forms = places.flatMap((place) => [...place.querySelectorAll<HTMLFormElement>('form[data-prediction]')]);
  for (const form of forms) {
    const figure = figures.get(form.getAttribute('data-for') ?? '');
    if (figure) bindForm(form, figure, () => changed(figure));
  }
}
