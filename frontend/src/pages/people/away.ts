// Being away: days in a form, instants in the API. From the day's first moment to its last, on this device's clock.
import type { User } from '../../api/session'

const pad = (value: number) => String(value).padStart(2, '0')

export function dayOf(iso: string | null): string {
  if (!iso) return ''
  const at = new Date(iso)
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`
}

export const startOfDay = (day: string) => (day ? new Date(`${day}T00:00:00`).toISOString() : null)
export const endOfDay = (day: string) => (day ? new Date(`${day}T23:59:59`).toISOString() : null)

export type Presence = 'here' | 'away' | 'soon'

export function presenceOf(
  { away_from, away_until }: Pick<User, 'away_from' | 'away_until'>,
  now: number,
): Presence {
  if (!away_from && !away_until) return 'here'
  if (away_until && Date.parse(away_until) < now) return 'here'
  return away_from && Date.parse(away_from) > now ? 'soon' : 'away'
}
