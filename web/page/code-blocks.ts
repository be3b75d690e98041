/** Code of the text: copied with one press, and, where its lines are the steps of a figure, shown side by side with it. */
import type { LabelSmoothingElement } from '../element/index.js';
import { pageFigures } from './page-figures.js';

/** How long a button says that it has copied, in milliseconds. */
const said = 2000;

function addCopyButton(block: Element, copy: string, copied: string): void {
  const code = block.querySelector('code') as HTMLElement;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.setAttribute('aria-live', 'polite');
  button.textContent = copy;
  let timer = 0;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText((code.textContent ?? '').trimEnd());
    } catch {
      // Without permission the reader's own keys copy what is selected.
      getSelection()?.selectAllChildren(code);
      return;
    }
    button.textContent = copied;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      button.textContent = copy;
    }, said);
  });
  block.append(button);
}

/** Code that fits has nothing to scroll by keys. */
const stops = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
    else target.removeAttribute('tabindex');
  }
});

/** Choosing a line shows its matrix alone, choosing it again all of them; the matrix shown marks its line. */
function bindLines(block: Element, figure: LabelSmoothingElement, changed: () => void): void {
  const lines = [...block.querySelectorAll<HTMLElement>('[data-step]')];
  const stepOf = (line: HTMLElement) => Number(line.getAttribute('data-step'));
  const show = () => {
    const { shownStep } = figure.getState();
    for (const line of lines) line.setAttribute('aria-pressed', String(stepOf(line) === shownStep));
  };
  for (const line of lines) {
    line.addEventListener('click', () => {
      figure.setState({ shownStep: figure.getState().shownStep === stepOf(line) ? 0 : stepOf(line) });
      figure.loading = 'eager';
      changed();
    });
  }
  new MutationObserver(show).observe(figure, { attributes: true });
  show();
}

/** @param changed called with the figure that shows another step */
export function bindCodeBlocks(changed: (figure: LabelSmoothingElement) => void): void {
  const { copy = '', copied = '' } = (document.getElementById('top') as HTMLElement).dataset;
  for (const block of document.querySelectorAll('.code')) {
    addCopyButton(block, copy, copied);
    for (const pre of block.querySelectorAll('pre')) stops.observe(pre);
  }
  const figures = pageFigures();
  for (const block of document.querySelectorAll<HTMLElement>('[data-steps-of]')) {
    const figure = figures.get(block.getAttribute('data-steps-of') ?? '');
    if (figure) bindLines(block, figure, () => changed(figure));
  }
}
