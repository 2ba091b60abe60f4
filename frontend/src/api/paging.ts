// Lists that go on behind a cursor: `{items, next_cursor}`.
import { infiniteQueryOptions, type InfiniteData, type QueryKey } from '@tanstack/react-query'

export interface Page<Item> {
  items: Item[]
  next_cursor: string | null
}

type Cursor = string | undefined

const START = ''

/** Options for `useInfiniteQuery` over a list with cursors; `load` fetches the page behind a cursor. */
export const cursorQuery = <Item, Key extends QueryKey>(
  queryKey: Key,
  load: (cursor: Cursor, signal: AbortSignal) => Promise<Page<Item>>,
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam || undefined, signal),
    initialPageParam: START,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })

/** All items read so far, each once: a row that moved between two pages is shown where it was seen first. */
export function itemsOf<Item extends { id: number }>(data: InfiniteData<Page<Item>> | undefined): Item[] {
  const seen = new Map<number, Item>()
  for (const { items } of data?.pages ?? [])
    for (const item of items) if (!seen.has(item.id)) seen.set(item.id, item)
  return [...seen.values()]
}

/** Every item of a small list (categories, departments, properties), page after page. */
export async function allPages<Item>(load: (cursor: Cursor) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = []
  let cursor: Cursor
  do {
    const page = await load(cursor)
    items.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  return items
}
