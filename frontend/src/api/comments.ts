// Messages on a ticket, public and internal.
import type { Schema } from '@modern-management/api-client'
import { api, idempotent } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'

export type Comment = Schema<'Comment'>

const PAGE = 100

export const commentList = (ticketId: number) =>
  cursorQuery(keys.tickets.comments(ticketId), (cursor, signal) =>
    unwrap(
      api.GET('/tickets/{ticket_id}/comments', {
        params: { path: { ticket_id: ticketId }, query: { limit: PAGE, cursor } },
        signal,
      }),
    ),
  )

export const writeComment = (ticketId: number, body: Schema<'CommentNew'>, key: string) =>
  unwrap(
    api.POST('/tickets/{ticket_id}/comments', {
      params: { path: { ticket_id: ticketId } },
      headers: idempotent(key),
      body,
    }),
  )
