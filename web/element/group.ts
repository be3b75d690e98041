/** Links the figures of a document that have the same `group`: a change in one is passed on to the others. */

import { change, differing, type FigureName, type Values } from '../figures/parameters.js';

/** An element, as its group sees it. */
export interface Member {
  readonly element: HTMLElement & { readonly group: string };
  /** Undefined while the figure is unknown. */
  readonly state: () => { readonly figure: FigureName; readonly values: Values } | undefined;
  /** Switches to these values, which are already validated. */
  readonly take: (figure: FigureName, values: Values) => void;
  readonly dispatch: (type: 'input' | 'change') => void;
}

/** Members whose elements are in a document. */
const connected = new Set<Link>();

/** Links one element with its group. */
export class Link {
  readonly #member: Member;
  /** The values that the others know. */
  #told: ReturnType<Member['state']>;
  /** Members that followed this one's `input` and have yet to fire `change`. */
  readonly #followers = new Set<Link>();

  constructor(member: Member) {
    this.#member = member;
  }

  connect(): void {
    connected.add(this);
    this.share();
  }

  disconnect(): void {
    connected.delete(this);
  }

  /** Passes on what has changed since the last time, and returns the members that changed with it. */
  share(): readonly Link[] {
    const before = this.#told;
    const now = this.#member.state();
    this.#told = now;
    const { group, ownerDocument } = this.#member.element;
    if (!group || !now || before?.figure !== now.figure) return [];
    const changes = differing(now.figure, before.values, now.values).map(({ key }) => [key, now.values[key]]);
    if (changes.length === 0) return [];
    return [...connected].filter((other) => {
      const { element } = other.#member;
      const isLinked = other !== this && element.group === group && element.ownerDocument === ownerDocument;
      return isLinked && other.#follow(Object.fromEntries(changes));
    });
  }

  /** Adopts the nearest values without passing them on. Returns whether anything changed. */
  #follow(changes: Partial<Values>): boolean {
    const before = this.#member.state();
    if (!before) return false;
    const { figure } = before;
    const { values } = change(figure, before.values, changes);
    this.#member.take(figure, values);
    this.#told = { figure, values };
    return differing(figure, before.values, values).length > 0;
  }

  /** The reader is changing something, and these others with it. */
  input(followers: readonly Link[]): void {
    for (const follower of followers) this.#followers.add(follower);
    for (const link of [this, ...followers]) link.#member.dispatch('input');
  }

  /** The reader is done. */
  commit(): void {
    const links = [this, ...this.#followers];
    this.#followers.clear();
    for (const link of links) link.#member.dispatch('change');
  }
}
