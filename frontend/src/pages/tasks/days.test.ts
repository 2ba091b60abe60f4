import { describe, expect, it } from 'vitest'
import { NOW, task } from '../../test/server/data'
import { dayOf } from './days'

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const isToday = (iso: string) => Math.abs(Date.parse(iso) - NOW) < 8 * 3_600_000

const tasks = [
  task(1, { status: 'pending', due_at: at(90) }),
  task(2, { status: 'in_progress', due_at: at(-30), started_at: at(-60) }),
  task(3, { status: 'pending', due_at: at(4000) }),
  task(4, { status: 'pending', due_at: null }),
  task(5, { status: 'completed', completed_at: at(-120) }),
  task(6, { status: 'completed', completed_at: at(-4000) }),
  task(7, { status: 'in_progress', due_at: at(30), started_at: at(-10) }),
  task(8, { status: 'cancelled', due_at: at(30) }),
]

describe('my day', () => {
  const day = dayOf(tasks, NOW, isToday)

  it('goes from late over today to later and what has no time', () => {
    const ids = Object.values(day.open).map((group) => group.map(({ id }) => id))
    expect(ids).toEqual([[2], [7, 1], [3], [4]])
  })

  it('counts what is left today, and knows what was done today', () => {
    expect(day.toGo).toBe(3)
    expect(day.done.map(({ id }) => id)).toEqual([5])
  })

  it('is where one began last', () => {
    expect(day.here?.id).toBe(7)
  })
})
