/** The values of an element, of which its attributes are a projection. */

import {
  assign,
  asValue,
  type FigureName,
  type Parameter,
  type ParameterKey,
  parameters,
  parametersOf,
  parse,
  type Resolved,
  readWritten,
  same,
  serialize,
  settle,
  type Values,
  type Written,
} from '../figures/parameters.js';

const byName: ReadonlyMap<string, Parameter> = new Map(parameters.map((parameter) => [parameter.name, parameter]));

export class ElementValues {
  readonly #element: Element;
  /** Attributes as the author left them. */
  readonly #authored = new Map<string, string | null>();
  /** What the attributes say by now. */
  readonly #written = new Map<ParameterKey, Written>();
  #resolved: (Resolved & { readonly figure: FigureName }) | undefined;
  #reflecting = false;

  constructor(element: Element) {
    this.#element = element;
  }

  /** The values of a figure, and what was refused of those that the attributes ask for. */
  of(figure: FigureName): Resolved {
    if (this.#resolved?.figure !== figure) this.#resolved = { figure, ...settle(figure, this.#written) };
    return this.#resolved;
  }

  /** An attribute has changed; answers whether by another hand than this one's. */
  attributeChanged(name: string, text: string | null): boolean {
    if (this.#reflecting) return false;
    this.#authored.set(name, text);
    this.#parse(name, text);
    return true;
  }

  /** What an author says through a property. */
  author(parameter: Parameter, value: unknown): void {
    const { key, name } = parameter;
    const text = value === null || value === undefined ? null : serialize(value);
    this.#authored.set(name, text);
    if (text === null) this.#written.delete(key);
    else this.#written.set(key, { text, value: asValue(parameter, value) });
    this.#resolved = undefined;
    this.#reflect(() => this.#write(name, text));
  }

  /** Goes over to values that are known to be accepted, and writes the attributes that do not say them. */
  take(figure: FigureName, values: Values): void {
    const { values: before, problems } = this.of(figure);
    const seen = {} as Values;
    const rewritten = new Set<string>();
    this.#reflect(() => {
      this.#write('figure', figure);
      for (const parameter of parametersOf(figure)) {
        const { key, name } = parameter;
        const value = values[key];
        const { value: said, accepted } = readWritten(parameter, this.#written.get(key), figure, seen);
        // A refused text stays, and with it the notice, until its value changes.
        if (!same(said, value) || !(accepted || same(before[key], value))) {
          const text = serialize(value);
          this.#written.set(key, { text, value });
          this.#write(name, text);
          rewritten.add(name);
        }
        assign(seen, key, value);
      }
    });
    this.#resolved = { figure, values, problems: problems.filter(({ argument }) => !rewritten.has(argument)) };
  }

  /** Back to what the author wrote. */
  reset(): void {
    this.#reflect(() => {
      for (const { name } of parameters) {
        const text = this.#authored.get(name) ?? null;
        this.#write(name, text);
        this.#parse(name, text);
      }
      const figure = this.#authored.get('figure');
      if (figure !== undefined) this.#write('figure', figure);
    });
  }

  #parse(name: string, text: string | null): void {
    const parameter = byName.get(name);
    if (!parameter) return;
    if (text === null) this.#written.delete(parameter.key);
    else this.#written.set(parameter.key, { text, value: parse(parameter, text) });
    this.#resolved = undefined;
  }

  /** What is written meanwhile is not parsed. */
  #reflect(write: () => void): void {
    this.#reflecting = true;
    write();
    this.#reflecting = false;
  }

  #write(name: string, text: string | null): void {
    if (text === null) this.#element.removeAttribute(name);
    else if (this.#element.getAttribute(name) !== text) this.#element.setAttribute(name, text);
  }
}
