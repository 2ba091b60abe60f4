import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { keepTokens } from '../api/tokens'
import { showApp } from '../test/render'
import { server } from '../test/server'
import { comment, guest, guestPermissions, session, ticket } from '../test/server/data'
import { page, problem, signedInAs, url } from '../test/server/handlers'
import { told } from '../test/server/notifications'
import { socket } from '../test/socket'

const mine = ticket(2, { allowed_actions: ['comment:write', 'comment:internal'] })

function onePage() {
  const said = [comment(1)]
  server.use(
    http.get(url('/tickets/2'), () => HttpResponse.json(mine)),
    http.get(url('/tickets/2/comments'), () => page(said)),
  )
  return said
}

const connected = async () => {
  await waitFor(() => expect(socket().active).toBe(true))
  socket().hear('connect')
}

describe('an open ticket', () => {
  it('shows what somebody else writes, and keeps what one is writing oneself', async () => {
    const said = onePage()
    const { user } = showApp('/tickets/2')
    const field = await screen.findByLabelText(/^Message to/)
    await connected()
    await user.type(field, 'Half a sentence')
    said.push(comment(9, { body: 'The guest called again' }))
    socket().hear('ticket', { type: 'ticket', id: 2, seq: 99 })
    expect(await screen.findByText('The guest called again')).toBeVisible()
    expect(field).toHaveValue('Half a sentence')
  })

  it('names who else is there, and tells the others that one writes', async () => {
    onePage()
    const { user } = showApp('/tickets/2')
    const field = await screen.findByLabelText(/^Message to/)
    await connected()
    await waitFor(() => expect(socket().said).toContainEqual({ event: 'look', about: { ticket_id: 2 } }))
    socket().hear('presence', {
      id: 2,
      users: [
        { id: 2, name: 'Lena Vogt', state: 'looks' },
        { id: 5, name: 'Tariq Haddad', state: 'writes' },
      ],
    })
    expect(await screen.findByText('Tariq Haddad is writing')).toBeVisible()
    expect(screen.queryByText(/Lena Vogt is looking/)).not.toBeInTheDocument()
    await user.type(field, 'H')
    expect(socket().said).toContainEqual({ event: 'write', about: { ticket_id: 2, writing: true } })
    await user.tab()
    expect(socket().said.at(-1)).toEqual({ event: 'write', about: { ticket_id: 2, writing: false } })
  })

  it('of a guest tells nobody of them', async () => {
    onePage()
    server.use(signedInAs(guest, guestPermissions))
    const { user } = showApp('/tickets/2')
    const field = await screen.findByLabelText(/^Message to/)
    await connected()
    await user.type(field, 'Hello')
    expect(socket().said.filter(({ event }) => event !== 'authenticate')).toEqual([])
  })
})

describe('the connection', () => {
  it('is told the new token when the old one was renewed', async () => {
    onePage()
    showApp('/tickets/2')
    await screen.findByLabelText(/^Message to/)
    await connected()
    keepTokens({ ...session(), access_token: 'access-2' })
    expect(socket().said).toContainEqual({ event: 'authenticate', about: { token: 'access-2' } })
  })

  it('that was gone is made up for: what is shown is read again', async () => {
    const said = onePage()
    showApp('/tickets/2')
    await screen.findByLabelText(/^Message to/)
    await connected()
    socket().hear('disconnect', 'transport close')
    said.push(comment(9, { body: 'Said meanwhile' }))
    socket().hear('connect')
    expect(await screen.findByText('Said meanwhile')).toBeVisible()
  })

  it('that the server refuses asks whether the session is over', async () => {
    showApp('/tickets')
    await screen.findByRole('main')
    await connected()
    server.use(
      http.get(url('/verify-token'), () => problem(401, 'unauthorized')),
      http.post(url('/token/refresh'), () => problem(401, 'unauthorized')),
    )
    socket().hear('disconnect', 'io server disconnect')
    expect(await screen.findByLabelText('Password')).toBeVisible()
  })
})

describe('the bell', () => {
  it('counts what is new as soon as it is there, in the title too', async () => {
    let unread = 1
    server.use(
      http.get(url('/notifications/counts'), () => HttpResponse.json({ unread })),
      http.get(url('/notifications'), () => page([told(2), told(1)])),
    )
    showApp('/notifications')
    await screen.findByRole('button', { name: /1 unread/ })
    await connected()
    unread = 2
    socket().hear('notification', { type: 'notification', id: 2, seq: 2 })
    expect(await screen.findByRole('button', { name: /2 unread/ })).toBeVisible()
    await waitFor(() => expect(document.title).toMatch(/^\(2\) /))
  })
})

describe('the bar for want of a signal', () => {
  it('comes with the end of the network and goes with the connection', async () => {
    onePage()
    showApp('/tickets/2')
    await screen.findByLabelText(/^Message to/)
    await connected()
    window.dispatchEvent(new Event('offline'))
    expect(await screen.findByText('No signal.')).toBeVisible()
    window.dispatchEvent(new Event('online'))
    socket().hear('connect')
    await waitFor(() => expect(screen.queryByText('No signal.')).not.toBeInTheDocument())
  })
})
