import { describe, expect, it } from 'vitest'
import { insertAt, written } from './insert'

describe('a variable that is inserted', () => {
  it('takes the place of what was selected, and the caret stands behind it', () => {
    expect(insertAt('Dear X!', 5, 6, 'name')).toEqual({ text: 'Dear {{ name }}!', caret: 15 })
  })

  it('stands within a loop where it is part of a list', () => {
    expect(written('rows[].label')).toBe('{% for item in rows %}{{ item.label }}{% endfor %}')
    expect(written('a[].b[]')).toBe(
      '{% for item in a %}{% for item2 in item.b %}{{ item2 }}{% endfor %}{% endfor %}',
    )
  })
})
