// The rows of the list: read page by page, kept current, with new ones waiting until they are asked for.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { itemsOf } from '../../api/paging'
import { roomList } from '../../api/properties'
import { newestTickets, ticketList, type TicketFilters, type TicketRow } from '../../api/tickets'
import { apiFilters, type ListState } from './listState'

const EVERY = 15_000
/** A list that was read far down is not read again as a whole every quarter minute. */
const MOST_POLLED = 4

const latest = (rows: TicketRow[]) => rows.reduce((most, { id }) => Math.max(most, id), 0)

/** The rooms of the chosen floor; `isReady` once they are known. */
function useFloorRooms({ floor, property_id }: ListState) {
  const property = property_id[0]
  const isAsked = floor !== null && property !== undefined
  const { data } = useQuery({ ...roomList(property ?? 0, { floor: floor ?? 0 }), enabled: isAsked })
  const ids = useMemo(() => data?.map(({ id }) => id) ?? [], [data])
  return { ids, isReady: !isAsked || data !== undefined, isEmptyFloor: isAsked && data?.length === 0 }
}

/** Rows that came after the list was opened wait in the "3 new tickets" line, whatever the order of the list. */
function useWaiting(filters: TicketFilters, isReady: boolean) {
  const { data: newest } = useQuery({
    ...newestTickets(filters),
    enabled: isReady,
    refetchInterval: EVERY,
  })
  const asked = JSON.stringify(filters)
  const [seen, setSeen] = useState({ asked: '', upTo: 0 })
  if (seen.asked !== asked && newest) setSeen({ asked, upTo: latest(newest) })
  const upTo = seen.asked === asked ? seen.upTo : Infinity
  return {
    upTo,
    waiting: newest?.filter(({ id }) => id > upTo).length ?? 0,
    showWaiting: () => setSeen({ asked, upTo: latest(newest ?? []) }),
  }
}

export function useTicketList(state: ListState) {
  const { ids, isReady, isEmptyFloor } = useFloorRooms(state)
  const filters = apiFilters(state, ids)
  const isAsked = isReady && !isEmptyFloor
  const query = useInfiniteQuery({
    ...ticketList(filters),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => ((data?.pages.length ?? 0) <= MOST_POLLED ? EVERY : false),
  })
  const { upTo, waiting, showWaiting } = useWaiting(filters, isAsked)
  const all = useMemo(() => (isEmptyFloor ? [] : itemsOf(query.data)), [query.data, isEmptyFloor])
  return {
    rows: useMemo(() => all.filter(({ id }) => id <= upTo), [all, upTo]),
    waiting,
    showWaiting: () => {
      showWaiting()
      void query.refetch()
    },
    query,
    isLoading: query.isPending && !isEmptyFloor,
  }
}
