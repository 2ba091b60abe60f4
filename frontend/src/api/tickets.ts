// Tickets: lists, counts, one ticket, and what is done to it.
import { queryOptions } from '@tanstack/react-query'
import type { paths, Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { done, unwrap } from './problem'

export type Ticket = Schema<'TicketInFull'>
export type TicketRow = Schema<'TicketPage'>['items'][number]
export type TicketPatch = Schema<'TicketPatch'>
export type TicketStatus = TicketRow['status']
export type TicketPriority = TicketRow['priority']
export type TicketKind = TicketRow['kind']
export type TicketCounts = Schema<'TicketCounts'>
export type TicketFilters = Omit<
  NonNullable<paths['/tickets']['get']['parameters']['query']>,
  'limit' | 'cursor'
>

const PAGE = 50

/** The list behind a set of filters, page by page. */
export const ticketList = (filters: TicketFilters) =>
  cursorQuery(keys.tickets.list(filters), (cursor, signal) =>
    unwrap(api.GET('/tickets', { params: { query: { ...filters, limit: PAGE, cursor } }, signal })),
  )

/** The tickets that came last, whatever the order of the list: for the line that tells of new ones. */
export const newestTickets = (filters: TicketFilters) =>
  queryOptions({
    queryKey: keys.tickets.newest(filters),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/tickets', { params: { query: { ...filters, sort: '-created_at', limit: 25 } }, signal }),
      ).then(({ items }) => items),
  })

/** The first few tickets that match what someone types. */
export const ticketsMatching = (q: string) =>
  queryOptions({
    queryKey: keys.tickets.list({ q, limit: 8 }),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/tickets', { params: { query: { q, limit: 8 } }, signal })).then(({ items }) => items),
  })

/** What is open, moving or on hold in a room, the newest first. */
export const openTicketsOf = (roomId: number) => {
  const query = {
    room_id: [roomId],
    status: ['open', 'in_progress', 'on_hold'] satisfies TicketStatus[],
    limit: 10,
  }
  return queryOptions({
    queryKey: keys.tickets.list({ ...query, for: 'room' }),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/tickets', { params: { query }, signal })).then(({ items }) => items),
    staleTime: 15_000,
  })
}

export const ticketCounts = (filters: Omit<TicketFilters, 'sort'>) =>
  queryOptions({
    queryKey: keys.tickets.counts(filters),
    queryFn: ({ signal }) => unwrap(api.GET('/tickets/counts', { params: { query: filters }, signal })),
  })

export const ticketQuery = (id: number) =>
  queryOptions({
    queryKey: keys.tickets.one(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/tickets/{ticket_id}', { params: { path: { ticket_id: id } }, signal })),
  })

/** Changes fields of a ticket as it was read; 412 when someone else changed it meanwhile. */
export const patchTicket = (ticket: { id: number; version: number }, body: TicketPatch) =>
  unwrap(
    api.PATCH('/tickets/{ticket_id}', {
      params: { path: { ticket_id: ticket.id } },
      headers: ifMatch(ticket),
      body,
    }),
  )

/** Moves a ticket. Without `If-Match`: the server checks the move against the status that the ticket has by then. */
export const moveTicket = (id: number, body: TicketPatch & { status: TicketStatus }) =>
  unwrap(api.PATCH('/tickets/{ticket_id}', { params: { path: { ticket_id: id } }, body }))

/** Takes back one's own last move, within 60 seconds. */
export const undoMove = (id: number) =>
  unwrap(api.POST('/tickets/{ticket_id}/undo', { params: { path: { ticket_id: id } } }))

export const createTicket = (body: Schema<'TicketNew'>, key: string) =>
  unwrap(api.POST('/tickets', { body, headers: idempotent(key) }))

export const patchTickets = (ids: number[], patch: TicketPatch, key: string) =>
  unwrap(api.POST('/tickets/bulk', { body: { ids, patch }, headers: idempotent(key) }))

export const deleteAttachment = (id: number) =>
  done(api.DELETE('/attachments/{attachment_id}', { params: { path: { attachment_id: id } } }))
