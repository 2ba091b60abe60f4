// What a signal makes the app read again: only what is older than the signal, several at once, at a moment of chance,
// so that a thousand browsers that hear the same signal don't ask at the same time.
import type { InfiniteData, Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { keys } from './keys'
import type { Page } from './paging'
import type { Signal } from './socket'
import { taskQuery } from './tasks'
import { ticketQuery, type TicketRow } from './tickets'

/** Milliseconds from the first signal to the reading: what one looks at first, sums last. */
export const paces = {
  one: [50, 400],
  lists: [300, 1500],
  sums: [2000, 6000],
  all: [200, 3000],
} as const satisfies Record<string, readonly [number, number]>

/** Milliseconds that a reading may keep newer ones waiting: one that hangs is given up then. */
export const PATIENCE = 30_000

/** Tickets that were read further down are not read again as a whole: the rows that changed are put in their places. */
const MOST_PAGES = 4

type Newest = Map<number, number>

const isItem = (value: unknown): value is { id: number; seq: number } =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'seq' in value &&
  typeof value.seq === 'number'

const arrayOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const pagesOf = (data: unknown) => arrayOf(memberOf(data, 'pages'))

/** The rows of a list, whether it came page by page or whole. */
const itemsIn = (data: unknown): unknown[] =>
  Array.isArray(data) ? arrayOf(data) : pagesOf(data).flatMap((page) => arrayOf(memberOf(page, 'items')))

const NOT_THERE = -1

/** The sequence number under which a list shows a row; -1 where it does not show it. */
export function shownIn(data: unknown, id: number): number {
  const row = itemsIn(data)
    .filter(isItem)
    .find((item) => item.id === id)
  return row?.seq ?? NOT_THERE
}

/** Whether a list lacks any of these changes: it shows the row as it was, or may have to show it now. */
const isBehind = (newest: Newest) => (query: Query) =>
  [...newest].some(([id, seq]) => shownIn(query.state.data, id) < seq)

const isDeep = (query: Query) => pagesOf(query.state.data).length > MOST_PAGES

type Rows = InfiniteData<Page<TicketRow>>

const withRow = (rows: Rows | undefined, row: TicketRow) =>
  rows && {
    ...rows,
    pages: rows.pages.map((page) => ({
      ...page,
      items: page.items.map((one) => (one.id === row.id ? row : one)),
    })),
  }

/** Reads the changed tickets that a deep list shows, and puts each in its place there. */
async function changeInPlace(client: QueryClient, newest: Newest) {
  const deep = { queryKey: keys.tickets.lists, type: 'active', predicate: isDeep } as const
  const lists = client.getQueryCache().findAll(deep)
  const isOld = ([id, seq]: [number, number]) =>
    lists.some(({ state }) => shownIn(state.data, id) !== NOT_THERE && shownIn(state.data, id) < seq)
  for (const [id] of [...newest].filter(isOld)) {
    const row = await client.query({ ...ticketQuery(id), staleTime: 0 }).catch(() => undefined)
    if (row) client.setQueriesData<Rows>(deep, (rows) => withRow(rows, row))
  }
}

/** Who looks elsewhere reads when they come back: what is marked stale is read on focus. */
const readers = () => (document.hidden ? ('none' as const) : ('active' as const))

/** Runs once, a while after the first of any number of calls, and not while it would break off what is being read. */
function lane([from, to]: readonly [number, number], isReading: () => boolean, run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (until: number) => {
    timer = setTimeout(
      () => {
        timer = undefined
        if (isReading() && Date.now() < until) wait(until)
        else run()
      },
      from + Math.random() * (to - from),
    )
  }
  return {
    go: () => {
      if (timer === undefined) wait(Date.now() + PATIENCE)
    },
    stop: () => clearTimeout(timer),
  }
}

const taken = (newest: Newest): Newest => {
  const copy = new Map(newest)
  newest.clear()
  return copy
}

/** What signals tell of, but for what one is told oneself. */
const shown = [keys.tickets.all, keys.tasks.all, keys.properties.all]

export function collectSignals(client: QueryClient) {
  const seen = new Map<string, number>()
  const one = { ticket: new Map<number, number>(), task: new Map<number, number>() }
  const listed = { ticket: new Map<number, number>(), task: new Map<number, number>() }
  let hasNews = false

  const invalidate = (queryKey: QueryKey, predicate?: (query: Query) => boolean) =>
    void client.invalidateQueries({ queryKey, predicate, refetchType: readers() })

  const reading =
    (...queryKeys: QueryKey[]) =>
    () =>
      queryKeys.some((queryKey) => client.isFetching({ queryKey, type: 'active' }) > 0)

  const lanes = {
    one: lane(paces.one, reading(keys.tickets.ones, keys.tasks.ones, keys.notifications.all), () => {
      for (const [id, seq] of taken(one.ticket))
        if ((client.getQueryData(ticketQuery(id).queryKey)?.seq ?? -1) < seq) invalidate(keys.tickets.one(id))
      const tasks = taken(one.task)
      for (const [id, seq] of tasks)
        if ((client.getQueryData(taskQuery(id).queryKey)?.seq ?? -1) < seq) invalidate(keys.tasks.one(id))
      if (tasks.size) invalidate(keys.tickets.ones, ({ queryKey }) => queryKey.includes('tasks'))
      // The count stands in the title of the tab, which is read when one looks elsewhere.
      if (hasNews) void client.invalidateQueries({ queryKey: keys.notifications.all })
      hasNews = false
    }),
    lists: lane(paces.lists, reading(keys.tickets.lists, keys.tickets.newests, keys.tasks.lists), () => {
      const tickets = taken(listed.ticket)
      if (tickets.size) {
        invalidate(keys.tickets.lists, (query) => !isDeep(query) && isBehind(tickets)(query))
        invalidate(keys.tickets.newests, isBehind(tickets))
        void changeInPlace(client, tickets)
      }
      const tasks = taken(listed.task)
      if (tasks.size) invalidate(keys.tasks.lists, isBehind(tasks))
    }),
    sums: lane(paces.sums, reading(keys.tickets.sums, keys.properties.all), () => {
      invalidate(keys.tickets.sums)
      invalidate(keys.properties.all, ({ queryKey }) => queryKey.includes('rooms'))
    }),
    all: lane(paces.all, reading(...shown, keys.notifications.all), () => {
      seen.clear()
      for (const queryKey of [...shown, keys.notifications.lists]) invalidate(queryKey)
      void client.invalidateQueries({ queryKey: keys.notifications.counts })
    }),
  }

  /** One of a ticket or a task that is told twice, or late, is heard once; notifications are marked to and fro. */
  const take = ({ type, id, seq }: Signal) => {
    if (type === 'notification') hasNews = true
    else {
      const name = `${type} ${id}`
      if (seq <= (seen.get(name) ?? -1)) return
      seen.set(name, seq)
      one[type].set(id, seq)
      listed[type].set(id, seq)
      lanes.lists.go()
      if (type === 'ticket') lanes.sums.go()
    }
    lanes.one.go()
  }

  return {
    take,
    /** Signals were missed: everything that is shown is read again. */
    resync: () => lanes.all.go(),
    stop: () => Object.values(lanes).forEach(({ stop }) => stop()),
  }
}
