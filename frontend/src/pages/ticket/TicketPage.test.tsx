import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse, type DefaultBodyType } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { comment, event, guest, guestPermissions, task, ticket } from '../../test/server/data'
import { page, problem, signedInAs, url } from '../../test/server/handlers'

const may = ['ticket:edit', 'ticket:triage', 'ticket:assign', 'comment:write', 'comment:internal']

/** The ticket as the server has it; a move changes it, and undo changes it back. */
function oneTicket(over: Parameters<typeof ticket>[1] = {}) {
  const begun = ticket(2, { allowed_actions: may, ...over })
  const patches: unknown[] = []
  const state = { ticket: begun, patches, undone: 0 }
  server.use(
    http.get(url('/tickets/2'), () => HttpResponse.json(state.ticket)),
    http.patch(url('/tickets/2'), async ({ request }) => {
      const patch: DefaultBodyType = await request.json()
      state.patches.push(patch)
      state.ticket = {
        ...begun,
        ...(typeof patch === 'object' ? patch : {}),
        undo_until: new Date(Date.now() + 60_000).toISOString(),
      }
      return HttpResponse.json(state.ticket)
    }),
    http.post(url('/tickets/2/undo'), () => {
      state.undone += 1
      state.ticket = begun
      return HttpResponse.json(begun)
    }),
  )
  return state
}

describe('who watches a ticket', () => {
  it('is asked for again where it can’t be read', async () => {
    oneTicket()
    server.use(http.get(url('/tickets/2/watchers'), () => problem(503, 'unavailable'), { once: true }))
    const { user } = showApp('/tickets/2')
    const failed = (await screen.findByRole('heading', { name: 'Watching' })).closest('section')
    if (!failed) throw new Error('no section')
    await user.click(within(failed).getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/^Nobody watches it/)).toBeVisible()
  })
})

const assigned = event(1, {
  action: 'ticket.assigned',
  changes: { assignee: [null, { id: 2, name: 'Lena Vogt' }] },
  reason: {
    rule: 'department',
    department: { id: 1, name: 'Engineering' },
    candidates: [
      { id: 2, name: 'Lena Vogt', load: 6 },
      { id: 5, name: 'Tariq Haddad', load: 9 },
    ],
    chosen: 2,
  },
})

describe('the page of a ticket', () => {
  it('shows the one next move, and Z takes it back', async () => {
    const state = oneTicket()
    const { user } = showApp('/tickets/2')
    await user.click(await screen.findByRole('button', { name: 'Resolve' }))
    expect(await screen.findByText('Resolved.')).toBeVisible()
    expect(state.patches).toEqual([{ status: 'resolved' }])
    await user.keyboard('z')
    expect(await screen.findByText('Taken back.')).toBeVisible()
    expect(state.undone).toBe(1)
    expect(await screen.findByRole('button', { name: 'Resolve' })).toBeVisible()
  })

  it('puts on hold only with a reason and a day to look again', async () => {
    const state = oneTicket()
    const { user } = showApp('/tickets/2')
    await user.click(await screen.findByRole('button', { name: 'Put on hold…' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Put on hold' }))
    expect(await within(dialog).findByText('Say why')).toBeVisible()
    expect(within(dialog).getByText('Choose a day to look again')).toBeVisible()
    expect(state.patches).toEqual([])
  })

  it('says why a rule chose someone, with the load of each candidate', async () => {
    oneTicket()
    server.use(http.get(url('/tickets/2/history'), () => page([assigned])))
    const { user } = showApp('/tickets/2')
    await user.click(await screen.findByRole('button', { name: 'Why Lena Vogt' }))
    expect(screen.getByText('Engineering → lowest load')).toBeVisible()
    const chosen = screen.getByRole('row', { name: /Lena Vogt/ })
    expect(chosen).toHaveTextContent('lowest load')
    expect(screen.getByRole('row', { name: /Tariq Haddad/ })).toHaveTextContent('9')
  })

  it('tells who takes care of it to who is not told why', async () => {
    oneTicket()
    server.use(http.get(url('/tickets/2/history'), () => page([{ ...assigned, actor: null, reason: null }])))
    showApp('/tickets/2')
    expect(await screen.findByText(/takes care of it/)).toHaveTextContent('Lena Vogt takes care of it')
  })

  it('folds what is long ago, and unfolds it', async () => {
    oneTicket()
    const many = Array.from({ length: 14 }, (_, index) =>
      comment(index + 1, { body: `Message ${index + 1}` }),
    )
    server.use(http.get(url('/tickets/2/comments'), () => page(many)))
    const { user } = showApp('/tickets/2')
    expect(await screen.findByText('Message 14')).toBeVisible()
    expect(screen.queryByText('Message 1')).not.toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: /^4 earlier/ }))
    expect(screen.getByText('Message 1')).toBeVisible()
  })

  it('keeps what was typed when someone else was faster, and writes it onto what is there', async () => {
    oneTicket({ version: 3 })
    const theirs = ticket(2, { title: 'Tap is broken', version: 4, allowed_actions: may })
    const sent: unknown[] = []
    server.use(
      http.patch(url('/tickets/2'), async ({ request }) => {
        if (request.headers.get('If-Match') !== '"4"')
          return problem(412, 'version_conflict', { current: theirs, differing: ['title'] })
        sent.push(await request.json())
        return HttpResponse.json({ ...theirs, title: 'Tap drips all night', version: 5 })
      }),
    )
    const { user } = showApp('/tickets/2')
    await user.click(await screen.findByRole('button', { name: 'More moves' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Edit…' }))
    const title = await screen.findByLabelText('Title')
    await user.clear(title)
    await user.type(title, 'Tap drips all night')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Tap is broken')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Close' }))
    expect(await screen.findByLabelText('Title')).toHaveValue('Tap drips all night')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.click(await screen.findByRole('button', { name: 'Save my choice' }))
    await waitFor(() => expect(sent).toEqual([{ title: 'Tap drips all night' }]))
  })

  it('asks who does it first, where a manager has it without a task', async () => {
    oneTicket({ status: 'open', next: 'assign', allowed_statuses: ['in_progress'] })
    const sent: unknown[] = []
    server.use(
      http.get(url('/users'), () => page([{ ...guest, id: 3, name: 'Jonas Krüger', role: 'staff' }])),
      http.post(url('/assign-task'), async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(task(9), { status: 201 })
      }),
      signedInAs({ ...guest, role: 'manager' }, [...guestPermissions, 'task:create', 'task:read']),
    )
    const { user } = showApp('/tickets/2')
    await user.click(await screen.findByRole('button', { name: 'Give it to someone' }))
    await user.click(await screen.findByRole('button', { name: /Jonas Krüger/ }))
    await user.click(screen.getByRole('button', { name: 'Give it' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({ ticket_id: 2, user_ids: [3], title: null })
  })

  it('shows a guest neither tasks nor a way to write staff notes, and lets them rate', async () => {
    const state = oneTicket({
      status: 'resolved',
      allowed_actions: ['comment:write', 'ticket:rate'],
      allowed_statuses: ['closed', 'open'],
    })
    server.use(
      signedInAs(guest, guestPermissions),
      http.get(url('/tickets/2/comments'), () => page([comment(1)])),
    )
    const { user } = showApp('/tickets/2')
    expect(await screen.findByRole('button', { name: 'Confirm and close' })).toBeVisible()
    expect(screen.queryByText('Staff only')).not.toBeInTheDocument()
    expect(screen.queryByRole('heading', { name: 'Tasks' })).not.toBeInTheDocument()
    screen.getByRole('radio', { name: '4 of 5' }).focus()
    await user.keyboard('[Space]')
    await user.click(await screen.findByRole('button', { name: 'Send the rating' }))
    await waitFor(() => expect(state.patches).toEqual([{ rating: 4, rating_comment: null }]))
  })

  it('goes to the next ticket of the list that one came from', async () => {
    const { router, user } = showApp('/tickets')
    const list = await screen.findByRole('list', { name: 'Tickets' })
    await within(list).findAllByRole('listitem')
    await router.navigate('/tickets/2')
    expect(await screen.findByText('2 in the list')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Next ticket' }))
    expect(router.state.location.pathname).toBe('/tickets/3')
  })

  it('says that there is nothing for an address that leads nowhere', async () => {
    server.use(http.get(url('/tickets/999'), () => problem(404, 'not_found')))
    showApp('/tickets/999')
    expect(await screen.findByText('There is nothing here')).toBeVisible()
  })
})
