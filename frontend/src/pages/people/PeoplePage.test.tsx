import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { guest, manager, managerPermissions } from '../../test/server/data'
import { page, problem, signedInAs, url } from '../../test/server/handlers'

const INVITE = 'http://localhost/app/invitations/once-1'

const role = (key: string) => ({
  id: 1,
  key,
  name: key,
  description: '',
  role: key,
  version: 1,
  permissions: {},
  is_grantable: key !== 'super_admin',
})

beforeEach(() =>
  server.use(
    signedInAs(manager, [...managerPermissions, 'user:manage']),
    http.get(url('/roles'), () => page([role('staff'), role('super_admin')])),
    http.get(url('/departments'), () => page([{ id: 1, key: null, name: 'Engineering', version: 1 }])),
    http.get(url('/users'), () => page([manager, guest])),
    http.get(url('/users/4'), () => HttpResponse.json(guest)),
  ),
)

describe('people', () => {
  it('are asked for by what the address says', async () => {
    const asked: URLSearchParams[] = []
    server.use(
      http.get(url('/users'), ({ request }) => {
        asked.push(new URL(request.url).searchParams)
        return page([guest])
      }),
    )
    showApp('/people?role=guest&property_id=1')
    expect(await screen.findByRole('link', { name: guest.name })).toBeVisible()
    expect(asked[0]?.get('role')).toBe('guest')
    expect(asked[0]?.get('property_id')).toBe('1')
    expect(asked[0]?.get('is_active')).toBe('true')
  })

  it('are invited by a link that is shown once', async () => {
    const sent: unknown[] = []
    server.use(
      http.post(url('/users'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({ ...guest, name: 'Zora', invite_url: INVITE }, { status: 201 })
      }),
    )
    const { router, user } = showApp('/people')
    await user.click(await screen.findByRole('button', { name: 'Invite' }))
    const form = await screen.findByRole('dialog')
    expect(within(form).queryByRole('option', { name: 'Super admin' })).not.toBeInTheDocument()
    await user.type(within(form).getByLabelText(/^Name/), 'Zora')
    await user.type(within(form).getByLabelText(/^E-mail/), 'zora@demo.example')
    await user.click(within(form).getByRole('button', { name: 'Invite' }))
    expect(await screen.findByText(INVITE)).toBeVisible()
    await user.keyboard('{Escape}')
    expect(screen.getByText(INVITE)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'I have sent it' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/people/4'))
    expect(screen.queryByText(INVITE)).not.toBeInTheDocument()
    expect(sent).toMatchObject([{ name: 'Zora', email: 'zora@demo.example', role: 'staff' }])
  })

  it('keep what two people wrote: the second chooses line by line', async () => {
    const theirs = { ...guest, name: 'Amélie O.', version: 2 }
    const sent: { match: string | null; body: unknown }[] = []
    server.use(
      http.patch(url('/users/4'), async ({ request }) => {
        const match = request.headers.get('If-Match')
        sent.push({ match, body: await request.json() })
        if (match === '"1"') return problem(412, 'version_conflict', { current: theirs, fields: ['name'] })
        return HttpResponse.json({ ...theirs, name: 'Amélie', version: 3 })
      }),
    )
    const { user } = showApp('/people/4')
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const name = await screen.findByLabelText(/^Name/)
    await user.clear(name)
    await user.type(name, 'Amélie')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Amélie O.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Save my choice' }))
    await waitFor(() => expect(sent.at(-1)).toEqual({ match: '"2"', body: { name: 'Amélie' } }))
  })

  it('are deactivated only after what follows was said', async () => {
    let isGone = false
    server.use(
      http.delete(url('/users/4'), () => {
        isGone = true
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const { user } = showApp('/people/4')
    await user.click(await screen.findByRole('button', { name: 'Deactivate' }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByText(/open tickets are handed on/)).toBeVisible()
    expect(isGone).toBe(false)
    await user.click(within(dialog).getByRole('button', { name: 'Deactivate' }))
    await waitFor(() => expect(isGone).toBe(true))
  })
})
