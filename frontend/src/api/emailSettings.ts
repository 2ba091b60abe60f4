// How mail is sent, and when the daily summary goes out. Secrets are written, never read.
import { queryOptions } from '@tanstack/react-query'
import type { Schema } from '@modern-management/api-client'
import { api, idempotent, ifMatch } from './client'
import { keys } from './keys'
import { unwrap } from './problem'

export type EmailSettings = Schema<'EmailSettings'>
export type EmailSettingsPatch = Schema<'EmailSettingsPatch'>
/** What the other side said to a test, in its own words, and how long it took. */
export type TestResult = Schema<'TestResult'>

export const emailSettings = queryOptions({
  queryKey: keys.settings('email'),
  queryFn: ({ signal }) => unwrap(api.GET('/settings/email', { signal })),
})

export const patchEmailSettings = (settings: EmailSettings, body: EmailSettingsPatch) =>
  unwrap(api.PATCH('/settings/email', { headers: ifMatch(settings), body }))

export const testEmail = (to: string, key: string) =>
  unwrap(api.POST('/settings/email/test', { body: { to }, headers: idempotent(key) }))
