// People.
import { queryOptions } from '@tanstack/react-query'
import type { paths, Schema } from '@modern-management/api-client'
import { api } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'

export type Person = Schema<'UserPage'>['items'][number]
export type PeopleFilters = Omit<
  NonNullable<paths['/users']['get']['parameters']['query']>,
  'limit' | 'cursor'
>

export const peopleList = (filters: PeopleFilters) =>
  cursorQuery(keys.users.list(filters), (cursor, signal) =>
    unwrap(api.GET('/users', { params: { query: { ...filters, limit: 50, cursor } }, signal })),
  )

/** The first matches for a name that someone types. */
export const peopleMatching = (filters: PeopleFilters) =>
  queryOptions({
    queryKey: [...keys.users.list(filters), 'matching'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/users', { params: { query: { ...filters, limit: 20 } }, signal })).then(
        ({ items }) => items,
      ),
  })

/** Guests of a property, the first hundred: to find who stays in a room. */
export const guestsOf = (propertyId: number) =>
  queryOptions({
    queryKey: [...keys.users.list({ role: ['guest'], property_id: [propertyId] }), 'guests'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/users', {
          params: { query: { role: ['guest'], property_id: [propertyId], is_active: true, limit: 100 } },
          signal,
        }),
      ).then(({ items }) => items),
    staleTime: 60_000,
  })
