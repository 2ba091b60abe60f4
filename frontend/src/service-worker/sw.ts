// Beneath the open pages: the app's shell without signal, and pushes while no page is open. Answers of the API never pass here.
import { clientsClaim } from 'workbox-core'
import {
  cleanupOutdatedCaches,
  matchPrecache,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { shownOf } from './push'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }

const PRODUCT = 'Modern Management'
const PAGE = 'index.html'
/** What is served beside the app where it lives at the root of its origin. */
const NO_PAGES = [
  /\/docs\b/,
  /\/dev\//,
  /\/attachments\//,
  /\/unsubscribe\//,
  /\/openapi\.json$/,
  /\/health\//,
]

// The folder itself is a page, which is the server's: only what is asked for by its name comes from here.
precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: '' })
cleanupOutdatedCaches()
clientsClaim()

const isDown = ({ status }: Response) => status >= 502 && status <= 504

/** The page is the server's as long as it answers, so that nobody is held to an old one. */
const page = async ({ request }: { request: Request }) => {
  const answer = await fetch(request).catch(() => null)
  if (answer && !isDown(answer)) return answer
  return (await matchPrecache(PAGE)) ?? answer ?? Response.error()
}
registerRoute(new NavigationRoute(page, { denylist: NO_PAGES }))

// A new version waits until the person takes it: a page must not lose its own chunks under the hand.
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting()
})

const said = (data: PushMessageData | null): unknown => {
  try {
    return data?.json()
  } catch {
    return undefined
  }
}

self.addEventListener('push', (event) => {
  const { title, body, tag, url } = shownOf(said(event.data), self.registration.scope, PRODUCT)
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, icon: 'icon-192.png', data: { url } }),
  )
})

const urlOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'url' in data && typeof data.url === 'string' ? data.url : null

/** An open page goes there by itself, without being loaded again; else one is opened. */
async function open(url: string) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [shown] = pages.filter((one) => one.url.startsWith(self.registration.scope))
  if (!shown) return self.clients.openWindow(url)
  shown.postMessage({ go: url })
  return shown.focus()
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(urlOf(event.notification.data) ?? self.registration.scope))
})
