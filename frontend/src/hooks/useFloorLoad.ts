// How many tickets are open, and late, on each floor of a property.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../api/client'
import { keys } from '../api/keys'
import type { Page } from '../api/paging'
import { unwrap } from '../api/problem'
import type { TicketRow } from '../api/tickets'
import type { FloorLoad } from '../components/FloorIndex'
import { useNow } from './useNow'

type Placed = Pick<TicketRow, 'room' | 'status' | 'due_at'>

const MOST_PAGES = 5

/** The open tickets of a property, up to 500: a directory of windows says "many" beyond that anyway. */
async function openTickets(propertyId: number, signal: AbortSignal): Promise<Placed[]> {
  const items: Placed[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { property_id: [propertyId], status: openStatuses, limit: 100, cursor }
    const answer: Page<TicketRow> = await unwrap(api.GET('/tickets', { params: { query }, signal }))
    items.push(...answer.items)
    if (!answer.next_cursor) break
    cursor = answer.next_cursor
  }
  return items
}

const openStatuses: TicketRow['status'][] = ['open', 'in_progress', 'on_hold']

const floorLoadQuery = (propertyId: number) =>
  queryOptions({
    queryKey: keys.tickets.load(propertyId),
    queryFn: ({ signal }) => openTickets(propertyId, signal),
    staleTime: 60_000,
    refetchInterval: 60_000,
  })

/** Sums by floor at the moment `now`, in milliseconds. */
export function loadByFloor(tickets: Placed[], now: number): Map<number, FloorLoad> {
  const load = new Map<number, FloorLoad>()
  for (const { room, due_at } of tickets) {
    if (room?.floor == null) continue
    const { open, late } = load.get(room.floor) ?? { open: 0, late: 0 }
    const isLate = due_at !== null && Date.parse(due_at) < now
    load.set(room.floor, { open: open + 1, late: late + (isLate ? 1 : 0) })
  }
  return load
}

/** Empty until it is read; nothing is asked without a property. */
export function useFloorLoad(propertyId: number | undefined) {
  const now = useNow()
  const { data } = useQuery({ ...floorLoadQuery(propertyId ?? 0), enabled: propertyId !== undefined })
  return { load: loadByFloor(data ?? [], now), open: data?.length ?? 0 }
}
