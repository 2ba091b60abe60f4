// The service worker as the page sees it: registered once somebody is signed in, a new version told, pushes followed.
import { basePath } from '../config/runtime'

type Listener = () => void

const CHECK_EVERY = 60 * 60_000

let waiting: ServiceWorker | null = null
let isRegistered = false
const listeners = new Set<Listener>()

const become = (worker: ServiceWorker | null) => {
  waiting = worker
  listeners.forEach((listener) => listener())
}

/** A worker that is installed beside the one at work is a new version. */
function watchUpdates(registration: ServiceWorkerRegistration) {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) become(registration.waiting)
  }
  look()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
  setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY)
}

const goOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'go' in data && typeof data.go === 'string' ? data.go : null

/** Does nothing in development, over plain http elsewhere than here, and in browsers without workers. */
export async function registerWorker(): Promise<void> {
  if (isRegistered || !import.meta.env.PROD || !('serviceWorker' in navigator)) return
  isRegistered = true
  try {
    watchUpdates(await navigator.serviceWorker.register(`${basePath}/sw.js`, { scope: `${basePath}/` }))
  } catch {
    isRegistered = false // Without signal, or forbidden here: the app works without it.
  }
}

/** Where a pressed push leads, as a path of the app. */
export function onPushPressed(go: (path: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined
  const hear = ({ data }: MessageEvent<unknown>) => {
    const url = goOf(data)
    if (url) go(new URL(url).pathname.slice(basePath.length) || '/')
  }
  navigator.serviceWorker.addEventListener('message', hear)
  return () => navigator.serviceWorker.removeEventListener('message', hear)
}

export const newVersion = {
  isThere: () => waiting !== null,
  subscribe: (listener: Listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  /** The new worker takes over, and the page is loaded again with it. */
  take: () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    waiting?.postMessage('take over')
  },
}
