// A list that is read page by page: why it failed, that it comes, its rows or that there are none, and the next page.
import { Button } from '@mantine/core'
import type { InfiniteData } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page } from '../api/paging'
import { ListSkeleton, LoadFailed } from './States'
import css from './States.module.css'

interface Query {
  data?: InfiniteData<Page<unknown>>
  dataUpdatedAt: number
  error: unknown
  isPending: boolean
  isSuccess: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  refetch: () => unknown
  fetchNextPage: () => unknown
}

interface Props {
  query: Query
  /** What is being read, and how many lines to draw meanwhile. */
  loading: string
  bones?: number
  /** What to call it when it could not be read. */
  failed?: string
  /** What to say when there is nothing. */
  empty: ReactNode
  /** What has been read so far. */
  children: ReactNode
}

export function PagedList({ query, loading, bones, failed, empty, children }: Props) {
  const { t } = useTranslation()
  const isEmpty = !query.data?.pages.some(({ items }) => items.length)
  return (
    <>
      {query.error != null && (
        <LoadFailed
          error={query.error}
          title={failed}
          onRetry={() => void query.refetch()}
          keptFrom={query.data && query.dataUpdatedAt}
        />
      )}
      {query.isPending && !query.error && <ListSkeleton label={loading} rows={bones} />}
      {isEmpty ? query.isSuccess && empty : children}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
