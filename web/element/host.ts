/** The interface between the element and the view inside it. */

import type { Checked } from '../figures/calibration/check.js';
import type { FigureName, Language, Problem, Values } from '../figures/parameters.js';
import type { Indices, Numbers } from '../lib/index.js';

/** What the view should show. */
export interface Snapshot {
  readonly figure: FigureName;
  readonly values: Values;
  /** Attributes that were refused. */
  readonly problems: readonly Problem[];
  readonly language: Language;
  /** Names in the attribute `hide`: parameters, `toolbar`, or `controls` for all of these; see style.ts for other parts. */
  readonly hide: ReadonlySet<string>;
  /** The attribute `mask`: see element/index.ts. */
  readonly mask: string;
}

/** The element, as the view sees it. */
export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** The place for the view. */
  readonly frame: HTMLElement;
  /** The author's content, hidden while the view is there. */
  readonly slot: HTMLSlotElement;
  /** The current state, which may be newer than the drawn one: keys may arrive faster than frames. */
  readonly snapshot: () => Snapshot;
  /** The surrounding page has changed its language or colors. */
  readonly refresh: () => void;
  /** The reader changed something, to validated values. Fires `input`. */
  readonly change: (changes: Partial<Values>) => void;
  /** The reader has finished a change. Fires `change`. */
  readonly commit: () => void;
  readonly reset: () => void;
  /** The class or point under the pointer, or undefined. Fires `ls-highlight`. */
  readonly pointed: (index: number | undefined) => void;
  /** The named thing under the pointer, or null. Fires `ls-name`. */
  readonly named: (name: string | null) => void;
  /** Fires an event about a training run or a guess. Its detail is the state plus `progress`. */
  readonly announce: (
    type: 'ls-progress' | 'ls-done' | 'ls-guess',
    progress: Readonly<Record<string, unknown>>,
  ) => void;
}

/** A model's predictions for rows whose classes are known. */
export interface Predictions {
  /** N x K probabilities, row-major. Either these or `logits`. */
  readonly probs?: Numbers;
  /** N x K logits, row-major. */
  readonly logits?: Numbers;
  /** N class indices in [0, K); rows with −100 do not count. */
  readonly targets: Indices;
  /** K, at least 2; 1 means P(y = 1), or its logit, alone. */
  readonly classes: number;
  /** K names. */
  readonly names?: readonly string[];
  /**
   * Instead of all these, what a worker has already worked out.
   *
   * @internal
   */
  readonly checked?: readonly Checked[];
}

/** Controls the training of a figure's networks. */
export interface Run {
  play(): void;
  pause(): void;
  step?(): void;
  restart(): void;
}

/** What the menu of a figure exports. */
export interface Source extends Pick<View, 'csv' | 'picture' | 'svg'> {
  readonly print: () => unknown;
}

/** The inside of a ready element. */
export interface View {
  /** The figure it shows. */
  readonly name: FigureName;
  /** Shows this from now on. Drawn in the next frame in which the figure is on screen. */
  readonly update: (snapshot: Snapshot) => void;
  /** Marks a class or point (or none) wherever it is shown, and everything with one of the names. */
  readonly highlight: (index: number | undefined, names: string) => void;
  readonly readout: () => Record<string, number>;
  readonly csv: () => string;
  readonly picture: () => Promise<Blob>;
  readonly svg: () => Promise<string>;
  /** Only for figures that train networks. */
  readonly run?: Run | undefined;
  /** Only for the figure of calibration: resolves when they have been drawn. */
  readonly setPredictions?: ((predictions: Predictions) => Promise<void>) | undefined;
  /** The element is in another document now. */
  readonly moved: () => void;
  readonly dispose: () => void;
}

/** Whether two snapshots of a figure have the same content. */
export const showsSame = (one: Snapshot, other: Snapshot) =>
  one.values === other.values && one.language === other.language && one.mask === other.mask;

/** The keys of the numbers that are masked. */
export const masksOf = ({ mask }: Snapshot): readonly string[] => mask.split(/\s+/);
