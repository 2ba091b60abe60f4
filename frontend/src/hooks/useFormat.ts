// Times, numbers and money as the reader writes them: their language and their time zone.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../context/SessionContext'

const DAY = 86_400_000

/** The calendar day of an instant in a time zone, `2026-05-12`. */
const dayKey = (at: Date, timeZone: string | undefined) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)

/** Digits after the point of a currency: 2 for EUR, 0 for JPY. */
const fractionOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

export function formats(language: string, timeZone: string | undefined) {
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone, ...options })
  const clockOf = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const weekday = date({ weekday: 'short' })
  const longWeekday = date({ weekday: 'long' })
  const dayMonth = date({ day: 'numeric', month: 'short' })
  const dayMonthYear = date({ day: 'numeric', month: 'short', year: 'numeric' })
  const plainDay = new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium' })
  const full = date({ dateStyle: 'full', timeStyle: 'short' })
  const count = new Intl.NumberFormat(language)

  const clock = (iso: string) => clockOf.format(new Date(iso))
  const sameDay = (a: Date, b: Date) => dayKey(a, timeZone) === dayKey(b, timeZone)

  /** `Wed` within a week, `12 May` within a year, with the year beyond. */
  const day = (iso: string, now = Date.now()) => {
    const at = new Date(iso)
    const away = Math.abs(at.getTime() - now)
    return (away < 6 * DAY ? weekday : away < 300 * DAY ? dayMonth : dayMonthYear).format(at)
  }

  /** Today `14:20`; near days `Wed 09:00`; others `12 May`. */
  const when = (iso: string, now = Date.now()) => {
    const at = new Date(iso)
    if (sameDay(at, new Date(now))) return clock(iso)
    return Math.abs(at.getTime() - now) < 6 * DAY ? `${day(iso, now)} ${clock(iso)}` : day(iso, now)
  }

  return {
    clock,
    day,
    when,
    isToday: (iso: string, now = Date.now()) => sameDay(new Date(iso), new Date(now)),
    /** The weekday of now, in full. */
    weekday: (now = Date.now()) => longWeekday.format(new Date(now)),
    /** Weekday, date and clock in full, for `title` and for readers who need all of it. */
    full: (iso: string) => full.format(new Date(iso)),
    /** A day of a property's calendar, `2026-05-12`, which has no time zone: `12 May 2026`. */
    date: (day: string) => plainDay.format(new Date(`${day}T00:00:00Z`)),
    number: (value: number) => count.format(value),
    /** Money of the API: minor units and a currency. */
    money: ({ amount, currency }: { amount: number; currency: string }) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(
        amount / 10 ** fractionOf(currency),
      ),
  }
}

export type Formats = ReturnType<typeof formats>

/** In the reader's time zone, where none is given. */
export function useFormat(zone?: string): Formats {
  const { i18n } = useTranslation()
  const own = useTimeZone()
  const timeZone = zone ?? own
  return useMemo(() => formats(i18n.language, timeZone), [i18n.language, timeZone])
}
