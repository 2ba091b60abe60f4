// Between the API's instants and what the fields of a date and a time hold, on the clocks of a time zone; without one on
// the device's.

/** For fields of a day or of a moment: beyond it, browsers take years of six digits. */
export const LAST_DAY = '9999-12-30'
export const LAST_MOMENT = `${LAST_DAY}T23:59`

const MINUTE = 60_000
const DAY = 86_400_000

/** `2026-05-12T14:20` */
export function toLocal(iso: string, timeZone?: string): string {
  // Sweden writes dates and times as ISO 8601 does, but for years of less than four digits, which one types on the way.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return clock.format(new Date(iso)).replace(' ', 'T').padStart(16, '0')
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
const aheadAt = (at: number, timeZone: string | undefined) =>
  Date.parse(`${toLocal(new Date(at).toISOString(), timeZone)}Z`) - Math.floor(at / MINUTE) * MINUTE

/** A time that the clocks skip in spring is an hour off; one that they show twice is either of the two. */
export function toIso(local: string, timeZone?: string): string {
  const asUtc = Date.parse(`${local}Z`)
  const near = asUtc - aheadAt(asUtc, timeZone)
  return new Date(asUtc - aheadAt(near, timeZone)).toISOString()
}

/** The day of a calendar, `2026-05-12`, that many days later. */
export const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** The next morning at that hour: `08:00`. */
export const tomorrowAt = (time: string, timeZone?: string, now = Date.now()) =>
  toIso(`${daysAfter(toLocal(new Date(now).toISOString(), timeZone).slice(0, 10), 1)}T${time}`, timeZone)
