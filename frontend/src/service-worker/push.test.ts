import { describe, expect, it } from 'vitest'
import { shownOf, within } from './push'

const SCOPE = 'https://hotel.example/app/'

describe('a push', () => {
  it('is shown as the server says it', () => {
    const url = `${SCOPE}tickets/7`
    expect(shownOf({ title: '304: Tap drips', body: 'Lena wrote', url, tag: 't7' }, SCOPE, 'MM')).toEqual({
      title: '304: Tap drips',
      body: 'Lena wrote',
      tag: 't7',
      url,
    })
  })

  it('that can’t be read still says that there is something', () => {
    expect(shownOf('?', SCOPE, 'MM')).toEqual({ title: 'MM', body: '', tag: undefined, url: SCOPE })
  })

  it.each(['https://evil.example/app/tickets/7', '/docs', 'javascript:alert(1)', '//x', 'https://['])(
    'never leads out of the app: %s',
    (url) => expect(within(SCOPE, url)).toBe(SCOPE),
  )
})
