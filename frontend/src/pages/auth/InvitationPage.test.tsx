import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { paths } from '../../config/paths'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { session } from '../../test/server/data'
import { problem, url } from '../../test/server/handlers'

const link = paths.invitation('a-token')

/** What was sent to the invitation's address. */
const accepting = () => {
  const sent: unknown[] = []
  server.use(
    http.post(url('/invitations/a-token'), async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(session())
    }),
  )
  return sent
}

describe('an invitation', () => {
  it('takes a password and a name, and leads in', async () => {
    const sent = accepting()
    const { router, user } = showApp(link, { isSignedIn: false })
    await user.type(await screen.findByLabelText('Your new password'), 'modern-management')
    await user.type(screen.getByLabelText('Your name'), ' Ivo Stein ')
    await user.click(screen.getByRole('button', { name: 'Save and go in' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets'))
    expect(sent).toEqual([{ password: 'modern-management', name: 'Ivo Stein' }])
  })

  it('sends no name where none was given, and no password that is too short', async () => {
    const sent = accepting()
    const { router, user } = showApp(link, { isSignedIn: false })
    const password = await screen.findByLabelText('Your new password')
    await user.type(password, 'short')
    await user.click(screen.getByRole('button', { name: 'Save and go in' }))
    expect(await screen.findByText('10 characters or more')).toBeVisible()
    expect(sent).toEqual([])
    await user.type(password, ' no longer')
    await user.click(screen.getByRole('button', { name: 'Save and go in' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets'))
    expect(sent).toEqual([{ password: 'short no longer' }])
  })

  it('that was used or has run out says so, and shows the way to sign in', async () => {
    server.use(http.post(url('/invitations/a-token'), () => problem(404, 'not_found')))
    const { user } = showApp(link, { isSignedIn: false })
    await user.type(await screen.findByLabelText('Your new password'), 'modern-management')
    await user.click(screen.getByRole('button', { name: 'Save and go in' }))
    expect(await screen.findByRole('heading', { name: 'This invitation is over' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Go to sign-in' })).toHaveAttribute('href', '/sign-in')
  })

  it('opened where somebody else is signed in asks them to leave first', async () => {
    const { user } = showApp(link)
    await user.click(await screen.findByRole('button', { name: 'Sign out and go on' }))
    expect(await screen.findByLabelText('Your new password')).toBeVisible()
  })
})
