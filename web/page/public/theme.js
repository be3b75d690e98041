// Runs before the first paint, which a module cannot, so that a remembered theme does not flash the other one.
(() => {
  const key = 'label-smoothing:theme';
  const themes = ['auto', 'light', 'dark'];
  const root = document.documentElement;

  // Storage throws where the reader or a sandbox has turned it off; the choice then lasts as long as the page.
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

  // Search engines want whole addresses here, and the build does not know on which site it will stand.
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
    // Before the figures hear of it, which are drawn once more for paper.
    addEventListener('beforeprint', () => apply('light'));
    addEventListener('afterprint', () => apply(select.value));
  });
})();
