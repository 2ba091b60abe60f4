import { describe, expect, it } from 'vitest'
import { comment, event, NOW } from '../../test/server/data'
import { entriesOf } from './entries'

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()

describe('the timeline of a ticket', () => {
  it('has what was said and what happened in the order of time', () => {
    const entries = entriesOf(
      [comment(1, { created_at: at(-10) }), comment(2, { created_at: at(-40) })],
      [event(1, { at: at(-20) }), event(2, { at: at(-60), action: 'ticket.assigned' })],
    )
    expect(entries.map(({ key }) => key)).toEqual(['event 2', 'comment 2', 'event 1', 'comment 1'])
  })

  it('says once what the message, the report or the move says already', () => {
    const entries = entriesOf(
      [comment(1)],
      [
        event(1, { action: 'ticket.created' }),
        event(2, { action: 'ticket.commented' }),
        event(3, { action: 'task.started' }),
        event(4),
      ],
    )
    expect(entries.map(({ key }) => key).sort()).toEqual(['comment 1', 'event 4'])
  })
})
