// What reaches one, through which channel, and when not.
import type { Schema } from '@modern-management/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api, ifMatch } from './client'
import { keys } from './keys'
import { unwrap } from './problem'

export type Preferences = Schema<'Preferences'>
export type PreferencesPatch = Schema<'PreferencesPatch'>
/** When one is told: at once, with the hour's or the day's digest, or not at all. */
export type Pace = Schema<'Mode'>

export const preferencesQuery = queryOptions({
  queryKey: keys.preferences,
  queryFn: ({ signal }) => unwrap(api.GET('/notifications/preferences', { signal })),
})

export const patchPreferences = (preferences: Preferences, body: PreferencesPatch) =>
  unwrap(api.PATCH('/notifications/preferences', { headers: ifMatch(preferences), body }))
