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

type MentionableKey = ReturnType<typeof keys.tickets.mentionable>

/** Whether two searches differ in what was typed alone: on the same ticket, for the same readers. */
const isSameButTyped = ([, , id, , asked]: MentionableKey, [, , otherId, , other]: MentionableKey) =>
  id === otherId && asked.internal === other.internal

/** People who may see the ticket, by what is typed; of a staff note only those who may see that. Until they are known,
 * those that were found for other letters. */
export const mentionable = (ticketId: number, q: string, internal: boolean) => {
  const queryKey = keys.tickets.mentionable(ticketId, { q, internal })
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/tickets/{ticket_id}/mentionable', {
          params: { path: { ticket_id: ticketId }, query: { q: q || undefined, internal } },
          signal,
        }),
      ).then(({ items }) => items),
    placeholderData: (found, before) =>
      before && isSameButTyped(before.queryKey, queryKey) ? found : undefined,
    staleTime: 60_000,
  })
}
