import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { page, problem, url } from '../../test/server/handlers'
import { told } from '../../test/server/notifications'

/** The list as the server has it: marking changes it. */
function someTold() {
  const items = [
    told(3),
    told(2, { read_at: '2026-05-12T12:15:00Z' }),
    told(1, { kind: 'test', ticket: null }),
  ]
  const sent: unknown[] = []
  const state = { items, sent }
  const mark = (isMeant: (id: number) => boolean, read: boolean) => {
    state.items = state.items.map((one) =>
      isMeant(one.id) ? { ...one, read_at: read ? '2026-05-12T12:20:00Z' : null } : one,
    )
  }
  const unread = () => state.items.filter(({ read_at }) => read_at === null).length
  server.use(
    http.get(url('/notifications'), () => page(state.items)),
    http.get(url('/notifications/counts'), () => HttpResponse.json({ unread: unread() })),
    http.patch(url('/notifications/:id'), async ({ request, params }) => {
      const body = await request.json()
      sent.push({ id: Number(params.id), body })
      mark((id) => id === Number(params.id), typeof body === 'object' && body?.read === true)
      return HttpResponse.json(state.items[0])
    }),
    http.post(url('/notifications/read'), async ({ request }) => {
      sent.push(await request.json())
      mark(() => true, true)
      return HttpResponse.json({ unread: 0 })
    }),
  )
  return state
}

const main = () => within(screen.getByRole('main'))

describe('what one was told', () => {
  it('stands there with its room; opening it marks it read', async () => {
    const { sent } = someTold()
    const { router, user } = showApp('/notifications')
    const [first] = await screen.findAllByRole('link', { name: /Jonas Krüger wrote/ })
    expect(first).toHaveTextContent('304')
    expect(main().getAllByRole('img', { name: 'Unread' })).toHaveLength(2)
    if (first) await user.click(first)
    await waitFor(() => expect(router.state.location.pathname).toBe('/tickets/2'))
    expect(sent).toEqual([{ id: 3, body: { read: true } }])
  })

  it('is gone through by keyboard, and marked read and unread', async () => {
    const { sent } = someTold()
    const { user } = showApp('/notifications')
    await screen.findAllByRole('link', { name: /Jonas Krüger wrote/ })
    await user.keyboard('{ArrowDown}e')
    await waitFor(() => expect(main().getAllByRole('img', { name: 'Unread' })).toHaveLength(1))
    await user.keyboard('je')
    await waitFor(() => expect(sent).toHaveLength(2))
    expect(sent).toEqual([
      { id: 3, body: { read: true } },
      { id: 2, body: { read: false } },
    ])
  })

  it('is marked read all at once, up to what is shown', async () => {
    const { sent } = someTold()
    const { user } = showApp('/notifications')
    await screen.findAllByRole('link', { name: /Jonas Krüger wrote/ })
    await user.click(main().getByRole('button', { name: 'Mark all read' }))
    await waitFor(() => expect(main().queryByRole('img', { name: 'Unread' })).not.toBeInTheDocument())
    expect(sent).toEqual([{ up_to_id: 3 }])
  })

  it('that could not be marked is shown as it was, with the reason', async () => {
    someTold()
    server.use(http.patch(url('/notifications/:id'), () => problem(500, 'server')))
    const { user } = showApp('/notifications')
    await screen.findAllByRole('link', { name: /Jonas Krüger wrote/ })
    await user.keyboard('je')
    expect(await screen.findByRole('alert')).toBeVisible()
    await waitFor(() => expect(main().getAllByRole('img', { name: 'Unread' })).toHaveLength(2))
  })

  it('says that there is nothing, and where one chooses what comes', async () => {
    showApp('/notifications')
    expect(await screen.findByText('Nothing to tell you')).toBeVisible()
    expect(main().getByRole('link', { name: 'Choose what reaches you' })).toBeVisible()
  })
})
