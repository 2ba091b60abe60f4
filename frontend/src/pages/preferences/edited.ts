// The preferences as a form holds them: flat, each field a word, so that changes are counted and conflicts shown line by line.
import type { Pace, Preferences, PreferencesPatch } from '../../api/preferences'

export const channels = ['in_app', 'email', 'sms', 'web_push', 'mobile_push'] as const
export type Channel = (typeof channels)[number]

export const paces = ['now', 'hourly', 'daily', 'off'] as const satisfies Pace[]

/** `quiet_from`, `quiet_until`, `daily_at`, `do_not_disturb_until` (an instant), `sms_consent`, `choice.<kind>.<channel>`. */
export type Edited = Record<string, string>

/** A box that is ticked; an empty one is the empty word. */
export const YES = 'yes'

export const choiceField = (kind: string, channel: string) => `choice.${kind}.${channel}`

const isPace = (word: string): word is Pace => paces.some((pace) => pace === word)

/** Their phone agreed, or has still to answer. */
const wantsSms = ({ sms_consent: { state } }: Preferences) => state === 'given' || state === 'asked'

/** What holds for a kind and a channel: what was chosen, else the default. */
function paceOf({ choices }: Preferences, kind: string, channel: string, fallback: Pace): Pace {
  const ofKind: Partial<Record<string, Pace>> = choices[kind] ?? {}
  return ofKind[channel] ?? fallback
}

export function edited(preferences: Preferences): Edited {
  const { quiet_from, quiet_until, daily_at, do_not_disturb_until } = preferences
  const fields: Edited = {
    quiet_from: quiet_from ?? '',
    quiet_until: quiet_until ?? '',
    daily_at,
    do_not_disturb_until: do_not_disturb_until ?? '',
    sms_consent: wantsSms(preferences) ? YES : '',
  }
  for (const { kind, channels: own } of preferences.kinds)
    for (const [channel, choice] of Object.entries(own))
      if (choice.allowed.length)
        fields[choiceField(kind, channel)] = paceOf(preferences, kind, channel, choice.default)
  return fields
}

export const changedFields = (before: Edited, after: Edited) =>
  Object.keys(after).filter((field) => before[field] !== after[field])

type Choices = Record<string, Record<string, Pace>>

/** What is sent: only what was changed. */
export function toPatch(after: Edited, fields: string[]): PreferencesPatch {
  const patch: PreferencesPatch = {}
  const choices: Choices = {}
  for (const field of fields) {
    const value = after[field] ?? ''
    const [what, kind, channel] = field.split('.')
    if (what === 'choice' && kind && channel && isPace(value)) (choices[kind] ??= {})[channel] = value
    else if (field === 'sms_consent') patch.sms_consent = value === YES
    else if (field === 'daily_at') patch.daily_at = value
    else if (field === 'quiet_from' || field === 'quiet_until' || field === 'do_not_disturb_until')
      patch[field] = value || null
  }
  return Object.keys(choices).length ? { ...patch, choices } : patch
}

export type Wrong = 'both' | 'same' | 'needed' | 'past'

/** What can't be saved as it is, by field. */
export function wrongOf(after: Edited, before: Edited, now: number): Partial<Record<string, Wrong>> {
  const { quiet_from: from, quiet_until: until, daily_at, do_not_disturb_until: dnd } = after
  const wrong: Partial<Record<string, Wrong>> = {}
  if (!from !== !until) wrong[from ? 'quiet_until' : 'quiet_from'] = 'both'
  else if (from && from === until) wrong.quiet_until = 'same'
  if (!daily_at) wrong.daily_at = 'needed'
  if (dnd && dnd !== before.do_not_disturb_until && Date.parse(dnd) <= now)
    wrong.do_not_disturb_until = 'past'
  return wrong
}
