/** What the element and the view inside it know of each other. */

import type { FigureName, Language, Problem, Values } from '../figures/parameters.js';

/** What is to be shown. */
export interface Snapshot {
  readonly figure: FigureName;
  readonly values: Values;
  /** Attributes that were refused. */
  readonly problems: readonly Problem[];
  readonly language: Language;
  /** Names in the attribute `hide`: parameters, `toolbar`, or `controls` for all. */
  readonly hide: ReadonlySet<string>;
  /** Names in the attribute `mask`: numbers of the readout, or `ticks`. */
  readonly mask: ReadonlySet<string>;
}

/** The element, as the view sees it. */
export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** The place for the view. */
  readonly frame: HTMLElement;
  /** What the author wrote into the element, hidden while the view is there. */
  readonly slot: HTMLSlotElement;
  /** The present state, for whoever changes it or takes it away: keys may come faster than frames. */
  readonly snapshot: () => Snapshot;
  /** The page around has changed its language or its colors. */
  readonly refresh: () => void;
  /** The reader changed something, to values that are known to be accepted. Fires `input`. */
  readonly change: (changes: Partial<Values>) => void;
  /** The reader is done changing. Fires `change`. */
  readonly commit: () => void;
  readonly reset: () => void;
  /** The reader points at a class or point, or at none any more. Fires `ls-highlight`. */
  readonly pointed: (index: number | undefined) => void;
  /** The reader points at what has that name, or at nothing that has one any more. Fires `ls-name`. */
  readonly named: (name: string | null) => void;
  /** Fires an event about a training run; `progress` goes into its detail beside the state. */
  readonly announce: (type: 'ls-progress' | 'ls-done', progress: Readonly<Record<string, unknown>>) => void;
}

/** What can be done with a figure that trains networks. */
export interface Run {
  play(): void;
  pause(): void;
  step?(): void;
  restart(): void;
}

/** What can be taken away from a figure by its menu. */
export interface Source extends Pick<View, 'csv' | 'picture' | 'svg'> {
  readonly print: () => unknown;
}

/** The inside of a ready element. */
export interface View {
  /** The figure it shows. */
  readonly name: FigureName;
  /** What is to be shown from now on; drawn with the next frame in which the figure is on screen. */
  readonly update: (snapshot: Snapshot) => void;
  /** Marks a class or point wherever it is shown, or none, and what has one of the names. */
  readonly highlight: (index: number | undefined, names: string) => void;
  readonly readout: () => Record<string, number>;
  readonly csv: () => string;
  readonly picture: () => Promise<Blob>;
  readonly svg: () => Promise<string>;
  /** Only of a figure that trains networks. */
  readonly run?: Run | undefined;
  readonly dispose: () => void;
}
