import { http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { server } from '../test/server'
import { session } from '../test/server/data'
import { page, url } from '../test/server/urls'
import { withoutPushes, withPushes } from '../test/pushes'
import { register, renewPushes } from './pushRegistration'
import { subscription, unsubscribe } from './pushSubscription'
import { keepTokens } from './tokens'

const ME = 2
const OLD = 'https://push.example/old'
const NEW = 'https://push.example/new'

/** The devices that the server knows: id → where it takes pushes. */
function devices() {
  const known = new Map<number, string>()
  let last = 0
  server.use(
    http.get(url('/devices'), () => page([...known.keys()].map((id) => ({ id, kind: 'web_push' })))),
    http.post<never, { token: string }>(url('/devices'), async ({ request }) => {
      known.set(++last, (await request.json()).token)
      return HttpResponse.json({ id: last }, { status: 201 })
    }),
    http.delete(url('/devices/:id'), ({ params }) => {
      known.delete(Number(params.id))
      return new HttpResponse(null, { status: 204 })
    }),
  )
  return known
}

/** Somebody asked to be told in this browser. */
async function told() {
  const browser = withPushes({ endpoint: OLD })
  const known = devices()
  const made = await subscription()
  if (made) await register(made, ME, 'Chrome on Linux')
  expect([...known.values()]).toEqual([OLD])
  return { browser, known }
}

beforeEach(() => keepTokens(session()))
afterEach(withoutPushes)

describe('a browser that takes pushes', () => {
  it('tells its new address in the place of the old one when it starts', async () => {
    const { browser, known } = await told()
    browser.endpoint = NEW
    await renewPushes(ME)
    await renewPushes(ME)
    expect([...known.values()]).toEqual([NEW])
  })

  it('tells nothing while its address is the same', async () => {
    const { known } = await told()
    await renewPushes(ME)
    expect([...known]).toEqual([[1, OLD]])
  })

  it('tells a new address to nobody once it was switched off here', async () => {
    const { browser, known } = await told()
    known.clear()
    await unsubscribe()
    browser.endpoint = NEW
    await renewPushes(ME)
    expect(known.size).toBe(0)
  })

  it('tells a new address to nobody once it was taken away on another device', async () => {
    const { browser, known } = await told()
    known.clear()
    await renewPushes(ME)
    browser.endpoint = NEW
    await renewPushes(ME)
    expect(known.size).toBe(0)
  })

  it('never tells an address for somebody else', async () => {
    const { browser, known } = await told()
    browser.endpoint = NEW
    await renewPushes(ME + 1)
    expect([...known.values()]).toEqual([OLD])
  })

  it('tries again at the next start what failed', async () => {
    const { browser, known } = await told()
    browser.endpoint = NEW
    server.use(http.post(url('/devices'), () => HttpResponse.error(), { once: true }))
    await renewPushes(ME)
    expect([...known.values()]).toEqual([OLD])
    await renewPushes(ME)
    expect([...known.values()]).toEqual([NEW])
  })
})
