/** Chapters: what goes deeper than the path stays closed until readers, links or paper ask for it. */

const isChapter = (element: Element): element is HTMLDetailsElement =>
  element instanceof HTMLDetailsElement && element.classList.contains('chapter');

const all = () => [...document.querySelectorAll('.chapter')].filter(isChapter);

/**
 * Puts stills and questions into an open chapter, which wait in templates: browsers fill in forms, and for that lay out
 * whatever has a control, in closed chapters, too.
 */
function furnish(chapter: Element): void {
  const takeOut = (template: HTMLTemplateElement) => template.replaceWith(template.content);
  chapter.querySelectorAll('template').forEach(takeOut);
  for (const { shadowRoot } of chapter.querySelectorAll('label-smoothing')) {
    // Not where the figure itself is already.
    shadowRoot?.querySelectorAll<HTMLTemplateElement>('.frame:not(:has(> .view)) > template').forEach(takeOut);
  }
}

/** Opens the chapter that an element is in. Answers whether it was closed. */
export function reveal(element: Element): boolean {
  const chapter = element.closest('.chapter');
  if (!chapter || !isChapter(chapter) || chapter.open) return false;
  chapter.open = true;
  furnish(chapter);
  return true;
}

/** The ids of the open chapters' sections. */
export const openChapters = (): readonly string[] =>
  all().flatMap((chapter) => (chapter.open ? (chapter.querySelector('section')?.id ?? []) : []));

const linked = (hash: string) => document.getElementById(decodeURIComponent(hash.slice(1)));

/** Opens what a link of the page leads to. Browsers do this themselves only in part. */
function follow(hash: string): void {
  let target: Element | null = null;
  try {
    target = linked(hash);
  } catch {
    // A broken escape leads nowhere.
  }
  if (target && reveal(target)) target.scrollIntoView({ block: 'start', behavior: 'instant' });
}

function bindPrint(): void {
  let opened: readonly HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = all().filter((chapter) => !chapter.open);
    for (const chapter of opened) chapter.open = true;
  });
  addEventListener('afterprint', () => {
    for (const chapter of opened) chapter.open = false;
    opened = [];
  });
  const root = document.documentElement;
  document.getElementById('print-all')?.addEventListener('click', () => print());
  document.getElementById('print-path')?.addEventListener('click', () => {
    root.setAttribute('data-print', 'path');
    addEventListener('afterprint', () => root.removeAttribute('data-print'), { once: true });
    print();
  });
}

export function bindChapters(): void {
  // Readers, searches and paper open them, too. No frame comes between.
  const opened = new MutationObserver((records) => {
    for (const { target } of records) if ((target as HTMLDetailsElement).open) furnish(target as Element);
  });
  for (const chapter of all()) {
    if (chapter.open) furnish(chapter);
    opened.observe(chapter, { attributeFilter: ['open'] });
    chapter.querySelector('summary')?.addEventListener('click', () => {
      const id = chapter.querySelector('section')?.id;
      if (!chapter.open && id) history.replaceState(history.state, '', `#${id}`);
    });
  }
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    if (link) follow(link.hash);
  });
  addEventListener('hashchange', () => follow(location.hash));
  follow(location.hash);
  bindPrint();
}
