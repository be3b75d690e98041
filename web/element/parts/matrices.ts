/** A chain of matrices, all at once or one by one. */

import { make } from '../dom.js';
import type { Host } from '../host.js';
import type { Stepper } from '../stepper/index.js';
import { texts } from '../texts.js';
import type { Part, Shown } from './part.js';
import { markScrollable, placesIn, showTensors } from './tensors.js';

export interface Matrices extends Part {
  /** Opens the stepper, which is loaded then. */
  readonly steps: HTMLElement;
  readonly dispose: () => void;
}

/**
 * @param say announces to screen readers
 * @param changed called when the matrices must be shown again
 */
export function createMatrices(host: Host, say: (text: string) => void, changed: () => void): Matrices {
  const element = make('ol', { class: 'tensors' });
  const title = make('summary');
  const steps = make('details', {}, title);
  let stepper: Stepper | undefined;

  // If the stepper cannot be loaded, all matrices stay.
  const loadStepper = () =>
    import('../stepper/index.js').then(
      ({ createStepper }) => {
        stepper ??= createStepper(host, steps, element, say);
        changed();
      },
      () => {},
    );
  const showStep = ({ content, snapshot: { values, hide, language } }: Shown) => {
    steps.hidden = !content.stepwise || hide.has('controls') || hide.has('shown-step');
    if (!content.stepwise) return;
    const { shownStep } = values;
    steps.open = shownStep > 0;
    title.textContent = texts[language].stepwise;
    if (stepper) stepper.show(content.tensors ?? [], shownStep, language);
    else if (shownStep > 0) loadStepper();
  };
  steps.addEventListener('toggle', () => {
    if (steps.open === host.snapshot().values.shownStep > 0) return;
    host.change({ shownStep: steps.open ? 1 : 0 });
    host.commit();
  });

  let places: number | undefined;
  const resized = new ResizeObserver(() => {
    markScrollable(element);
    const now = placesIn(element);
    if (places !== undefined && places !== now) changed();
    places = now;
  });
  resized.observe(element);

  return {
    element,
    steps,
    show: (shown) => {
      const { tensors } = shown.content;
      element.hidden = !tensors;
      showTensors(element, tensors ?? []);
      showStep(shown);
      markScrollable(element);
    },
    dispose: () => resized.disconnect(),
  };
}
