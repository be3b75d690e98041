/** Lets the browser cache the page for offline reading, once everything else has loaded. */

import { load } from '../lib/index.js';
import { languageFor, wayToTop } from '../locales/languages.js';

/** Long enough for the first figure on a slow connection, in milliseconds. */
const afterLoading = 3000;

async function keep(list: string | undefined): Promise<void> {
  const { serviceWorker } = navigator;
  const root = document.documentElement.dataset['root'] ?? wayToTop(languageFor(document.documentElement.lang));
  await serviceWorker.register(new URL(`${root}service-worker.js`, location.href), { updateViaCache: 'none' });
  const { active } = await serviceWorker.ready;
  // Loads the kernels even if no figure has come into view yet.
  await load().catch(() => {});
  active?.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
  if (list === undefined) return;
  const files: readonly string[] = await (await fetch(new URL(root + list, location.href))).json();
  active?.postMessage(files.map((file) => new URL(root + file, location.href).href));
}

/** @param list path of a list of further files, from the top of the site */
export function keepOffline(list?: string): void {
  // Missing if the page is not served securely.
  if (!('serviceWorker' in navigator)) return;
  const later = () => setTimeout(() => keep(list).catch(() => {}), afterLoading);
  if (document.readyState === 'complete') later();
  else addEventListener('load', later);
}
