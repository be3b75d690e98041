/** The page's script: the figures, the numbers and questions around them, and links that carry their state. */
import '../element/index.js';
import { fetchAhead } from '../element/ahead.js';
import { loadView } from '../element/load-view.js';
import { parseLink } from '../figures/links.js';
import { load } from '../lib/index.js';
import { bindAlphaLock } from './alpha-lock.js';
import { bindChapters } from './chapters.js';
import { bindCodeBlocks } from './code-blocks.js';
import { bindLinks } from './links.js';
import { bindNumbers } from './number-updates.js';
import { keepOffline } from './offline.js';
import { bindPointing } from './pointing.js';
import { bindPredictions } from './predict.js';

/** Does something in a task of its own, before anything that came later. */
function afterTask(act: () => void): void {
  const { scheduler } = window as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) scheduler.yield().then(act);
  else setTimeout(act);
}

const linked = parseLink(location.hash);
if (linked) {
  // All at once. If one fails, its figure tries again and reports it.
  fetchAhead(linked.figure);
  Promise.all([loadView(), load()]).catch(() => {});
}

const changed = bindLinks();
bindNumbers(changed);
bindChapters();

// A native popover does not close when one of its links leads to a place on the same page.
const contents = document.getElementById('contents');
contents?.addEventListener('click', (event) => {
  const open = contents.matches('[popover]') && typeof contents.hidePopover === 'function';
  if (open && event.target instanceof HTMLAnchorElement) contents.hidePopover();
});

// On a slow phone, making the figures and all of this would keep readers from scrolling for too long.
afterTask(() => {
  bindPredictions(changed);
  bindPointing();
  bindCodeBlocks(changed);
  bindAlphaLock();
  // Its still stands there without it.
  import('./hero-run.js').then(({ runHero }) => runHero()).catch(() => {});
  keepOffline();
});
