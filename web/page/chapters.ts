/** Chapters: what goes deeper than the path stays closed until readers, links or paper ask for it. */

const isChapter = (element: Element): element is HTMLDetailsElement =>
  element instanceof HTMLDetailsElement && element.classList.contains('chapter');

const all = () => [...document.querySelectorAll('.chapter')].filter(isChapter);

/** Opens the chapter that an element is in. Answers whether it was closed. */
export function reveal(element: Element): boolean {
  const chapter = element.closest('.chapter');
  if (!chapter || !isChapter(chapter) || chapter.open) return false;
  chapter.open = true;
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
  for (const chapter of all()) {
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
