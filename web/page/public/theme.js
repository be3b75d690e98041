// Not a module, so that it runs before the first paint: a remembered theme must not flash the other one.
(() => {
  const key = 'label-smoothing:theme';
  const themes = ['auto', 'light', 'dark'];
  const root = document.documentElement;

  // Storage throws if the reader or a sandbox has turned it off; the choice then lasts only as long as the page.
  const remembered = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const remember = (theme) => {
    try {
      localStorage.setItem(key, theme);
    } catch {}
  };

  const stored = remembered();
  root.dataset.theme = themes.includes(stored) ? stored : 'auto';
  root.classList.add('scripted');

  // Search engines want absolute addresses here, and the build does not know its site.
  for (const link of document.querySelectorAll('link[hreflang]')) link.setAttribute('href', link.href);

  document.addEventListener('DOMContentLoaded', () => {
    const select = document.getElementById('theme');
    const figures = document.querySelectorAll('label-smoothing');
    const apply = (theme) => {
      root.dataset.theme = theme;
      for (const figure of figures) figure.setAttribute('theme', theme);
    };
    select.value = root.dataset.theme;
    apply(select.value);
    select.addEventListener('change', () => {
      apply(select.value);
      remember(select.value);
    });
    // Before the figures get the event and redraw for paper.
    addEventListener('beforeprint', () => apply('light'));
    addEventListener('afterprint', () => apply(select.value));
  });
})();
