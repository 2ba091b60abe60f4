import { renderHook } from '@testing-library/react'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Counts } from '../api/notifications'
import { useSound } from './useSound'

/** How often it rang. */
const rings = vi.fn()

beforeEach(() => {
  rings.mockClear()
  vi.stubGlobal('AudioContext', rings)
})

const counts = (newest: number | null, unread = 1): Counts => ({ newest, unread })
const page = (first: Counts | undefined) =>
  renderHook((now: Counts | undefined) => useSound(now), { initialProps: first })

describe('the sound of the bell', () => {
  it('rings for what came since the page was opened', () => {
    const { rerender } = page(undefined)
    rerender(counts(7))
    expect(rings).not.toHaveBeenCalled()
    rerender(counts(8, 2))
    rerender(counts(8, 2))
    expect(rings).toHaveBeenCalledTimes(1)
  })

  it('rings for the very first that one is told', () => {
    page(counts(null, 0)).rerender(counts(1))
    expect(rings).toHaveBeenCalledTimes(1)
  })

  it('is silent for what is marked unread again, and for what was read already', () => {
    const { rerender } = page(counts(7, 0))
    rerender(counts(7, 1))
    rerender(counts(8, 0))
    rerender(counts(8, 1))
    expect(rings).not.toHaveBeenCalled()
  })

  it('comes from one page alone, however many are open', () => {
    const pages = [page(counts(7)), page(counts(7)), page(counts(7))]
    pages.forEach(({ rerender }) => rerender(counts(8)))
    expect(rings).toHaveBeenCalledTimes(1)
    pages.reverse().forEach(({ rerender }) => rerender(counts(9)))
    expect(rings).toHaveBeenCalledTimes(2)
  })

  it('is left to a page that may sound: one that somebody has touched', () => {
    const activation = { hasBeenActive: false }
    Object.defineProperty(navigator, 'userActivation', { configurable: true, value: activation })
    onTestFinished(() => void Reflect.deleteProperty(navigator, 'userActivation'))
    const [untouched, touched] = [page(counts(7)), page(counts(7))]
    untouched.rerender(counts(8))
    expect(rings).not.toHaveBeenCalled()
    activation.hasBeenActive = true
    touched.rerender(counts(8))
    expect(rings).toHaveBeenCalledTimes(1)
  })

  it('can be switched off', () => {
    localStorage.setItem('mm.sound', 'false')
    page(counts(7)).rerender(counts(8))
    expect(rings).not.toHaveBeenCalled()
  })
})
