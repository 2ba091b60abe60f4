// The daily summaries: the days that went out, what a day's mail looks like, sending one (again).
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'

export type Summary = Schema<'SummaryRow'>

const PAGE = 25

export const summaryPages = cursorQuery(keys.summaries.list, (cursor, signal) =>
  unwrap(api.GET('/summaries', { params: { query: { limit: PAGE, cursor } }, signal })),
)

/** The mail of a day as it would be sent now; without a day today's. */
export const summaryPreview = (day: string | undefined) =>
  queryOptions({
    queryKey: keys.summaries.preview(day),
    queryFn: ({ signal }) => unwrap(api.GET('/summaries/preview', { params: { query: { day } }, signal })),
  })

/** To everybody who receives the summary; without a day today's. */
export const sendSummary = (day: string | undefined, key: string) =>
  unwrap(api.POST('/summaries/send', { body: { day }, headers: idempotent(key) }))
