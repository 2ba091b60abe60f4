// The rows of the list: read page by page, kept current, with new ones waiting until they are asked for.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { itemsOf } from '../../api/paging'
import { newestTickets, ticketList, type TicketFilters, type TicketRow } from '../../api/tickets'
import { usePolling } from '../../hooks/usePolling'
import { apiFilters, type ListState } from './listState'

/** A list that was read far down is not read again as a whole every quarter minute. */
const MOST_POLLED = 4

const latest = (rows: TicketRow[]) => rows.reduce((most, { id }) => Math.max(most, id), 0)

/** Rows that came after the list was opened wait in the "3 new tickets" line, whatever the order of the list. */
function useWaiting(filters: TicketFilters) {
  const { data: newest } = useQuery({
    ...newestTickets(filters),
    refetchInterval: usePolling(),
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
  const filters = apiFilters(state)
  const every = usePolling()
  const query = useInfiniteQuery({
    ...ticketList(filters),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => ((data?.pages.length ?? 0) <= MOST_POLLED ? every : false),
  })
  const { upTo, waiting, showWaiting } = useWaiting(filters)
  const all = useMemo(() => itemsOf(query.data), [query.data])
  return {
    rows: useMemo(() => all.filter(({ id }) => id <= upTo), [all, upTo]),
    waiting,
    showWaiting: () => {
      showWaiting()
      void query.refetch()
    },
    query,
    isLoading: query.isPending,
  }
}
