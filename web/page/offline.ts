/** Lets the browser cache the page for offline reading, once everything else has loaded. */

import { load } from '../lib/index.js';
import { languageFor, wayToTop } from '../locales/languages.js';

/** Long enough for the first figure on a slow connection, in milliseconds. */
const afterLoading = 3000;

async function keep(): Promise<void> {
  const { serviceWorker } = navigator;
  const root = wayToTop(languageFor(document.documentElement.lang));
  await serviceWorker.register(new URL(`${root}service-worker.js`, location.href), { updateViaCache: 'none' });
  const { active } = await serviceWorker.ready;
  // Loads the kernels even if no figure has come into view yet.
  await load().catch(() => {});
  active?.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
}

export function keepOffline(): void {
  // Missing if the page is not served securely.
  if (!('serviceWorker' in navigator)) return;
  const later = () => setTimeout(() => keep().catch(() => {}), afterLoading);
  if (document.readyState === 'complete') later();
  else addEventListener('load', later);
}
