// Where a ticket stands in the list that one came from: that list is still in memory.
import { useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { keys } from '../../api/keys'
import { itemsOf, type Page } from '../../api/paging'
import type { TicketRow } from '../../api/tickets'

type Pages = InfiniteData<Page<TicketRow>>

const isPages = (data: unknown): data is Pages =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)

interface Place {
  /** From 1. */
  position: number
  /** Undefined while the list goes on beyond what was read. */
  all: number | undefined
  previous: number | undefined
  next: number | undefined
}

function placeIn(pages: Pages, id: number): Place | undefined {
  const ids = itemsOf(pages).map((row) => row.id)
  const index = ids.indexOf(id)
  if (index < 0) return undefined
  const isWhole = pages.pages.at(-1)?.next_cursor === null
  return {
    position: index + 1,
    all: isWhole ? ids.length : undefined,
    previous: ids[index - 1],
    next: ids[index + 1],
  }
}

/** Its place in the list that was looked at last; undefined for who came by a link. */
export function useNeighbours(id: number): Place | undefined {
  const client = useQueryClient()
  const lists = client
    .getQueryCache()
    .findAll({ queryKey: keys.tickets.lists })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  for (const { state } of lists) {
    const place = isPages(state.data) ? placeIn(state.data, id) : undefined
    if (place) return place
  }
  return undefined
}
