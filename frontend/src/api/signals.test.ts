import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { server } from '../test/server'
import { task, ticket, ticketRow } from '../test/server/data'
import { url } from '../test/server/urls'
import { keys } from './keys'
import { collectSignals, PATIENCE, paces, shownIn } from './signals'
import { taskQuery } from './tasks'
import { ticketQuery } from './tickets'

const LONG = paces.sums[1] + 1

const listOf = (...rows: ReturnType<typeof ticketRow>[]) => ({
  pages: [{ items: rows, next_cursor: null }],
  pageParams: [''],
})

/** A client in which these keys are shown; `read` counts how often each was read again. */
function shown(...queryKeys: readonly (readonly unknown[])[]) {
  const client = new QueryClient()
  const read = new Map<string, number>()
  for (const queryKey of queryKeys) {
    const name = JSON.stringify(queryKey)
    const data = client.getQueryData(queryKey)
    const queryFn = () => {
      read.set(name, (read.get(name) ?? 0) + 1)
      return data ?? null
    }
    new QueryObserver(client, { queryKey, queryFn, staleTime: Infinity }).subscribe(() => undefined)
  }
  return { client, times: (queryKey: readonly unknown[]) => read.get(JSON.stringify(queryKey)) ?? 0 }
}

/** Everything was read once before the signals come. */
async function settled(...queryKeys: readonly (readonly unknown[])[]) {
  const made = shown(...queryKeys)
  await vi.advanceTimersByTimeAsync(1)
  return made
}

/** A list that takes so long to read, each time; it shows what was newest when its reading began. */
function slow(queryKey: readonly unknown[], ...lasting: [number, ...number[]]) {
  const client = new QueryClient()
  const readings = { newest: 0, begun: 0, done: 0 }
  const queryFn = ({ signal }: { signal: AbortSignal }) => {
    const found = listOf(ticketRow(7, { seq: readings.newest }))
    const milliseconds = lasting[readings.begun++] ?? lasting[0]
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        readings.done++
        resolve(found)
      }, milliseconds)
      signal.addEventListener('abort', () => clearTimeout(timer))
    })
  }
  new QueryObserver(client, { queryKey, queryFn, staleTime: Infinity }).subscribe(() => undefined)
  return { client, readings }
}

const list = keys.tickets.list({ view: 'open' })

describe('signals', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('of a burst are answered by one reading of each thing', async () => {
    const { client, times } = await settled(keys.tickets.one(7), list, keys.tickets.counts({}))
    const signals = collectSignals(client)
    for (let seq = 1; seq <= 50; seq++) signals.take({ type: 'ticket', id: 7, seq })
    await vi.advanceTimersByTimeAsync(LONG)
    for (const queryKey of [keys.tickets.one(7), list, keys.tickets.counts({})])
      expect(times(queryKey)).toBe(2)
    signals.stop()
  })

  it.each([
    ['the bell’s list', keys.notifications.lists],
    ['a search beside it', keys.tickets.mentionable(7, { q: 'a', internal: false })],
    ['a list of tasks', keys.tasks.list({})],
  ])('are heard of a ticket and its lists though %s hangs', async (_, hanging) => {
    const { client, times } = await settled(keys.tickets.one(7), list)
    const queryFn = () => new Promise<never>(() => undefined)
    new QueryObserver(client, { queryKey: [...hanging], queryFn }).subscribe(() => undefined)
    const signals = collectSignals(client)
    signals.take({ type: 'task', id: 3, seq: 1 })
    signals.take({ type: 'ticket', id: 7, seq: 1 })
    await vi.advanceTimersByTimeAsync(paces.lists[1])
    expect([times(keys.tickets.one(7)), times(list)]).toEqual([2, 2])
    signals.stop()
  })

  it('make nobody read before the shortest, nor after the longest pause', async () => {
    const { client, times } = await settled(keys.tickets.one(7))
    const signals = collectSignals(client)
    signals.take({ type: 'ticket', id: 7, seq: 1 })
    await vi.advanceTimersByTimeAsync(paces.one[0] - 1)
    expect(times(keys.tickets.one(7))).toBe(1)
    await vi.advanceTimersByTimeAsync(paces.one[1] - paces.one[0] + 1)
    expect(times(keys.tickets.one(7))).toBe(2)
    signals.stop()
  })

  it('that say what is shown already change nothing; a newer one does', async () => {
    const client = new QueryClient()
    client.setQueryData(ticketQuery(7).queryKey, ticket(7, { seq: 9 }))
    client.setQueryData(list, listOf(ticketRow(7, { seq: 9 })))
    const isStale = (queryKey: readonly unknown[]) => client.getQueryState(queryKey)?.isInvalidated
    const signals = collectSignals(client)
    signals.take({ type: 'ticket', id: 7, seq: 9 })
    await vi.advanceTimersByTimeAsync(LONG)
    expect(isStale(keys.tickets.one(7))).toBe(false)
    expect(isStale(list)).toBe(false)
    signals.take({ type: 'ticket', id: 7, seq: 10 })
    await vi.advanceTimersByTimeAsync(LONG)
    expect(isStale(keys.tickets.one(7))).toBe(true)
    expect(isStale(list)).toBe(true)
    signals.stop()
  })

  it('change a row of a long list in its place, without reading the list again', async () => {
    server.use(http.get(url('/tickets/7'), () => HttpResponse.json(ticket(7, { seq: 10, title: 'Now dry' }))))
    const client = new QueryClient()
    const page = (row: ReturnType<typeof ticketRow>) => ({ items: [row], next_cursor: 'on' })
    const pages = [5, 6, 7, 8, 9].map((id) => page(ticketRow(id, { seq: 9 })))
    let readings = 0
    const queryFn = () => Promise.resolve({ pages, pageParams: pages.map(() => (readings++, '')) })
    new QueryObserver(client, { queryKey: list, queryFn, staleTime: Infinity }).subscribe(() => undefined)
    vi.useRealTimers()
    await vi.waitFor(() => expect(readings).toBe(5))
    const signals = collectSignals(client)
    signals.take({ type: 'ticket', id: 7, seq: 10 })
    await vi.waitFor(
      () =>
        expect(client.getQueryData<ReturnType<typeof listOf>>(list)?.pages[2]?.items[0]?.title).toBe(
          'Now dry',
        ),
      { timeout: 10_000 },
    )
    expect(readings).toBe(5)
    signals.stop()
  })

  it('that come faster than a list is read let each reading end, and the last one shows them all', async () => {
    const { client, readings } = slow(list, 2000)
    const signals = collectSignals(client)
    for (let seq = 1; seq <= 20; seq++) {
      readings.newest = seq
      signals.take({ type: 'ticket', id: 7, seq })
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(readings.done).toBeGreaterThan(4)
    await vi.advanceTimersByTimeAsync(LONG)
    expect(readings.done).toBe(readings.begun)
    expect(shownIn(client.getQueryData(list), 7)).toBe(20)
    signals.stop()
  })

  it('do not wait for ever for a reading that hangs', async () => {
    const { client, readings } = slow(list, 1, 10 * PATIENCE, 1)
    await vi.advanceTimersByTimeAsync(1)
    const signals = collectSignals(client)
    for (const seq of [1, 2]) {
      readings.newest = seq
      signals.take({ type: 'ticket', id: 7, seq })
      await vi.advanceTimersByTimeAsync(PATIENCE - paces.lists[1])
      expect(readings.begun).toBe(2)
    }
    await vi.advanceTimersByTimeAsync(LONG)
    expect(shownIn(client.getQueryData(list), 7)).toBe(2)
    signals.stop()
  })

  it('of a task reach a list of tasks however far down it was read', async () => {
    const client = new QueryClient()
    const pages = [1, 2, 3, 4, 5].map((id) => ({ items: [task(id, { seq: 4 })], next_cursor: 'on' }))
    client.setQueryData(keys.tasks.list({}), { pages, pageParams: pages.map(() => '') })
    const signals = collectSignals(client)
    signals.take({ type: 'task', id: 3, seq: 5 })
    await vi.advanceTimersByTimeAsync(LONG)
    expect(client.getQueryState(keys.tasks.list({}))?.isInvalidated).toBe(true)
    signals.stop()
  })

  it('that come late or twice are heard once', async () => {
    const { client, times } = await settled(keys.tickets.one(7))
    const signals = collectSignals(client)
    for (const seq of [5, 5, 4]) {
      signals.take({ type: 'ticket', id: 7, seq })
      await vi.advanceTimersByTimeAsync(LONG)
    }
    expect(times(keys.tickets.one(7))).toBe(2)
    signals.stop()
  })

  it('of a task reach the task, the lists of tasks, and the tasks on its ticket', async () => {
    const client = new QueryClient()
    const onTicket = [...keys.tickets.tasks(2), 'mine']
    client.setQueryData(taskQuery(3).queryKey, task(3, { seq: 4 }))
    client.setQueryData(keys.tasks.list({}), [task(3, { seq: 4 })])
    client.setQueryData(onTicket, [task(3, { seq: 4 })])
    client.setQueryData(keys.tickets.one(2), ticket(2))
    const signals = collectSignals(client)
    signals.take({ type: 'task', id: 3, seq: 5 })
    await vi.advanceTimersByTimeAsync(LONG)
    for (const queryKey of [keys.tasks.one(3), keys.tasks.list({}), onTicket])
      expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true)
    expect(client.getQueryState(keys.tickets.one(2))?.isInvalidated).toBe(false)
    signals.stop()
  })

  it('of notifications count every time: they are marked to and fro', async () => {
    const { client, times } = await settled(keys.notifications.counts)
    const signals = collectSignals(client)
    for (let round = 0; round < 2; round++) {
      signals.take({ type: 'notification', id: 1, seq: 1 })
      await vi.advanceTimersByTimeAsync(LONG)
    }
    expect(times(keys.notifications.counts)).toBe(3)
    signals.stop()
  })

  it('that were missed are made up for by reading all that is shown', async () => {
    const all = [keys.tickets.one(7), list, keys.tasks.list({}), keys.notifications.counts]
    const { client, times } = await settled(...all)
    const signals = collectSignals(client)
    signals.resync()
    await vi.advanceTimersByTimeAsync(paces.all[1])
    for (const queryKey of all) expect(times(queryKey)).toBe(2)
    signals.stop()
  })

  it('that were missed while one looks elsewhere are made up for in the title alone', async () => {
    const { client, times } = await settled(list, keys.notifications.counts, keys.notifications.list({}))
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    const signals = collectSignals(client)
    signals.resync()
    await vi.advanceTimersByTimeAsync(paces.all[1])
    expect([list, keys.notifications.list({})].map(times)).toEqual([1, 1])
    expect(times(keys.notifications.counts)).toBe(2)
    signals.stop()
  })
})

describe('what a list shows of a row', () => {
  it('is its sequence number, in pages and in plain lists', () => {
    expect(shownIn(listOf(ticketRow(7, { seq: 9 })), 7)).toBe(9)
    expect(shownIn([ticketRow(7, { seq: 8 })], 7)).toBe(8)
    expect(shownIn(listOf(), 7)).toBe(-1)
    expect(shownIn(undefined, 7)).toBe(-1)
  })
})
