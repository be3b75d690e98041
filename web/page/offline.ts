/** Has the browser keep the page for reading offline, once nothing else is left to load. */
import { load } from '../lib/index.js';

/** Long enough for the first figure on a slow line, in milliseconds. */
const afterLoading = 3000;

async function keep(): Promise<void> {
  const { serviceWorker } = navigator;
  const root = document.documentElement.lang === 'en' ? '../' : './';
  await serviceWorker.register(new URL(`${root}service-worker.js`, location.href), { updateViaCache: 'none' });
  const { active } = await serviceWorker.ready;
  // Loads the kernels where no figure has come into view yet.
  await load().catch(() => {});
  active?.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
}

export function keepOffline(): void {
  // Absent where the page is not served securely.
  if (!('serviceWorker' in navigator)) return;
  const later = () => setTimeout(() => keep().catch(() => {}), afterLoading);
  if (document.readyState === 'complete') later();
  else addEventListener('load', later);
}
