// Properties and their rooms.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api } from './client'
import { keys } from './keys'
import { allPages } from './paging'
import { unwrap } from './problem'
import { RARELY_CHANGES } from './queryClient'

export type Property = Schema<'Property'>
export type Room = Schema<'Room'>

/** Every property that one may see. */
export const propertyList = queryOptions({
  queryKey: keys.properties.list,
  queryFn: () =>
    allPages((cursor) => unwrap(api.GET('/properties', { params: { query: { limit: 100, cursor } } }))),
  staleTime: RARELY_CHANGES,
})

/** Every room of a property that one may see. */
export const roomList = (propertyId: number) =>
  queryOptions({
    queryKey: keys.properties.rooms(propertyId),
    queryFn: () =>
      allPages((cursor) =>
        unwrap(
          api.GET('/properties/{property_id}/rooms', {
            params: { path: { property_id: propertyId }, query: { limit: 100, cursor } },
          }),
        ),
      ),
    staleTime: 60_000,
  })
