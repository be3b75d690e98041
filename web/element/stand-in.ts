/** What stands in a figure's place until it is there: a still of it, or the button that asks for it. */

/** Takes that away. Whoever pressed the button goes on in the figure. */
export function takePlace(frame: HTMLElement, figure: HTMLElement): void {
  const standIn = frame.querySelector(':scope > :is(.still, button)');
  if (standIn?.matches(':focus')) {
    figure.tabIndex = -1;
    figure.focus();
  }
  standIn?.remove();
}
