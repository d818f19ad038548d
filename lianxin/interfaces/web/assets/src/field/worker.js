// The service worker of the pages for work outdoors: it keeps what they are made of, and nothing of anybody.
import { cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

const { page, files } = self.lianxin;

self.skipWaiting();
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
cleanupOutdatedCaches();
precacheAndRoute(files);

// What is loaded on demand (the map) is there the next time without a network.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /\/lianxin\/(chunks|media)\//.test(url.pathname),
  new CacheFirst({ cacheName: "lianxin-field-files" }),
);

// The page is asked for anew where there is a network; a way to sign in is passed on, and never kept as the page.
// There is one page to keep, whatever a browser says of its languages: so what it varies by is left out.
const PAGES = "lianxin-field-page";
const one = async (answer) => {
  if (answer.status !== 200 || answer.redirected) return null;
  const headers = new Headers(answer.headers);
  headers.delete("vary");
  return new Response(await answer.blob(), { headers });
};
const ours = { cacheWillUpdate: ({ response }) => one(response) };
const shown = new NetworkFirst({ cacheName: PAGES, networkTimeoutSeconds: 4, plugins: [ours] });
registerRoute(({ request, url }) => request.mode === "navigate" && url.pathname === page, shown);

// The visit on which the worker is installed was not its own: it asks for the page once more, to keep it.
self.addEventListener("install", (event) => {
  const kept = async () => {
    const answer = await one(await fetch(page, { credentials: "same-origin" }));
    if (answer) await (await caches.open(PAGES)).put(page, answer);
  };
  event.waitUntil(kept().catch(() => {}));
});
