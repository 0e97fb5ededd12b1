/**
 * The service worker: keeps the app's files on the device, so that it opens without a network, and never lets an open page
 * meet the files of another build. Knows no page and nothing of what a user stores.
 */

import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { createPartialResponse } from 'workbox-range-requests';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';
import { PAGE_LOCK, type ToServiceWorker } from './protocol.ts';

declare const self: ServiceWorkerGlobalScope;

/** Folders of files that never change under their names. */
const IMMUTABLE = /^(assets|weights|mediapipe|face-models|tfjs)\//;

/** What is large or seldom needed, kept once it was used: training sets, earlier weights. */
const WHEN_USED = 'mien when used';

/** Below the app's root; empty for the page itself, null for what is not of the app. */
const pathOf = ({ href }: URL): string | null =>
  href.startsWith(self.registration.scope) ? href.slice(self.registration.scope.length) : null;

const precache = new PrecacheController({
  plugins: [
    {
      fetchDidSucceed: async ({ response }) => ofThisBuild(response),
      // Videos are asked for in parts.
      cachedResponseWillBeUsed: async ({ request, cachedResponse }) =>
        cachedResponse && request.headers.has('range')
          ? createPartialResponse(request, cachedResponse)
          : (cachedResponse ?? null),
    },
  ],
});
precache.addToCacheList(self.__WB_MANIFEST);

/** Hosts and their caches switch to a new build file by file: a page that asks for another build's scripts is refused. */
async function ofThisBuild(response: Response): Promise<Response> {
  if (!response.headers.get('content-type')?.includes('text/html')) return response;
  const page = await response.clone().text();
  for (const [, path = ''] of page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)) {
    const url = new URL(path, self.registration.scope).href;
    if (!precache.getCacheKeyForURL(url)) throw new Error(`The page that came is of another build: it wants ${path}.`);
  }
  return response;
}

/** Deletes what earlier builds left, unless a page of theirs is still open or the next build is already waiting. */
async function tidy(event: ExtendableEvent): Promise<void> {
  const { waiting, installing, scope } = self.registration;
  if (waiting || installing) return;
  const { held = [] } = await navigator.locks.query();
  const pages = held.flatMap(({ name }) => (name?.startsWith(PAGE_LOCK) ? [name.slice(PAGE_LOCK.length)] : []));
  const ours = pages.filter((url) => url.startsWith(scope));
  if (ours.every((url) => precache.getCacheKeyForURL(url))) await precache.activate(event);
}

// Not Workbox's own activation, which would delete the earlier build while its pages are open.
self.addEventListener('install', (event) => void precache.install(event));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const message = event.data as ToServiceWorker;
  event.waitUntil(message === 'take over' ? self.skipWaiting() : tidy(event));
});

registerRoute(new PrecacheRoute(precache, { ignoreURLParametersMatching: [/./], cleanURLs: false }));

const kept = new CacheFirst({ cacheName: WHEN_USED });
registerRoute(
  ({ url }) => IMMUTABLE.test(pathOf(url) ?? ''),
  // An earlier build's files are in the first cache too.
  async (options) => (await caches.match(options.request)) ?? kept.handle(options),
);

// The sets can change under their names: a new one is better, the kept one better than none.
registerRoute(({ url }) => pathOf(url)?.startsWith('samples/') ?? false, new NetworkFirst({ cacheName: WHEN_USED }));
