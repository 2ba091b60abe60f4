// The guards against floods: how many messages a ticket, a person and the whole house may cause.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, ifMatch } from './client'
import { keys } from './keys'
import { unwrap } from './problem'

export type NotificationSettings = Schema<'NotificationSettings'>
export type NotificationSettingsPatch = Schema<'NotificationSettingsPatch'>

export const notificationSettings = queryOptions({
  queryKey: keys.settings('notifications'),
  queryFn: ({ signal }) => unwrap(api.GET('/settings/notifications', { signal })),
})

export const patchNotificationSettings = (settings: NotificationSettings, body: NotificationSettingsPatch) =>
  unwrap(api.PATCH('/settings/notifications', { headers: ifMatch(settings), body }))
