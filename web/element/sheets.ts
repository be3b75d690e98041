/** The style sheets of shadow trees. */

/** A sheet belongs to one document, and there it is one object for all trees. */
const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();
const adopted = new WeakMap<ShadowRoot, Set<string>>();

/** Whether there are style sheets of that kind: not where there is no browser, as under jsdom. */
export const canAdopt = () =>
  'replaceSync' in (globalThis.CSSStyleSheet?.prototype ?? {}) && 'adoptedStyleSheets' in document;

/** Adds a style sheet to a shadow tree. */
export function adopt(root: ShadowRoot, style: string): void {
  const page = root.ownerDocument;
  const Sheet = page.defaultView?.CSSStyleSheet;
  if (!Sheet || !canAdopt()) return;
  const styles = adopted.get(root) ?? new Set();
  adopted.set(root, styles.add(style));
  const known = sheets.get(page) ?? new Map<string, CSSStyleSheet>();
  sheets.set(page, known);
  let sheet = known.get(style);
  if (!sheet) {
    sheet = new Sheet();
    sheet.replaceSync(style);
    known.set(style, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** Adds a tree's style sheets again, which it loses when it comes into another document. */
export function adoptAgain(root: ShadowRoot): void {
  root.adoptedStyleSheets = [];
  for (const style of adopted.get(root) ?? []) adopt(root, style);
}
