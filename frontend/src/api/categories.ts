// Categories and the departments they go to.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { allPages } from './paging'
import { done, unwrap } from './problem'
import { RARELY_CHANGES } from './queryClient'

export type Category = Schema<'Category'>

export const categoryList = queryOptions({
  queryKey: keys.categories,
  queryFn: () =>
    allPages((cursor) => unwrap(api.GET('/categories', { params: { query: { limit: 100, cursor } } }))),
  staleTime: RARELY_CHANGES,
})

export type CategoryNew = Schema<'CategoryNew'>
export type CategoryPatch = Schema<'CategoryPatch'>

export const createCategory = (body: CategoryNew, key: string) =>
  unwrap(api.POST('/categories', { body, headers: idempotent(key) }))

export const patchCategory = (category: Category, body: CategoryPatch) =>
  unwrap(
    api.PATCH('/categories/{category_id}', {
      params: { path: { category_id: category.id } },
      headers: ifMatch(category),
      body,
    }),
  )

export const archiveCategory = (category: Category) =>
  done(
    api.DELETE('/categories/{category_id}', {
      params: { path: { category_id: category.id } },
      headers: ifMatch(category),
    }),
  )
