/** The values of an element. Its attributes are a projection of them. */

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
  /** What the attributes currently say. */
  readonly #written = new Map<ParameterKey, Written>();
  #resolved: (Resolved & { readonly figure: FigureName }) | undefined;
  #reflecting = false;

  constructor(element: Element) {
    this.#element = element;
  }

  /** The values of a figure, and the attributes that were refused. */
  of(figure: FigureName): Resolved {
    if (this.#resolved?.figure !== figure) this.#resolved = { figure, ...settle(figure, this.#written) };
    return this.#resolved;
  }

  /** An attribute has changed. Returns whether somebody else changed it. */
  attributeChanged(name: string, text: string | null): boolean {
    if (this.#reflecting) return false;
    this.#authored.set(name, text);
    this.#parse(name, text);
    return true;
  }

  /** The author sets a property. */
  author(parameter: Parameter, value: unknown): void {
    const { key, name } = parameter;
    const text = value === null || value === undefined ? null : serialize(value);
    this.#authored.set(name, text);
    if (text === null) this.#written.delete(key);
    else this.#written.set(key, { text, value: asValue(parameter, value) });
    this.#resolved = undefined;
    this.#reflect(() => this.#write(name, text));
  }

  /** Switches to validated values, and rewrites the attributes that say something else. */
  take(figure: FigureName, values: Values): void {
    const { values: before, problems } = this.of(figure);
    const seen = {} as Values;
    const rewritten = new Set<string>();
    this.#reflect(() => {
      this.#write('figure', figure);
      for (const parameter of parametersOf(figure)) {
        const { key, name } = parameter;
        const value = values[key];
        const { value: said, accepted } = readWritten(parameter, this.#written.get(key), seen);
        // A refused text stays, with its notice, until its value changes.
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

  /** Goes back to what the author wrote. */
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

  /** While this runs, attributes are written but not parsed. */
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
