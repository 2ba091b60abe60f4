// When the daily summary goes out: fields of the form, and how long it is until then.
import type { EmailSettings, EmailSettingsPatch } from '../../../api/emailSettings'
import type { Summary } from '../../../api/summaries'
import type { Values } from '../form/useSettingsForm'

const two = (value: number) => String(value).padStart(2, '0')
const MINUTE = 60_000
const DAY = 1440

export const hours = Array.from({ length: 24 }, (_, hour) => two(hour))

/** Every five minutes, and the one that is set. */
export const minutesWith = (minute: string) => {
  const all = Array.from({ length: 12 }, (_, index) => two(index * 5))
  return all.includes(minute) ? all : [...all, minute].sort()
}

/** The time zones that this browser knows, and the one that is set. */
export const zonesWith = (zone: string) =>
  [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), zone])].sort()

export const valuesOf = ({ summary }: EmailSettings): Values => ({
  enabled: summary.enabled,
  hour: two(summary.hour),
  minute: two(summary.minute),
  timezone: summary.timezone,
})

const number = (value: Values[string]) => (typeof value === 'string' ? Number(value) : undefined)

/** Only what changed is sent. */
export const patchOf = ({ enabled, hour, minute, timezone }: Values): EmailSettingsPatch => ({
  summary: {
    enabled: typeof enabled === 'boolean' ? enabled : undefined,
    hour: number(hour),
    minute: number(minute),
    timezone: typeof timezone === 'string' ? timezone : undefined,
  },
})

/** The minute of the day on the clocks of a time zone. */
function minuteOfDay(now: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [hour = 0, minute = 0] = format.format(now).split(':').map(Number)
  return hour * 60 + minute
}

/** Milliseconds until the clocks of the zone show that time again, within a day; over a change of the clocks it is
 * an hour off, which nobody reads this line for. */
export function untilNext(hour: number, minute: number, timeZone: string, now: number): number {
  const ahead = (hour * 60 + minute - minuteOfDay(now, timeZone) + DAY) % DAY
  return (ahead || DAY) * MINUTE
}

/** As long as a sending may take until a mail counts as missing. */
const SENDING = 60_000

/** Whether mails of what was sent by hand a moment ago are still on their way. */
export const isUnderWay = (days: Pick<Summary, 'sent' | 'recipients'>[], sentAt: number, now: number) =>
  now - sentAt < SENDING && days.some(({ sent, recipients }) => sent < recipients)
