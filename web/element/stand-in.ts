/** What stands in a figure's place until it is there: the author's content, a still, or the button that asks for it. */
import type { Host } from './host.js';

/**
 * Puts a figure there instead. Until what is returned is called, when the figure has been drawn, the place has the height it
 * had, whatever is in it, and nothing in it is held on to: a browser that keeps what the reader sees where it is would
 * follow what comes and goes. Whoever pressed the button goes on in the figure.
 */
export function replaceStandIn({ frame, slot }: Host, figure: HTMLElement): () => void {
  const standIn = frame.querySelector(':scope > :is(.still, button)');
  const hasFocus = standIn?.matches(':focus');
  if (standIn) Object.assign(frame.style, { blockSize: `${frame.offsetHeight}px`, overflowAnchor: 'none' });
  standIn?.remove();
  slot.hidden = true;
  frame.append(figure);
  return () => {
    Object.assign(frame.style, { blockSize: '', overflowAnchor: '' });
    if (!hasFocus) return;
    figure.tabIndex = -1;
    figure.focus();
  };
}
