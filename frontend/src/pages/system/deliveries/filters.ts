// The filters of the ledger as they stand in the address, and as the API is asked.
import type { Channel, DeliveryFilters, DeliveryState } from '../../../api/deliveries'
import { daysAfter, LAST_DAY, toIso } from '../../../hooks/localTime'

export const states = ['dead', 'waiting', 'queued', 'sending', 'sent', 'folded', 'skipped'] as const
export const channels = ['in_app', 'email', 'sms', 'web_push', 'mobile_push'] as const

/** Those that are shown as chips; the state is a tab. */
export const chipNames = ['channel', 'user_id', 'ticket_id', 'from', 'to', 'q'] as const
export type ChipName = (typeof chipNames)[number]
export type FilterName = ChipName | 'state'

export const stateOf = (search: URLSearchParams): DeliveryState | undefined =>
  states.find((state) => state === search.get('state'))

export const channelOf = (search: URLSearchParams): Channel | undefined =>
  channels.find((channel) => channel === search.get('channel'))

const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Whatever is earlier is a year that is half typed. */
const FIRST_DAY = '1970-01-01'

/** A day's first moment in the zone in which the page shows times, `shift` days later. */
function startOf(day: string | null, timeZone: string | undefined, shift = 0): string | undefined {
  if (!day || !DAY.test(day) || Number.isNaN(Date.parse(day))) return undefined
  if (day < FIRST_DAY || day > LAST_DAY) return undefined
  return toIso(`${daysAfter(day, shift)}T00:00`, timeZone)
}

const one = <Item>(item: Item | undefined) => (item === undefined ? undefined : [item])

const id = (text: string | null) => (text && /^\d+$/.test(text) ? [Number(text)] : undefined)

/** Both days count: until the end of the second. */
export const asked = (search: URLSearchParams, timeZone?: string): DeliveryFilters => ({
  state: one(stateOf(search)),
  channel: one(channelOf(search)),
  user_id: id(search.get('user_id')),
  ticket_id: id(search.get('ticket_id')),
  from: startOf(search.get('from'), timeZone),
  to: startOf(search.get('to'), timeZone, 1),
  q: search.get('q') ?? undefined,
})

/** The address with some filters changed; an empty value takes one away. What is open stays open. */
export function changed(search: URLSearchParams, part: Partial<Record<FilterName, string>>) {
  const next = new URLSearchParams(search)
  for (const [name, value] of Object.entries(part))
    if (value) next.set(name, value)
    else next.delete(name)
  return next
}
