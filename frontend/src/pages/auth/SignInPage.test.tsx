import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { session } from '../../test/server/data'
import { problem, url } from '../../test/server/handlers'

describe('signing in', () => {
  it('leads back to where one was', async () => {
    const { router, user } = showApp('/tickets?view=late', { isSignedIn: false })
    await user.type(await screen.findByLabelText('E-mail'), 'manager@demo.example')
    await user.type(screen.getByLabelText('Password'), 'modern-management')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets'))
    expect(router.state.location.search).toBe('?view=late')
  })

  it('never leads to another site', async () => {
    const { router } = showApp('/sign-in?next=//evil.example')
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets'))
  })

  it('says what is wrong and keeps what was typed', async () => {
    server.use(http.post(url('/login'), () => problem(401, 'wrong_credentials')))
    const { user } = showApp('/sign-in', { isSignedIn: false })
    await user.type(await screen.findByLabelText('E-mail'), 'manager@demo.example')
    await user.type(screen.getByLabelText('Password'), 'wrong-wrong-wrong')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is not right.')
    expect(screen.getByLabelText('E-mail')).toHaveValue('manager@demo.example')
  })

  it('asks for the code when the account has one', async () => {
    server.use(
      http.post(url('/login'), async ({ request }) => {
        const body = JSON.stringify(await request.json())
        return body.includes('"otp":"123456"') ? HttpResponse.json(session()) : problem(401, 'otp_required')
      }),
    )
    const { router, user } = showApp('/sign-in', { isSignedIn: false })
    await user.type(await screen.findByLabelText('E-mail'), 'manager@demo.example')
    await user.type(screen.getByLabelText('Password'), 'modern-management')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await user.type(await screen.findByLabelText('Code'), '123456')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets'))
  })
})
