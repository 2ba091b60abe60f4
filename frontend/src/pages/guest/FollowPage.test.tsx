import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { showApp } from '../../test/render'
import { server } from '../../test/server'
import { followed } from '../../test/server/guests'
import { url } from '../../test/server/handlers'
import type { FollowedTicket } from '../../api/guest'

const inAMinute = () => new Date(Date.now() + 60_000).toISOString()

function follow(ticket: FollowedTicket, after: Partial<FollowedTicket> = {}) {
  const moves: unknown[] = []
  server.use(
    http.get(url('/f/link-1'), () => HttpResponse.json(ticket)),
    http.patch(url('/f/link-1'), async ({ request }) => {
      moves.push(await request.json())
      return HttpResponse.json({ ...ticket, ...after })
    }),
    http.post(url('/f/link-1/undo'), () => HttpResponse.json(ticket)),
  )
  return { moves, ...showApp('/f/link-1', { isSignedIn: false }) }
}

const resolved = followed({
  status: 'resolved',
  resolved_at: '2026-05-12T12:24:00Z',
  allowed_statuses: ['closed', 'open'],
})

describe('following a report', () => {
  it('says in plain words who is on it', async () => {
    follow(followed({ status: 'in_progress' }))
    expect(await screen.findByRole('heading', { name: 'Jonas is on it' })).toBeVisible()
    expect(screen.getByRole('list', { name: 'How far we are' })).toHaveTextContent('You check it')
  })

  it('confirms with stars and a word, and takes it back', async () => {
    const done = { status: 'closed', rating: 4, undo_until: inAMinute() } as const
    const { moves, user } = follow(resolved, done)
    await user.click(await screen.findByRole('radio', { name: '4 stars' }))
    await user.keyboard(' ')
    await user.type(screen.getByLabelText('A word about it, if you like'), 'Quick!')
    await user.click(screen.getByRole('button', { name: 'Yes, it is fixed' }))
    expect(await screen.findByRole('heading', { name: 'Done' })).toBeVisible()
    expect(moves).toEqual([{ status: 'closed', rating: 4, rating_comment: 'Quick!' }])
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('button', { name: 'Yes, it is fixed' })).toBeVisible()
  })

  it('goes back with a reason, never without', async () => {
    const { moves, user } = follow(resolved, { status: 'open' })
    await user.click(await screen.findByRole('button', { name: 'No, not yet' }))
    expect(screen.getByRole('button', { name: 'Send it back' })).toBeDisabled()
    await user.type(screen.getByLabelText('What is still wrong?'), 'It drips')
    await user.click(screen.getByRole('button', { name: 'Send it back' }))
    expect(await screen.findByRole('heading', { name: /takes care of it/ })).toBeVisible()
    expect(moves).toEqual([{ status: 'open', reason: 'It drips' }])
  })

  it('offers taking it back only while that is possible, and asks twice', async () => {
    const { moves, user } = follow(followed({ status: 'open', allowed_statuses: ['cancelled'] }), {
      status: 'cancelled',
      allowed_statuses: [],
    })
    await user.click(await screen.findByRole('button', { name: 'It is no longer needed' }))
    expect(moves).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Yes, cancel it' }))
    expect(await screen.findByRole('heading', { name: 'Cancelled' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'It is no longer needed' })).not.toBeInTheDocument()
  })
})
