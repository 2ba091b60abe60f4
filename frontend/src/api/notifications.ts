// What one was told: the list behind the bell, how much of it is unread, marking it read.
import type { Schema } from '@modern-management/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from './client'
import { keys } from './keys'
import { cursorQuery } from './paging'
import { unwrap } from './problem'

/** What one person was told of one thing. */
export type Told = Schema<'Notification'>
export type Counts = Schema<'NotificationCounts'>

const PAGE = 30

/** The newest first; `unread`: only what was not read yet. */
export const notificationList = (filters: { unread?: true }) =>
  cursorQuery(keys.notifications.list(filters), (cursor, signal) =>
    unwrap(api.GET('/notifications', { params: { query: { ...filters, limit: PAGE, cursor } }, signal })),
  )

export const notificationCounts = queryOptions({
  queryKey: keys.notifications.counts,
  queryFn: ({ signal }) => unwrap(api.GET('/notifications/counts', { signal })),
})

export const markNotification = (id: number, read: boolean) =>
  unwrap(
    api.PATCH('/notifications/{notification_id}', {
      params: { path: { notification_id: id } },
      body: { read },
    }),
  )

/** Everything up to that one, itself included; what came since stays unread. */
export const markAllUpTo = (id: number) => unwrap(api.POST('/notifications/read', { body: { up_to_id: id } }))
