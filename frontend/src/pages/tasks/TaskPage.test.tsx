import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { manager, task } from '../../test/server/data'
import { page, signedInAs, url } from '../../test/server/handlers'

const staff = { ...manager, id: 3, name: 'Jonas Krüger', role: 'staff' }
const asStaff = () => server.use(signedInAs(staff, ['ticket:read', 'task:read', 'task:work']))

/** Remembers what is sent to one of the task's moves. */
function remember(move: string, answer: () => Response) {
  const bodies: unknown[] = []
  server.use(
    http.post(url(`/tasks/7/${move}`), async ({ request }) => {
      const text = await request.text()
      bodies.push(text ? JSON.parse(text) : null)
      return answer()
    }),
  )
  return bodies
}

describe('a task', () => {
  it('is begun with the one big button', async () => {
    asStaff()
    const waiting = task(7, {
      status: 'pending',
      started_at: null,
      allowed_statuses: ['in_progress', 'completed'],
    })
    server.use(http.get(url('/tasks/7'), () => HttpResponse.json(waiting), { once: true }))
    const bodies = remember('start', () => HttpResponse.json(task(7)))
    const { user } = showApp('/tasks/7')
    await user.click(await screen.findByRole('button', { name: 'Start' }))
    expect(await screen.findByRole('button', { name: 'Complete' })).toBeVisible()
    expect(bodies).toHaveLength(1)
  })

  it('is completed with minutes, cost in minor units, and a word', async () => {
    asStaff()
    const bodies = remember('complete', () => HttpResponse.json(task(7, { status: 'completed' })))
    const { router, user } = showApp('/tasks/7')
    await user.click(await screen.findByRole('button', { name: 'Complete' }))
    const dialog = await screen.findByRole('dialog')
    const minutes = within(dialog).getByLabelText('Minutes it took')
    await user.clear(minutes)
    await user.type(minutes, '25')
    await user.type(within(dialog).getByLabelText('What it cost, EUR'), '18,40')
    await user.type(within(dialog).getByLabelText('A word about it'), 'New cartridge')
    await user.click(within(dialog).getByRole('button', { name: 'Complete' }))
    await waitFor(() =>
      expect(bodies).toEqual([
        { minutes: 25, cost: { amount: 1840, currency: 'EUR' }, note: 'New cartridge' },
      ]),
    )
    await waitFor(() => expect(router.state.location.pathname).toBe('/tasks'))
  })

  it('is given back only with a reason', async () => {
    asStaff()
    const bodies = remember('decline', () => new HttpResponse(null, { status: 204 }))
    const { user } = showApp('/tasks/7')
    await user.click(await screen.findByRole('button', { name: 'Give back…' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByRole('button', { name: 'Give back' })).toBeDisabled()
    await user.type(within(dialog).getByLabelText('Why can’t you do it?'), 'No part')
    await user.click(within(dialog).getByRole('button', { name: 'Give back' }))
    await waitFor(() => expect(bodies).toEqual([{ reason: 'No part' }]))
  })
})

describe('the tasks', () => {
  it('of everybody stand under each person, those whom nobody has first', async () => {
    const nobody = task(8, { title: 'Order ten cartridges', assignees: [], status: 'pending' })
    server.use(
      signedInAs(manager, ['ticket:read', 'task:read', 'task:create']),
      http.get(url('/tasks'), ({ request }) =>
        page(new URL(request.url).searchParams.get('scope') === 'managed' ? [task(7), nobody] : []),
      ),
    )
    showApp('/tasks')
    const people = await screen.findAllByRole('region', { name: /Nobody|Jonas/ })
    expect(people.map((one) => one.getAttribute('aria-label'))).toEqual(['Nobody', 'Jonas Krüger'])
    expect(within(people[0] ?? document.body).getByText('Order ten cartridges')).toBeVisible()
  })
})
