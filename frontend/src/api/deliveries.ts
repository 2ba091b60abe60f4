// The ledger of deliveries: what people were told through which channel, every try, and sending again what is dead.
import { queryOptions } from '@tanstack/react-query'
import { idempotent } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'
import { systemApi as api, type Channel, type DeliveryFilters, type SystemSchema } from './system.types'

export type { Channel, DeliveryFilters, DeliveryState } from './system.types'
export type Delivery = SystemSchema<'Delivery'>
export type DeliveryInFull = SystemSchema<'DeliveryInFull'>
export type DeliveryCounts = SystemSchema<'DeliveryCounts'>

/** Read again this often while a page of the ledger is shown, in milliseconds; a hidden page waits. */
export const EVERY = 5_000

const PAGE = 50

export const deliveryPages = (filters: DeliveryFilters) =>
  cursorQuery(keys.deliveries.list(filters), (cursor, signal) =>
    unwrap(api.GET('/deliveries', { params: { query: { ...filters, limit: PAGE, cursor } }, signal })),
  )

export const deliveryCounts = queryOptions({
  queryKey: keys.deliveries.counts,
  queryFn: ({ signal }) => unwrap(api.GET('/deliveries/counts', { signal })),
  refetchInterval: EVERY,
})

/** One delivery with all its tries. */
export const deliveryQuery = (id: number) =>
  queryOptions({
    queryKey: keys.deliveries.one(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/deliveries/{delivery_id}', { params: { path: { delivery_id: id } }, signal })),
    refetchInterval: EVERY,
  })

/** Those with these ids, or all that are dead (through one channel). */
export type Replayed = { ids: number[] } | { state: 'dead'; channel?: Channel }

export const replayDeliveries = (body: Replayed, key: string) =>
  unwrap(api.POST('/deliveries/replay', { body, headers: idempotent(key) }))
