// The pushes of a browser, which jsdom lacks: whether it has a worker, where it takes pushes, whether it may tell.
import { cleanup } from '@testing-library/react'
import { vi } from 'vitest'

const keys = { p256dh: 'key', auth: 'secret' }

interface Browser {
  /** Where it takes pushes; null where it doesn't yet. */
  endpoint: string | null
  hasWorker: boolean
}

/** A browser in which pushes are allowed; what is changed of it holds from then on. Take it away with `withoutPushes`. */
export function withPushes(start: Partial<Browser> = {}) {
  const browser: Browser = { endpoint: null, hasWorker: true, ...start }
  const shown = () =>
    browser.endpoint && {
      endpoint: browser.endpoint,
      toJSON: () => ({ endpoint: browser.endpoint, keys }),
      unsubscribe: () => {
        browser.endpoint = null
        return Promise.resolve(true)
      },
    }
  const pushManager = {
    getSubscription: () => Promise.resolve(shown()),
    subscribe: () => {
      browser.endpoint ??= 'https://push.example/new'
      return Promise.resolve(shown())
    },
  }
  const worker = Object.assign(new EventTarget(), {
    getRegistration: () => Promise.resolve(browser.hasWorker ? { pushManager } : undefined),
  })
  Object.defineProperty(navigator, 'serviceWorker', { value: worker, configurable: true })
  Object.assign(window, {
    isSecureContext: true,
    PushManager: vi.fn(),
    Notification: { permission: 'granted', requestPermission: () => Promise.resolve('granted') },
  })
  return browser
}

export function withoutPushes() {
  cleanup()
  Reflect.deleteProperty(navigator, 'serviceWorker')
  for (const name of ['isSecureContext', 'PushManager', 'Notification']) Reflect.deleteProperty(window, name)
}
