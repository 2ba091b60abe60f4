import { describe, expect, it } from 'vitest'
import { asked, changed } from './filters'

const search = (words: string) => new URLSearchParams(words)

describe('the filters of the ledger', () => {
  it('are read from the address; what is no filter is left out', () => {
    expect(asked(search('state=dead&channel=sms&user_id=3&q=Jonas'))).toMatchObject({
      state: ['dead'],
      channel: ['sms'],
      user_id: [3],
      q: 'Jonas',
    })
    const odd = asked(search('state=lost&channel=pigeon&user_id=me&ticket_id=-1&from=yesterday'))
    expect(Object.values(odd).filter(Boolean)).toEqual([])
  })

  it('take both days in: until the end of the second', () => {
    const { from, to } = asked(search('from=2026-05-12&to=2026-05-12'))
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3_600_000)
  })

  it('begin and end a day where the reader’s clocks do', () => {
    expect(asked(search('from=2026-05-12&to=2026-05-12'), 'America/New_York')).toMatchObject({
      from: '2026-05-12T04:00:00.000Z',
      to: '2026-05-13T04:00:00.000Z',
    })
    expect(asked(search('from=2026-03-29&to=2026-03-29'), 'Europe/Berlin')).toMatchObject({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    })
  })

  it('hold no day that no calendar has', () => {
    expect(asked(search('from=2026-13-45')).from).toBeUndefined()
  })

  it('change without closing what is open', () => {
    expect(changed(search('open=7&q=tap'), { q: '', state: 'dead' }).toString()).toBe('open=7&state=dead')
  })
})
