/** What stands in a figure's place until it is there: the author's content, a still, or the button that asks for it. */
import type { Host } from './host.js';

/**
 * Puts a figure there instead. Until what is returned is called, when the figure has been drawn, the place keeps its height:
 * a browser that holds on to what the reader sees would follow it. Whoever pressed the button goes on in the figure.
 */
export function replaceStandIn({ frame, slot }: Host, figure: HTMLElement): () => void {
  const standIn = frame.querySelector(':scope > :is(.still, button)');
  const hasFocus = standIn?.matches(':focus');
  if (standIn) frame.style.minBlockSize = `${frame.offsetHeight}px`;
  standIn?.remove();
  slot.hidden = true;
  frame.append(figure);
  return () => {
    frame.style.minBlockSize = '';
    if (!hasFocus) return;
    figure.tabIndex = -1;
    figure.focus();
  };
}
