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

/** Milliseconds that a reading may take while something changes: one that hangs is given up then. */
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
const isBehind =
  (newest: Newest): Test =>
  (query) =>
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

type Reads = 'none' | 'active'

/** Who looks elsewhere reads when they come back: what is marked stale is read on focus. */
const readers = (): Reads => (document.hidden ? 'none' : 'active')
const always = (): Reads => 'active'

/** Runs once, a while after the first of any number of calls. */
function lane([from, to]: readonly [number, number], run: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    go: () => {
      timer ??= setTimeout(
        () => {
          timer = undefined
          run()
        },
        from + Math.random() * (to - from),
      )
    },
    stop: () => clearTimeout(timer),
  }
}

type Test = (query: Query) => boolean

/** Was being read when something of it changed: to be read once more when it is there, if it `isOld` then. */
interface Late {
  query: Query
  isOld: Test[]
  until: number
  reads: () => Reads
}

const taken = (newest: Newest): Newest => {
  const copy = new Map(newest)
  newest.clear()
  return copy
}

export function collectSignals(client: QueryClient) {
  const seen = new Map<string, number>()
  const one = { ticket: new Map<number, number>(), task: new Map<number, number>() }
  const listed = { ticket: new Map<number, number>(), task: new Map<number, number>() }
  let hasNews = false

  const late = new Map<string, Late>()

  /** What is being read is not broken off: on a slow line it would never arrive. */
  function invalidate(queryKey: QueryKey, isOld: Test = () => true, reads = readers) {
    const filters = { queryKey, predicate: isOld }
    for (const query of client.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' })) {
      const until = Date.now() + PATIENCE
      const waits = late.get(query.queryHash) ?? { query, isOld: [], until, reads }
      waits.isOld.push(isOld)
      if (reads === always) waits.reads = always
      late.set(query.queryHash, waits)
      lanes.late.go()
    }
    void client.invalidateQueries({ ...filters, refetchType: reads() }, { cancelRefetch: false })
  }

  function readLate() {
    for (const [hash, { query, isOld, until, reads }] of late) {
      if (query.state.fetchStatus === 'fetching' && Date.now() < until) continue
      late.delete(hash)
      const { queryKey } = query
      if (isOld.some((is) => is(query)))
        void client.invalidateQueries({ queryKey, exact: true, refetchType: reads() })
    }
    if (late.size) lanes.late.go()
  }

  const lanes = {
    one: lane(paces.one, () => {
      for (const [id, seq] of taken(one.ticket))
        if ((client.getQueryData(ticketQuery(id).queryKey)?.seq ?? -1) < seq) invalidate(keys.tickets.one(id))
      const tasks = taken(one.task)
      for (const [id, seq] of tasks)
        if ((client.getQueryData(taskQuery(id).queryKey)?.seq ?? -1) < seq) invalidate(keys.tasks.one(id))
      if (tasks.size) invalidate(keys.tickets.ones, ({ queryKey }) => queryKey.includes('tasks'))
      // The count stands in the title of the tab, which is read when one looks elsewhere.
      if (hasNews) invalidate(keys.notifications.all, undefined, always)
      hasNews = false
    }),
    lists: lane(paces.lists, () => {
      const tickets = taken(listed.ticket)
      if (tickets.size) {
        invalidate(keys.tickets.lists, (query) => !isDeep(query) && isBehind(tickets)(query))
        invalidate(keys.tickets.newests, isBehind(tickets))
        void changeInPlace(client, tickets)
      }
      const tasks = taken(listed.task)
      if (tasks.size) invalidate(keys.tasks.lists, isBehind(tasks))
    }),
    sums: lane(paces.sums, () => {
      invalidate(keys.tickets.sums)
      invalidate(keys.properties.all, ({ queryKey }) => queryKey.includes('rooms'))
    }),
    all: lane(paces.all, () => {
      seen.clear()
      for (const queryKey of [
        keys.tickets.all,
        keys.tasks.all,
        keys.properties.all,
        keys.notifications.lists,
      ])
        invalidate(queryKey)
      invalidate(keys.notifications.counts, undefined, always)
    }),
    late: lane(paces.one, readLate),
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
