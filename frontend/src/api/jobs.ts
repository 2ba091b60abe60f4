// The queue of jobs: what waits, what runs, what failed and why.
import type { paths, Schema } from '@modern-management/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api, idempotent } from './client'
import { EVERY } from './deliveries'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'

export type JobStatus = Schema<'JobStatus'>
export type JobFilters = Omit<NonNullable<paths['/jobs']['get']['parameters']['query']>, 'limit' | 'cursor'>
export type Job = Schema<'Job'>
export type JobInFull = Schema<'JobInFull'>

const PAGE = 50

export const jobPages = (filters: JobFilters) =>
  cursorQuery(keys.jobs.list(filters), (cursor, signal) =>
    unwrap(api.GET('/jobs', { params: { query: { ...filters, limit: PAGE, cursor } }, signal })),
  )

export const jobCounts = queryOptions({
  queryKey: keys.jobs.counts,
  queryFn: ({ signal }) => unwrap(api.GET('/jobs/counts', { signal })),
  refetchInterval: EVERY,
})

/** One job with the errors of all its tries. */
export const jobQuery = (id: number) =>
  queryOptions({
    queryKey: keys.jobs.one(id),
    queryFn: ({ signal }) => unwrap(api.GET('/jobs/{job_id}', { params: { path: { job_id: id } }, signal })),
    refetchInterval: EVERY,
  })

export const retryJob = (id: number, key: string) =>
  unwrap(api.POST('/jobs/{job_id}/retry', { params: { path: { job_id: id } }, headers: idempotent(key) }))
