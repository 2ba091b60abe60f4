import { describe, expect, it } from 'vitest'
import { allPages, itemsOf } from './paging'

describe('lists with cursors', () => {
  it('shows a row once that moved from one page to the next while they were read', () => {
    const pages = [
      { items: [{ id: 1 }, { id: 2 }], next_cursor: 'b' },
      { items: [{ id: 2 }, { id: 3 }], next_cursor: null },
    ]
    expect(itemsOf({ pages, pageParams: ['', 'b'] }).map(({ id }) => id)).toEqual([1, 2, 3])
  })

  it('reads a small list to its end', async () => {
    const asked: (string | undefined)[] = []
    const load = (cursor: string | undefined) => {
      asked.push(cursor)
      return Promise.resolve(
        cursor ? { items: ['c'], next_cursor: null } : { items: ['a', 'b'], next_cursor: 'x' },
      )
    }
    expect(await allPages(load)).toEqual(['a', 'b', 'c'])
    expect(asked).toEqual([undefined, 'x'])
  })
})
