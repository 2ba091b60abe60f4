// What happened to a ticket, oldest first.
import type { Schema } from '@modern-management/api-client'
import { api } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'

export type TicketEvent = Schema<'TicketEvent'>

const PAGE = 100

export const ticketHistory = (ticketId: number) =>
  cursorQuery(keys.tickets.history(ticketId), (cursor, signal) =>
    unwrap(
      api.GET('/tickets/{ticket_id}/history', {
        params: { path: { ticket_id: ticketId }, query: { limit: PAGE, cursor } },
        signal,
      }),
    ),
  )
