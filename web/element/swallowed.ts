/** For authors who write `<label-smoothing … />`, which HTML does not close. */

const warned = new Set<string>();

/** What authors put beside a figure rather than into it. */
const signs = 'label-smoothing, h1, h2, h3, h4, h5, h6, section, article, main, footer, nav';

/** Whether the element has swallowed what should follow it: it ends where its parent does, with a page's content inside. */
function hasSwallowed(element: HTMLElement): boolean {
  const next = element.nextSibling;
  if (next) return false;
  const paragraphs = [...element.children].filter((child) => child.matches('p, ul, ol, pre, table, blockquote, div'));
  return element.querySelector(signs) !== null || paragraphs.length > 1;
}

/** Warns once for each figure. */
export function warnOfSwallowed(element: HTMLElement): void {
  const check = () => {
    const figure = element.getAttribute('figure') ?? '';
    if (warned.has(figure) || !hasSwallowed(element)) return;
    warned.add(figure);
    console.warn(
      `<label-smoothing figure="${figure}"> contains what follows it, and hides it. Close it with </label-smoothing>: HTML ignores the slash in <label-smoothing … />.`,
    );
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', check, { once: true });
  else check();
}
