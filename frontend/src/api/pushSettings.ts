// Messages to browsers and phones: which are on, and whom the push services may write to.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { unwrap } from './problem'

export type PushSettings = Schema<'PushSettings'>
export type PushSettingsPatch = Schema<'PushSettingsPatch'>

export const pushSettings = queryOptions({
  queryKey: keys.settings('push'),
  queryFn: ({ signal }) => unwrap(api.GET('/settings/push', { signal })),
})

export const patchPushSettings = (settings: PushSettings, body: PushSettingsPatch) =>
  unwrap(api.PATCH('/settings/push', { headers: ifMatch(settings), body }))

/** To the caller's own devices. */
export const testPush = (key: string) => unwrap(api.POST('/settings/push/test', { headers: idempotent(key) }))
