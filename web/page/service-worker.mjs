// Caches the page for offline reading. The build adds two constants above: `version`, which changes with every build,
// and `files`, all parts of the page, relative to this file. Names in assets/ contain a hash of the content.
/* global version, files */

const scope = self.registration.scope;
// Other pages on the same origin share its caches.
const family = `label-smoothing ${scope} `;
const current = family + version;

/** How long the network may take for a page, in milliseconds, before the cached one is shown. */
const patience = 4000;

const inScope = (url) => (url.startsWith(scope) ? url.slice(scope.length).replace(/[?#].*$/, '') : undefined);
// Modules are asked for with an origin and kept without one, and many servers answer `Vary: Origin`. Nothing of the site
// depends on who asks.
const anybody = { ignoreVary: true };

const isHashed = (path) => path.startsWith('assets/');

async function keepEverything() {
  const cache = await caches.open(current);
  // A file without a hash in its name may have changed since the browser cached it.
  await cache.addAll(
    files.map((path) => new Request(scope + path, { cache: isHashed(path) ? 'default' : 'no-cache' })),
  );
  // Pages come from the network first, so no page depends on the older worker.
  await self.skipWaiting();
}

async function forgetOldBuilds() {
  const older = (await caches.keys()).filter((name) => name.startsWith(family) && name !== current);
  // The previous version stays: one of its pages may still be open and request parts of it.
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** For files that keep their name: from the network, or else from the cache. */
async function fromNetwork(request, path) {
  const cache = await caches.open(current);
  const kept = () => cache.match(scope + path, anybody);
  const fetched = fetch(request).then(async (response) => {
    if (response.ok && !response.redirected) await cache.put(scope + path, response.clone());
    return response;
  });
  const waited = new Promise((resolve) => setTimeout(resolve, patience)).then(kept);
  try {
    const response = (await Promise.race([fetched, waited])) ?? (await fetched);
    return response.status < 500 ? response : ((await kept()) ?? response);
  } catch {
    return (await kept()) ?? Response.error();
  }
}

/** For files whose name changes with their content. */
async function fromCache(request) {
  const kept = await caches.match(request, anybody);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(current)).put(request, response.clone());
  return response;
}

self.addEventListener('install', (event) => event.waitUntil(keepEverything()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOldBuilds()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const path = inScope(request.url)?.replace(/(^|\/)index\.html$/, '$1');
  // The API reference and the pages for embedding are not cached.
  if (path === undefined || !(isHashed(path) || files.includes(path))) return;
  event.respondWith(isHashed(path) ? fromCache(request) : fromNetwork(request, path));
});

// A page reports what it loaded before this worker started: of several binaries, the one for this engine.
self.addEventListener('message', (event) => {
  const keep = async () => {
    const cache = await caches.open(current);
    for (const url of event.data) {
      const path = inScope(String(url));
      if (path !== undefined && isHashed(path) && !(await cache.match(scope + path, anybody)))
        await cache.add(scope + path);
    }
  };
  if (Array.isArray(event.data)) event.waitUntil(keep());
});
