/** The page's script: the figures, the numbers and questions around them, and links that carry their state. */
import { bindLinks } from './links.js';
import { bindNumbers } from './live-numbers.js';
import { keepOffline } from './offline.js';
import { bindPredictions } from './predict.js';

const changed = bindLinks();
bindNumbers(changed);
bindPredictions(changed);

// A native popover does not close when one of its links leads to a place on the same page.
const contents = document.getElementById('contents');
contents?.addEventListener('click', (event) => {
  const open = contents.matches('[popover]') && typeof contents.hidePopover === 'function';
  if (open && event.target instanceof HTMLAnchorElement) contents.hidePopover();
});

keepOffline();
