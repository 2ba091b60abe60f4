import { screen, waitFor } from '@testing-library/react'
import { http } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../test/render'
import { server } from '../test/server'
import { problem, url } from '../test/server/handlers'

describe('the door of the app', () => {
  it('sends whoever’s session has ended meanwhile to sign in, and back', async () => {
    server.use(
      http.get(url('/verify-token'), () => problem(401, 'session_ended')),
      http.post(url('/token/refresh'), () => problem(401, 'session_ended')),
    )
    const { router } = showApp('/tickets?view=late')
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible()
    await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'))
    expect(router.state.location.search).toBe(`?next=${encodeURIComponent('/tickets?view=late')}`)
  })
})
