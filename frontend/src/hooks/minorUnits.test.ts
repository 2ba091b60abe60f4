import { describe, expect, it } from 'vitest'
import { minorUnits } from './minorUnits'

describe('an amount as people type it', () => {
  it.each([
    ['18,40', 'EUR', 1840],
    ['18.4', 'EUR', 1840],
    ['18', 'EUR', 1800],
    ['', 'EUR', 0],
    ['500', 'JPY', 500],
  ])('reads %s %s', (typed, currency, amount) => expect(minorUnits(typed, currency)).toBe(amount))

  it.each([
    ['18,404', 'EUR'],
    ['5.5', 'JPY'],
    ['-3', 'EUR'],
    ['a few', 'EUR'],
  ])('refuses %s %s', (typed, currency) => expect(minorUnits(typed, currency)).toBeNull())
})
