// The account that text messages are sent with.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { unwrap } from './problem'

export type SmsSettings = Schema<'SmsSettings'>
export type SmsSettingsPatch = Schema<'SmsSettingsPatch'>

export const smsSettings = queryOptions({
  queryKey: keys.settings('sms'),
  queryFn: ({ signal }) => unwrap(api.GET('/settings/sms', { signal })),
})

export const patchSmsSettings = (settings: SmsSettings, body: SmsSettingsPatch) =>
  unwrap(api.PATCH('/settings/sms', { headers: ifMatch(settings), body }))

export const testSms = (to: string, key: string) =>
  unwrap(api.POST('/settings/sms/test', { body: { to }, headers: idempotent(key) }))
