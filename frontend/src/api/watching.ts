// Who is told of everything on a ticket, and whom one can mention on it.
import { queryOptions } from '@tanstack/react-query'
import { api } from './client'
import { keys } from './keys'
import { done, unwrap } from './problem'

const of = (ticketId: number) => ({ params: { path: { ticket_id: ticketId } } })

export const watcherList = (ticketId: number) =>
  queryOptions({
    queryKey: keys.tickets.watchers(ticketId),
    queryFn: ({ signal }) => unwrap(api.GET('/tickets/{ticket_id}/watchers', { ...of(ticketId), signal })),
  })

export const watch = (ticketId: number) => done(api.PUT('/tickets/{ticket_id}/watch', of(ticketId)))

export const unwatch = (ticketId: number) => done(api.DELETE('/tickets/{ticket_id}/watch', of(ticketId)))

/** People who may see the ticket, by what is typed; of a staff note only those who may see that. */
export const mentionable = (ticketId: number, q: string, internal: boolean) =>
  queryOptions({
    queryKey: keys.tickets.mentionable(ticketId, { q, internal }),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/tickets/{ticket_id}/mentionable', {
          params: { path: { ticket_id: ticketId }, query: { q: q || undefined, internal } },
          signal,
        }),
      ).then(({ items }) => items),
    staleTime: 60_000,
  })
