// What every test starts with: the mock backend, the catalogues, and the parts of a browser that jsdom lacks.
import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { dropTokens } from '../api/tokens'
import { i18next, i18nReady } from '../locales/i18n'
import { server } from './server'

vi.mock('../api/socket', () => import('./socket'))

const query = (media: string) => ({
  media,
  matches: media.includes('min-width'),
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
})

class NoObserver {
  observe = () => undefined
  unobserve = () => undefined
  disconnect = () => undefined
  takeRecords = () => []
}

// Generous: a busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

vi.stubGlobal('matchMedia', query)
vi.stubGlobal('ResizeObserver', NoObserver)
vi.stubGlobal('IntersectionObserver', NoObserver)
vi.stubGlobal('scrollTo', () => undefined)
// Text fields that grow wait for the fonts.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
URL.createObjectURL = () => 'blob:picture'
URL.revokeObjectURL = () => undefined
// The files of jsdom can't be read by a method of their own.
Blob.prototype.arrayBuffer = function () {
  return new Promise((done) => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result instanceof ArrayBuffer ? reader.result : new ArrayBuffer(0))
    reader.readAsArrayBuffer(this)
  })
}
Element.prototype.scrollIntoView = () => undefined

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await i18nReady
  await i18next.loadNamespaces([
    'auth',
    'common',
    'guest',
    'newTicket',
    'notifications',
    'people',
    'picker',
    'preferences',
    'problems',
    'rooms',
    'settings',
    'shell',
    'system',
    'systemLedger',
    'systemMail',
    'tasks',
    'ticket',
    'tickets',
    'uploads',
  ])
})

afterEach(() => {
  cleanup()
  server.resetHandlers()
  dropTokens()
  localStorage.clear()
})

afterAll(() => server.close())
