import { describe, expect, it } from 'vitest'
import { preferences } from '../../test/server/notifications'
import { changedFields, edited, toPatch, wrongOf, YES } from './edited'

const NOW = Date.parse('2026-05-12T12:00:00Z')

describe('what reaches one, in the form', () => {
  const before = edited(preferences({ choices: { mentioned: { email: 'daily' } } }))

  it('shows what was chosen, else the default, and nothing that can’t be chosen', () => {
    expect(before['choice.mentioned.email']).toBe('daily')
    expect(before['choice.mentioned.sms']).toBe('off')
    expect(before).not.toHaveProperty(['choice.daily_summary.sms'])
  })

  it('sends only what was changed', () => {
    const after = { ...before, 'choice.mentioned.email': 'off', quiet_from: '22:00', quiet_until: '06:00' }
    const fields = changedFields(before, after)
    expect(fields).toHaveLength(3)
    expect(toPatch(after, fields)).toEqual({
      quiet_from: '22:00',
      quiet_until: '06:00',
      choices: { mentioned: { email: 'off' } },
    })
    expect(toPatch(before, changedFields(before, before))).toEqual({})
  })

  it('sends a consent, and its end, as what it is', () => {
    expect(toPatch({ ...before, sms_consent: YES }, ['sms_consent'])).toEqual({ sms_consent: true })
    expect(toPatch({ ...before, sms_consent: '' }, ['sms_consent'])).toEqual({ sms_consent: false })
  })

  it('takes an emptied time as none', () => {
    expect(toPatch({ ...before, quiet_from: '' }, ['quiet_from'])).toEqual({ quiet_from: null })
  })

  it('wants both quiet times or none, and no past', () => {
    expect(wrongOf({ ...before, quiet_from: '22:00' }, before, NOW)).toEqual({ quiet_until: 'both' })
    expect(wrongOf({ ...before, quiet_from: '22:00', quiet_until: '22:00' }, before, NOW)).toEqual({
      quiet_until: 'same',
    })
    expect(wrongOf({ ...before, do_not_disturb_until: '2026-05-12T11:00:00Z' }, before, NOW)).toEqual({
      do_not_disturb_until: 'past',
    })
    expect(wrongOf(before, before, NOW)).toEqual({})
  })
})
