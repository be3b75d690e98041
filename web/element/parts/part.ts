/** A figure consists of parts. Each shows its share of the content in its own piece of the shadow tree. */

import type { Content } from '../../figures/figure.js';
import type { Snapshot } from '../host.js';
import type { Look } from '../surroundings.js';

/** What to show in one frame. */
export interface Shown {
  readonly snapshot: Snapshot;
  readonly content: Content;
  readonly look: Look;
  readonly isPrinting: boolean;
  /** Training is running, and every frame shows something new. */
  readonly isRunning: boolean;
}

export interface Part {
  readonly element: HTMLElement;
  readonly show: (shown: Shown) => void;
}
