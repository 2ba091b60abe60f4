import { describe, expect, it } from 'vitest'
import { asLinks, askedAt, fits, plain, stored, withMention } from './mentions'

const lena = { id: 2, name: 'Lena Vogt' }
const len = { id: 9, name: 'Lena' }

describe('a mention while one writes', () => {
  it.each([
    ['@', 0, ''],
    ['Hello @le', 6, 'le'],
    ['(@Lena Vo', 1, 'Lena Vo'],
    ['@O’Ne', 0, 'O’Ne'],
    ['@Amélie', 0, 'Amélie'],
  ])('is looked for at the end of %j', (text, from, q) => {
    expect(askedAt(text, text.length)).toEqual({ from, q })
  })

  it.each(['', 'Hello', 'me@example.com', '@Lena Vogt is', 'a @\n'])('is not looked for after %j', (text) => {
    expect(askedAt(text, text.length)).toBeNull()
  })

  it('is over behind a name that was chosen, and begins with the next', () => {
    expect(askedAt('@Lena ', 6, [len])).toBeNull()
    expect(askedAt('@Lena has', 9, [len])).toBeNull()
    expect(askedAt('@Lena @Le', 9, [len])).toEqual({ from: 6, q: 'Le' })
    expect(askedAt('@Lena', 5, [len])).toEqual({ from: 0, q: 'Lena' })
  })

  it.each([
    ['Amélie Okonkwo', 'ame', true],
    ['Amélie Okonkwo', 'Oko Am', true],
    ['Amélie Okonkwo', 'Amélie ', true],
    ['Jonas Krüger', 'ame', false],
    ['Jonas Krüger', 'Jonas B', false],
  ])('of %s fits %j: %s', (name, q, fitting) => {
    expect(fits(name, q)).toBe(fitting)
  })

  it('puts the name where the letters were, and the caret behind it', () => {
    const asked = askedAt('Ask @le please', 7)
    expect(asked && withMention('Ask @le please', asked, 'Lena Vogt')).toEqual({
      text: 'Ask @Lena Vogt please',
      caret: 15,
    })
  })
})

describe('a mention as it is stored', () => {
  it('holds the person wherever the name stands, the longest name first', () => {
    expect(stored('@Lena Vogt and @Lena, @Lena Vogt!', [len, lena])).toBe(
      '@[Lena Vogt](user:2) and @[Lena](user:9), @[Lena Vogt](user:2)!',
    )
  })

  it('is none where the name was deleted or goes on as another word', () => {
    expect(stored('Hello Lena, @Lenart', [len])).toBe('Hello Lena, @Lenart')
  })

  it('can’t be broken by what stands in a name', () => {
    expect(stored('@A] (B', [{ id: 3, name: 'A] (B' }])).toBe('@[A (B](user:3)')
  })

  it('is read as a name, and rendered as a link of its own kind', () => {
    const text = 'See @[Lena Vogt](user:2).'
    expect(plain(text)).toBe('See @Lena Vogt.')
    expect(asLinks(text)).toBe('See [@Lena Vogt](user:2).')
  })
})
