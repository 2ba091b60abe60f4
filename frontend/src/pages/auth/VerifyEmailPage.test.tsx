import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { paths } from '../../config/paths'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { problem, url } from '../../test/server/handlers'

const link = paths.emailVerification('a-token')

describe('the link of a confirmation mail', () => {
  it('confirms the address only when one presses', async () => {
    let confirmed = 0
    server.use(
      http.post(url('/email-verifications/a-token'), () => {
        confirmed += 1
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = showApp(link, { isSignedIn: false })
    const button = await screen.findByRole('button', { name: 'Confirm the address' })
    expect(confirmed).toBe(0)
    await user.click(button)
    expect(await screen.findByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
    expect(confirmed).toBe(1)
  })

  it('that is over says why', async () => {
    server.use(http.post(url('/email-verifications/a-token'), () => problem(404, 'not_found')))
    const { user } = showApp(link, { isSignedIn: false })
    await user.click(await screen.findByRole('button', { name: 'Confirm the address' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('its time has run out')
  })
})
