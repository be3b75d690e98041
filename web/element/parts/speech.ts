/** Announces to screen readers what has become of a figure. */

import { make } from '../dom.js';

/** Delay in milliseconds, so that dragging is not read out step by step. */
const delay = 600;

export interface Speech {
  readonly element: HTMLElement;
  readonly say: (text: string) => void;
  /** Announces the result of a change. The first state is not news. */
  readonly announce: (text: string) => void;
  readonly dispose: () => void;
}

export function createSpeech(): Speech {
  const element = make('p', { class: 'hidden', 'aria-live': 'polite' });
  let timer = 0;
  let announced: string | undefined;
  const say = (text: string) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      element.textContent = text;
    }, delay);
  };
  return {
    element,
    say,
    announce: (text) => {
      announced ??= text;
      if (announced === text) return;
      announced = text;
      say(text);
    },
    dispose: () => clearTimeout(timer),
  };
}
