// No module: it runs before the first paint, so that no theme flashes and no offer pushes the page down.
(() => {
  const root = document.documentElement;

  // Storage throws if the reader or a sandbox has turned it off.
  const memory = (key) => ({
    read() {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        localStorage.setItem(key, value);
      } catch {}
    },
  });
  const theme = memory('label-smoothing:theme');
  const language = memory('label-smoothing:language');

  root.classList.add('scripted');
  root.dataset.theme = ['light', 'dark'].includes(theme.read()) ? theme.read() : 'auto';

  const alternates = [...document.querySelectorAll('link[hreflang]:not([hreflang=x-default])')];
  // Search engines want absolute addresses.
  for (const link of alternates) link.setAttribute('href', link.href);

  const primary = (tag) => tag.split('-')[0].toLowerCase();
  const own = primary(root.lang);
  const others = alternates.map(({ hreflang }) => primary(hreflang)).filter((tag) => tag !== own);
  // Readers of neither language get English.
  const suitsBetter = () => {
    const chosen = language.read();
    if (chosen) return others.includes(chosen);
    const listed = navigator.languages.map(primary);
    return !listed.includes(own) && (own !== 'en' || others.some((tag) => listed.includes(tag)));
  };
  if (suitsBetter()) root.dataset.offer = '';

  function bindTheme() {
    const select = document.getElementById('theme');
    const figures = document.querySelectorAll('label-smoothing');
    const apply = (name) => {
      root.dataset.theme = name;
      for (const figure of figures) figure.setAttribute('theme', name);
    };
    select.value = root.dataset.theme;
    apply(select.value);
    select.addEventListener('change', () => {
      apply(select.value);
      theme.write(select.value);
    });
    // Before the figures get the event and redraw for paper.
    addEventListener('beforeprint', () => apply('light'));
    addEventListener('afterprint', () => apply(select.value));
  }

  function bindLanguage() {
    for (const link of document.querySelectorAll(':is(.offer, .switches) a[hreflang]')) {
      link.addEventListener('click', () => {
        language.write(primary(link.hreflang));
        if (link.closest('.offer')) link.hash = location.hash;
      });
    }
    for (const stay of document.querySelectorAll('.offer button')) {
      stay.addEventListener('click', () => {
        language.write(own);
        delete root.dataset.offer;
      });
    }
  }

  document.addEventListener('DOMContentLoaded', () => {
    bindTheme();
    bindLanguage();
  });
})();
