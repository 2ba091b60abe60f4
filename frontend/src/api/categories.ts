// Categories and the departments they go to.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api } from './client'
import { keys } from './keys'
import { allPages } from './paging'
import { unwrap } from './problem'
import { RARELY_CHANGES } from './queryClient'

export type Category = Schema<'Category'>

export const categoryList = queryOptions({
  queryKey: keys.categories,
  queryFn: () =>
    allPages((cursor) => unwrap(api.GET('/categories', { params: { query: { limit: 100, cursor } } }))),
  staleTime: RARELY_CHANGES,
})
