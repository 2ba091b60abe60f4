import { cleanup, screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { guest, guestPermissions, ticket } from '../../test/server/data'
import { problem, signedInAs, url } from '../../test/server/handlers'

/** What was reported, and with which keys; answers are lost while `isDown`. */
function desk() {
  const keys: (string | null)[] = []
  const bodies: unknown[] = []
  const line = { isDown: false, keys, bodies }
  server.use(
    http.post(url('/tickets'), async ({ request }) => {
      line.keys.push(request.headers.get('Idempotency-Key'))
      line.bodies.push(await request.json())
      return line.isDown ? HttpResponse.error() : HttpResponse.json(ticket(2), { status: 201 })
    }),
  )
  return line
}

const photo = new File(['tap'], 'tap.jpg', { type: 'image/jpeg' })

describe('a new ticket', () => {
  it('shows the plate as one types where, and goes only when it is known', async () => {
    const line = desk()
    const { router, user } = showApp('/tickets/new')
    await user.type(await screen.findByLabelText('What'), 'Tap drips')
    await user.type(screen.getByLabelText('Where'), '30')
    expect(await screen.findByText('Say where, then it can go')).toBeVisible()
    await user.type(screen.getByLabelText('Where'), '4')
    await user.click(await screen.findByRole('button', { name: 'Report for 304' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets/2'))
    expect(line.bodies[0]).toMatchObject({ title: 'Tap drips', property_id: 1, room_id: 101 })
  })

  it('has the draft and its key again after the page was left', async () => {
    const line = desk()
    line.isDown = true
    const first = showApp('/tickets/new')
    await first.user.type(await screen.findByLabelText('Where'), '304')
    await first.user.type(screen.getByLabelText('What'), 'Tap drips')
    await first.user.click(await screen.findByRole('button', { name: 'Report for 304' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('did not answer')
    cleanup()
    line.isDown = false
    const again = showApp('/tickets/new')
    expect(await screen.findByLabelText('What')).toHaveValue('Tap drips')
    await again.user.click(await screen.findByRole('button', { name: 'Report for 304' }))
    await waitFor(() => expect(again.router.state.location.pathname).toBe('/tickets/2'))
    expect(line.keys).toHaveLength(2)
    expect(line.keys[1]).toBe(line.keys[0])
    expect(localStorage.getItem('mm.draft.ticket')).toBeNull()
  })

  it('keeps the ticket when a photo does not go, and sends it again under the same key', async () => {
    desk()
    const keys: (string | null)[] = []
    let isDown = true
    server.use(
      http.post(url('/tickets/2/attachments'), ({ request }) => {
        keys.push(request.headers.get('Idempotency-Key'))
        return isDown ? problem(413, 'file_too_large') : HttpResponse.json({ items: [] }, { status: 201 })
      }),
    )
    const { user } = showApp('/tickets/new')
    await user.type(await screen.findByLabelText('Where'), '304')
    await user.type(screen.getByLabelText('What'), 'Tap drips')
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no field for photos')
    await user.upload(input, photo)
    await screen.findByRole('button', { name: 'Remove tap.jpg' })
    await user.click(screen.getByRole('button', { name: 'Report for 304' }))
    expect(await screen.findByText('BARH-1002 is reported.')).toBeVisible()
    expect(await screen.findByRole('alert')).toHaveTextContent('This file is too large.')
    isDown = false
    await user.click(screen.getByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(screen.queryByText('tap.jpg')).not.toBeInTheDocument())
    expect(keys).toHaveLength(2)
    expect(keys[1]).toBe(keys[0])
  })

  it('stands on a guest’s own room, without asking who called', async () => {
    const stay = { ...guest.properties[0], relation: 'member' as const, room: { id: 101, name: '304' } }
    const person = {
      ...guest,
      properties: [{ id: 1, name: 'Barmbeker Hof', stay_from: null, stay_until: null, ...stay }],
    }
    server.use(signedInAs(person, guestPermissions))
    showApp('/tickets/new')
    expect(await screen.findByLabelText('Where')).toHaveValue('304')
    expect(screen.queryByText('Who called')).not.toBeInTheDocument()
  })

  it('reports for someone who called, by name', async () => {
    const line = desk()
    const { user } = showApp('/tickets/new')
    await user.type(await screen.findByLabelText('Where'), '304')
    await user.type(screen.getByLabelText('What'), 'Tap drips')
    await user.click(screen.getByRole('radio', { name: /Someone else/ }))
    await user.type(screen.getByLabelText('Name'), 'Amélie')
    await user.click(await screen.findByRole('button', { name: 'Report for 304' }))
    await waitFor(() => expect(line.bodies).toHaveLength(1))
    expect(line.bodies[0]).toMatchObject({ on_behalf_of: { name: 'Amélie', room_id: 101 } })
  })
})
