import { describe, expect, it } from 'vitest'
import { durationParts } from '../hooks/useDuration'
import { NOW, ticketRow } from '../test/server/data'
import { dueOf } from './DueTime'
import { section } from './FloorMark'

const dueIn = (minutes: number) =>
  dueOf(ticketRow(2, { due_at: new Date(NOW + minutes * 60_000).toISOString() }), NOW).state

describe('due times', () => {
  it('are late after, soon within half an hour, and rest beyond a day', () => {
    expect([dueIn(-1), dueIn(30), dueIn(31), dueIn(1441)]).toEqual(['late', 'soon', 'today', 'rest'])
  })

  it('never press once the ticket is resolved', () => {
    const resolved = ticketRow(2, { status: 'resolved', resolved_at: '2026-05-12T11:58:00Z' })
    expect(dueOf(resolved, NOW)).toEqual({ at: '2026-05-12T11:58:00Z', state: 'rest', isDone: true })
  })

  it('show minutes below an hour and whole days beyond', () => {
    expect(durationParts(-35 * 60_000)).toEqual({ days: 0, hours: 0, minutes: 35 })
    expect(durationParts(160 * 60_000)).toEqual({ days: 0, hours: 2, minutes: 40 })
  })
})

describe('the section of a tall building', () => {
  const tall = Array.from({ length: 24 }, (_, index) => 23 - index)
  it('draws the lit storey with its neighbours, the top and the lowest', () => {
    expect(section(tall, 12)).toEqual([23, null, 13, 12, 11, null, 0])
  })
  it('always contains the lit storey', () => {
    for (const floor of tall) expect(section(tall, floor)).toContain(floor)
  })
})
