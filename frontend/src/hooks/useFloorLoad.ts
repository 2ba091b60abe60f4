// How many tickets are open, and late, on each floor of a property.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { roomList, type Room } from '../api/properties'
import { ticketCounts } from '../api/tickets'
import type { FloorLoad } from '../components/FloorIndex'

type Loaded = Pick<Room, 'floor' | 'open_ticket_count' | 'late_ticket_count'>

const EVERY = 60_000

/** Sums over rooms; what is on no floor (a garden) counts nowhere. */
export function loadByFloor(rooms: Loaded[]): Map<number, FloorLoad> {
  const load = new Map<number, FloorLoad>()
  for (const { floor, open_ticket_count, late_ticket_count } of rooms) {
    if (floor === null) continue
    const { open, late } = load.get(floor) ?? { open: 0, late: 0 }
    load.set(floor, { open: open + open_ticket_count, late: late + late_ticket_count })
  }
  return load
}

/** Empty until it is read; nothing is asked without a property. `open` counts tickets without a room too. */
export function useFloorLoad(propertyId: number | undefined) {
  const isAsked = { enabled: propertyId !== undefined, refetchInterval: EVERY }
  const id = propertyId ?? 0
  const { data: rooms } = useQuery({ ...roomList(id), ...isAsked })
  const { data: counts } = useQuery({
    ...ticketCounts({ property_id: [id], status: ['open', 'in_progress', 'on_hold'] }),
    ...isAsked,
  })
  const load = useMemo(() => loadByFloor(rooms ?? []), [rooms])
  return { load, open: counts && Object.values(counts.by_status).reduce((sum, count) => sum + count, 0) }
}
