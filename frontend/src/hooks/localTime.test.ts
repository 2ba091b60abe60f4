import { describe, expect, it } from 'vitest'
import { daysAfter, tomorrowAt, toIso, toLocal } from './localTime'

const NOON_UTC = '2026-05-12T12:00:00.000Z'

describe('a time in a field', () => {
  it.each([
    ['UTC', '2026-05-12T12:00'],
    ['Europe/Berlin', '2026-05-12T14:00'],
    ['America/New_York', '2026-05-12T08:00'],
    ['Asia/Kathmandu', '2026-05-12T17:45'],
    ['Pacific/Auckland', '2026-05-13T00:00'],
  ])('is that of the clocks of %s, and back', (zone, local) => {
    expect(toLocal(NOON_UTC, zone)).toBe(local)
    expect(toIso(local, zone)).toBe(NOON_UTC)
  })

  it.each([
    '2026-03-28T12:00',
    '2026-03-29T01:59',
    '2026-03-29T03:00',
    '2026-10-25T01:59',
    '2026-10-25T03:00',
  ])('is the same again around a change of the clocks: %s', (local) =>
    expect(toLocal(toIso(local, 'Europe/Berlin'), 'Europe/Berlin')).toBe(local),
  )

  it.each(['0002-05-12T14:00', '0202-05-12T14:00', '9999-12-30T14:00'])(
    'is one also in a year that is half typed: %s',
    (local) => expect(toLocal(toIso(local, 'Europe/Berlin'), 'Europe/Berlin')).toBe(local),
  )

  it('is the device’s where nobody chose a zone', () => {
    expect(new Date(toIso('2026-05-12T08:30')).getHours()).toBe(8)
    expect(toLocal(toIso('2026-05-12T08:30'))).toBe('2026-05-12T08:30')
  })
})

describe('a day later', () => {
  it('is the next of the calendar', () => {
    expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysAfter('2026-05-12', 0)).toBe('2026-05-12')
  })

  it('begins where the person is: theirs may already be tomorrow', () => {
    const now = Date.parse('2026-05-12T22:30:00Z')
    expect(tomorrowAt('08:00', 'America/New_York', now)).toBe('2026-05-13T12:00:00.000Z')
    expect(tomorrowAt('08:00', 'Europe/Berlin', now)).toBe('2026-05-14T06:00:00.000Z')
  })
})
