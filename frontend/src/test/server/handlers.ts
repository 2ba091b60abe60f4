// The mock backend of the tests: answers as the API does, with the rows of data.ts.
import type { Schema } from '@modern-management/api-client'
import { http, HttpResponse } from 'msw'
import {
  comment,
  counts,
  manager,
  managerPermissions,
  property,
  room,
  session,
  task,
  ticket,
  ticketRow,
} from './data'
import { notificationHandlers } from './notifications'
import { page, url } from './urls'

export { page, url }

/** An RFC 9457 answer. */
export const problem = (
  status: number,
  code: string,
  more: Partial<Schema<'Problem'>> & Record<string, unknown> = {},
) =>
  HttpResponse.json(
    { type: 'about:blank', title: code, status, code, request_id: '7f3a-91c2', ...more },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )

const PER_PAGE = 10
const ALL = 24

/** Tickets 1–24 in pages of ten; the cursor is the id to go on from. */
function ticketPage(request: Request) {
  const query = new URL(request.url).searchParams
  if (query.get('sort') === '-created_at') return page([ticketRow(ALL), ticketRow(ALL - 1)])
  const from = Number(query.get('cursor') ?? 1)
  const last = Math.min(from + PER_PAGE - 1, ALL)
  const items = Array.from({ length: last - from + 1 }, (_, index) => ticketRow(from + index))
  return page(items, last < ALL ? String(last + 1) : null)
}

export const signedInAs = (user: Schema<'User'>, permissions: string[]) =>
  http.get(url('/verify-token'), () =>
    HttpResponse.json({
      valid: true,
      user,
      permissions,
      expires_at: new Date(Date.now() + 900_000).toISOString(),
    }),
  )

export const handlers = [
  ...notificationHandlers,
  http.post(url('/login'), () => HttpResponse.json(session())),
  http.post(url('/token/refresh'), () => HttpResponse.json(session())),
  http.post(url('/logout'), () => new HttpResponse(null, { status: 204 })),
  signedInAs(manager, managerPermissions),
  http.get(url('/properties'), () => page([property])),
  http.get(url('/properties/:id/rooms'), () =>
    page(Array.from({ length: 10 }, (_, index) => room(100 + index))),
  ),
  http.get(url('/categories'), () => page([])),
  http.get(url('/users'), () => page([])),
  http.get(url('/tickets/counts'), () => HttpResponse.json(counts)),
  http.get(url('/tickets'), ({ request }) => ticketPage(request)),
  http.get(url('/tickets/:id'), ({ params }) => HttpResponse.json(ticket(Number(params.id)))),
  http.get(url('/tickets/:id/history'), () => page([])),
  http.get(url('/tasks'), () => page([])),
  http.get(url('/tasks/:id'), ({ params }) => HttpResponse.json(task(Number(params.id)))),
  http.get(url('/tickets/:id/comments'), () =>
    page([
      comment(1),
      comment(2, { internal: true, body: 'Cartridge is worn, same series as 306 and 312.' }),
    ]),
  ),
]
