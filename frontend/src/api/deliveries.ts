// The ledger of deliveries: what people were told through which channel, every try, and sending again what is dead.
import type { paths, Schema } from '@modern-management/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api, idempotent } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'

export type Channel = Schema<'Channel'>
export type DeliveryState = Schema<'DeliveryState'>
export type DeliveryFilters = Omit<
  NonNullable<paths['/deliveries']['get']['parameters']['query']>,
  'limit' | 'cursor'
>
export type Delivery = Schema<'Delivery'>
export type DeliveryInFull = Schema<'DeliveryInFull'>
export type DeliveryCounts = Schema<'DeliveryCounts'>

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
export type Replayed = Schema<'DeliveryReplay'>

export const replayDeliveries = (body: Replayed, key: string) =>
  unwrap(api.POST('/deliveries/replay', { body, headers: idempotent(key) }))
