import { describe, expect, it } from 'vitest'
import { isUnderWay, minutesWith, untilNext } from './schedule'

const HOUR = 3_600_000
const NOON_UTC = Date.parse('2026-05-12T12:00:00Z')

describe('the clock of the daily summary', () => {
  it('counts on the clocks of its time zone', () => {
    expect(untilNext(18, 0, 'UTC', NOON_UTC)).toBe(6 * HOUR)
    expect(untilNext(18, 0, 'Europe/Berlin', NOON_UTC)).toBe(4 * HOUR)
    expect(untilNext(18, 0, 'Asia/Tokyo', NOON_UTC)).toBe(21 * HOUR)
  })

  it('is a whole day away at its own minute', () => {
    expect(untilNext(12, 0, 'UTC', NOON_UTC)).toBe(24 * HOUR)
  })

  it('offers every five minutes and the one that is set', () => {
    expect(minutesWith('07')).toContain('07')
    expect(minutesWith('15')).toHaveLength(12)
  })
})

describe('a summary that was sent by hand', () => {
  const day = (sent: number) => ({ sent, recipients: 4 })

  it('is under way until every mail is out, or a minute has passed', () => {
    expect(isUnderWay([day(4), day(3)], NOON_UTC, NOON_UTC + 5000)).toBe(true)
    expect(isUnderWay([day(4)], NOON_UTC, NOON_UTC + 5000)).toBe(false)
    expect(isUnderWay([day(3)], NOON_UTC, NOON_UTC + 61_000)).toBe(false)
    expect(isUnderWay([day(3)], 0, NOON_UTC)).toBe(false)
  })
})
