// What reaches one, through which channel, and when not.
import { queryOptions } from '@tanstack/react-query'
import { ifMatch } from './client'
import { keys } from './keys'
import { unwrap } from './problem'
import { wire as api, type Pace, type Preferences, type PreferencesPatch } from './wire'

export type { Pace, Preferences, PreferencesPatch }

export const preferencesQuery = queryOptions({
  queryKey: keys.preferences,
  queryFn: ({ signal }) => unwrap(api.GET('/notifications/preferences', { signal })),
})

export const patchPreferences = (preferences: Preferences, body: PreferencesPatch) =>
  unwrap(api.PATCH('/notifications/preferences', { params: { header: ifMatch(preferences) }, body }))
