import { describe, expect, it } from 'vitest'
import { apiFilters, emptyState, listSearch, parseList, without } from './listState'

const parse = (search: string) => parseList(new URLSearchParams(search), 'open')

describe('the list’s state in the URL', () => {
  it('survives the way into the URL and back', () => {
    const state = parse(
      'view=all&status=open&status=on_hold&priority=high&category_id=3&property_id=1&floor=-1&assignee_id=me&q=tap&sort=due_at',
    )
    expect(parseList(listSearch(state, 'open'), 'open')).toEqual(state)
    expect(state).toMatchObject({
      view: 'all',
      status: ['open', 'on_hold'],
      floor: -1,
      q: 'tap',
      sort: 'due_at',
    })
  })

  it('leaves out what is as it starts, so that links stay short', () => {
    expect(listSearch(emptyState('open'), 'open').toString()).toBe('')
  })

  it('ignores words that mean nothing here instead of asking the API for them', () => {
    const state = parse('view=nope&status=broken&priority=urgent&category_id=x&sort=size&floor=3')
    expect(state).toEqual(emptyState('open'))
  })

  it('asks for a floor only of one property', () => {
    expect(parse('floor=3&property_id=1&property_id=2').floor).toBeNull()
    expect(without(parse('floor=3&property_id=1'), 'property_id').floor).toBeNull()
  })

  it('asks the API for what the view holds', () => {
    expect(apiFilters(parse('view=mine'))).toMatchObject({
      holder_id: ['me'],
      status: ['open', 'in_progress', 'on_hold'],
    })
    expect(apiFilters(parse('view=late'))).toMatchObject({ overdue: true, sort: 'due_at' })
    expect(apiFilters(parse('property_id=1&floor=0'))).toMatchObject({ property_id: [1], floor: [0] })
  })

  it('lets a chosen status win over the view’s', () => {
    expect(apiFilters(parse('status=closed')).status).toEqual(['closed'])
  })
})
