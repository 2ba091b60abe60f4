import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { guest, guestPermissions, ticketRow } from '../../test/server/data'
import { page, problem, signedInAs, url } from '../../test/server/handlers'

const rows = async () => {
  const list = await screen.findByRole('list', { name: 'Tickets' })
  return within(list).getAllByRole('listitem')
}

/** Remembers what the list was asked for. */
function rememberQueries() {
  const asked: URLSearchParams[] = []
  server.use(
    http.get(url('/tickets'), ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return page([ticketRow(1)])
    }),
  )
  return asked
}

describe('the tickets list', () => {
  it('shows where, what, who and when of each ticket', async () => {
    showApp('/tickets')
    const [first] = await rows()
    expect(first).toHaveTextContent('B-01')
    expect(first).toHaveTextContent('Water on the floor')
    expect(first).toHaveTextContent('Nobody')
    expect(first).toHaveTextContent('needs someone')
  })

  it('asks the API for what the URL says', async () => {
    const asked = rememberQueries()
    showApp('/tickets?status=on_hold&priority=high&property_id=1&floor=3&q=tap')
    await rows()
    const query = asked.find((one) => one.get('sort') === '-priority')
    expect(query?.getAll('status')).toEqual(['on_hold'])
    expect(query?.get('floor')).toBe('3')
    expect(query?.get('q')).toBe('tap')
  })

  it('puts a pressed filter into the URL, and dropping its chip takes it out', async () => {
    const { router, user } = showApp('/tickets?priority=high')
    await user.click(await screen.findByRole('button', { name: 'Remove filter Priority' }))
    expect(router.state.location.search).toBe('')
    await user.click(screen.getByRole('button', { name: 'Filter' }))
    await user.click(await screen.findByRole('button', { name: 'Critical' }))
    expect(router.state.location.search).toBe('?priority=critical')
  })

  it('goes on behind the cursor', async () => {
    const { user } = showApp('/tickets')
    expect(await rows()).toHaveLength(10)
    await user.click(screen.getByRole('button', { name: 'Show more' }))
    await waitFor(async () => expect(await rows()).toHaveLength(20))
  })

  it('moves by keyboard, picks, and changes all that are picked at once', async () => {
    const sent: unknown[] = []
    server.use(
      http.post(url('/tickets/bulk'), async ({ request }) => {
        sent.push(await request.json())
        expect(request.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/)
        return HttpResponse.json({
          results: [
            { id: 1, status: 200 },
            { id: 2, status: 409, problem: { code: 'illegal_move', detail: 'Not from here.' } },
          ],
        })
      }),
    )
    const { user } = showApp('/tickets')
    await rows()
    await user.keyboard('x')
    await user.keyboard('j')
    await user.keyboard('x')
    const bar = await screen.findByRole('region', { name: 'Selected tickets' })
    await user.click(within(bar).getByRole('button', { name: 'Priority…' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Low' }))
    expect(await screen.findByText('1 of 2 changed; BARH-1002 refused')).toBeVisible()
    expect(sent).toEqual([{ ids: [1, 2], patch: { priority: 'low' } }])
  })

  it('holds new tickets back until they are asked for', async () => {
    let all = [ticketRow(2), ticketRow(1)]
    server.use(http.get(url('/tickets'), () => page(all)))
    const { client, user } = showApp('/tickets')
    expect(await rows()).toHaveLength(2)
    all = [ticketRow(3), ...all]
    await client.invalidateQueries({ queryKey: ['tickets'] })
    const fresh = await screen.findByRole('button', { name: '1 new ticket' })
    expect(await rows()).toHaveLength(2)
    await user.click(fresh)
    await waitFor(async () => expect(await rows()).toHaveLength(3))
  })

  it('says what is missing when a filter leaves nothing, and takes the filters off', async () => {
    server.use(http.get(url('/tickets'), () => page([])))
    const { router, user } = showApp('/tickets?priority=low')
    expect(await screen.findByText(/One filter is on/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Remove the filters' }))
    expect(router.state.location.search).toBe('')
  })

  it('says why it could not be read, with the request’s id, and tries again', async () => {
    server.use(http.get(url('/tickets'), () => problem(500, 'server_error'), { once: false }))
    const { user } = showApp('/tickets')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('request 7f3a-91c2')
    server.resetHandlers()
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    expect(await rows()).toHaveLength(10)
  })

  it('is cut down to one’s own requests for a guest', async () => {
    server.use(signedInAs(guest, guestPermissions))
    showApp('/tickets')
    expect(await screen.findByRole('heading', { name: 'My requests' })).toBeInTheDocument()
    expect(screen.queryByRole('region', { name: 'Building' })).not.toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /Unassigned/ })).not.toBeInTheDocument()
  })
})
