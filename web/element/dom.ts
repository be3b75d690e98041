/** Small helpers for building the shadow tree. */

/** An element with classes, attributes and children. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** Writes a text unless it stands there already: what does not change need not be laid out again. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Gives a parent this many children. */
export function fit(parent: Element, count: number, create: (index: number) => Element): void {
  while (parent.childElementCount > count) parent.lastElementChild?.remove();
  while (parent.childElementCount < count) parent.append(create(parent.childElementCount));
}

/** Updates a table in place, so that dragging touches only cells whose text changes. */
export function fillTable(
  table: HTMLTableElement,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  dress?: (cell: HTMLTableCellElement, row: number, column: number) => void,
): void {
  const head = table.tHead ?? table.createTHead();
  const body = table.tBodies[0] ?? table.createTBody();
  fit(head, header.length === 0 ? 0 : 1, () => make('tr'));
  if (head.rows[0])
    fillRow(head.rows[0], header, (column) => (header[column] === '' ? make('td') : make('th', { scope: 'col' })));
  fit(body, rows.length, () => make('tr'));
  rows.forEach((texts, row) => {
    const cells = body.rows[row] as HTMLTableRowElement;
    fillRow(cells, texts, (column) => (column === 0 ? make('th', { scope: 'row' }) : make('td')));
    if (dress)
      for (let column = 1; column < texts.length; column++)
        dress(cells.cells[column] as HTMLTableCellElement, row, column);
  });
}

function fillRow(row: HTMLTableRowElement, texts: readonly string[], create: (column: number) => Element): void {
  fit(row, texts.length, create);
  texts.forEach((text, column) => {
    write(row.cells[column] as HTMLTableCellElement, text);
  });
}
