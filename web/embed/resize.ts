/**
 * For hosts: gives each iframe with one of our figures the height that the figure tells. A page needs it once, as
 * `<script async src="…/embed/resize.js"></script>`; without it an iframe keeps its own height and scrolls.
 */
(() => {
  const namespace = 'label-smoothing';
  /** No figure is higher; what claims to be is not obeyed. */
  const highest = 10_000;

  addEventListener('message', ({ source, data }) => {
    const message = data?.[namespace];
    const height = Number(message?.height);
    if (!source || message?.v !== 1 || message.type !== 'resize' || !(height > 0 && height <= highest)) return;
    for (const frame of document.querySelectorAll('iframe')) {
      if (frame.contentWindow !== source) continue;
      const before = frame.getBoundingClientRect();
      const border = getComputedStyle(frame).boxSizing === 'border-box' ? before.height - frame.clientHeight : 0;
      frame.style.height = `${height + border}px`;
      // What the reader looks at stays where it is; most browsers see to that themselves.
      const grown = frame.getBoundingClientRect().height - before.height;
      if (before.bottom < 0 && !CSS.supports('overflow-anchor: auto')) scrollBy(0, grown);
    }
  });
  // Those that spoke before anybody listened.
  for (const frame of document.querySelectorAll('iframe')) {
    frame.contentWindow?.postMessage({ [namespace]: { v: 1, type: 'measure' } }, '*');
  }
})();
