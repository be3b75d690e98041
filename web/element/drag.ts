/**
 * Presses and drags on a picture that shares its place with the page's scrolling: a drag begins when the pointer moves
 * along the drag's own direction, and a movement the other way is the page's.
 */

import type { Direction } from '../figures/figure.js';

/** How far, in CSS pixels, a pointer moves before it is no click any more. */
const slop = 4;

export interface Gestures<Grip> {
  /** What is under the pointer. */
  readonly grip: (event: PointerEvent | Touch) => Grip;
  /** The direction in which that is dragged, if any. */
  readonly direction: (grip: Grip, isFinger: boolean) => Direction | undefined;
  readonly begin: () => void;
  readonly move: (event: PointerEvent, grip: Grip) => void;
  readonly end: () => void;
  /** The drag was taken away and did not happen. */
  readonly cancel: () => void;
  readonly click: (event: PointerEvent) => void;
}

export function drag<Grip>(target: HTMLElement, gestures: Gestures<Grip>): void {
  let press: { id: number; x: number; y: number; grip: Grip; direction: Direction | undefined } | undefined;
  let isDragging = false;

  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const grip = gestures.grip(event);
    const direction = gestures.direction(grip, event.pointerType === 'touch');
    press = { id: event.pointerId, x: event.clientX, y: event.clientY, grip, direction };
  });
  target.addEventListener('pointermove', (event) => {
    if (event.pointerId !== press?.id) return;
    if (!isDragging) {
      const across = Math.abs(event.clientX - press.x);
      const up = Math.abs(event.clientY - press.y);
      if (Math.max(across, up) < slop) return;
      if (press.direction !== (across > up ? 'horizontal' : 'vertical')) {
        press = undefined;
        return;
      }
      isDragging = true;
      target.setPointerCapture(press.id);
      gestures.begin();
    }
    gestures.move(event, press.grip);
  });
  target.addEventListener('pointerup', (event) => {
    if (event.pointerId !== press?.id) return;
    press = undefined;
    if (isDragging) gestures.end();
    else gestures.click(event);
    isDragging = false;
  });
  const cancel = (event: PointerEvent) => {
    if (event.pointerId !== press?.id) return;
    press = undefined;
    if (isDragging) gestures.cancel();
    isDragging = false;
  };
  target.addEventListener('pointercancel', cancel);
  target.addEventListener('lostpointercapture', cancel);
  // `touch-action` knows of no places inside an element. Sideways it leaves drags to us anyway.
  target.addEventListener(
    'touchstart',
    (event) => {
      const [touch] = event.touches;
      if (!touch || event.touches.length > 1 || !event.cancelable) return;
      if (gestures.direction(gestures.grip(touch), true) === 'vertical') event.preventDefault();
    },
    { passive: false },
  );
}
