/** The inside of a figure is made of parts, each of which shows its share of the content in its own piece of the shadow tree. */

import type { Content } from '../../figures/figure.js';
import type { Snapshot } from '../host.js';
import type { Look } from '../surroundings.js';

/** What is to be shown in one frame. */
export interface Shown {
  readonly snapshot: Snapshot;
  readonly content: Content;
  readonly look: Look;
  readonly isPrinting: boolean;
  /** Networks are being trained, and something new is shown with every frame. */
  readonly isRunning: boolean;
}

export interface Part {
  readonly element: HTMLElement;
  readonly show: (shown: Shown) => void;
}
