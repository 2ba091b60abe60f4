import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { server } from '../test/server'
import { session } from '../test/server/data'
import { problem, url } from '../test/server/handlers'
import { api } from './client'
import { isProblem, unwrap } from './problem'
import { hasSession, keepTokens, onSessionEnd } from './tokens'

const expired = () => keepTokens({ ...session(), access_token: 'old', expires_in: 0 })
const counts = () => unwrap(api.GET('/tickets/counts'))

/** Counts refreshes; answers them with the tokens `new-1`, `new-2`, … */
function countRefreshes() {
  const seen: string[] = []
  server.use(
    http.post(url('/token/refresh'), ({ request }) => {
      seen.push(request.headers.get('Authorization') ?? '')
      const round = String(seen.length)
      return HttpResponse.json({
        ...session(),
        access_token: `new-${round}`,
        refresh_token: `refresh-${round}`,
      })
    }),
  )
  return seen
}

/** The counts, for the bearer of this token only. */
const onlyFor = (token: string) =>
  server.use(
    http.get(url('/tickets/counts'), ({ request }) =>
      request.headers.get('Authorization') === `Bearer ${token}`
        ? HttpResponse.json({ by_status: {}, by_priority: {}, unassigned: 0, overdue: 0 })
        : problem(401, 'token_expired'),
    ),
  )

describe('tokens', () => {
  it('refreshes once for however many requests find the token expired', async () => {
    const refreshes = countRefreshes()
    onlyFor('new-1')
    expired()
    await Promise.all([counts(), counts(), counts()])
    expect(refreshes).toEqual(['Bearer refresh-1'])
  })

  it('refreshes once and repeats when the server refuses a token that looked good', async () => {
    const refreshes = countRefreshes()
    onlyFor('new-1')
    keepTokens({ ...session(), access_token: 'revoked' })
    await Promise.all([counts(), counts()])
    expect(refreshes).toHaveLength(1)
  })

  it('ends the session when the refresh token is refused', async () => {
    server.use(http.post(url('/token/refresh'), () => problem(401, 'token_revoked')))
    const ended = vi.fn()
    const stop = onSessionEnd(ended)
    onlyFor('nobody')
    expired()
    await expect(counts()).rejects.toMatchObject({ status: 401 })
    expect(ended).toHaveBeenCalledOnce()
    expect(hasSession()).toBe(false)
    stop()
  })

  it('signs nobody out because the line is down', async () => {
    server.use(http.post(url('/token/refresh'), () => HttpResponse.error()))
    expired()
    const error: unknown = await counts().catch((reason: unknown) => reason)
    expect(isProblem(error, 'unreachable')).toBe(true)
    expect(hasSession()).toBe(true)
  })

  it('sends a body again when the request is repeated', async () => {
    countRefreshes()
    const bodies: unknown[] = []
    server.use(
      http.post(url('/tickets/bulk'), async ({ request }) => {
        bodies.push(await request.json())
        return bodies.length === 1 ? problem(401, 'token_expired') : HttpResponse.json({ results: [] })
      }),
    )
    keepTokens(session())
    const body = { ids: [1], patch: { priority: 'high' as const } }
    await unwrap(api.POST('/tickets/bulk', { body }))
    expect(bodies).toEqual([body, body])
  })
})
