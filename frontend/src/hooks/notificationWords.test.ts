import { describe, expect, it } from 'vitest'
import { i18next } from '../locales/i18n'
import { told } from '../test/server/notifications'
import { sentence } from './notificationWords'

const t = i18next.getFixedT('en', ['notifications', 'common'] as const)
const says = (over: Parameters<typeof told>[1], userId = 2) => sentence(t, told(1, over), userId)

describe('what a notification says', () => {
  it('names who did it', () => {
    expect(says({ kind: 'ticket_commented' })).toBe('Jonas Krüger wrote')
    expect(says({ kind: 'task_assigned', task: { id: 1, title: 'Change the cartridge' } })).toBe(
      'Jonas Krüger gave you a task: Change the cartridge',
    )
  })

  it('says where a move led, by its facts, else by the ticket as it is', () => {
    expect(says({ kind: 'ticket_moved', facts: { status: ['open', 'on_hold'] } })).toBe(
      'Jonas Krüger: On hold',
    )
    expect(says({ kind: 'ticket_moved', facts: { status: ['resolved', 'open'], undo: true } })).toBe(
      'Jonas Krüger took it back: Open',
    )
    expect(says({ kind: 'ticket_moved', actor: null })).toBe('Now: In progress')
  })

  it('says to who reported that the report is there', () => {
    expect(says({ kind: 'ticket_created' }, 3)).toBe('We have your report')
    expect(says({ kind: 'ticket_created' })).toBe('Jonas Krüger reported it')
  })

  it('has a word for a kind that it does not know yet', () => {
    expect(says({ kind: 'lift_stuck' })).toBe('Something changed')
  })
})
