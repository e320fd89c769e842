// VERSION and FILES are put before this by the build: another build, another cache, whole before it is used.
const CACHE = `mlp-compare ${VERSION}`;

self.addEventListener('install', (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(fresh))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name.startsWith('mlp-compare ') && name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(
    caches
      .keys()
      .then(drop)
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { url, method } = event.request;
  if (method === 'GET' && url.startsWith(self.registration.scope)) event.respondWith(kept(event.request));
});

/** What is kept; else what comes over the network, which is kept from then on. */
async function kept(request) {
  const cache = await caches.open(CACHE);
  const asked = request.mode === 'navigate' ? new URL(request.url).pathname.replace(/\/$/, '/index.html') : request;
  const found = await cache.match(asked, { ignoreSearch: true });
  if (found) return found;
  const came = await fetch(request);
  if (came.ok && came.type === 'basic') await cache.put(request, came.clone());
  return came;
}
