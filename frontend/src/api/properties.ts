// Properties: what one may see, and making and changing them.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { allPages } from './paging'
import { done, unwrap } from './problem'
import { RARELY_CHANGES } from './queryClient'

export type Property = Schema<'Property'>
export type PropertyNew = Schema<'PropertyNew'>
export type PropertyPatch = Schema<'PropertyPatch'>
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

export const createProperty = (body: PropertyNew, key: string) =>
  unwrap(api.POST('/properties', { body, headers: idempotent(key) }))

export const patchProperty = (property: Property, body: PropertyPatch) =>
  unwrap(
    api.PATCH('/properties/{property_id}', {
      params: { path: { property_id: property.id } },
      headers: ifMatch(property),
      body,
    }),
  )

export const archiveProperty = (property: Property) =>
  done(
    api.DELETE('/properties/{property_id}', {
      params: { path: { property_id: property.id } },
      headers: ifMatch(property),
    }),
  )
