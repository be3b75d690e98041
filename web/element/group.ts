/** Figures of one document with the same attribute `group`: what changes in one changes in the others that have it. */

import { change, differing, type FigureName, type Values } from '../figures/parameters.js';

/** An element, as those of its group see it. */
export interface Member {
  readonly element: HTMLElement & { readonly group: string };
  /** Undefined while there is no such figure. */
  readonly state: () => { readonly figure: FigureName; readonly values: Values } | undefined;
  /** Goes over to these values, which are known to be accepted. */
  readonly take: (figure: FigureName, values: Values) => void;
  readonly dispatch: (type: 'input' | 'change') => void;
}

/** Those whose elements are in a document. */
const connected = new Set<Link>();

/** Links one element with those of its group. */
export class Link {
  readonly #member: Member;
  /** What the others have been told. */
  #told: ReturnType<Member['state']>;
  /** Those that have followed the reader here and have not fired `change` yet. */
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

  /** Hands what has changed since the last time to the others; answers those that changed with it. */
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

  /** Takes over the nearest values, without passing them on; answers whether that changed anything here. */
  #follow(changes: Partial<Values>): boolean {
    const before = this.#member.state();
    if (!before) return false;
    const { figure } = before;
    const { values } = change(figure, before.values, changes);
    this.#member.take(figure, values);
    this.#told = { figure, values };
    return differing(figure, before.values, values).length > 0;
  }

  /** The reader changes something, and with it those others. */
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
