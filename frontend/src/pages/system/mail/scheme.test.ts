import { describe, expect, it } from 'vitest'
import { inScheme } from './scheme'

const mail = '@media (prefers-color-scheme: dark) { a {} } @media (prefers-color-scheme:light) { b {} }'

describe('a mail in the scheme of its reader', () => {
  it('answers the mail’s question itself', () => {
    expect(inScheme(mail, 'dark')).toBe('@media (min-width: 0px) { a {} } @media (max-width: 0px) { b {} }')
    expect(inScheme(mail, 'light')).toBe('@media (max-width: 0px) { a {} } @media (min-width: 0px) { b {} }')
  })
})
