export type Child = Node | string;

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const labelled = (label: string, control: HTMLElement, ...more: Child[]) =>
  make('div', { class: 'field' }, make('label', { for: control.id }, label), control, ...more);

export function select(id: string, options: Readonly<Record<string, string>>): HTMLSelectElement {
  return make('select', { id }, ...Object.entries(options).map(([value, label]) => make('option', { value }, label)));
}

export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  make('a', { href: address, download: name }).click();
  // By then the download has begun; a short one is over.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
